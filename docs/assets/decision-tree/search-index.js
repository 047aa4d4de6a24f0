/** The site's index, opened once, and the best hits for a query; all of it without a page. */

import { answer } from './query.js';
import { openIndex } from './shards.js';

export { controller } from './shards.js';

const MANIFEST = new URL('../search/manifest.json', import.meta.url);
const MOST = 10;
/** For `search`: what was typed is looked for as it was typed. */
export const AS_TYPED = { pinyin: false, initials: false, traditional: false, homophones: false };

let opening = null;

/** Open the index once; a failure is forgotten. `response` is of a fetch that began earlier. */
export function load(response) {
  if (!opening) {
    opening = openIndex(MANIFEST, response);
    opening.catch(() => {
      opening = null;
    });
  }
  return opening;
}

/**
 * The cards of the best hits for a query, each place of the site once, and what was missing.
 * `repaired`, `instead` and `marks` are those of `query.js`, as is `options`; `options.signal` ends
 * it when nobody wants it any more. `hits` are all of them, without cards.
 */
export function search(index, query, options, most = MOST) {
  return answer(index, query, most, options);
}

/** Ask again from the server, also where the index was looked for before; then `act`. */
export function afresh(act) {
  load().then((index) => {
    index.looked = false;
  }, () => {});
  act();
}
