// What a model makes of each machine; modest, as advice has the last word.
import { count, el, head, mark, number } from './parts.js';
import { model } from './stations.js';

const MOST = 12;

function state(item) {
  const standing = item.last?.standing ?? [];
  if (standing.length) return el('span', { class: 'state' }, mark(item.last.health), standing.map((one) => one.what).join(', '));
  if (item.trouble || !item.last) return el('span', { class: 'state' }, mark('function-check'), item.trouble ? 'no model' : 'waiting for data');
  if (item.last.cause) return el('span', { class: 'state' }, mark(item.last.health), 'uncertain');
  return el('span', { class: 'state' }, mark(item.last.healthy ? 'normal' : 'out-of-specification'), item.last.answer);
}

function now(last) {
  if (!last) return '–';
  if (last.cause) return 'uncertain';
  return last.quantity ? `${last.quantity} ${number(last.value)} ${last.unit}` : `${last.mode} ${Math.round(100 * last.probability)} %`;
}

function line(item) {
  const why = item.trouble ?? item.last?.standing?.[0]?.because ?? item.last?.reason ?? item.last?.because ?? '';
  const answered = Object.values(item.answers).reduce((sum, n) => sum + n, 0);
  const uncertain = item.answers.uncertain ?? 0;
  return el('tr', { 'data-machine': item.machine },
    el('td', {}, item.machine),
    el('td', {}, state(item), el('span', { class: 'why' }, why)),
    el('td', {}, now(item.last), item.last?.others ? el('span', { class: 'why' }, item.last.others) : null),
    el('td', {}, `${count(answered)} moments`, uncertain ? el('span', { class: 'why' }, `${count(uncertain)} uncertain`) : null));
}

// Machines of one entry share a model.
function seats(items) {
  const byPlace = new Map(items.map((item) => [item.models.place, item.models]));
  return [...byPlace.values()].filter((seat) => seat.shadow || seat.previous).map(model);
}

export function diagnoses(status, place) {
  const items = status.diagnoses ?? [];
  place.hidden = items.length === 0;
  const wanting = (item) => (item.last?.standing?.length ? 0 : item.trouble ? 1 : 2);
  const shown = [...items].sort((a, b) => wanting(a) - wanting(b)).slice(0, MOST);
  const table = el('table', {}, head('Machine', 'Diagnosis', 'Just now', 'From'), ...shown.map(line));
  const more = items.length > MOST ? el('p', { class: 'quiet' }, `and ${count(items.length - MOST)} more`) : null;
  place.replaceChildren(el('div', { class: 'card' }, el('h2', {}, 'Diagnosis'), table, more, ...seats(items)));
}
