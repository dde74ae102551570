// What there is to do, the most urgent first.
import { count, el, head, mark } from './parts.js';

const MOST = 12;
const URGENCIES = {
  'stop-for-it': ['failure', 'Stop for it'],
  'planned': ['maintenance-required', 'Plan it'],
  'look': ['out-of-specification', 'Have a look'],
  'watch': ['normal', 'Watch'],
};

const day = (iso) => new Date(iso).toLocaleString([], { weekday: 'short', day: 'numeric', month: 'short', hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });

function when(item) {
  if (item.windowFrom) return `${day(item.windowFrom)} to ${day(item.windowUntil)}`;
  return item.dueAt ? `before ${day(item.dueAt)}` : '';
}

function line(item) {
  const [state, word] = URGENCIES[item.urgency] ?? ['normal', item.urgency];
  const risk = item.risk === null || item.urgency === 'watch' ? '' : `fails before that: ${Math.round(100 * item.risk)} %`;
  return el('tr', { 'data-machine': item.machine },
    el('td', {}, el('span', { class: 'state' }, mark(state), word)),
    el('td', {}, item.machine),
    el('td', {}, item.what, el('span', { class: 'why' }, item.why)),
    el('td', {}, when(item), risk ? el('span', { class: 'why' }, risk) : null));
}

export function advisories(status, place) {
  const items = status.advisories ?? [];
  place.hidden = items.length === 0;
  const table = el('table', {}, head('How soon', 'Machine', 'What, and why', 'When'), ...items.slice(0, MOST).map(line));
  const more = items.length > MOST ? el('p', { class: 'quiet' }, `and ${count(items.length - MOST)} more`) : null;
  place.replaceChildren(el('div', { class: 'card' }, el('h2', {}, 'What to do'), table, more));
}
