/**
 * From what was typed to the clauses that `shards.js` looks for, and from a hit to its marked words.
 *
 * What no document knows may be pinyin, traditional or mistyped: only then `repair.js` is fetched.
 * The golden cases are in `tests/golden/queries.yaml`, the synonyms in `trees/reference/terms.yaml`.
 */

import { eachRun, isStop, tokens } from './tokenizer.js';

const SYNONYM = 0.4;
const GUESS = 0.6;
const BEGINNING = 0.5;
const LONGEST = 10000;
/** Words that are looked for; of a long story the most telling ones. */
const MOST = 40;

/**
 * The cards of the best hits for a query, `most` at most: `{found, missing, marks, repaired, instead}`.
 *
 * Of `find` in shards.js and of `prepare`; `options.signal` ends it when nobody wants it any more.
 */
export async function answer(index, query, most, options) {
  const { signal } = options || {};
  const { folder } = index.manifest;
  const asked = await prepare(query, index, options);
  const result = await index.find(asked.clauses, most, signal);
  // another deploy has other words
  return index.manifest.folder === folder ? Object.assign(result, asked) : answer(index, query, most, options);
}

/**
 * What to look for: `{clauses, marks, repaired, instead}`.
 *
 * `marks` is for `highlight`. Where a part of the query stands in no document, `instead` is that
 * part and `repaired` what was looked for in its place; else both are ''. `options` switches parts
 * off: `{synonyms, prefix, pinyin, initials, traditional, homophones}`, each `false`.
 * The shards of the synonyms are fetched beside those of the words themselves.
 */
export async function prepare(query, index, options) {
  const on = (name) => !options || options[name] !== false;
  const text = fold(query.slice(0, LONGEST));
  const all = [...new Set(tokens(text))];
  const wanted = all.length > MOST ? await telling(all, index) : all;
  const exact = wanted.map((term) => ({ term, boost: 1 }));
  const last = wanted[wanted.length - 1];
  const beginning = { term: last, boost: BEGINNING, prefix: true };
  const isOpen = on('prefix') && /^([a-z0-9]+|.)$/.test(last || '');
  const rules = on('synonyms') ? index.manifest.synonyms || {} : {};
  const said = sayings(rules, text);
  const meant = [].concat(...said.map(([, words]) => tokens(words))).map((term) => ({ term }));
  const { signal } = options || {};
  const [unknown, none] = await Promise.all([
    index.unknown(exact.concat(meant), signal),
    index.unknown(isOpen ? [beginning] : [], signal),
  ]);
  const clauses = exact.filter(({ term }) => !unknown.has(term));
  if (isOpen && unknown.has(last) && !none.size) {
    unknown.delete(last);
    clauses.push(beginning);
  }
  for (const [word] of said) tokens(word).forEach((term) => unknown.delete(term));
  const strange = wanted === all ? strangeParts(text, unknown) : [];
  const better = (strange.length && (await repaired(text, strange, index, on))) || { text: '', sure: '' };
  const add = (found, boost) => {
    for (const term of tokens(found)) {
      if (!unknown.has(term) && !clauses.some((clause) => clause.term === term)) clauses.push({ term, boost });
    }
  };
  add(better.sure, 1);
  add(better.text, GUESS);
  for (const [, meant] of sayings(rules, better.text || text)) add(meant, SYNONYM);
  return { clauses, marks: clauses, repaired: better.repaired || '', instead: better.instead || '' };
}

/** Full width, case and the marks over pinyin fall away; a number ends before letters. */
function fold(text) {
  return text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/ü/g, 'v')
    .normalize('NFD')
    .replace(/[\u0300-\u036f]/g, '')
    .normalize('NFC')
    .replace(/(\d{3})([a-z])/g, '$1 $2');
}

/** The words of the people that stand in a text, each with what documents say for it. */
function sayings(rules, text) {
  const words = [].concat(...Object.keys(rules).map((meant) => rules[meant].split(' ').map((word) => [word, meant])));
  return words.filter(([word]) => text.includes(word));
}

/** Of a long story what says most: a list in that order comes with the index. */
async function telling(all, index) {
  const story = await index.file('story').catch(() => '');
  const best = story.split(' ').filter((term) => all.includes(term));
  return (best.length ? best : all).slice(0, MOST);
}

/** `{at, text}` of each Latin word, and of each Chinese character of which no pair is known. */
export function strangeParts(folded, unknown) {
  const found = [];
  eachRun(folded, (run, start, isHan) => {
    if (!isHan) {
      if (unknown.has(run) && /^[a-z]+$/.test(run)) found.push({ at: start, text: run });
      return;
    }
    const isOdd = (at) => !run[at] || !run[at + 1] || unknown.has(run.substr(at, 2));
    [...run].forEach((text, at) => {
      const odd = run[1] ? isOdd(at - 1) && isOdd(at) : unknown.has(run);
      if (odd && !isStop(text)) found.push({ at: start + at, text });
    });
  });
  return found;
}

/** Without the means to repair, the rest of the query is looked for. */
function repaired(text, strange, index, on) {
  return import('./repair.js').then(({ repair }) => repair(text, strange, index, on)).catch(() => null);
}

/** A text with `<mark>` around what the marks of `prepare` mean; single characters count in titles. */
export function highlight(text, marks, isTitle) {
  const isMeant = (token) => marks.some(({ term, prefix }) => (prefix ? token.startsWith(term) : token === term));
  const marked = [];
  const mark = (at, token) => isMeant(token) && marked.fill(1, at, at + token.length);
  marked.length = text.length;
  eachRun([...Array(text.length).keys()].map((at) => foldUnit(text[at])).join(''), (run, start, isHan) => {
    if (!isHan || !run[1]) mark(start, run);
    else {
      for (let at = 0; at < run.length; at += 1) {
        mark(start + at, run.slice(at, at + 2));
        if (isTitle) mark(start + at, run[at]);
      }
    }
  });
  const made = document.createDocumentFragment();
  for (let start = 0, end; start < text.length; start = end) {
    for (end = start + 1; end < text.length && marked[end] === marked[start]; ) end += 1;
    const part = marked[start] ? document.createElement('mark') : made;
    part.append(text.slice(start, end));
    if (part !== made) made.append(part);
  }
  return made;
}

/** A code unit folded to one of the same length, so that places stay. */
function foldUnit(unit) {
  const folded = unit.normalize('NFKC').toLowerCase();
  return folded.length === 1 ? folded : unit;
}
