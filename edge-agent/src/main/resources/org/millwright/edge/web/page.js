import { count, duration, el, head, mark, millis, number, rough, row, STATE_WORDS, svg, term, trend, unit } from './parts.js';
import { advisories } from './advisories.js';
import { conditions } from './conditions.js';
import { heatMap, model, models, pictures } from './stations.js';
import { diagnoses } from './diagnoses.js';
import { vibrations } from './vibrations.js';

const EVERY_MILLIS = 1000;
const AGED_SECONDS = 10;
const COURSE_POINTS = 600;
const MOST_PROGNOSES = 24;
const MOST_BESIDE = 3;
const KINDS = { 'opc-ua': 'OPC UA', 'mqtt': 'MQTT', 'camera': 'Camera' };
const byId = (id) => document.getElementById(id);
const machines = new Map();
let previous = null;

async function json(path) {
  const response = await fetch(path, { cache: 'no-store', signal: AbortSignal.timeout(5000) });
  return response.ok ? response.json() : null;
}

const REASONS = {
  queue_overflow: "the server's queue overflowed", sequence_gap: 'a message is missing', not_kept: 'nobody kept it',
  bus_overflow: 'no room in the agent', quota: 'the journal was full', refused: 'refused by the store',
  decode: 'could not be read', journal_damage: 'the journal was damaged' };

function lostOf(status) {
  const faults = status.sources.flatMap((source) => Object.values(source.faults));
  return { lost: sum(Object.values(status.ledger.total.lost)), faults: sum(faults) };
}

const sum = (numbers) => numbers.reduce((a, b) => a + b, 0);

function loss(name, n) {
  return term(name, count(n), n > 0 ? mark('out-of-specification') : null);
}

function header(status) {
  const { enterprise, site, area, line } = status.site;
  byId('site').textContent = [enterprise, site, area, line].join(' / ');
  const seconds = previous ? (Date.parse(status.at) - Date.parse(previous.at)) / 1000 : 0;
  const rate = (key) => (seconds > 0 ? count((status.sink[key] - previous.sink[key]) / seconds) : '–');
  const lost = lostOf(status);
  byId('figures').replaceChildren(
    term('Received', rate('received'), '/s'),
    term('Stored', rate('stored'), '/s'),
    term('Stored in all', count(status.sink.stored)),
    term('Waiting', count(status.sink.waiting)),
    loss('Lost', lost.lost),
    term('Faults', count(lost.faults)),
  );
}

function attention(status) {
  const item = (state, text) => el('li', { class: state }, mark(state), el('span', {}, text));
  const items = status.health.reasons.map((reason) => item('failure', reason));
  status.health.notes.forEach((note) => items.push(item('out-of-specification', note)));
  status.prognoses.filter((p) => p.health && p.health !== 'normal').forEach((p) =>
    items.push(item(p.health, `${p.machine}: ${STATE_WORDS[p.health]}${p.reason ? ' – ' + p.reason : ''}`)));
  byId('attention').replaceChildren(...items);
  overall(items.length === 0 ? 'All in order' : items.length === 1 ? '1 needs attention' : `${items.length} need attention`, !status.health.ok);
}

function overall(text, bad) {
  const box = byId('overall');
  if (box.textContent !== text) box.textContent = text;
  box.classList.toggle('bad', bad);
}

const RESULTS = { good: ['Good', 'normal'], defect: ['Defect', 'failure'], uncertain: ['Uncertain', 'out-of-specification'] };

// The image is decoded before it is shown: no flicker, and the box is never drawn over an older part.
async function picture(part, caption, station) {
  const image = el('img', { src: part.picture, alt: `Part ${part.part || part.sequence}` });
  const frame = el('div', { class: 'frame' });
  try {
    await image.decode();
    frame.append(image);
    const heat = station ? await heatMap(station, part, image.naturalWidth, image.naturalHeight) : null;
    if (heat) frame.append(heat);
    if (part.place) {
      const viewBox = `0 0 ${image.naturalWidth} ${image.naturalHeight}`;
      const places = part.places?.length ? part.places : [part.place];
      frame.append(svg('svg', { viewBox, 'aria-hidden': 'true' },
        ...places.map(({ x, y, width, height }) => svg('rect', { class: 'defect', x, y, width, height }))));
    }
  } catch {
    frame.append(el('p', { class: 'quiet' }, 'This picture cannot be shown.'));
  }
  return el('figure', {}, frame, el('figcaption', {}, caption));
}

function latency(name, l) {
  return row(name, millis(l.p50), millis(l.p99), millis(l.p999));
}

async function inspectionCard(inspection, last, notGood) {
  const verdict = last ?? inspection.last;
  const [word, state] = RESULTS[verdict?.result] ?? ['No part yet', 'normal'];
  const facts = el('div', { class: 'facts' },
    el('div', { class: 'word' }, mark(state), word),
    el('p', { class: 'quiet' }, verdict ? `${verdict.part || 'part ' + verdict.sequence}, ${verdict.class ? verdict.class + ', ' : ''}${verdict.millimetres ? number(verdict.millimetres) + ' mm, ' : ''}score ${number(verdict.score)}${verdict.reason ? ': ' + verdict.reason : ''}` : ''),
    el('dl', { class: 'grid four' },
      term('Good', count(inspection.good)), term('Defect', count(inspection.defect)), term('Uncertain', count(inspection.uncertain)), term('Late', count(inspection.late))),
    el('table', {}, head('Time to the verdict', 'median', '99 %', '99.9 %'),
      latency('from arrival', inspection.arrivalToVerdictMillis), latency('from the camera', inspection.sourceToVerdictMillis)),
    inspection.release ? el('p', { class: 'quiet' }, inspection.release) : null,
    models(inspection));
  const pictures = [];
  if (last) pictures.push(await picture(last, `Last part: ${last.part || last.sequence}`, inspection.station));
  if (notGood && notGood.sequence !== last?.sequence) pictures.push(await picture(notGood, `Last that was not good: ${notGood.part || notGood.sequence}`));
  return el('article', { class: 'card', 'data-station': inspection.station }, el('h2', {}, `Inspection at ${inspection.station}`), el('div', { class: 'part' }, ...pictures, facts));
}

async function inspections(status) {
  const cards = await Promise.all(status.inspections.map(async (inspection) => {
    const path = `/api/parts/${encodeURIComponent(inspection.station)}/`;
    const inspected = inspection.last !== null;
    const notGood = inspection.defect + inspection.uncertain > 0;
    const [last, bad] = await Promise.all([inspected ? json(path + 'last') : null, notGood ? json(path + 'last-not-good') : null]);
    return inspectionCard(inspection, last, bad);
  }));
  byId('inspections').replaceChildren(...cards);
}

// The course of each estimate since this page was opened, a point for each new one.
const courses = new Map();

function course(prognosis) {
  const known = courses.get(prognosis.machine) ?? { at: null, points: [] };
  if (prognosis.decidedAt && prognosis.decidedAt !== known.at) {
    known.at = prognosis.decidedAt;
    known.points = [...known.points, prognosis.remainingLife].slice(-COURSE_POINTS);
    courses.set(prognosis.machine, known);
  }
  return known.points.length < 2 ? null : el('div', { class: 'course' }, trend(known.points));
}

function prognosisCard(p) {
  const state = p.trouble ? 'function-check' : p.health ?? 'normal';
  const word = p.trouble ? 'No prognosis' : STATE_WORDS[p.health] ?? 'Waiting for data';
  return el('article', { class: 'card' },
    el('h2', {}, `Remaining life of ${p.machine}`),
    el('div', { class: 'life' }, rough(p.remainingLife), p.lifeUnit ? el('small', {}, ' ' + p.lifeUnit) : null),
    el('div', { class: 'state' }, mark(state), word),
    p.coverage ? el('div', { class: 'quiet' }, `${rough(p.lifeLow)} to ${rough(p.lifeHigh)} ${p.lifeUnit} in ${Math.round(100 * p.coverage)} of 100 cases`) : null,
    course(p),
    el('p', { class: 'quiet' }, p.trouble ?? p.reason ?? ''),
    p.models && (p.models.shadow || p.models.previous) ? model(p.models) : null);
}

function prognoses(status) {
  const wanting = (p) => (p.trouble || (p.health && p.health !== 'normal') ? 0 : 1);
  const sorted = [...status.prognoses].sort((a, b) => wanting(a) - wanting(b) || (a.remainingLife ?? Infinity) - (b.remainingLife ?? Infinity));
  const cards = sorted.slice(0, MOST_PROGNOSES).map(prognosisCard);
  if (sorted.length > MOST_PROGNOSES) cards.push(el('p', { class: 'quiet' }, `and ${count(sorted.length - MOST_PROGNOSES)} more machines that will last longer`));
  byId('prognoses').replaceChildren(...cards);
  byId('top').classList.toggle('beside', status.inspections.length > 0 && cards.length > 0 && cards.length <= MOST_BESIDE);
}

const SOURCE_STATES = { up: ['normal', 'connected'], connecting: ['failure', 'not connected'], stopped: ['function-check', 'stopped'] };

function sources(status) {
  const table = el('table', {}, head('Source', 'State', '#Last data', '#Clock', '#Faults'));
  for (const source of status.sources) {
    const degraded = source.degraded ?? [];
    const [state, word] = degraded.length ? ['out-of-specification', 'connected in part'] : SOURCE_STATES[source.state];
    const faults = Object.entries(source.faults).map(([reason, n]) => `${reason} ${count(n)}`).join(', ');
    const why = [source.because, ...degraded, faults].filter(Boolean);
    table.append(el('tr', { 'data-source': source.name },
      el('td', {}, source.name, el('span', { class: 'why' }, KINDS[source.kind])),
      el('td', {}, el('span', { class: 'state' }, mark(state), word), ...why.map((text) => el('span', { class: 'why' }, text))),
      el('td', { class: 'n' }, source.lastDataSeconds === null ? 'none yet' : `${duration(source.lastDataSeconds)} ago`),
      el('td', { class: 'n' }, offset(source.clockOffsetMillis)),
      el('td', { class: 'n' }, count(sum(Object.values(source.faults))))));
  }
  byId('sources').replaceChildren(table);
}

function store(status) {
  const sink = status.sink;
  const queues = el('table', {}, head('Queue', '#Delivered', '#Waiting', '#Dropped'));
  for (const queue of status.queues) {
    const dropped = sum(Object.values(queue.dropped));
    queues.append(row(queue.name, queue.delivered, queue.waiting, dropped));
  }
  const times = !sink.sourceToStoredMillis ? null : el('table', {}, head('Time to stored, last 30 s', 'median', '99 %', '99.9 %'),
    latency('from the source', sink.sourceToStoredMillis), latency('from arrival', sink.receivedToStoredMillis));
  const refusals = sink.lastRefusals.length === 0 ? null : el('table', {}, head('Refused row', 'Reason'),
    ...sink.lastRefusals.map((refusal) => row(refusal.row, refusal.reason)));
  const gib = (bytes) => `${(bytes / 1073741824).toFixed(1)} GiB`;
  const disk = status.disk === null ? [] : [term('Disk free', status.disk.freeBytes === null ? '–' : gib(status.disk.freeBytes), `of it ${gib(status.disk.floorBytes)} kept free`),
    term('Expired', count(sum(status.disk.expired.map((one) => one.rows))))];
  byId('store').replaceChildren(
    ...ledger(status, disk), queues, ...(times ? [times] : []), ...(refusals ? [refusals] : []));
}

// A source's clock against the gateway's: only what matters to whoever compares times.
function offset(milliseconds) {
  if (milliseconds === null) return '–';
  const sign = milliseconds < 0 ? '−' : '+';
  return Math.abs(milliseconds) < 1000 ? `${sign}${millis(Math.abs(milliseconds))}` : `${sign}${duration(Math.abs(milliseconds) / 1000)}`;
}

function ledger(status, disk) {
  const total = status.ledger.total;
  const mib = (bytes) => `${count(Math.ceil(bytes / 1048576))} MiB`;
  const terms = el('dl', { class: 'grid' }, term('Received ever', count(total.received)), term('Stored', count(total.stored)),
    term('In the journal', count(total.waiting), `${mib(status.journal.waitingBytes)} of ${mib(status.journal.quotaBytes)}`),
    term('Repeated', count(total.repeated)), loss('Lost', sum(Object.values(total.lost))), ...disk);
  const losses = status.ledger.losses.flatMap((account) => Object.entries(account.lost)
    .map(([reason, n]) => row([account.machine, account.signal].filter(Boolean).join(' / ') || account.table, n, REASONS[reason] ?? reason)));
  return losses.length === 0 ? [terms] : [terms, el('table', {}, head('Lost', '#Readings', 'Because'), ...losses)];
}

const QUALITY_MARKS = { bad: 'failure', uncertain: 'out-of-specification' };

function valueText(signal) {
  if (signal.value === null) return 'no value';
  if (typeof signal.value === 'boolean') return signal.value ? 'yes' : 'no';
  if (typeof signal.value === 'string') return signal.value;
  return signal.type === 'whole' ? count(signal.value) : number(signal.value);
}

function signalRow(signal) {
  const flag = QUALITY_MARKS[signal.quality];
  const aged = signal.ageSeconds > AGED_SECONDS;
  const value = el('span', { class: 'state' }, flag ? mark(flag) : null, el('span', {}, valueText(signal), signal.unit ? el('span', { class: 'unit' }, unit(signal.unit)) : null));
  return el('tr', { class: aged ? 'aged' : null, 'data-signal': signal.name },
    el('td', {}, signal.name), el('td', {}, trend(signal.trend)),
    el('td', {}, value, aged ? el('span', { class: 'age' }, `${duration(signal.ageSeconds)} old`) : null));
}

function machineCard(name, kind) {
  const body = el('tbody');
  const card = el('article', { class: 'card machine', 'data-machine': name }, el('h3', {}, name, el('span', {}, kind)), el('table', {}, body));
  return { card, body };
}

function signals(status) {
  const wanted = byId('filter').value.trim().toLowerCase();
  const groups = new Map();
  for (const signal of status.signals.shown) {
    const text = `${signal.machine} ${signal.kind} ${signal.name}`.toLowerCase();
    if (!text.includes(wanted)) continue;
    if (!groups.has(signal.machine)) groups.set(signal.machine, []);
    groups.get(signal.machine).push(signal);
  }
  for (const [name, group] of groups) {
    if (!machines.has(name)) {
      machines.set(name, machineCard(name, group[0].kind));
      byId('signals').append(machines.get(name).card);
    }
    machines.get(name).body.replaceChildren(...group.map(signalRow));
  }
  machines.forEach(({ card }, name) => card.classList.toggle('hidden', !groups.has(name)));
  const { seen, shown } = status.signals;
  byId('shown').textContent = seen > shown.length ? `${count(shown.length)} of ${count(seen)} shown` : `${count(seen)}`;
}

function footer(status) {
  const p = status.process;
  const first = p.timeToFirstValueMillis === null ? 'no value yet' : `first value after ${(p.timeToFirstValueMillis / 1000).toFixed(1)} s`;
  byId('process').textContent = `Version ${p.version} · up ${duration(p.uptimeSeconds)} · ${first} · memory ${Math.round(p.rssBytes / 1048576)} MiB · processor ${(p.cpuCores ?? 0).toFixed(2)} cores · ${new Date(status.at).toLocaleTimeString([], { hourCycle: 'h23' })}`;
}

async function refresh() {
  try {
    const status = await json('/api/status');
    if (!status) throw new Error('no status');
    header(status);
    attention(status);
    prognoses(status);
    advisories(status, byId('advisories'));
    conditions(status, byId('conditions'));
    diagnoses(status, byId('diagnoses'));
    vibrations(status, byId('vibrations'));
    sources(status);
    store(status);
    signals(status);
    footer(status);
    await inspections(status);
    await pictures(status, byId('pictures'));
    previous = status;
    document.body.dataset.ready = 'yes';
  } catch {
    overall('No connection to the agent', true);
  }
  setTimeout(refresh, document.hidden ? 5 * EVERY_MILLIS : EVERY_MILLIS);
}

refresh();
