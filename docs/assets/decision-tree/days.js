/**
 * The days of an outcome: the last day of each period whose first day is known, and a field for the
 * first day of each other.
 *
 * What is filled in stays in this page's memory: neither the address nor the device has it.
 */

import { lastDays } from './due.js';
import { calendar } from './ics.js';
import { ui } from './result-words.js';
import { element } from './text.js';

const OLDEST = '2000-01-01';

/** The days by the words that ask for them: two periods may begin with one event. */
const given = new Map();
let typed = null;

/** Have at hand what the days need. */
export function fetched() {
  const needed = Promise.all([import('./typed.js'), import('./deadlines.js')]);
  return needed.then(([found]) => {
    typed = found;
  });
}

/** Show the last days that are known, a field for each day that is not, and all for a calendar. */
export function days(tree, section) {
  if (!section.querySelector('[data-due]')) return null;
  if (typed) return shown(tree, section);
  const { walked } = tree;
  return fetched().then(() => tree.walked === walked && shown(tree, section), () => tree.missed());
}

function shown(tree, section) {
  const { walked } = tree;
  askDays(tree, section);
  return lastDays(section, (place) => firstDay(tree, place)).then((found) => {
    if (tree.walked !== walked) return;
    for (const old of section.querySelectorAll('.wq-calendar, .wq-passed')) old.remove();
    if (!found.length) return;
    const isOver = ({ due }) => due.day < today();
    for (const { place } of found.filter(isOver)) place.after(element('p', { class: 'wq-passed' }, ui('days.passed')));
    calendar(tree, section, found);
  });
}

/** The day from which a period is counted: an answer, or what was filled in; else undefined. */
function firstDay(tree, place) {
  const { route } = tree.walked;
  return route.get(place.getAttribute('data-from')) || given.get(place.getAttribute('data-ask'));
}

/** A field beside each period whose day no answer gives. */
function askDays(tree, section) {
  for (const place of section.querySelectorAll('.wq-due[data-ask]')) {
    const old = place.parentElement.querySelector('.wq-day');
    const fold = old || field(tree, section, place);
    if (!old) place.after(fold);
    fold.hidden = tree.walked.route.has(place.getAttribute('data-from'));
  }
}

function field(tree, section, place) {
  const ask = place.getAttribute('data-ask');
  const id = `${section.id}--day-${section.querySelectorAll('.wq-day').length + 1}`;
  const submit = element('button', { type: 'submit' }, ui('days.compute'));
  const { nodes, input, say } = typed.typedField({ type: 'date', id, help: ui('days.hint'), beside: submit });
  input.value = given.get(ask) || '';
  const form = element('form', { novalidate: true }, element('label', { for: id }, ask), ...nodes);
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    const { answer, problem } = read(place, input.value);
    say(problem || '');
    if (problem) given.delete(ask);
    else given.set(ask, answer);
    shown(tree, section).then(() => problem || tree.say(place.textContent));
  });
  return element('details', { class: 'wq-day' }, element('summary', {}, ui('days.open')), form);
}

/** What was typed as `{answer, problem}`; an event has happened, and the rule applied then. */
function read(place, text) {
  const { since } = JSON.parse(place.getAttribute('data-due'));
  const found = typed.check({ type: 'date', min: OLDEST, max: today() }, text);
  const isOlder = !found.problem && since && found.answer < since;
  return isOlder ? { answer: null, problem: ui('days.older', { since, day: found.answer }) } : found;
}

/** Today where the reader is, as 2026-02-01. */
function today() {
  const now = new Date();
  const two = (number) => String(number).padStart(2, '0');
  return `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`;
}
