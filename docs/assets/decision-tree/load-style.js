/** The style of results and letters, on the page once; instant navigation may take it away again. */

import { element } from './text.js';

const ADDRESS = new URL('result.css', import.meta.url).href;

/** Fetch the style unless the page has it. */
export function loadStyle() {
  if ([...document.head.querySelectorAll('link')].some((link) => link.href === ADDRESS)) return;
  document.head.append(element('link', { rel: 'stylesheet', href: ADDRESS }));
}
