/**
 * A letter on the page: blanks to fill in, a preview to change, copy, print and save it.
 *
 * Fetched when somebody opens a letter. What is typed stays in the page; only with the reader's
 * word are the blanks about themselves kept on this device. Text is only ever text, never markup.
 */

import { element } from './text.js';

const KEPT = 'weiquan-letter';
const LONG = 500;
const FILLED = /\{([a-z0-9]+(?:-[a-z0-9]+)*)\}/g;

let data = null;

function load(address) {
  if (!data) {
    data = fetch(address).then((response) => (response.ok ? response.json() : Promise.reject(response.status)));
    data.catch(() => {
      data = null;
    });
  }
  return data;
}

/**
 * Open the letter `id` behind `place`, or close it. `known` gives what is known already:
 * `answer(question)` in words or null, and the texts `claims`, `law`.
 */
export function openLetter(place, id, known) {
  const open = place.nextElementSibling;
  if (open && open.classList.contains('wq-letter-desk')) {
    open.remove();
    return Promise.resolve(null);
  }
  const address = new URL('letters.json', import.meta.url);
  return load(address).then(({ letters, ui }) => {
    const desk = new Desk(letters[id], ui, known);
    place.after(desk.root);
    desk.root.querySelector('h4').focus();
    return desk;
  });
}

class Desk {
  constructor(letter, words, known) {
    this.letter = letter;
    this.words = words;
    this.known = known;
    this.fields = new Map();
    this.changed = false;
    this.status = element('p', { class: 'wq-help', role: 'status' });
    this.text = element('textarea', { class: 'wq-letter-text', rows: '16', spellcheck: 'false', 'aria-label': words.preview });
    this.text.addEventListener('input', () => {
      this.changed = true;
      this.again.hidden = false;
    });
    this.again = this.button('again', () => {
      this.changed = false;
      this.again.hidden = true;
      this.write();
    });
    this.again.hidden = true;
    this.root = element(
      'section',
      { class: 'wq-letter-desk', 'aria-label': letter.title },
      element('h4', { tabindex: '-1' }, letter.title),
      element('p', { class: 'wq-help' }, letter.how),
      element('p', { class: 'wq-help' }, words.private),
      ...letter.blanks.map((blank) => this.field(blank)),
      this.keeper(),
      this.text,
      element(
        'div',
        { class: 'wq-tools' },
        this.button('copy', () => this.copy()),
        this.button('print', () => this.print()),
        this.button('save-text', () => this.saveText()),
        this.button('save-docx', () => this.saveDocx()),
        this.again,
      ),
      this.status,
    );
    this.write();
  }

  button(name, act) {
    const made = element('button', { type: 'button', 'data-letter-act': name }, this.words[name]);
    made.addEventListener('click', act);
    return made;
  }

  field(blank) {
    const id = `letter-${this.letter.id}-${blank.id}`;
    const hint = blank.hint ? element('span', { class: 'wq-help', id: `${id}-hint` }, blank.hint) : '';
    const note = element('span', { class: 'wq-error', id: `${id}-note`, hidden: true });
    const input = element(blank.lines > 1 ? 'textarea' : 'input', {
      id,
      rows: blank.lines > 1 ? String(blank.lines) : null,
      autocomplete: blank.personal || 'off',
      inputmode: blank.personal === 'tel' ? 'tel' : null,
      'aria-describedby': `${id}-note${blank.hint ? ` ${id}-hint` : ''}`,
    });
    input.value = this.begin(blank);
    input.addEventListener('input', () => {
      note.hidden = input.value.length <= LONG;
      note.textContent = note.hidden ? '' : filled(this.words.long, { count: input.value.length });
      this.keep();
      this.write();
    });
    this.fields.set(blank.id, input);
    return element('p', { class: 'wq-blank' }, element('label', { for: id }, blank.label), hint, input, note);
  }

  /** What a blank begins with: an answer that the tree has, or what was kept on this device. */
  begin(blank) {
    for (const question of blank.from || []) {
      const words = this.known.answer(question);
      if (words !== null) return words;
    }
    return (blank.personal && remembered()[blank.personal]) || '';
  }

  keeper() {
    const box = element('input', { type: 'checkbox' });
    box.checked = Object.keys(remembered()).length > 0;
    box.addEventListener('change', () => {
      if (box.checked) this.keep(true);
      else forget();
      this.status.textContent = this.words[box.checked && Object.keys(remembered()).length ? 'kept' : 'forgotten'];
    });
    this.box = box;
    return element('p', { class: 'wq-keep' }, element('label', {}, box, this.words.keep));
  }

  keep() {
    if (!this.box || !this.box.checked) return;
    const own = {};
    for (const { id, personal } of this.letter.blanks) {
      if (personal && this.fields.get(id).value) own[personal] = this.fields.get(id).value;
    }
    remember(own);
  }

  /** Fill the letter in again, unless its text was changed by hand. */
  write() {
    if (this.changed) {
      this.status.textContent = this.words.changed;
      return;
    }
    this.text.value = this.letter.body.replace(FILLED, (_, name) => this.fill(name)).trim();
    this.text.rows = Math.min(24, this.text.value.split('\n').length + 3);
  }

  fill(name) {
    if (this.fields.has(name)) {
      const blank = this.letter.blanks.find(({ id }) => id === name);
      return this.fields.get(name).value.trim() || `【${blank.label}】`;
    }
    if (name === 'day') return today();
    if (name === 'claims' || name === 'law') return this.known[name] || this.words[`no-${name}`];
    const words = this.known.answer(name);
    return words === null ? '【　】' : words;
  }

  copy() {
    const done = () => {
      this.status.textContent = this.words.copied;
    };
    const byHand = () => {
      this.text.focus();
      this.text.select();
      const copied = document.execCommand && document.execCommand('copy');
      this.status.textContent = this.words[copied ? 'copied' : 'copy-by-hand'];
    };
    if (navigator.clipboard) navigator.clipboard.writeText(this.text.value).then(done, byHand);
    else byHand();
  }

  print() {
    const sheet = element('div', { class: 'wq-sheet' }, this.text.value);
    document.body.append(sheet);
    document.body.setAttribute('data-sheet', '');
    const end = () => {
      sheet.remove();
      document.body.removeAttribute('data-sheet');
      window.removeEventListener('afterprint', end);
    };
    window.addEventListener('afterprint', end);
    window.print();
  }

  saveText() {
    this.save(new Blob(['\ufeff', this.text.value.replace(/\n/g, '\r\n'), '\r\n'], { type: 'text/plain;charset=utf-8' }), 'txt');
  }

  saveDocx() {
    import('./docx.js').then(({ docx }) => this.save(docx(this.letter.title, this.text.value), 'docx'));
  }

  save(blob, ending) {
    const address = URL.createObjectURL(blob);
    const link = element('a', { href: address, download: `${this.letter.title}.${ending}` });
    document.body.append(link);
    link.click();
    link.remove();
    setTimeout(() => URL.revokeObjectURL(address), 60000);
    this.status.textContent = this.words.saved;
  }
}

function filled(text, values) {
  return text.replace(/\{(\w+)\}/g, (_, name) => String(values[name]));
}

function today() {
  const now = new Date();
  return `${now.getFullYear()}年${now.getMonth() + 1}月${now.getDate()}日`;
}

/* Storage may be refused, full or broken: then nothing is kept, and nothing else happens. */

function remembered() {
  try {
    const kept = JSON.parse(localStorage.getItem(KEPT)) || {};
    return Object.keys(kept).every((key) => typeof kept[key] === 'string') ? kept : {};
  } catch (_) {
    return {};
  }
}

function remember(own) {
  try {
    localStorage.setItem(KEPT, JSON.stringify(own));
  } catch (_) {
    // the reader is told that nothing was kept
  }
}

function forget() {
  try {
    localStorage.removeItem(KEPT);
  } catch (_) {
    // there was nothing to forget
  }
}
