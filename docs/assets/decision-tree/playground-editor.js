/** The playground's editor: a text field with the numbers of its lines, and a place to go to. */

import { element } from './text.js';

const LINE = /\r\n|\r|\n/;

/** Where a place of Python's, in lines and characters, stands in a text of JavaScript's. */
export function offset(text, line, column) {
  const lines = text.split(LINE);
  const before = lines.slice(0, line - 1).reduce((sum, each) => sum + each.length + 1, 0);
  const characters = Array.from(lines[line - 1] || '').slice(0, column - 1);
  return before + characters.join('').length;
}

export class Editor {
  /** `changed()` is called after every change by hand. */
  constructor(label, help, changed) {
    const id = 'playground-text';
    this.numbers = element('pre', { class: 'wq-play-numbers', 'aria-hidden': 'true' });
    this.field = element('textarea', {
      id,
      class: 'wq-play-text',
      'aria-describedby': `${id}-help`,
      wrap: 'off',
      rows: 24,
      spellcheck: 'false',
      autocomplete: 'off',
      autocapitalize: 'off',
      autocorrect: 'off',
    });
    this.root = element(
      'div',
      {},
      element('label', { for: id, class: 'wq-play-label' }, label),
      element('p', { class: 'wq-help', id: `${id}-help` }, help),
      element('div', { class: 'wq-play-editor' }, this.numbers, this.field),
    );
    this.field.addEventListener('input', () => { this.number(); changed(); });
    this.field.addEventListener('scroll', () => { this.numbers.scrollTop = this.field.scrollTop; });
  }

  get text() {
    return this.field.value;
  }

  set text(text) {
    this.field.value = text;
    this.field.scrollTop = this.field.scrollLeft = 0;
    this.field.setSelectionRange(0, 0);
    this.number();
  }

  number() {
    const count = this.field.value.split('\n').length;
    if (count === this.count) return;
    this.count = count;
    this.numbers.textContent = `${Array.from({ length: count }, (_, index) => index + 1).join('\n')}\n`;
  }

  /** Put the caret to a place and show it. */
  go(line, column) {
    const at = offset(this.text, line, column);
    const height = this.field.scrollHeight / this.count;
    this.field.focus();
    this.field.setSelectionRange(at, at);
    this.field.scrollTop = Math.max(0, (line - 5) * height);
    this.field.scrollLeft = column > 40 ? this.field.scrollWidth * (column / 120) : 0;
    this.field.scrollIntoView({ block: 'nearest' });
  }
}
