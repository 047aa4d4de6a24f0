/** Of which kind and topic hits are: what `build_hooks/search/facets.py` has written. */

import { LETTERS } from './shards.js';

export const TOPICS = ['complaint', 'liability', 'quality', 'other'];
/** Readers do not ask whether it is a tree, one of its questions or an answer. */
const GROUPS = { question: 'tree', outcome: 'tree', option: 'tree' };

/** Per document `{kind, topic, place}`; documents of one place open the same address. */
export function read({ kinds, topics, docs }) {
  let place = -1;
  return (docs.match(/'?\w/g) || []).map((entry) => {
    if (!entry[1]) place += 1;
    const number = LETTERS.indexOf(entry[entry.length - 1]);
    const kind = kinds[Math.floor(number / topics.length)];
    return { kind: GROUPS[kind] || kind, topic: topics[number % topics.length], place };
  });
}

function fits(facet, { topic, kind }) {
  return (!topic || facet.topic === topic) && (!kind || facet.kind === kind);
}

/** The numbers of the documents that were hit and fit, best first, of each address the best. */
export function eachOnce(hits, facets, wanted) {
  if (!facets) return hits.map(({ ref }) => ref);
  const seen = new Set();
  return hits
    .map(({ ref }) => ref)
    .filter((ref) => fits(facets[ref], wanted))
    .filter((ref) => !seen.has(facets[ref].place) && seen.add(facets[ref].place));
}

/** How many addresses each topic or kind (`which`) has among the hits that fit, and all under ''. */
export function countsOf(hits, facets, wanted, which) {
  const found = new Map([['', new Set()]]);
  for (const { ref } of hits) {
    const facet = facets[ref];
    if (fits(facet, wanted)) {
      const value = facet[which];
      if (!found.has(value)) found.set(value, new Set());
      found.get(value).add(facet.place);
      found.get('').add(facet.place);
    }
  }
  const counts = new Map();
  [...found].sort((a, b) => b[1].size - a[1].size).forEach(([value, places]) => counts.set(value, places.size));
  return counts;
}
