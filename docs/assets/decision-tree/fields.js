/** The fields for what is typed or ticked; the page holds their words, this makes them work. */

import { ui } from './fields-words.js';
import { element } from './text.js';
import { typed, unitOf } from './typed.js';
import { NOTHING } from './values.js';

/** Make the fields of a question once; `give(answer)` is called with an accepted answer. */
export function makeFields(section, question, give) {
  const place = section.querySelector('.wq-answer');
  if (place.firstChild) return;
  const form = element('form', { class: 'wq-form', novalidate: true });
  const fields = question.items ? checklist(section, question) : typed(section, question);
  const submit = element('button', { type: 'submit', class: 'wq-submit' }, ui('continue'));
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
    if (answer === NOTHING) return ui('nothing');
    const label = (item) => section.querySelector(`[data-item="${CSS.escape(item)}"]`).textContent;
    return answer.split(',').map(label).join('、');
  }
  return `${answer}${unitOf(section, question.input.type)}`;
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
