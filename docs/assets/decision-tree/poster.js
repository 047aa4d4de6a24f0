/** Print a picture alone, as large as one sheet of any size allows. */

import { element } from './text.js';

/** False if the browser cannot print. */
export function print(picture) {
  if (typeof window.print !== 'function') return false;
  const { width, height } = picture.viewBox.baseVal;
  const sheet = element('div', { class: 'wq-poster' }, picture.cloneNode(true));
  const style = [...document.styleSheets].find((sheet) => /map\.css$/.test(sheet.href)); // a policy may forbid new ones
  const place = style ? style.insertRule(`@page { size: ${width > height ? 'landscape' : 'portrait'}; margin: 8mm; }`, style.cssRules.length) : -1;
  let ended = false;
  // Some browsers do not tell when the printing is over: then it is at the next tap.
  const ends = ['afterprint', 'pointerdown', 'keydown'];
  const end = () => {
    if (ended) return;
    ended = true;
    sheet.remove();
    if (style) style.deleteRule(place);
    document.body.removeAttribute('data-poster');
    for (const name of ends) window.removeEventListener(name, end);
  };
  document.body.append(sheet);
  document.body.setAttribute('data-poster', '');
  for (const name of ends) window.addEventListener(name, end);
  window.print();
  return true;
}
