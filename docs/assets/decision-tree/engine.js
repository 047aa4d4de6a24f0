/**
 * Walk a tree's payload with answers. Pure: no DOM, no storage, no network.
 *
 * `build_hooks/walk.py` does the same in Python; both run the cases of `tests/golden/walk/`.
 * Written for browsers of 2019 (ES2017).
 */

import { NOTHING, canonicalDay, canonicalNumber, hundredths, ticked } from './values.js';

/** Whether a guard holds; null if it cannot be known because the walk began in the middle. */
export function decide(guard, answers, whole) {
  let unknown = false;
  for (const clause of guard) {
    const value = decideClause(clause, answers, whole);
    if (value) return true;
    if (value === null) unknown = true;
  }
  return unknown ? null : false;
}

function decideClause(clause, answers, whole) {
  let unknown = false;
  for (const [question, how, wanted] of clause) {
    if (!answers.has(question)) {
      if (!whole) unknown = true;
      else if (how !== 'un') return false;
    } else if (how === 'un' || !stands(answers.get(question), how, wanted)) return false;
  }
  return unknown ? null : true;
}

const SIGNS = {
  '<': (a, b) => a < b,
  '<=': (a, b) => a <= b,
  '>': (a, b) => a > b,
  '>=': (a, b) => a >= b,
  '=': (a, b) => a === b,
};

function stands(answer, how, wanted) {
  if (how === 'in') return wanted.includes(answer);
  if (how === 'has') return wanted.every((item) => ticked(answer).includes(item));
  if (how === 'lacks') return !wanted.some((item) => ticked(answer).includes(item));
  if (how[0] === 'd') return SIGNS[how.slice(1)](answer, wanted);
  return SIGNS[how](hundredths(answer), hundredths(wanted));
}

/** Whether `answer` is one that a reader can give, in its one way of writing. */
export function accepts(question, answer) {
  if (question.options) return has(question.options, answer);
  if (question.items) {
    const given = ticked(answer);
    const kept = question.items.filter((item) => given.includes(item));
    return answer === (kept.join(',') || NOTHING);
  }
  return within(question.input, answer);
}

function within({ type, min, max }, answer) {
  const isDay = type === 'date';
  if ((isDay ? canonicalDay(answer) : canonicalNumber(answer)) !== answer) return false;
  const value = isDay ? (text) => text : hundredths;
  return (
    (min === undefined || value(min) <= value(answer)) &&
    (max === undefined || value(answer) <= value(max))
  );
}

/** Whether `id` is a question or an outcome of the tree. */
export function isNode(payload, id) {
  return has(payload.questions, id) || has(payload.outcomes, id);
}

/**
 * Follow answers from the start as far as they lead; or from the node `entry`, if they do not pass it.
 *
 * `answers` is a Map of question to option. Returns `{route, at, last, ignored, whole, given}`: the
 * answers that were used as a Map in order, the node where the walk stands, the question that led
 * there, the questions whose answers were not used, whether the walk began at the start, and how
 * many answers of the route were given for questions before `entry`.
 */
export function walk(payload, answers, entry) {
  const walked = walkFrom(payload, answers, payload.start, new Map(), true);
  if (!entry || !isNode(payload, entry) || walked.at === entry || walked.route.has(entry)) return walked;
  return walkFrom(payload, answers, entry, before(payload, answers, entry), false);
}

/** The answers, up to that of `entry` itself, that can have led there: nobody asked, but they stand. */
function before(payload, answers, entry) {
  const all = (question) => [].concat(...Object.values(question.options || [question.next]));
  const leads = (branches, seen) =>
    branches.some(({ to }) => {
      if (to === entry || seen.has(to) || !has(payload.questions, to)) return to === entry;
      return leads(all(payload.questions[to]), seen.add(to));
    });
  const stands = ([name, answer]) => {
    const question = has(payload.questions, name) && payload.questions[name];
    return question && accepts(question, answer) && leads((question.options || {})[answer] || question.next, new Set());
  };
  const own = [...answers.keys()].indexOf(entry);
  return new Map([...answers].slice(0, own < 0 ? answers.size : own).filter(stands));
}

/** Where to enter to answer a question of the walk anew: one that stands is an entry of its own. */
export function entryFor(question, { route, given }, entry) {
  return [...route.keys()].indexOf(question) < given ? question : entry;
}

function walkFrom(payload, answers, start, route, whole) {
  const given = route.size;
  let at = start;
  let last = null;
  while (has(payload.questions, at)) {
    const question = payload.questions[at];
    const choice = answers.get(at);
    if (route.has(at) || choice === undefined || !accepts(question, choice)) break;
    route.set(at, choice);
    last = at;
    const branches = question.options ? question.options[choice] : question.next;
    at = follow(branches, route, answers, payload, whole);
  }
  const ignored = [...answers.keys()].filter((question) => !route.has(question));
  return { route, at, last, ignored, whole, given };
}

/** The node that the first branch whose guard holds leads to; asks for what it needs. */
function follow(branches, route, answers, payload, whole) {
  for (const { to, when } of branches) {
    if (!when) return to;
    let value = decide(when, route, whole);
    while (value === null) {
      const question = firstMissing(when, route);
      const choice = answers.get(question);
      if (choice === undefined || !accepts(payload.questions[question], choice)) return question;
      route.set(question, choice);
      value = decide(when, route, whole);
    }
    if (value) return to;
  }
  throw new Error('no branch holds');
}

function firstMissing(guard, route) {
  for (const clause of guard) {
    for (const [question] of clause) if (!route.has(question)) return question;
  }
  throw new Error('nothing is missing');
}

/** Per conditional block of an outcome: true (shown), false (hidden) or null (cannot be known). */
export function blocks(payload, outcome, route, whole) {
  const guards = payload.outcomes[outcome] || {};
  return new Map(Object.keys(guards).map((id) => [id, decide(guards[id], route, whole)]));
}

/** What chats and readers leave behind a link, and what chats add to it. */
const MARKS = ' \t\r\n\u00a0\u3000\u200b.,;:!?\'"`)]}>…、。，；：！？“”‘’）】》」』';
const ADDED = /^(from|isappinstalled|appinstall|nsukey|scene|clicktime|enterid|\w*_\w*)$/;

/**
 * Read a fragment: `#node`, or `#/question=option&…`, or `#/@=node&question=option&…`, also if a
 * chat has written it in another way or added to it.
 *
 * Returns `{entry, answers, carried, state, lost, mended}`: the node where the walk begins (null: the
 * start), the answers, those (`~question=option`) that another tree gave and that count where they
 * are asked for, whether it is more than `#node`, how many parts say nothing, and whether it was
 * not as we write it.
 */
export function readFragment(fragment) {
  const given = fragment.replace(/^#/, '');
  const text = plain(given);
  const answers = new Map();
  const carried = new Map();
  const read = { entry: null, answers, carried, state: text[0] === '/', lost: 0, mended: text !== decode(given) };
  if (!read.state) return Object.assign(read, { entry: text || null });
  for (const part of text.slice(1).split('&')) {
    const [name, value] = part.split('=');
    if (name === '@') read.entry = value || null;
    else if (value && name[0] === '~') carried.set(name.slice(1), value);
    else if (name && value && !ADDED.test(name)) answers.set(name, value);
    else if (part && !ADDED.test(name)) read.lost += 1;
  }
  return read;
}

/** A fragment decoded as often as it was encoded, up to the question mark or the marks behind it. */
function plain(fragment) {
  const text = decode(decode(decode(fragment))).replace(/&(amp;)+/g, '&').split('?')[0];
  let end = text.length;
  while (end && MARKS.includes(text[end - 1])) end -= 1;
  return text.slice(0, end);
}

/** Put new ids in the place of old ones: `{entry, answers, renewed}`. */
export function renew(payload, entry, answers) {
  const names = payload.renamed || {};
  let renewed = false;
  const now = (id) => {
    if (!has(names, id) || names[id] === null) return id;
    renewed = true;
    return names[id];
  };
  const changed = new Map([...answers].map(([question, answer]) => [now(question), answer]));
  return { entry: entry && now(entry), answers: changed, renewed };
}

/** Write a fragment that `readFragment` understands. */
export function writeFragment(entry, answers) {
  const parts = [...answers].map(([name, value]) => `${encode(name)}=${encode(value)}`);
  if (entry) parts.unshift(`@=${encode(entry)}`);
  return `#/${parts.join('&')}`;
}

function encode(text) {
  return encodeURIComponent(text);
}

/** What cannot be decoded stays as it is. */
function decode(text) {
  return text.replace(/(%[0-9a-f]{2})+/gi, (part) => {
    try {
      return decodeURIComponent(part);
    } catch (error) {
      return part;
    }
  });
}

function has(object, key) {
  return Object.prototype.hasOwnProperty.call(object, key);
}
