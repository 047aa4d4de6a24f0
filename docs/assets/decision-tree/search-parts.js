/** What the list below the field and the page of all results have in common. */

import { highlight } from './query.js';
import { ROOT } from './search.js';
import { ui } from './search-words.js';
import { element } from './text.js';
import { tokens } from './tokenizer.js';

/** A server may refuse an address with more in it. */
const LONG = 200;
const LONGEST = 10000;

/**
 * The address of the page of all results; `exactly` says that nothing is to be repaired. Our links put
 * it behind the `#`, so that no server is told; `isOpen` is the form that the address bar shows.
 */
export function addressOf({ query, topic, kind, exactly }, isOpen) {
  const address = new URL('search/', ROOT);
  const given = { q: query.slice(0, LONGEST), topic, kind, exactly };
  const parts = new URLSearchParams();
  Object.keys(given).forEach((name) => given[name] && parts.set(name, given[name]));
  address[isOpen && query.length <= LONG ? 'search' : 'hash'] = parts;
  return address.href;
}

/** Kind, title with marks, place and text of a hit, as `{kind, title, place, text, href}`. */
export function partsOf([kind, url, title, place, text], marks) {
  return {
    href: within(url),
    kind: element('span', { class: 'wq-kind' }, ui(`kind.${kind}`)),
    title: element('strong', {}, highlight(title, marks, true)),
    place: element('span', { class: 'wq-place' }, place),
    text: element('span', { class: 'wq-text' }, highlight(text, marks)),
  };
}

/** The address of a page of ours; an index that names another one does not lead away. */
function within(url) {
  const address = new URL(url, ROOT);
  return address.href.startsWith(ROOT.href) ? address.href : ROOT.href;
}

/** A hit as a row of a list, its heading of `level`. */
export function rowOf(card, marks, level) {
  const { href, kind, title, place, text } = partsOf(card, marks);
  const heading = element(`h${level}`, {}, element('a', { href }, title));
  return element('li', {}, element('div', {}, kind, place), heading, text);
}

/** What was looked for instead of what was typed, with a way to what was typed where it helps. */
export function repairOf({ instead, repaired }, query) {
  if (!instead) return [];
  const said = ui('repaired', { instead, repaired });
  if (!restOf(query, instead)) return [said];
  const link = element('a', { href: addressOf({ query, exactly: '1' }) }, ui('as-typed', { query: shortened(query) }));
  return [said, ' ', link];
}

/** Whether a query says more than what no document has. */
function restOf(query, instead) {
  const without = (text, part) => text.replace(part, ' ');
  return tokens(instead.split(' ').reduce(without, query.normalize('NFKC').toLowerCase())).length > 0;
}

/** The beginning of a query, for a sentence. */
export function shortened(query) {
  const all = [...query];
  return all.length > 40 ? `${all.slice(0, 40).join('')}…` : query;
}

/** Whom to call first if somebody is hurt or has been defrauded; nothing for other queries. */
export function urgent(query) {
  const isMeant = ui('urgent-words').split(' ').some((word) => query.includes(word));
  const call = element('a', { href: 'tel:110' }, '110');
  return isMeant ? [element('span', { class: 'wq-first' }, ui('urgent'), ' ', call)] : [];
}

/** A button that tries again. */
export function again(act) {
  const made = element('button', { type: 'button', class: 'wq-again' }, ui('again'));
  made.addEventListener('click', act);
  return made;
}
