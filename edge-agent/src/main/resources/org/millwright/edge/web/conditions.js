// Whether the machines that are learned behave as they were, and the way to have one learned anew.
import { count, el, head, mark } from './parts.js';
import { button, change } from './stations.js';

const MOST = 24;
const NAME = 'millwright-name';
const WORDS = { learning: 'learning', normal: 'as it was learned', anomalous: 'not as it was learned', uncertain: 'uncertain' };
const ORDER = ['anomalous', 'uncertain', 'learning', 'normal'];
let drawn = '';

async function learnAnew(machine) {
  const why = window.prompt(`Learn ${machine} anew? That takes as long as at first, and what was learned before judges until then. What changed on the machine?`);
  if (!why?.trim()) return null;
  const by = window.prompt('Who asks? It is stored with the reason.', sessionStorage.getItem(NAME) ?? '');
  if (!by?.trim()) return null;
  sessionStorage.setItem(NAME, by.trim());
  return change(`/api/conditions/${encodeURIComponent(machine)}/relearn`, { by: by.trim(), why: why.trim() });
}

function reasons(item) {
  const learning = item.learning && item.learning !== item.reason ? item.learning : null;
  const all = [item.reason, item.reason?.includes(learning) ? null : learning].filter(Boolean).join('; ');
  return item.state === 'learning' ? all.replace(/^learning: /, '') : all;
}

function line(item) {
  const state = item.state ?? 'learning';
  const why = reasons(item);
  return el('tr', { 'data-machine': item.machine },
    el('td', {}, item.machine),
    el('td', {}, el('span', { class: 'state' }, mark(item.health ?? 'function-check'), item.state ? WORDS[state] : 'no readings yet'),
      why ? el('span', { class: 'why' }, why) : null),
    el('td', {}, item.regime ? count(item.regime) : '–'),
    el('td', {}, button('Learn anew', () => learnAnew(item.machine))));
}

// Only when something changed, so that nothing moves under the hand that clicks.
export function conditions(status, place) {
  const items = (status.conditions?.learned ?? []).map(({ machine, state, health, reason, regime, learning }) => ({ machine, state, health, reason, regime, learning }));
  items.sort((a, b) => ORDER.indexOf(a.state) - ORDER.indexOf(b.state));
  // How far learning is changes every second: it is told in the row that is there.
  const stamp = JSON.stringify(items.map((item) => [item.machine, item.state, item.health, item.regime, reasons(item).replace(/\d+/g, '#')]));
  if (stamp === drawn) {
    items.slice(0, MOST).forEach((item, at) => {
      const why = place.querySelectorAll('tr[data-machine]')[at]?.querySelector('.why');
      if (why && why.textContent !== reasons(item)) why.textContent = reasons(item);
    });
    return;
  }
  drawn = stamp;
  place.hidden = items.length === 0;
  const table = el('table', {}, head('Machine', 'Behaves', 'Regime', ''), ...items.slice(0, MOST).map(line));
  const more = items.length > MOST ? el('p', { class: 'quiet' }, `and ${count(items.length - MOST)} more`) : null;
  place.replaceChildren(el('div', { class: 'card' }, el('h2', {}, 'Behaviour'), table, more));
}
