/**
 * What was searched for on this device: kept only if the reader has asked for it, and deleted one by
 * one or all at once. Where storage is refused, nothing is kept.
 */

import { addressOf, shortened } from './search-parts.js';
import { ui } from './search-words.js';
import { element } from './text.js';

const KEY = 'weiquan-searches';
const MOST = 8;
const LONGEST = 100;

/** The queries that are kept, the last one first; null if nothing is to be kept. */
export function kept() {
  try {
    const found = JSON.parse(localStorage.getItem(KEY));
    return Array.isArray(found) ? found.filter((query) => typeof query === 'string').slice(0, MOST) : null;
  } catch (_) {
    return null;
  }
}

/** Keep these queries, or with null nothing any more; whether that worked. */
export function keep(queries) {
  try {
    if (queries) localStorage.setItem(KEY, JSON.stringify(queries.slice(0, MOST)));
    else localStorage.removeItem(KEY);
    return true;
  } catch (_) {
    return false;
  }
}

/** Remember a query if the reader has asked for it. */
export function remember(query) {
  const before = kept();
  if (before && query && query.length <= LONGEST) keep([query, ...before.filter((other) => other !== query)]);
}

/** The list of what is kept, or null. `after` is called when nothing is left: it moves the focus. */
export function list(after) {
  const queries = kept();
  if (!queries || !queries.length) return null;
  const rows = element('ul', {}, ...queries.map((query) => row(query)));
  const all = element('button', { type: 'button' }, ui('recent.delete-all'));
  const made = element('section', { class: 'wq-recent', 'aria-label': ui('recent') }, element('strong', {}, ui('recent')), rows, all);
  const end = () => {
    after();
    made.remove();
  };
  all.addEventListener('click', () => keep([]) && end());
  rows.addEventListener('click', (event) => {
    const button = event.target.closest('button');
    if (!button) return;
    const own = button.parentNode;
    keep((kept() || []).filter((query) => query !== button.dataset.query));
    const next = own.nextElementSibling || own.previousElementSibling;
    if (!next) return end();
    next.querySelector('button').focus();
    own.remove();
  });
  return made;
}

function row(query) {
  const name = ui('recent.delete', { query: shortened(query) });
  const remove = element('button', { type: 'button', 'aria-label': name, 'data-query': query }, '×');
  return element('li', {}, element('a', { href: addressOf({ query }) }, query), remove);
}
