/**
 * Days that no question asked for: beside a period the reader fills in when it began.
 *
 * What is filled in stays in this page's memory: neither the address nor the device has it.
 */

import { ui } from './result-words.js';
import { element } from './text.js';

const OLDEST = '2000-01-01';

/** The days by the words that ask for them: two periods may begin with one event. */
const given = new Map();

/** The day from which a period is counted: an answer, or what was filled in; else undefined. */
export function firstDay(tree, place) {
  const { route } = tree.walked;
  return route.get(place.getAttribute('data-from')) || given.get(place.getAttribute('data-ask'));
}

/** Offer a field beside each period of an outcome whose day is not known; `changed` computes anew. */
export function askDays(tree, section, changed) {
  for (const place of section.querySelectorAll('.wq-due[data-ask]')) {
    const old = place.parentElement.querySelector('.wq-day');
    const fold = old || field(tree, section, place, changed);
    if (!old) place.after(fold);
    fold.hidden = tree.walked.route.has(place.getAttribute('data-from'));
  }
}

function field(tree, section, place, changed) {
  const ask = place.getAttribute('data-ask');
  const id = `${section.id}--day-${section.querySelectorAll('.wq-day').length + 1}`;
  const error = element('p', { class: 'wq-error', id: `${id}-error`, hidden: true });
  const hint = element('p', { class: 'wq-help', id: `${id}-hint` }, ui('days.hint'));
  const input = element('input', {
    id,
    type: 'text',
    inputmode: 'numeric',
    autocomplete: 'off',
    'aria-describedby': `${id}-error ${id}-hint`,
  });
  input.value = given.get(ask) || '';
  const row = element('div', { class: 'wq-typed' }, input, element('button', { type: 'submit' }, ui('days.compute')));
  const form = element('form', { novalidate: true }, element('label', { for: id }, ask), hint, error, row);
  const say = (text) => {
    error.textContent = text;
    error.hidden = !text;
    input.setAttribute('aria-invalid', String(Boolean(text)));
    if (text) input.focus();
  };
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    read(place, input.value).then(({ answer, problem }) => {
      say(problem || '');
      if (problem) given.delete(ask);
      else given.set(ask, answer);
      changed().then(() => problem || tree.say(place.textContent));
    }, () => say(ui('days.missed')));
  });
  return element('details', { class: 'wq-day' }, element('summary', {}, ui('days.open')), form);
}

/** What was typed as `{answer, problem}`; an event has happened, and the rule applied then. */
function read(place, text) {
  return Promise.all([import('./fields.js'), import('./deadlines.js')]).then(([{ check }]) => {
    const { since } = JSON.parse(place.getAttribute('data-due'));
    const found = check({ type: 'date', min: OLDEST, max: today() }, text);
    const isOlder = !found.problem && since && found.answer < since;
    return isOlder ? { answer: null, problem: ui('days.older', { since, day: found.answer }) } : found;
  });
}

/** Today where the reader is, as 2026-02-01. */
export function today() {
  const now = new Date();
  const two = (number) => String(number).padStart(2, '0');
  return `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`;
}
