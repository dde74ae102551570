// Models of stations and machines, and the pictures that wait for a label.
import { count, el, mark, number } from './parts.js';

const MOST_SHOWN = 12;
const TOKEN = 'millwright-token';
const shown = new Map();
const hot = new Set();

export async function change(path, body) {
  const send = () => fetch(path, {
    method: 'POST',
    headers: { 'X-Millwright': '1', ...(sessionStorage.getItem(TOKEN) ? { Authorization: `Bearer ${sessionStorage.getItem(TOKEN)}` } : {}) },
    body: body === undefined ? '' : JSON.stringify(body),
  });
  let response = await send();
  if (response.status === 401) {
    const token = window.prompt('Token for changes (web.token)');
    if (!token) return 'No token was given.';
    sessionStorage.setItem(TOKEN, token);
    response = await send();
    if (response.status === 401) sessionStorage.removeItem(TOKEN);
  }
  if (response.ok) return null;
  return (await response.json().catch(() => ({}))).error ?? `It was refused (${response.status}).`;
}

export function button(text, act) {
  const node = el('button', { type: 'button' }, text);
  node.addEventListener('click', async () => {
    node.disabled = true;
    const refused = await act();
    if (refused) window.alert(refused);
    node.disabled = false;
  });
  return node;
}

const short = (hash) => (hash ? hash.slice(0, 12) : 'none');

function compared(t) {
  if (t.asked === undefined) return `agreed on ${count(t.agreed)} of ${count(t.parts)}, stricter ${count(t.stricter)}, laxer ${count(t.laxer)}`;
  if (t.meanDifference === undefined) return `asked ${count(t.asked)} times, agreed on ${count(t.agreed)} of ${count(t.compared)}, errors ${count(t.errors)}`;
  const figures = t.compared === 0 ? 'nothing to compare yet'
    : `${t.meanDifference < 0 ? '' : '+'}${number(t.meanDifference)} ${t.lifeUnit} on average, ${Math.round(100 * t.outsideShare)} % outside of the live interval`;
  return `${count(t.asked)} estimates, ${figures}, errors ${count(t.errors)}, late ${count(t.late)}`;
}

export function model(seat) {
  const path = `/api/models/${encodeURIComponent(seat.place)}/`;
  const ask = (what, text) => button(text, () => (window.confirm(`${text} at ${seat.place}?`) ? change(path + what) : null));
  const trial = seat.shadow === null ? null : el('p', { class: 'quiet' },
    `On trial ${short(seat.shadow)}: ${compared(seat.trial)} `,
    ask('promote', 'Promote'), ask('withdraw', 'End the trial'));
  return el('div', { 'data-place': seat.place },
    el('p', { class: 'quiet' }, `${seat.place}: model ${short(seat.live)}${seat.why ? ', ' + seat.why : ''} `,
      seat.previous ? ask('rollback', `Back to ${short(seat.previous)}`) : null),
    seat.precision === '' || seat.precision === 'float32' ? null : el('p', { class: 'quiet' }, `Runs in ${seat.precision}`),
    trial,
    seat.drift ? el('p', { class: 'state' }, mark('out-of-specification'), el('span', {}, seat.drift))
      : seat.driftIndex === null ? null : el('p', { class: 'quiet' }, `Drift ${number(seat.driftIndex)}`));
}

export function models(inspection) {
  const { variant, models: seats } = inspection.vision;
  const heat = el('button', { type: 'button', 'aria-pressed': hot.has(inspection.station) ? 'true' : 'false' }, 'Heat map');
  heat.addEventListener('click', () => (hot.has(inspection.station) ? hot.delete(inspection.station) : hot.add(inspection.station)));
  return el('div', { class: 'models' },
    variant ? el('p', { class: 'quiet' }, `Product ${variant}`) : null,
    ...seats.map(model), heat);
}

// A translucent layer over the picture; red where the model sees a defect.
export async function heatMap(station, part, width, height) {
  if (!hot.has(station) || !part.heatMap) return null;
  const response = await fetch(`/api/parts/${encodeURIComponent(station)}/last/heat-map`, { cache: 'no-store' });
  const map = response.ok ? await response.json() : null;
  if (!map || map.sequence !== part.sequence || !map.shares) return null;
  const shares = Uint8Array.from(atob(map.shares), (c) => c.charCodeAt(0));
  const small = el('canvas', { width: map.columns, height: map.rows });
  const pixels = new ImageData(map.columns, map.rows);
  shares.forEach((share, i) => pixels.data.set([255, 40, 60, Math.round(share * 0.7)], 4 * i));
  small.getContext('2d').putImageData(pixels, 0, 0);
  const layer = el('canvas', { class: 'heat', width, height, 'aria-label': 'Heat map' });
  const { x, y, width: w, height: h } = map.area;
  layer.getContext('2d').drawImage(small, x, y, w, h);
  return layer;
}

function card(station, picture, refresh) {
  const path = `/api/pictures/${encodeURIComponent(station)}/${encodeURIComponent(picture.id)}`;
  const label = (name) => async () => {
    const refused = await change(path + '/label', { label: name });
    if (!refused) await refresh();
    return refused;
  };
  const names = ['good', ...picture.classes.filter((name) => name !== 'good')];
  const other = el('input', { 'aria-label': 'Another class', placeholder: 'another class', size: 12 });
  return el('figure', { 'data-picture': picture.id, class: picture.label ? 'labelled' : null },
    el('img', { src: path, alt: `Part ${picture.part}`, loading: 'lazy' }),
    el('figcaption', {}, `${picture.part}: ${picture.result}${picture.score ? ' ' + picture.score : ''}${picture.reason ? ', ' + picture.reason : ''}`),
    picture.label ? el('p', {}, `Labelled ${picture.label} `, button('Take back', label('')))
      : el('p', {}, ...names.map((name) => button(name, label(name))), other, button('Label', () => label(other.value.trim())())));
}

// Only when their number changes, so that nothing moves under the hand that labels.
export async function pictures(status, into) {
  for (const inspection of status.inspections) {
    const { kept, dropped } = inspection.vision.pictures;
    const stamp = `${kept} ${dropped}`;
    if (shown.get(inspection.station) === stamp || (into.contains(document.activeElement) && shown.has(inspection.station))) continue;
    shown.set(inspection.station, stamp);
    if (kept > 0 || into.hasChildNodes()) await draw(inspection.station, into);
  }
}

async function draw(station, into) {
  const response = await fetch(`/api/pictures/${encodeURIComponent(station)}`, { cache: 'no-store' });
  const list = response.ok ? (await response.json()).pictures : [];
  const waiting = list.filter((picture) => !picture.label);
  const first = [...waiting, ...list.filter((picture) => picture.label)].slice(0, MOST_SHOWN);
  const old = into.querySelector(`[data-pictures="${CSS.escape(station)}"]`);
  const article = list.length === 0 ? null : el('article', { class: 'card', 'data-pictures': station },
    el('h2', {}, `Pictures of ${station} to look at: ${count(waiting.length)} of ${count(list.length)} without a label`),
    el('div', { class: 'kept' }, ...first.map((picture) => card(station, picture, () => draw(station, into)))));
  if (old) old.remove();
  if (article) into.append(article);
}
