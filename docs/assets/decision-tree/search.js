/**
 * `<site-search>`: one search for the whole site, in the header, on the home page and on others.
 *
 * This is what every page has of it: a field in a form, so that Enter leads to the page of all
 * results. What shows hits while somebody types (`search-box.js`), and the index's manifest, are
 * fetched with the first focus. With `data-plain` the page itself shows the hits.
 */

import { element, ui } from './text.js';

const TAG = 'site-search';
const DOORS = ['complaint', 'liability', 'quality'];

export const ROOT = new URL('../../', import.meta.url);
/** What `search-box.js` needs, asked for at once and not one after the other. */
const NEEDED = ['search-index', 'shards', 'query', 'tokenizer', 'search-parts', 'searches', 'search-words', 'search-strings'];

let loading = null;
let count = 0;

/** The three doors and the number to call. */
export function doors() {
  const made = DOORS.map((topic) => element('a', { href: new URL(`${topic}/`, ROOT).href }, ui(`topic.${topic}`)));
  return element('span', { class: 'wq-doors' }, ...made, element('a', { href: 'tel:12315' }, '12315'));
}

/** Load all once; a failure is forgotten, so that the next focus tries again. */
function load() {
  if (!loading) {
    const manifest = fetch(new URL('assets/search/manifest.json', ROOT));
    manifest.catch(() => {});
    NEEDED.forEach((name) => import(`./${name}.js`).catch(() => {}));
    loading = import('./search-box.js').then(({ attach }) => (host) => attach(host, manifest));
    loading.catch(() => {
      loading = null;
    });
  }
  return loading;
}

class SiteSearch extends HTMLElement {
  connectedCallback() {
    if (this.input) return;
    const isPlain = this.hasAttribute('data-plain');
    const id = `wq-search-${(count += 1)}`;
    this.textContent = '';
    this.input = element('input', {
      type: 'search',
      name: 'q',
      id,
      placeholder: ui(this.closest('header') ? 'search.label' : 'search.placeholder'),
      'aria-label': ui('search.label'),
      role: !isPlain && 'combobox',
      'aria-expanded': !isPlain && 'false',
      'aria-controls': !isPlain && `${id}-list`,
      'aria-autocomplete': !isPlain && 'list',
      autocomplete: 'off',
      enterkeyhint: 'search',
    });
    this.form = element('form', { action: new URL('search/', ROOT).href }, this.input);
    this.append(this.form);
    if (!isPlain) this.follow();
  }

  /** Fetch with the first focus; what an input method has not written out yet is no query. */
  follow() {
    this.input.addEventListener('focus', () => this.box || load().then((attach) => this.attach(attach), () => this.fail()));
    this.input.addEventListener('input', (event) => (this.isComposing = event.isComposing));
    this.input.addEventListener('compositionend', () => (this.isComposing = false));
    this.addEventListener('focusout', (event) => this.note && !this.contains(event.relatedTarget) && this.note.remove());
  }

  attach(attach) {
    if (!this.box) this.box = attach(this);
  }

  fail() {
    if (this.note) this.note.remove();
    this.note = element('div', { class: 'wq-search-panel wq-search-status', role: 'status' }, ui('search.failed'), ' ', doors());
    this.note.addEventListener('mousedown', (event) => event.preventDefault());
    this.append(this.note);
  }
}

/** Put the search into a header that has none; the header's title gives way, so nothing moves. */
function mountInHeader() {
  const header = document.querySelector('.md-header__inner');
  if (!header || header.querySelector(TAG)) return;
  const title = header.querySelector('.md-header__title');
  const made = element(TAG, { class: 'wq-header-search' });
  if (title) title.after(made);
  else header.append(made);
}

/** Ctrl+K goes to the search that is on the screen; no letter alone does (WCAG 2.1.4). */
function onShortcut(event) {
  if (event.key.toLowerCase() !== 'k' || !(event.ctrlKey || event.metaKey)) return;
  const inputs = [...document.querySelectorAll(`main ${TAG} input, ${TAG} input`)];
  const shown = inputs.find((input) => input.offsetParent);
  if (shown) {
    event.preventDefault();
    shown.focus();
    shown.select();
  }
}

if (!customElements.get(TAG)) {
  customElements.define(TAG, SiteSearch);
  document.addEventListener('keydown', onShortcut);
}
mountInHeader();
