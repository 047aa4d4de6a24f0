/** What an embed does with the player; it runs before the player and hears it. */

import { boxed, grown, page, post, ready, ui } from './embed-around.js';
import { writeFragment } from './engine.js';

const root = document.documentElement;
const tree = document.querySelector('decision-tree');
let answered = null;

/* The player has moved ------------------------------------------------------------------------ */

document.addEventListener('shown', () => {
  const { route, at } = tree.walked;
  const state = writeFragment(tree.entry, route);
  for (const link of page.querySelectorAll('a[data-onward]')) {
    link.href = tree.getAttribute('data-page') + (route.size ? state : `#${at}`);
  }
  if (answered === null) ready();
  else if (route.size !== answered) post(tree.payload.outcomes[at] ? 'outcome' : 'step', { step: route.size });
  answered = route.size;
  grown();
});

/* Paper --------------------------------------------------------------------------------------- */

function print() {
  let begun = false;
  const begin = () => { begun = true; };
  window.addEventListener('beforeprint', begin);
  window.print();
  window.removeEventListener('beforeprint', begin);
  if (boxed && !begun) tree.tell(ui('no-print'));
}

tree.print = print;

/* What the embedder chose ------------------------------------------------------------------------ */

if (root.hasAttribute('data-start')) {
  const start = root.getAttribute('data-start');
  if (tree.querySelector(`#${CSS.escape(start)}.wq-node`)) tree.setAttribute('data-entry', start);
  else console.warn(`weiquan: start=${start} ?`);
}
