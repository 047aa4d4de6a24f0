/**
 * The outcomes that are still possible: fetched when a reader asks, in the middle of a tree.
 *
 * Every answer that guards can tell apart is tried (`build_hooks/domains.py`). Two states of a node
 * are one if the answers have made the same of each guard further on (`build_hooks/memory.py`).
 */

import { accepts, decide, walk } from './engine.js';
import { loadStyle } from './load-style.js';
import { ui } from './result-words.js';
import { element } from './text.js';
import { NOTHING, canonicalNumber, dayText, hundredths } from './values.js';

const MOST_STATES = 20000;
const MOST_ITEMS = 10;
const DAY = 86400000;

/** List below the details' summary what can still come out. */
export function show(tree) {
  loadStyle();
  const { outcomes, partial } = possible(tree.payload, tree.walked.route, tree.entry);
  const summary = tree.possible.querySelector('summary');
  const says = ui(partial ? 'possible.least' : 'possible.all', { count: outcomes.length });
  const titles = outcomes.map((outcome) => element('li', {}, tree.words(outcome)));
  while (tree.possible.lastChild !== summary) tree.possible.lastChild.remove();
  tree.possible.append(element('p', {}, says), element('ul', {}, ...titles));
  if (document.activeElement === summary) tree.say(says); // just opened, not refreshed on the way
}

/** `{outcomes, partial}`: where `answers` can still lead, and whether there was too much to try. */
export function possible(payload, answers, entry, most = MOST_STATES) {
  const known = new Known(payload, entry);
  const found = new Set();
  const seen = new Set();
  const waiting = [answers];
  while (waiting.length && seen.size < most) {
    const walked = walk(payload, waiting.pop(), entry);
    const { at, route } = walked;
    const state = payload.questions[at] ? known.state(walked) : null;
    if (!state) found.add(at);
    if (!state || seen.has(state)) continue;
    seen.add(state);
    for (const answer of known.domain(at)) waiting.push(new Map(route).set(at, answer));
  }
  const outcomes = Object.keys(payload.outcomes).filter((outcome) => found.has(outcome));
  return { outcomes, partial: known.partial || waiting.length > 0 };
}

class Known {
  constructor(payload, entry) {
    this.payload = payload;
    this.entry = entry;
    this.partial = false;
    this.further = new Map();
    this.domains = new Map();
  }

  /** What decides all that can follow, as text; from the middle, also what a guard waits for. */
  state({ at, route, last, whole }) {
    const guards = this.ahead(whole ? at : this.entry).map((guard) => residue(guard, route));
    const waits = whole ? [] : [last, route.get(last), ...route.keys()];
    return [at, waits, ...guards].join('|');
  }

  /** The guards on the branches of a node and further on. */
  ahead(node) {
    if (!this.further.has(node)) {
      const guards = new Set();
      for (const { to, when } of branches(this.payload.questions[node])) {
        if (when) guards.add(when);
        for (const guard of this.ahead(to)) guards.add(guard);
      }
      this.further.set(node, [...guards]);
    }
    return this.further.get(node);
  }

  /** Answers to a question that stand for all others. */
  domain(id) {
    if (!this.domains.has(id)) {
      const guards = [].concat(...Object.keys(this.payload.questions).map((node) => this.own(node)));
      this.domains.set(id, this.cut(this.payload.questions[id], tests(guards).filter(([name]) => name === id)));
    }
    return this.domains.get(id);
  }

  own(node) {
    return branches(this.payload.questions[node]).filter(({ when }) => when).map(({ when }) => when);
  }

  cut(question, compared) {
    if (question.options) return Object.keys(question.options);
    const constants = [].concat(...compared.filter(([, how]) => how !== 'un').map(([, , wanted]) => wanted));
    if (question.items) return this.subsets(question.items.filter((item) => constants.includes(item)));
    const near = [].concat(...constants.map(question.input.type === 'date' ? days : numbers));
    const { min, max } = question.input;
    const all = [...near, min, max, min === undefined && max === undefined ? '2026-01-01' : min];
    return [...new Set(all)].filter((value) => value !== undefined && accepts(question, value));
  }

  subsets(items) {
    if (items.length > MOST_ITEMS) this.partial = true;
    let found = [[]];
    for (const item of items.slice(0, MOST_ITEMS)) found = found.concat(found.map((part) => [...part, item]));
    return found.map((part) => part.join(',') || NOTHING);
  }
}

function branches(question) {
  if (!question) return [];
  return question.options ? [].concat(...Object.values(question.options)) : question.next;
}

function tests(guards) {
  return [].concat(...guards.map((guard) => [].concat(...guard)));
}

/** What answers leave of a guard: decided, or the conditions still open of each clause that may hold. */
function residue(guard, route) {
  const left = [];
  for (const [number, clause] of guard.entries()) {
    if (clause.some((test) => route.has(test[0]) && !decide([[test]], route, true))) continue;
    const open = [...clause.keys()].filter((place) => !route.has(clause[place][0]));
    if (!open.length) return 'yes';
    left.push(`${number}.${open.join('.')}`);
  }
  return left.join(';');
}

function days(day) {
  const time = Date.parse(`${day}T00:00:00Z`);
  return [-DAY, 0, DAY].map((step) => dayText(new Date(time + step)));
}

function numbers(number) {
  return [-1, 0, 1].map((step) => canonicalNumber(((hundredths(number) + step) / 100).toFixed(2)));
}
