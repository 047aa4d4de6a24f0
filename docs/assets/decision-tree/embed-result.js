/** In an embed, in the place of `result.js`: what helps with a result and weighs little. */

import { plain } from './plain.js';

/** Everything is here already. */
export function prepare() {
  return null;
}

/** Offer the outcome that `tree` shows as text. */
export function show(tree) {
  plain(tree);
}
