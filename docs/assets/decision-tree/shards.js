/**
 * Search an index that lies in shards (`build_hooks/search/shards.py`), with the scores of lunr.js.
 *
 * A query is a list of clauses `{term, boost, prefix, required, prohibited}`, not all prohibited.
 * Files are fetched once; those that cannot be are counted in `missing`, and the rest still answers.
 * An AbortSignal says that a query is not wanted any more: what only it waits for is aborted.
 */

const THOUSANDTHS = 1000;
/** The digits of a number's end, and the letters of kinds and topics. */
export const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
/** Numbers of places that no site has: above it the index is wrong, and would take all memory. */
const MOST = 5e7;
const KIND = /^[a-z]+$/;
const GOES_ON = "!#$%'()*+-./;=>?@[]^_`{|}~";

/** Open the index whose manifest is at `address`; `response` is of a fetch that began earlier. */
export function openIndex(address, response) {
  return asJson(response || fetch(address)).then((manifest) => new Index(manifest, address));
}

/** Open an index that stands in the page: `{manifest, files}` of `inline_search`. */
export function openInline({ manifest, files }) {
  const index = new Index(manifest);
  index.file = (name) => (name in files ? Promise.resolve(files[name]) : Promise.reject(name));
  return index;
}

/** What can end a query; in a browser that cannot end a fetch, nothing is ended. */
export function controller() {
  return window.AbortController ? new AbortController() : { abort() {} };
}

/** What a file must be to be used; one that is not is as good as missing. */
const isText = (part) => typeof part === 'string';
const isCard = (card) => Array.isArray(card) && card.length > 4 && card.every(isText) && KIND.test(card[0]);
const isShard = (shard) => Boolean(shard) && typeof shard === 'object' && Object.keys(shard).every((term) => isText(shard[term]));
const isSize = (number) => Number.isInteger(number) && number >= 0 && number <= MOST;

function asJson(fetched) {
  return fetched.then((response) => (response.ok ? response.json() : Promise.reject(response.status)));
}

class Index {
  constructor(manifest, address) {
    this.address = address;
    this.use(manifest);
  }

  use(manifest) {
    const { version, first, folder, docs, fields, cards } = manifest || {};
    const isSound = isText(first) && (isText(folder) || !this.address) && isSize(docs * fields) && isSize(docs) && isSize(cards);
    if (version !== 2 || !isSound) throw new Error('manifest');
    this.manifest = manifest;
    this.first = first.split(' ');
    this.files = new Map();
  }

  /** A file of the index, fetched once; a failure is forgotten, so that the next query tries again. */
  file(name, signal) {
    if (signal && signal.aborted) return Promise.reject(signal);
    const file = this.files.get(name) || this.fetched(name);
    file.waiting += 1;
    if (signal) {
      signal.addEventListener('abort', () => {
        file.waiting -= 1;
        if (!file.waiting) file.stop();
      });
    }
    return file.json;
  }

  fetched(name) {
    const { files } = this;
    const ending = controller();
    const address = new URL(`${this.manifest.folder}/${name}.json`, this.address);
    const file = { json: asJson(fetch(address, { signal: ending.signal })), waiting: 0 };
    const forget = () => files.get(name) === file && files.delete(name);
    file.stop = () => {
      forget();
      ending.abort();
    };
    file.json.then(() => {
      file.stop = () => {};
    }, forget);
    files.set(name, file);
    return file;
  }

  /** Look once whether a new deploy has put the index elsewhere. */
  moved() {
    if (this.looked || !this.address) return Promise.resolve(false);
    return asJson(fetch(this.address, { cache: 'reload' }))
      .then((manifest) => {
        this.looked = manifest.folder === this.manifest.folder;
        if (!this.looked) this.use(manifest);
        return !this.looked;
      })
      .catch(() => false);
  }

  /** `{found, missing, hits}`: the cards of the best hits, `most` at most, each address once. */
  find(clauses, most, signal) {
    return this.search(clauses, signal)
      .then((result) => this.withCards(result, most, signal))
      .then((result) => {
        if (!result.missing || (signal && signal.aborted)) return result;
        return this.moved().then((moved) => (moved ? this.find(clauses, most, signal) : result));
      });
  }

  /** Cards come until there are enough: hits whose cards lie together often open the same node. */
  withCards({ hits, missing }, most, signal, found = [], start = 0) {
    const blocks = new Set();
    let end = start;
    while (end < hits.length && blocks.size < most - found.length) {
      blocks.add(Math.floor(hits[end].ref / this.manifest.cards));
      end += 1;
    }
    return this.cards(hits.slice(start, end).map(({ ref }) => ref), signal).then((cards) => {
      const lost = missing + cards.filter((card) => !card).length;
      const all = found.concat(cards.filter(Boolean));
      const once = all.filter((card, place) => all.findIndex(([, url]) => url === card[1]) === place);
      if (once.length < most && end < hits.length) return this.withCards({ hits, missing: lost }, most, signal, once, end);
      return { found: once.slice(0, most), missing: lost, hits };
    });
  }

  /** `{hits: [{ref, score}], missing}`, best first; equals in the order of the documents' fields. */
  search(clauses, signal) {
    return this.load(clauses, signal).then(({ terms, missing }) => ({ hits: score(clauses, terms, this.manifest), missing }));
  }

  /** The terms of those clauses that no document has; of a shard that cannot be read nobody knows. */
  unknown(clauses, signal) {
    const looks = clauses.map((clause) => this.load([clause], signal));
    return Promise.all(looks).then((found) => {
      const none = clauses.filter((_, number) => !found[number].missing && !found[number].terms[0].length);
      return new Set(none.map(({ term }) => term));
    });
  }

  /** Per clause the terms that it means, `{text, entry}`; and how many files were missing. */
  load(clauses, signal) {
    const lost = new Set();
    const get = (name, without) => this.file(name, signal).catch(() => lost.add(name) && without);
    const shard = (name) => get(name, {}).then((found) => (isShard(found) ? found : lost.add(name) && {}));
    const shards = (clause) =>
      this.shardsOf(clause, get).then((numbers) => Promise.all(numbers.map((number) => shard(`t${number}`))));
    return Promise.all(clauses.map((clause) => shards(clause).then((found) => expand(clause, found)))).then((terms) => ({
      terms,
      missing: lost.size,
    }));
  }

  /** The numbers of the shards in which `term`, or all that begins with it, can be. */
  shardsOf(clause, get) {
    const numbers = range(this.first, clause);
    const { section } = this.manifest;
    if (!section) return Promise.resolve(numbers);
    const inside = (number) =>
      get(`s${number}`, '').then((own) => (isText(own) && own ? range(own.split(' '), clause).map((step) => number * section + step) : []));
    return Promise.all(numbers.map(inside)).then((found) => [].concat(...found));
  }

  /** The cards of documents, in their order; null for one that could not be loaded. */
  cards(refs, signal) {
    const size = this.manifest.cards;
    const card = (ref) =>
      this.file(`c${Math.floor(ref / size)}`, signal).then((cards) => (isCard(cards[ref % size]) ? cards[ref % size] : null)).catch(() => null);
    return Promise.all(refs.map(card));
  }
}

/** The places in sorted beginnings at which `term`, or all that begins with it, can be. */
function range(first, { term, prefix }) {
  const after = first.findIndex((begin) => begin > term);
  const from = Math.max(0, (after < 0 ? first.length : after) - 1);
  const found = [from];
  for (let to = from + 1; prefix && to < first.length && first[to].startsWith(term); to += 1) found.push(to);
  return found;
}

/** The terms of the index that a clause means, each with its postings. */
function expand({ term, prefix }, shards) {
  const found = [];
  for (const shard of shards) {
    for (const text of Object.keys(shard)) {
      if (prefix ? text.startsWith(term) : text === term) found.push({ text, entry: shard[text] });
    }
  }
  return found.sort((a, b) => asExpanded(a.text, b.text));
}

/** The order in which lunr.js expands a beginning: it decides which of two equal hits comes first. */
function asExpanded(a, b) {
  if (a.startsWith(b) || b.startsWith(a)) return a.length - b.length;
  return a < b ? 1 : -1;
}

/** A place is a field's number times the number of documents, plus the document's. */
function score(clauses, terms, { docs, fields }) {
  const boosts = new Map();
  const postings = new Map();
  const order = new Set();
  const out = new Uint8Array(docs);
  clauses.forEach(({ boost, required, prohibited }, number) => {
    const own = new Uint8Array(docs);
    for (const { text, entry } of terms[number]) {
      if (!postings.has(text)) postings.set(text, decoded(entry));
      const { places } = postings.get(text);
      for (const place of places) own[place % docs] = 1;
      if (prohibited) continue;
      if (!boosts.has(text)) places.forEach((place) => order.add(place));
      boosts.set(text, (boosts.get(text) || 0) + boost);
    }
    for (let ref = 0; (required || prohibited) && ref < docs; ref += 1) out[ref] |= prohibited ? own[ref] : 1 - own[ref];
  });
  const dots = new Float64Array(docs * fields);
  let sum = 0; // weights add up in the order of the terms, as lunr's vectors are sorted
  for (const text of [...boosts.keys()].sort()) {
    const boost = boosts.get(text);
    const { places, weights } = postings.get(text);
    places.forEach((place, number) => {
      dots[place] += boost * weights[number];
    });
    sum += boost * boost;
  }
  const scores = new Map();
  for (const place of order) {
    const ref = place % docs;
    if (!out[ref]) scores.set(ref, (scores.get(ref) || 0) + dots[place] / Math.sqrt(sum));
  }
  return [...scores].map(([ref, total]) => ({ ref, score: total })).sort((a, b) => b.score - a.score);
}

/** The places and weights of an entry, as `_posting` of shards.py has written them. */
function decoded(entry) {
  const [known, distances] = entry.split(' ');
  const all = known.split(',').map((weight) => weight / THOUSANDTHS);
  const places = [];
  const weights = [];
  let [place, which, now, number, scale] = [-1, '', all[0], 0, 1];
  for (const char of distances) {
    const digit = LETTERS.indexOf(char);
    if (char >= '0' && char <= '9') {
      which += char;
    } else if (digit < 0) {
      number += scale * GOES_ON.indexOf(char);
      scale *= GOES_ON.length;
    } else {
      if (which) now = all[which];
      place += number + scale * digit + 1;
      places.push(place);
      weights.push(now);
      which = '';
      number = 0;
      scale = 1;
    }
  }
  return { places, weights };
}
