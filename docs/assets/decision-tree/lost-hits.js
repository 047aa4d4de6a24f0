/**
 * At a wrong address: what its words may have meant. Trees are found by their addresses, also those
 * that they once had; Chinese and pinyin by the search.
 */

import { loadStyle } from './load-style.js';
import { ROOT } from './search.js';
import { load, search } from './search-index.js';
import { rowOf } from './search-parts.js';
import { element } from './text.js';

const MOST = 5;
const TREES = new URL('../search/trees.json', import.meta.url);
const EMPTY = /^(index|html?|php|aspx?|jsp|www|https?|404|search|complaint|liability|quality)$/;
const ENOUGH = 0.7;

/** The words of an address, in lower case. */
export function wordsOf(path) {
  let text = path;
  try {
    text = decodeURIComponent(path);
  } catch (_) {
    // half of a character: what can be read of it is read
  }
  const found = text.slice(0, 300).toLowerCase().match(/[a-z0-9]+|[\u3400-\u4dbf\u4e00-\u9fff]+/g) || [];
  return found.filter((word) => !EMPTY.test(word));
}

/** How near two words are, from 0 to 1. */
export function nearness(one, other) {
  if (one === other) return 1;
  const [short, long] = one.length < other.length ? [one, other] : [other, one];
  if (short.length < 4) return 0;
  if (long.startsWith(short)) return 0.9;
  const most = short.length < 6 ? 1 : 2;
  return long.length - short.length <= most && distance(one, other) <= most ? 0.8 : 0;
}

/** How many letters differ; two that have changed places count once. */
function distance(one, other) {
  const rows = [[...Array(other.length + 1).keys()]];
  for (let i = 1; i <= one.length; i += 1) {
    rows[i] = [i];
    for (let j = 1; j <= other.length; j += 1) {
      const change = rows[i - 1][j - 1] + (one[i - 1] === other[j - 1] ? 0 : 1);
      rows[i][j] = Math.min(rows[i - 1][j] + 1, rows[i][j - 1] + 1, change);
      const isTurned = one[i - 1] === other[j - 2] && one[i - 2] === other[j - 1];
      if (isTurned && i > 1 && j > 1) rows[i][j] = Math.min(rows[i][j], rows[i - 2][j - 2] + 1);
    }
  }
  return rows[one.length][other.length];
}

/** The trees whose addresses are nearest, each as a card of the search. */
export function nearest(words, trees) {
  const scored = Object.keys(trees).map((path) => {
    const own = path.split(/[/-]/).slice(1);
    const score = words.reduce((sum, word) => sum + Math.max(0, ...own.map((part) => nearness(word, part))), 0);
    return { score: score / Math.max(1, Math.sqrt(own.length)), sum: score, tree: trees[path] };
  });
  const found = scored.filter(({ sum }) => sum >= ENOUGH).sort((a, b) => b.score - a.score);
  const cards = found.map(({ tree: [id, title, summary] }) => ['tree', `${id}/`, title, '', summary]);
  return cards.filter((card, place) => cards.findIndex(([, url]) => url === card[1]) === place).slice(0, MOST);
}

/** What may have been meant by a path, as `{found, marks}`. */
async function guessed(path) {
  const words = wordsOf(path);
  const isWord = (word) => word > '{' || word.length > 2;
  const trees = await fetch(TREES).then((response) => (response.ok ? response.json() : {}), () => ({}));
  const near = nearest(words.filter(isWord), trees);
  const asked = words.filter((word) => word > '{' || (!near.length && isWord(word))).join(' ');
  if (!asked) return { found: near, marks: [] };
  const index = await load();
  const { found, marks } = await search(index, asked, { initials: false }, MOST);
  return { found: near.concat(found.filter(([, url]) => !near.some((card) => card[1] === url))).slice(0, MOST + 2), marks };
}

/** Show in `section` what may have been meant; without a guess it stays hidden. */
export async function show(section) {
  const path = location.pathname.slice(ROOT.pathname.length);
  if (!wordsOf(path).length) return;
  const { found, marks } = await guessed(path).catch(() => ({ found: [] }));
  if (!found.length) return;
  await loadStyle('search.css');
  section.append(element('ol', { class: 'wq-hits' }, ...found.map((card) => rowOf(card, marks, 3))));
  section.querySelector('[data-question]').hidden = false;
}
