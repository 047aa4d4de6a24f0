/** A text as a QR code: inline SVG made in the page, dark on white whatever the scheme. */

import { qrcode } from '../vendor/qrcode-generator/qrcode.js';

const SVG = 'http://www.w3.org/2000/svg';
const QUIET = 4; // modules of white around it, as the standard wants
const SMALLEST = 0; // the library takes the smallest that holds the text

/** The code for `text`, described by `label`. */
export function qr(text, label) {
  const code = qrcode(SMALLEST, 'M');
  code.addData(text, 'Byte');
  code.make();
  const size = code.getModuleCount() + 2 * QUIET;
  const root = drawn('svg', {
    class: 'wq-qr',
    viewBox: `0 0 ${size} ${size}`,
    role: 'img',
    'aria-label': label,
    'shape-rendering': 'crispEdges',
  });
  root.append(
    drawn('path', { fill: '#fff', d: `M0 0h${size}v${size}H0z` }),
    drawn('path', { fill: '#000', d: modules(code) }),
  );
  return root;
}

/** The dark modules, each run of a row as one box. */
function modules(code) {
  const count = code.getModuleCount();
  const boxes = [];
  for (let row = 0; row < count; row += 1) {
    for (let column = 0; column < count; column += 1) {
      const begin = column;
      while (column < count && code.isDark(row, column)) column += 1;
      if (column > begin) boxes.push(`M${begin + QUIET} ${row + QUIET}h${column - begin}v1h${begin - column}z`);
    }
  }
  return boxes.join('');
}

function drawn(tag, attributes) {
  const made = document.createElementNS(SVG, tag);
  for (const name of Object.keys(attributes)) made.setAttribute(name, attributes[name]);
  return made;
}
