/**
 * What helps on the way: fetched at the first tap, key or scroll, so that the first question does
 * not wait for it.
 */

import { loadStyle } from './load-style.js';
import { ui } from './result-words.js';
import { printWithCode, scan } from './share.js';
import { explain } from './terms.js';
import { element } from './text.js';

const begun = new WeakSet();

/** Help with each node that `tree` shows from now on. */
export function begin(tree) {
  if (begun.has(tree)) return;
  begun.add(tree);
  loadStyle();
  const button = element('button', { type: 'button', 'data-act': 'qr', 'aria-expanded': 'false' }, ui('share.scan-it'));
  const copying = tree.tools.querySelector('[data-act=share]');
  button.addEventListener('click', () => scan(tree, button));
  button.disabled = copying.disabled;
  copying.after(button);
  tree.print = () => printWithCode(tree);
  tree.addEventListener('shown', () => {
    button.setAttribute('aria-expanded', 'false');
    explain(tree, true);
  });
  explain(tree, false);
}
