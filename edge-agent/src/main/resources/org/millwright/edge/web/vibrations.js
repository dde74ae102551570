// What the vibration of each bearing says; modest, as advice has the last word.
import { count, el, head, mark, number } from './parts.js';

const MOST = 12;
const WORDS = { 'none': 'no fault', 'outer-race': 'outer race', 'inner-race': 'inner race', 'ball': 'ball', 'uncertain': 'uncertain' };

function state(item) {
  const standing = item.last?.standing;
  if (standing) return el('span', { class: 'state' }, mark('maintenance-required'), `damage: ${WORDS[standing]}`);
  if (!item.lastAnswer) return el('span', { class: 'state' }, mark('function-check'), item.last ? 'uncertain' : 'no waveform yet');
  const beyond = item.lastAnswer.health === 'out-of-specification';
  return el('span', { class: 'state' }, mark(beyond ? 'out-of-specification' : 'normal'), WORDS[item.lastAnswer.diagnosis]);
}

function line(item) {
  const shown = item.lastAnswer ?? item.last;
  const uncertain = item.answers.uncertain ?? 0;
  const answered = Object.values(item.answers).reduce((sum, n) => sum + n, 0);
  return el('tr', { 'data-machine': item.machine },
    el('td', {}, item.machine),
    el('td', {}, item.part),
    el('td', {}, state(item), el('span', { class: 'why' }, shown?.reason ?? '')),
    el('td', {}, shown?.rms == null ? '–' : `${number(shown.rms)} ${item.unit}`),
    el('td', {}, shown?.kurtosis == null ? '–' : number(shown.kurtosis)),
    el('td', {}, `${count(answered)} waveforms`, uncertain ? el('span', { class: 'why' }, `${count(uncertain)} uncertain`) : null));
}

export function vibrations(status, place) {
  const items = status.vibrations ?? [];
  place.hidden = items.length === 0;
  const table = el('table', {}, head('Machine', 'Bearing', 'What its vibration says', 'RMS', 'Kurtosis', 'From'), ...items.slice(0, MOST).map(line));
  const more = items.length > MOST ? el('p', { class: 'quiet' }, `and ${count(items.length - MOST)} more`) : null;
  place.replaceChildren(el('div', { class: 'card' }, el('h2', {}, 'Vibration'), table, more));
}
