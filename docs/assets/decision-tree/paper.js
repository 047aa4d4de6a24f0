/** How a text leaves the page: printed, as a file. Nothing is sent anywhere. */

import { element } from './text.js';

/** Print a sheet with nothing but the text; false if the browser cannot print. */
export function print(title, text) {
  if (typeof window.print !== 'function') return false;
  const sheet = element('div', { class: 'wq-sheet' }, element('p', { class: 'wq-sheet-title' }, title), text);
  // Some browsers do not tell when the printing is over: then it is at the next tap.
  const ends = ['afterprint', 'pointerdown', 'keydown'];
  const end = () => {
    sheet.remove();
    document.body.removeAttribute('data-sheet');
    for (const name of ends) window.removeEventListener(name, end);
  };
  document.body.append(sheet);
  document.body.setAttribute('data-sheet', '');
  for (const name of ends) window.addEventListener(name, end);
  window.print();
  return true;
}

/** A text file that old editors open too: a byte order mark, lines ended as Windows does. */
export function textFile(title, text) {
  const lines = `${title}\n\n${text}\n`.replace(/\n/g, '\r\n');
  return new Blob(['\ufeff', lines], { type: 'text/plain;charset=utf-8' });
}

/** Hand a file to the browser. */
export function save(name, blob) {
  const address = URL.createObjectURL(blob);
  const link = element('a', { href: address, download: name });
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(address), 60000);
}
