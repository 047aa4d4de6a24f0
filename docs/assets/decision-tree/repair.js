/**
 * Read the parts of a query that stand in no document as pinyin, initials, traditional characters or
 * mistyped ones. Fetched only when a query needs it, with the files of `build_hooks/search/pinyin.py`.
 */

import { strangeParts } from './query.js';
import { tokens } from './tokenizer.js';

const FILES = 16;
const MOST_LETTERS = 40;
const MOST_CHARACTERS = 12;
/** Pairs of characters have weights from 1 to 9, from this one on they are words. */
const WORD = 4;
/** What it costs to begin another word, to leave a syllable out, to write only a part of it. */
const SEAM = 4;
const LEFT_OUT = 12;
const SHORT = 3;
/** What a letter may cost where there are vowels: English is no pinyin, however it could be read. */
const DEAREST = 4.5;
const INITIAL = /^([zcs]h?|[bpmfdtnlgkjqxrhyw])$/;
const SYLLABLE = /^(([zcs]h?|[bpmfdtnlgkjqxrhyw])[aeiouv]|[aoe])[aeiou]*(ng?|r)?$/;

/**
 * `{text, sure, repaired, instead}`: the text as it was meant, the same without guesses, and which
 * parts of it stand in place of which; traditional characters are not worth a word.
 */
export async function repair(text, strange, index, on) {
  const isLatin = (part) => part.text < '{';
  const odd = strange.filter((part) => !isLatin(part)).slice(0, MOST_CHARACTERS);
  const { simple, guesses } = await characters(text, odd, index, on);
  const words = on('pinyin') ? joined(text, strange.filter(isLatin)) : [];
  const read = await Promise.all(words.map((word) => pinyin(word, index, on)));
  const parts = [...guesses, ...read].filter(({ to }) => to).sort((a, b) => a.at - b.at);
  return {
    text: filled(simple, parts),
    sure: filled(simple, read.filter(({ to }) => to)),
    repaired: parts.map(({ to }) => to).join(' '),
    instead: parts.map(({ from }) => from).join(' '),
  };
}

function filled(text, parts) {
  return parts.reduceRight((done, { at, from, to }) => done.slice(0, at) + to + done.slice(at + from.length), text);
}

function files(names, index) {
  return Promise.all([...new Set(names)].map((name) => index.file(name)));
}

/** Pairs by the sounds of their characters; letters without a file are left out. */
async function sounds(letters, index) {
  const known = letters.filter((letter) => index.manifest.pinyin.includes(letter));
  return Object.assign({}, ...(await files(known.map((letter) => `p${letter}`), index)));
}

/** `退货8退或1` as pairs with their weights. */
function pairsOf(row) {
  return ((row || '').match(/..\d/g) || []).map((entry) => [entry.slice(0, 2), Number(entry[2])]);
}

/** The text in simplified characters, and words that sound or look like its strange ones. */
async function characters(text, strange, index, on) {
  const around = [].concat(...strange.map(({ at }) => [...text.slice(Math.max(0, at - 1), at + 2)]));
  const known = await files(around.map((char) => `h${char.charCodeAt(0) % FILES}`), index);
  const simplified = Object.assign({}, ...known.map(({ s }) => s));
  const readings = Object.assign({}, ...known.map(({ r }) => r));
  const simple = on('traditional') ? [...text].map((char) => simplified[char] || char).join('') : text;
  if (!on('homophones')) return { simple, guesses: [] };
  const unknown = await index.unknown(tokens(simple).map((term) => ({ term })));
  const left = strangeParts(simple, unknown).filter((part) => strange.some(({ at }) => at === part.at));
  const places = [].concat(...left.map(({ at }) => [at - 1, at]));
  const read = (at) => (readings[simple[at]] || '').split(' ');
  const table = await sounds([].concat(...places.map((at) => read(at).map((sound) => sound[0] || '?'))), index);
  const found = [];
  for (const at of places) {
    const from = simple.substr(at, 2);
    for (const first of read(at)) {
      for (const second of read(at + 1)) {
        for (const [to, weight] of pairsOf((table[first] || {})[second])) {
          const kept = (to[0] === from[0]) + (to[1] === from[1]);
          if (weight >= WORD && kept < 2) found.push({ at, from, to, score: weight + 10 * kept });
        }
      }
    }
  }
  found.sort((a, b) => b.score - a.score);
  const guesses = found.filter(({ at }, place) => !found.slice(0, place).some((other) => Math.abs(other.at - at) < 2));
  return { simple, guesses };
}

/** Latin words that stand side by side are read as one; `breaks` are the places between them. */
function joined(text, words) {
  const found = [];
  for (const { at, text: word } of words) {
    const last = found[found.length - 1] || {};
    const between = text.slice(last.at + (last.from || '').length, at);
    if (/^[ ']+$/.test(between)) {
      last.breaks.push(last.letters.length);
      last.from += between + word;
      last.letters += word;
    } else found.push({ at, from: word, letters: word, breaks: [] });
  }
  return found.filter(({ letters }) => letters[1] && letters.length < MOST_LETTERS);
}

/** The cheapest way through the letters: pairs that share a character, and seams between words. */
async function pinyin({ at, from, letters, breaks }, index, on) {
  const size = letters.length;
  const isShort = (end) => on('initials') || end === size;
  const ends = [];
  const starts = new Set([0]);
  for (let start = 0; start < size; start += 1) {
    ends[start] = [];
    for (let end = start + 1; starts.has(start) && end <= Math.min(size, start + 6); end += 1) {
      const piece = letters.slice(start, end);
      const whole = !breaks.some((place) => place > start && place < end);
      if (whole && (SYLLABLE.test(piece) || (isShort(end) && INITIAL.test(piece)))) ends[start].push(starts.add(end) && end);
    }
  }
  const table = await sounds([...letters].filter((_, start) => starts.has(start)), index);
  const ways = Array.from({ length: size + 1 }, () => new Map());
  const reach = (end, char, start, said, cost, word) => {
    const other = ways[end].get(char + start);
    if (!other || other.cost > cost) ways[end].set(char + start, { char, start, said, cost, word });
  };
  reach(0, '^', 0, '', -SEAM);
  const known = {};
  const look = (start, place, end) => {
    const key = [start, place, end];
    known[key] = known[key] || meant(letters.slice(start, place), letters.slice(place, end), end === size, table);
    return known[key];
  };
  for (let place = 0; place < size; place += 1) {
    for (const { char, start, said, cost, word } of ways[place].values()) {
      for (const end of ends[place]) {
        const begin = breaks.includes(place) ? 0 : SEAM;
        if (char || end > place + 1) reach(end, '', place, said, cost + (char ? begin : LEFT_OUT), word);
        for (const [pair, more, isWord] of place ? look(start, place, end) : []) {
          if (!char) reach(end, pair[1], place, said + pair, cost + more, word || isWord);
          else if (char === pair[0]) reach(end, pair[1], place, said + pair[1], cost + more, word || isWord);
        }
      }
    }
  }
  if (ends[0].includes(size)) {
    for (const [pair, cost, isWord] of look(0, size, size)) reach(size, pair[1], 0, pair, cost, isWord);
  }
  const price = ({ char, cost }) => cost + (char ? 0 : LEFT_OUT);
  const most = /[aeiouv]/.test(letters) ? size * DEAREST : Infinity;
  const done = [...ways[size].values()].filter((way) => (way.word || way.said[2]) && price(way) <= most);
  done.sort((a, b) => price(a) - price(b));
  return { at, from, to: done.length ? done[0].said : '' };
}

/** The pairs that two pieces can be, what they cost, and whether they are words. */
function meant(first, second, isLast, table) {
  const found = [];
  const fits = (piece, isOpen) => (sound) => sound === piece || ((isOpen || INITIAL.test(piece)) && sound.startsWith(piece));
  for (const one of Object.keys(table).filter(fits(first, !second))) {
    for (const two of Object.keys(table[one]).filter(fits(second, isLast))) {
      const short = (one !== first) + (two !== second) * (INITIAL.test(second) ? 1 : 2);
      for (const [pair, weight] of pairsOf(table[one][two])) {
        found.push([pair, 10 - weight + short * SHORT, weight >= WORD]);
      }
    }
  }
  return found;
}
