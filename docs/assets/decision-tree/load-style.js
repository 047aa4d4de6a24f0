/** Style that comes with a script, on the page once. */

import { element } from './text.js';

/** Fetch a style unless the page has it: by default that of results and letters. Tells when it is there. */
export function loadStyle(name = 'result.css') {
  const address = new URL(name, import.meta.url).href;
  if ([...document.head.querySelectorAll('link')].some((link) => link.href === address)) return Promise.resolve();
  const link = element('link', { rel: 'stylesheet', href: address });
  const there = new Promise((resolve) => { link.onload = link.onerror = resolve; });
  document.head.append(link);
  return there;
}
