/** In an embed, in the place of `result.js`: what helps with a result and weighs little. */

import { plain } from './plain.js';

/** Everything is here already. */
export function prepare() {
  return null;
}

/** Offer the outcome that `tree` shows as text, with the last days that the answers allow. */
export function show(tree) {
  const { at, route } = tree.walked;
  Promise.resolve().then(() => plain(tree)); // after all have heard what is shown
  const dayOf = (place) => route.get(place.getAttribute('data-from'));
  import('./due.js').then(({ lastDays }) => lastDays(tree.nodes.get(at), dayOf)).catch(() => {}); // few have it
}
