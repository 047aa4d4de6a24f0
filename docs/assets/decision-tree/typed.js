/** What is typed: a field for a sum, a number or a day, and how it is read. */

import { ui } from './fields-words.js';
import { canonicalDay, canonicalNumber, hundredths } from './values.js';
import { element } from './text.js';

const SHOWN = 20;
const MONEY = /^(?:人民币|rmb|cny|¥)?(.*?)(?:元整?|圆整?|块钱?|rmb)?$/i;
const DAY = /^(\d{4})年(\d{1,2})月(\d{1,2})[日号]?$/;
const DIGITS = /^(\d{4})(\d{2})(\d{2})$/;
const LOOKS_LIKE_A_DAY = /^\d{4}[-/.]\d{1,2}[-/.]\d{1,2}$/;

/** The field of a question: `{nodes, read, write}`. */
export function typed(section, question) {
  const { type } = question.input;
  const { nodes, input, say } = typedField({
    type,
    id: `${section.id}--input`,
    labelled: `${section.id}--title`,
    help: ui(`hint.${type}`),
    beside: unitOf(section, type),
  });
  return {
    nodes,
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

/** What stands behind a number: its unit. */
export function unitOf(section, type) {
  const unit = section.querySelector('.wq-answer').getAttribute('data-unit');
  if (unit) return ` ${unit}`;
  return type === 'money' ? ` ${ui('unit.money')}` : '';
}

/**
 * A field with its hint and the place of its error: `{nodes, input, say}`; `say(problem)` shows what
 * is wrong, `say('')` that nothing is. `labelled` is the id of what names it, if no label does;
 * `beside` stands behind it.
 */
export function typedField({ type, id, labelled, help, beside }) {
  const error = element('p', { class: 'wq-error', id: `${id}-error`, hidden: true });
  const hint = element('p', { class: 'wq-help', id: `${id}-hint` }, help);
  const input = element('input', {
    id,
    type: 'text',
    inputmode: type === 'date' ? 'numeric' : 'decimal',
    autocomplete: 'off',
    'aria-labelledby': labelled,
    'aria-describedby': `${id}-error ${id}-hint`,
  });
  const row = element('div', { class: 'wq-typed' }, input, element('span', {}, beside));
  const say = (text) => {
    error.textContent = text && ui('error', { text });
    inTitle(Boolean(text));
    error.hidden = !text;
    input.setAttribute('aria-invalid', String(Boolean(text)));
    if (text) input.focus();
  };
  document.addEventListener('shown', () => inTitle(false));
  return { nodes: [hint, error, row], input, say };
}

/** The page's title says that something is wrong: a screen reader reads it first. */
function inTitle(wrong) {
  const mark = ui('error', { text: '' });
  const bare = document.title.startsWith(mark) ? document.title.slice(mark.length) : document.title;
  const title = wrong ? mark + bare : bare;
  if (title !== document.title) document.title = title;
}

/** Read what was typed: the answer, or what is wrong with it. */
export function check({ type, min, max }, text) {
  const isDay = type === 'date';
  const plain = asPlain(type, text);
  const answer = isDay ? canonicalDay(plain) : canonicalNumber(plain);
  if (answer === null) return { answer: null, problem: unread(type, text, plain) };
  const value = isDay ? (given) => given : hundredths;
  if (min !== undefined && value(answer) < value(min)) {
    return { answer: null, problem: ui(isDay ? 'error.first' : 'error.least', { answer, min }) };
  }
  if (max !== undefined && value(answer) > value(max)) {
    return { answer: null, problem: ui(isDay ? 'error.last' : 'error.most', { answer, max }) };
  }
  return { answer, problem: null };
}

/** What people write around a sum or a day, taken off: `￥３００`, `1,234.5元`, `2026年2月1日`, `20260201`. */
function asPlain(type, text) {
  const half = text.normalize('NFKC').replace(/\s/g, '');
  if (type === 'money') return half.replace(MONEY, '$1');
  return type === 'date' ? half.replace(DAY, '$1-$2-$3').replace(DIGITS, '$1-$2-$3') : half;
}

function unread(type, text, plain) {
  const typed = text.trim();
  if (!typed) return ui(`error.${type}.empty`);
  if (type === 'date' && LOOKS_LIKE_A_DAY.test(plain)) return ui('error.no-day', { day: plain });
  const letters = [...typed];
  const shown = letters.length > SHOWN ? `${letters.slice(0, SHOWN).join('')}…` : typed;
  return ui(`error.${type}`, { typed: shown });
}
