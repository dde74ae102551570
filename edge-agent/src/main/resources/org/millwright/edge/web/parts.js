// Small pieces of the page. Text from the plant only ever goes through textContent or setAttribute: never as markup.
const SVG = 'http://www.w3.org/2000/svg';

export function el(tag, attributes = {}, ...children) {
  return fill(document.createElement(tag), attributes, children);
}

export function svg(tag, attributes = {}, ...children) {
  return fill(document.createElementNS(SVG, tag), attributes, children);
}

function fill(node, attributes, children) {
  for (const [name, value] of Object.entries(attributes)) {
    if (value !== undefined && value !== null && value !== false) node.setAttribute(name, value);
  }
  node.append(...children.filter((child) => child !== null && child !== undefined && child !== ''));
  return node;
}

// The four symbols of NAMUR NE 107 by shape and letter, so that colour is never the only sign; normal is a grey ring.
const MARKS = {
  'failure': ['failure', 'F', () => svg('circle', { cx: 10, cy: 10, r: 9 })],
  'function-check': ['check', 'C', () => svg('path', { d: 'M1 2h18L10 19z' })],
  'out-of-specification': ['out', 'S', () => svg('path', { d: 'M10 1l9 17H1z' })],
  'maintenance-required': ['maintenance', 'M', () => svg('path', { d: 'M1 1h18v18H1z' })],
};

export const STATE_WORDS = {
  'normal': 'Normal',
  'failure': 'Failure',
  'function-check': 'Function check',
  'out-of-specification': 'Out of specification',
  'maintenance-required': 'Maintenance required',
};

export function mark(state) {
  const drawing = svg('svg', { class: 'mark', viewBox: '0 0 20 20', role: 'img', 'aria-label': STATE_WORDS[state] ?? state });
  if (!MARKS[state]) {
    drawing.append(svg('circle', { cx: 10, cy: 10, r: 6, class: 'normal' }));
    return drawing;
  }
  const [colour, letter, shape] = MARKS[state];
  const body = shape();
  body.setAttribute('class', colour);
  const y = { S: 16, C: 11 }[letter] ?? 14;
  drawing.append(body, svg('text', { x: 10, y }, letter));
  return drawing;
}

export function trend(points) {
  const known = points.filter((point) => point !== null);
  const drawing = svg('svg', { class: 'trend', viewBox: '0 0 60 20', preserveAspectRatio: 'none', 'aria-hidden': 'true' });
  if (known.length < 2) return drawing;
  const low = Math.min(...known);
  const span = Math.max(...known) - low;
  // A value that hardly moves should look still: noise in the last digit is not drawn as a mountain range.
  const scale = Math.max(span, Math.abs(low) * 1e-3, 1e-12);
  let path = '';
  let pen = 'M';
  points.forEach((point, i) => {
    if (point === null) {
      pen = 'M';
      return;
    }
    const y = 18 - (16 * ((point - low) + (scale - span) / 2)) / scale;
    path += `${pen}${((i * 60) / (points.length - 1)).toFixed(1)} ${y.toFixed(1)}`;
    pen = 'L';
  });
  drawing.append(svg('path', { d: path }));
  return drawing;
}

const whole = new Intl.NumberFormat('en', { maximumFractionDigits: 0 });

export function count(n) {
  return whole.format(n);
}

export function number(value) {
  if (value === null || value === undefined) return '–';
  const size = Math.abs(value);
  if (size !== 0 && (size < 1e-3 || size >= 1e7)) return value.toExponential(2);
  return value.toFixed(size >= 1000 ? 0 : size >= 100 ? 1 : size >= 1 ? 2 : 3);
}

// For a figure that is itself an estimate: three digits are more than it is worth.
export function rough(value) {
  if (value === null || value === undefined) return '–';
  return Math.abs(value) >= 100 ? count(value) : String(Number(value.toPrecision(3)));
}

const UNITS = { degC: '°C', deg: '°', 'N.m': 'N·m' };

export function unit(text) {
  return UNITS[text] ?? text;
}

export function millis(value) {
  return value === null ? '–' : `${value >= 100 ? value.toFixed(0) : value.toFixed(1)} ms`;
}

export function duration(seconds) {
  if (seconds < 60) return `${Math.round(seconds)} s`;
  if (seconds < 3600) return `${Math.floor(seconds / 60)} min`;
  if (seconds < 172800) return `${Math.floor(seconds / 3600)} h ${Math.floor((seconds % 3600) / 60)} min`;
  return `${Math.floor(seconds / 86400)} days`;
}

export function term(name, value, after) {
  return el('div', {}, el('dt', {}, name), el('dd', {}, String(value), typeof after === 'string' ? el('small', {}, ' ' + after) : after));
}

export function head(...names) {
  return el('tr', {}, ...names.map((name) => el('th', name.startsWith('#') ? { class: 'n' } : {}, name.replace('#', ''))));
}

export function row(...cells) {
  return el('tr', {}, ...cells.map((cell) =>
    typeof cell === 'number' ? el('td', { class: 'n' }, count(cell)) : el('td', {}, cell)));
}
