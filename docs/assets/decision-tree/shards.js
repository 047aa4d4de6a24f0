/**
 * Search an index that lies in shards (`build_hooks/search/shards.py`), with the scores of lunr.js.
 *
 * A query is a list of clauses `{term, boost, prefix, required}`. Shards are fetched once; those
 * that cannot be are counted in `missing`, and the rest still answers.
 */

const THOUSANDTHS = 1000;

function getJson(address) {
  return fetch(address).then((response) => (response.ok ? response.json() : Promise.reject(response.status)));
}

/** Open the index whose manifest is at `address`. */
export function openIndex(address) {
  return getJson(address).then((manifest) => {
    if (manifest.version !== 1 || !Array.isArray(manifest.first)) throw new Error('manifest');
    return new Index(manifest, new URL(`${manifest.folder}/`, address));
  });
}

class Index {
  constructor(manifest, folder) {
    this.manifest = manifest;
    this.folder = folder;
    this.files = new Map();
  }

  /** A file, fetched once; a failure is forgotten, so that the next query tries again. */
  file(name) {
    if (!this.files.has(name)) {
      const file = getJson(new URL(`${name}.json`, this.folder));
      file.catch(() => this.files.delete(name));
      this.files.set(name, file);
    }
    return this.files.get(name);
  }

  /** The numbers of the shards in which `term`, or all that begins with it, can be. */
  shardsOf({ term, prefix }) {
    const { first } = this.manifest;
    const from = Math.max(0, lastUpTo(first, term));
    let to = from;
    while (prefix && to + 1 < first.length && first[to + 1].startsWith(term)) to += 1;
    return Array.from({ length: first.length ? to - from + 1 : 0 }, (_, step) => from + step);
  }

  /** `{hits: [{ref, score}], missing}`, best first; equals in the order of the documents' fields. */
  search(clauses) {
    const wanted = [...new Set([].concat(...clauses.map((clause) => this.shardsOf(clause))))];
    let missing = 0;
    const loads = wanted.map((number) =>
      this.file(`t${number}`).catch(() => {
        missing += 1;
        return {};
      }),
    );
    return Promise.all(loads).then((loaded) => {
      const shards = new Map(wanted.map((number, place) => [number, loaded[place]]));
      return { hits: this.score(clauses, shards), missing };
    });
  }

  score(clauses, shards) {
    const boosts = new Map();
    const postings = new Map();
    const fields = new Map();
    const required = [];
    for (const clause of clauses) {
      const documents = new Set();
      for (const term of this.expand(clause, shards)) {
        boosts.set(term.text, (boosts.get(term.text) || 0) + clause.boost);
        if (!postings.has(term.text)) postings.set(term.text, term.posting);
        term.posting.forEach((pairs, field) => {
          eachPair(pairs, (ref) => {
            documents.add(ref);
            const key = ref * this.manifest.fields.length + field;
            if (!fields.has(key)) fields.set(key, { ref, dot: 0 });
          });
        });
      }
      if (clause.required) required.push(documents);
    }
    this.multiply(boosts, postings, fields);
    return ranked(fields, length(boosts), required);
  }

  /** The terms of the index that a clause means, each with its postings. */
  expand({ term, prefix }, shards) {
    const found = [];
    for (const number of this.shardsOf({ term, prefix })) {
      const shard = shards.get(number);
      if (!prefix) {
        if (Object.prototype.hasOwnProperty.call(shard, term)) found.push({ text: term, posting: shard[term] });
      } else {
        for (const text of Object.keys(shard).filter((text) => text.startsWith(term))) {
          found.push({ text, posting: shard[text] });
        }
      }
    }
    return found.sort((a, b) => asExpanded(a.text, b.text));
  }

  /** Add up weights in the order of the terms, as lunr's vectors are sorted. */
  multiply(boosts, postings, fields) {
    for (const text of [...boosts.keys()].sort()) {
      const boost = boosts.get(text);
      postings.get(text).forEach((pairs, field) => {
        eachPair(pairs, (ref, weight) => {
          fields.get(ref * this.manifest.fields.length + field).dot += boost * (weight / THOUSANDTHS);
        });
      });
    }
  }

  /** The cards of documents, in their order; null for one that could not be loaded. */
  cards(refs) {
    const size = this.manifest.cards;
    return Promise.all(
      refs.map((ref) =>
        this.file(`c${Math.floor(ref / size)}`).then((cards) => cards[ref % size] || null, () => null),
      ),
    );
  }
}

function eachPair(pairs, act) {
  let ref = 0;
  for (let place = 0; place < pairs.length; place += 2) {
    ref += pairs[place];
    act(ref, pairs[place + 1]);
  }
}

/** The order in which lunr.js expands a beginning: it decides which of two equal hits comes first. */
function asExpanded(a, b) {
  if (a.startsWith(b) || b.startsWith(a)) return a.length - b.length;
  return a < b ? 1 : -1;
}

function length(boosts) {
  let sum = 0;
  for (const text of [...boosts.keys()].sort()) sum += boosts.get(text) * boosts.get(text);
  return Math.sqrt(sum);
}

function ranked(fields, magnitude, required) {
  const scores = new Map();
  for (const { ref, dot } of fields.values()) {
    if (required.every((documents) => documents.has(ref))) {
      scores.set(ref, (scores.get(ref) || 0) + dot / magnitude);
    }
  }
  return [...scores].map(([ref, score]) => ({ ref, score })).sort((a, b) => b.score - a.score);
}

/** The place of the last of sorted texts that is not after `text`; -1 if all are. */
function lastUpTo(sorted, text) {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (sorted[middle] <= text) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}
