/**
 * What helps with a result: fetched when the first outcome is reached, with the parts beside it.
 *
 * Each part is a module with `show(tree, section)`: `tree` is the `<decision-tree>` (its `payload`,
 * `walked`, `nodes`, `answerWords`, `words`), `section` the outcome on the screen. A part keeps out
 * of the others' way, may be called again for the same section after other answers, and does
 * nothing where there is nothing to do. Its words are in `result-strings.js`.
 */

import { begin } from './asking.js';
import { carry } from './carry.js';
import { contents } from './contents.js';
import { days, fetched } from './days.js';
import { loadStyle } from './load-style.js';
import { plain } from './plain.js';
import { ticks } from './ticks.js';
import { unfold } from './unfold.js';
import { unsure } from './unsure.js';
import { whatif } from './whatif.js';

// contents after those whose parts it names
const PARTS = [ticks, days, carry, plain, whatif, unsure, contents];

/** Have at hand what `show` needs, for a reader whose line may be gone by then. */
export function prepare(tree) {
  loadStyle();
  return tree.querySelector('[data-due]') && fetched();
}

/**
 * Add what helps to the outcome that `tree` shows; a part that fails takes nothing else along. With
 * `isNew` the outcome has not been painted yet: it unfolds.
 */
export function show(tree, isNew) {
  loadStyle();
  const { walked } = tree;
  const section = tree.nodes.get(walked.at);
  const acts = PARTS.map((part) => () => part(tree, section));
  setTimeout(() => begin(tree), 0);
  if (isNew) unfold(section, acts, () => tree.walked === walked);
  else for (const act of acts) Promise.resolve().then(act);
}
