/** The blanks of a letter: a field or a box to tick, with what helps and what there is to say. */

import { element } from './text.js';

const LONG = 500;
const STEP = 100;

/**
 * Make a blank: `{blank, root, input, text(), offer(texts)}`. `changed()` is called when its value
 * changed; `ui(key, values)` gives the words.
 */
export function makeBlank(blank, id, ui, changed) {
  return blank.sentence ? tick(blank, id, changed) : field(blank, id, ui, changed);
}

/** How a blank stands in a letter while it is empty. */
export function marked(blank) {
  return `【${blank.label}】`;
}

function field(blank, id, ui, changed) {
  const note = element('span', { class: 'wq-note', id: `${id}-note`, role: 'status' });
  const offers = element('span', { class: 'wq-offers' });
  const input = element(blank.lines ? 'textarea' : 'input', {
    id,
    rows: blank.lines ? String(blank.lines) : null,
    autocomplete: blank.personal || 'off',
    inputmode: blank.personal === 'tel' ? 'tel' : null,
    'aria-describedby': `${id}-note${blank.hint ? ` ${id}-hint` : ''}`,
  });
  watch(input, (pasted) => {
    const { length } = input.value;
    const long = length > LONG ? ui('long', { count: length - (length % STEP) }) : '';
    note.textContent = [pasted ? ui(pasted) : '', long].join('');
    changed();
  });
  const label = element('label', { for: id }, blank.label, blank.optional ? ui('optional') : '');
  return {
    blank,
    input,
    root: element('div', { class: 'wq-blank' }, label, hint(blank, id), offers, input, note),
    text: () => input.value.trim() || (blank.optional ? '' : marked(blank)),
    offer: (texts) => {
      offers.textContent = texts.length ? ui('offers') : '';
      for (const text of texts) offers.append(adding(text, input));
    },
  };
}

/** A sentence that stands in the letter only if the reader ticks that it is so. */
function tick(blank, id, changed) {
  const input = element('input', { type: 'checkbox', 'aria-describedby': blank.hint ? `${id}-hint` : null });
  input.addEventListener('change', changed);
  const label = element('label', {}, input, element('span', {}, blank.label));
  return {
    blank,
    input,
    root: element('div', { class: 'wq-tick' }, label, hint(blank, id)),
    text: () => (input.checked ? blank.sentence : ''),
    offer: () => {},
  };
}

function hint(blank, id) {
  return blank.hint ? element('span', { class: 'wq-help', id: `${id}-hint` }, blank.hint) : '';
}

function adding(text, input) {
  const button = element('button', { type: 'button' }, text);
  button.addEventListener('click', () => {
    const before = input.value.trim();
    input.value = before ? `${before}\n${text}` : text;
    input.dispatchEvent(new Event('input'));
  });
  return button;
}

/**
 * Call `act` when a field changes; with the key of a sentence if something else was pasted than
 * what stands there now.
 */
export function watch(field, act) {
  let said = null;
  field.addEventListener('input', () => {
    act(said);
    said = null;
  });
  field.addEventListener('paste', (event) => {
    const types = event.clipboardData ? [...event.clipboardData.types] : [];
    const text = types.includes('text/plain') ? event.clipboardData.getData('text/plain') : '';
    if (!text && types.length) {
      event.preventDefault();
      act('paste-nothing');
    } else if (field.localName === 'input' && /[\r\n]/.test(text.trim())) {
      event.preventDefault();
      const line = text.trim().replace(/\s*[\r\n]+\s*/g, ' ');
      field.setRangeText(line, field.selectionStart, field.selectionEnd, 'end');
      act('paste-lines');
    } else if (types.includes('text/html')) said = 'paste-plain';
  });
}
