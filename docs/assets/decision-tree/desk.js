/**
 * A letter on the page: blanks to fill in, a preview to change, copy, print and save it.
 *
 * What is typed stays in the page; only with the reader's word are the blanks about themselves
 * kept on this device. Text is only ever text, never markup.
 */

import { makeBlank, marked, watch } from './blanks.js';
import { copy } from './copy.js';
import { print, save, textFile } from './paper.js';
import { forget, isKept, keep, kept } from './kept.js';
import { element, filled } from './text.js';

const FILLED = /\{([a-z0-9]+(?:-[a-z0-9]+)*)\}/g;

/**
 * What was typed into one letter begins the next one, and what was ticked or changed by hand is
 * there again when the theme has replaced the page; all is gone when the window is closed.
 */
const typed = new Map();
const drafts = new Map();

export class Desk {
  /** `words` by key; `ask()` tells what the outcome knows now. */
  constructor(letter, words, link, ask) {
    this.letter = letter;
    this.words = words;
    this.link = link;
    this.ask = ask;
    this.fields = new Map();
    this.touched = new Set();
    this.changed = false;
    this.id = `letter-${Math.random().toString(36).slice(2)}`; // one letter may stand twice in a page
    this.root = this.build();
    link.setAttribute('aria-expanded', 'false');
  }

  build() {
    const outcome = this.link.closest('.wq-outcome'); // elsewhere the page says already what it is for
    this.heading = element(outcome ? 'h4' : 'h3', { class: 'wq-letter-title', tabindex: '-1' }, this.letter.title);
    this.status = element('p', { class: 'wq-letter-status', role: 'status' });
    this.again = this.button('again', () => this.rewrite());
    this.again.hidden = true;
    return element(
      'section',
      { class: 'wq-letter-desk', 'aria-label': this.ui('desk', { title: this.letter.title }), hidden: true },
      this.heading,
      outcome ? element('p', { class: 'wq-help' }, this.ui('to', { to: this.letter.to }), this.letter.how) : '',
      element('p', { class: 'wq-help' }, this.ui('private')),
      ...this.letter.blanks.map((blank) => this.blank(blank)),
      this.keeper(),
      this.preview(),
      element(
        'div',
        { class: 'wq-tools' },
        this.button('copy', () => copy(this.text.value, () => this.text).then((done) => this.tell(done ? 'copied' : 'copy-by-hand'))),
        this.button('print', () => this.tell(print(this.letter.title, this.text.value) ? 'printing' : 'print-not')),
        this.button('save-text', () => this.save(textFile(this.letter.title, this.text.value), 'txt')),
        this.button('save-docx', () => this.saveDocx()),
        this.again,
        this.button('close', () => this.toggle()),
      ),
      this.status,
    );
  }

  ui(key, values) {
    return filled(this.words[key], values);
  }

  button(name, act) {
    const made = element('button', { type: 'button', 'data-letter-act': name }, this.ui(name));
    made.addEventListener('click', act);
    return made;
  }

  toggle() {
    this.root.hidden = !this.root.hidden;
    this.link.setAttribute('aria-expanded', String(!this.root.hidden));
    if (!this.root.hidden) this.refresh();
    (this.root.hidden ? this.link : this.heading).focus();
  }

  /* The blanks ------------------------------------------------------------------------ */

  blank(blank) {
    const ui = (key, values) => this.ui(key, values);
    const made = makeBlank(blank, `${this.id}-${blank.id}`, ui, () => this.touch(made));
    this.fields.set(blank.id, made);
    return made.root;
  }

  /** A field is the same in every letter; what is ticked is said in this letter only. */
  key(blank) {
    return blank.sentence ? `${this.letter.id}.${blank.id}` : blank.id;
  }

  touch({ blank, input }) {
    this.touched.add(blank.id);
    typed.set(this.key(blank), blank.sentence ? input.checked : input.value);
    if (blank.personal && this.box.checked) this.keepOwn();
    this.write();
  }

  /** Begin the untouched blanks with what is known now, and offer what there is to tap. */
  refresh() {
    const known = this.root.hidden ? null : this.ask();
    if (!known) return; // the reader is elsewhere
    this.known = known;
    for (const { blank, input, offer } of this.fields.values()) {
      if (blank.sentence) input.checked = Boolean(typed.get(this.key(blank)));
      else if (!this.touched.has(blank.id)) input.value = this.begin(blank);
      offer([].concat(...(blank.offer || []).map((part) => known.offers[part] || [])));
    }
    this.box.checked = isKept();
    if (!this.changed && drafts.has(this.letter.id)) this.draft(drafts.get(this.letter.id));
    this.write();
    this.fit();
  }

  begin(blank) {
    if (typed.get(blank.id)) return typed.get(blank.id);
    const answers = (blank.from || []).map((question) => this.known.answer(question));
    return answers.find((words) => words !== null) || (blank.personal && kept()[blank.personal]) || '';
  }

  /* What the reader wants kept ----------------------------------------------------------- */

  keeper() {
    this.box = element('input', { type: 'checkbox' });
    this.box.addEventListener('change', () => {
      if (!this.box.checked) this.tell(forget() ? 'forgotten' : 'not-forgotten');
      else if (this.keepOwn()) this.tell('kept');
    });
    return element('div', { class: 'wq-tick wq-keep' }, element('label', {}, this.box, element('span', {}, this.ui('keep'))));
  }

  /** Keep the blanks about the reader; if the browser refuses, say so. */
  keepOwn() {
    const own = {};
    for (const { blank, input } of this.fields.values()) if (blank.personal) own[blank.personal] = input.value;
    const done = keep(own);
    this.box.checked = done;
    if (!done) this.tell('not-kept');
    return done;
  }

  /* The text ------------------------------------------------------------------------------ */

  preview() {
    const id = `${this.id}-text`;
    this.text = element('textarea', { class: 'wq-letter-text', id, spellcheck: 'false', autocomplete: 'off' });
    watch(this.text, (pasted) => {
      if (this.changed || this.text.value !== this.written) this.draft(this.text.value);
      if (pasted) this.tell(pasted);
      this.fit();
    });
    return element('div', { class: 'wq-blank' }, element('label', { for: id }, this.ui('preview')), this.text);
  }

  /** Take a text that the reader has written. */
  draft(text) {
    drafts.set(this.letter.id, text);
    if (this.text.value !== text) this.text.value = text;
    this.changed = true;
    this.again.hidden = false;
  }

  /** Fill the letter in again; a text that was changed by hand is kept, and that is said. */
  write() {
    const text = this.filledIn();
    if (text === this.written) return;
    if (this.changed) {
      this.tell('changed');
      return;
    }
    this.written = text;
    this.text.value = text;
    this.fit();
  }

  rewrite() {
    drafts.delete(this.letter.id);
    this.changed = false;
    this.again.hidden = true;
    this.written = null;
    this.write();
    this.tell('rewritten');
    this.text.focus();
  }

  /** As high as its text, up to what the style allows. */
  fit() {
    this.text.style.height = 'auto';
    this.text.style.height = `${this.text.scrollHeight + 4}px`;
  }

  filledIn() {
    const lines = this.letter.body.split('\n').filter((line) => !this.isLeftOut(line));
    return lines.join('\n').replace(FILLED, (_, name) => this.fill(name)).trim();
  }

  /** A line goes with its blanks, if all of them may stay empty and are. */
  isLeftOut(line) {
    const names = (line.match(FILLED) || []).map((part) => part.slice(1, -1));
    return names.length > 0 && names.every((name) => this.fill(name) === '');
  }

  fill(name) {
    if (this.fields.has(name)) return this.fields.get(name).text();
    if (name === 'day') return today();
    return (this.known.offers[name] || []).join('、') || this.known.answer(name) || this.ui('unknown');
  }

  /* Out of the page ------------------------------------------------------------------------- */

  save(blob, ending, dropped) {
    save(`${this.letter.title}.${ending}`, blob);
    this.tell(dropped ? 'dropped' : 'saved', { count: dropped });
  }

  saveDocx() {
    import('./docx.js').then(
      ({ docx }) => {
        const { blob, dropped } = docx(this.letter.title, this.text.value);
        this.save(blob, 'docx', dropped);
      },
      () => this.tell('docx-not'),
    );
  }

  /** Say what happened, and what is still to be filled in once the letter leaves the page. */
  tell(key, values) {
    const parts = [this.ui(key, values)];
    const open = [...this.fields.values()].filter(({ blank }) => this.text.value.includes(marked(blank)));
    if (LEAVES.includes(key) && open.length) parts.push(this.ui('left', { count: open.length }));
    this.status.textContent = '';
    setTimeout(() => {
      this.status.textContent = parts.join('');
    }, 50); // a change is announced, the same words twice are not
  }
}

const LEAVES = ['copied', 'copy-by-hand', 'printing', 'saved', 'dropped'];

function today() {
  const now = new Date();
  return `${now.getFullYear()}年${now.getMonth() + 1}月${now.getDate()}日`;
}
