/** The fields for what is typed or ticked; the page holds their words, this makes them work. */

import { NOTHING, canonicalDay, canonicalNumber, hundredths } from './values.js';
import { element, ui } from './text.js';

/** Make the fields of a question once; `give(answer)` is called with an accepted answer. */
export function makeFields(section, question, give) {
  const place = section.querySelector('.wq-answer');
  if (place.firstChild) return;
  const form = element('form', { class: 'wq-form', novalidate: true });
  const fields = question.items ? checklist(section, question) : typed(section, question);
  const submit = element('button', { type: 'submit', class: 'wq-submit' }, ui('player.continue'));
  form.append(...fields.nodes, submit);
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    const answer = fields.read();
    if (answer !== null) give(answer);
  });
  place.append(form);
  place.write = fields.write;
}

/** Show an answer in the fields, or empty them. */
export function writeFields(section, answer) {
  const place = section.querySelector('.wq-answer');
  if (place && place.write) place.write(answer);
}

/** An answer in words. */
export function answerInWords(section, question, answer) {
  if (question.items) {
    if (answer === NOTHING) return ui('player.nothing');
    const label = (item) => section.querySelector(`[data-item="${CSS.escape(item)}"]`).textContent;
    return answer.split(',').map(label).join('、');
  }
  return `${answer}${unitOf(section, question.input.type)}`;
}

function unitOf(section, type) {
  const unit = section.querySelector('.wq-answer').getAttribute('data-unit');
  if (unit) return ` ${unit}`;
  return type === 'money' ? ` ${ui('player.unit.money')}` : '';
}

function checklist(section, question) {
  const list = section.querySelector('.wq-items');
  const boxes = question.items.map((item) => {
    const row = list.querySelector(`[data-item="${CSS.escape(item)}"]`);
    const box = element('input', { type: 'checkbox', value: item });
    const words = row.textContent;
    row.textContent = '';
    row.append(element('label', {}, box, element('span', {}, words)));
    return box;
  });
  return {
    nodes: [],
    read: () => boxes.filter((box) => box.checked).map((box) => box.value).join(',') || NOTHING,
    write: (answer) => {
      const given = (answer || NOTHING).split(',');
      for (const box of boxes) box.checked = given.includes(box.value);
    },
  };
}

function typed(section, question) {
  const { type } = question.input;
  const id = `${section.id}--input`;
  const error = element('p', { class: 'wq-error', id: `${id}-error`, hidden: true });
  const hint = element('p', { class: 'wq-help', id: `${id}-hint` }, ui(`player.hint.${type}`));
  const input = element('input', {
    id,
    type: 'text',
    inputmode: type === 'date' ? 'numeric' : 'decimal',
    autocomplete: 'off',
    maxlength: '40',
    'aria-labelledby': `${section.id}--title`,
    'aria-describedby': `${id}-error ${id}-hint`,
  });
  const row = element('div', { class: 'wq-typed' }, input, element('span', {}, unitOf(section, type)));
  const say = (text) => {
    error.textContent = text;
    error.hidden = !text;
    input.setAttribute('aria-invalid', String(Boolean(text)));
    if (text) input.focus();
  };
  return {
    nodes: [hint, error, row],
    read: () => {
      const { answer, problem } = check(question.input, input.value);
      say(problem || '');
      return answer;
    },
    write: (answer) => {
      input.value = answer || '';
      say('');
    },
  };
}

/** Read what was typed: the answer, or what is wrong with it. */
export function check({ type, min, max }, text) {
  const isDay = type === 'date';
  const answer = isDay ? canonicalDay(text) : canonicalNumber(text);
  if (answer === null) return { answer: null, problem: ui(`player.error.${type}`) };
  const value = isDay ? (given) => given : hundredths;
  if (min !== undefined && value(answer) < value(min)) {
    return { answer: null, problem: ui(isDay ? 'player.error.first' : 'player.error.least', { min }) };
  }
  if (max !== undefined && value(answer) > value(max)) {
    return { answer: null, problem: ui(isDay ? 'player.error.last' : 'player.error.most', { max }) };
  }
  return { answer, problem: null };
}
