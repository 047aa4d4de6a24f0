/**
 * `<site-search>`: one search for the whole site, in the header and on the home page.
 *
 * Nothing is loaded before the first focus; then the index's manifest and engine, from this site,
 * and of the index itself only the shards in which the words of the query are.
 * Follows the ARIA combobox pattern with a listbox of links.
 */

import { element, ui } from './text.js';

const TAG = 'site-search';
const ROOT = new URL('../../', import.meta.url);
const MANIFEST = new URL('assets/search/manifest.json', ROOT);
const MOST = 10;
const DOORS = ['complaint', 'liability', 'quality'];

let loading = null;
let answer = null;
let count = 0;

/** Load manifest and engine once; a failure is forgotten, so that the next focus tries again. */
function load() {
  if (!loading) {
    const manifest = fetch(MANIFEST); // beside the engine, not after it
    const engine = Promise.all([import('./shards.js'), fetchQuery(), import('./tokenizer.js')]);
    loading = engine.then(([{ openIndex }]) => openIndex(MANIFEST, manifest));
    manifest.catch(() => {});
    loading.catch(() => {
      loading = null;
    });
  }
  return loading;
}

function fetchQuery() {
  return import('./query.js').then((query) => {
    answer = query.answer;
  });
}

/**
 * The cards of the best hits for a query, each place of the site once, and what was missing.
 * `repaired`, `instead` and `marks` are those of `query.js`, as is `options`; `options.signal` ends
 * it when nobody wants it any more.
 */
export function search(index, query, options) {
  return Promise.resolve(answer || fetchQuery()).then(() => answer(index, query, MOST, options));
}

class SiteSearch extends HTMLElement {
  connectedCallback() {
    if (this.input) return;
    count += 1;
    this.build(`wq-search-${count}`);
    this.input.addEventListener('focus', () => this.start());
    this.input.addEventListener('input', (event) => event.isComposing || this.run());
    this.input.addEventListener('compositionend', () => this.run());
    this.input.addEventListener('keydown', (event) => this.onKey(event));
    this.addEventListener('focusout', (event) => this.contains(event.relatedTarget) || this.close());
    this.panel.addEventListener('mousedown', (event) => event.preventDefault());
  }

  build(id) {
    this.textContent = '';
    this.input = element('input', {
      type: 'search',
      role: 'combobox',
      id,
      placeholder: ui(this.closest('header') ? 'search.label' : 'search.placeholder'),
      'aria-label': ui('search.label'),
      'aria-expanded': 'false',
      'aria-controls': `${id}-list`,
      'aria-autocomplete': 'list',
      autocomplete: 'off',
      enterkeyhint: 'search',
    });
    this.list = element('div', { role: 'listbox', id: `${id}-list`, 'aria-label': ui('search.label') });
    this.status = element('div', { class: 'wq-search-status', role: 'status', 'aria-live': 'polite' });
    this.panel = element('div', { class: 'wq-search-panel', tabindex: '0', hidden: true }, this.status, this.list);
    this.append(this.input, this.panel);
  }

  start() {
    this.say(ui('search.hint'));
    load().then(() => this.run(), () => this.fail());
  }

  open() {
    this.panel.hidden = false;
    this.input.setAttribute('aria-expanded', 'true');
  }

  close() {
    this.panel.hidden = true;
    this.input.setAttribute('aria-expanded', 'false');
    this.select(null);
  }

  run() {
    const query = this.input.value.trim();
    const before = this.wanted;
    const wanted = window.AbortController ? new AbortController() : { abort() {} };
    this.wanted = wanted;
    const giveUp = () => before && before.abort();
    if (!query) {
      giveUp();
      this.close();
      return;
    }
    this.open();
    this.say(ui('search.loading'));
    load()
      .then((index) => {
        const found = search(index, query, { signal: wanted.signal });
        setTimeout(giveUp, 0); // what both queries need is asked for by then
        return found;
      })
      .then(
        (result) => wanted === this.wanted && this.show(result, query),
        () => wanted === this.wanted && this.fail(),
      );
  }

  show({ found, missing }, query) {
    if (missing && !found.length) {
      this.fail();
      return;
    }
    this.list.textContent = '';
    this.select(null);
    found.forEach((doc, place) => this.list.append(this.hit(doc, place)));
    if (found.length) this.say(ui(missing ? 'search.part' : 'search.count', { count: found.length }));
    else this.sayWithDoors(ui('search.none', { query: query.slice(0, 40) }));
  }

  hit([kind, url, title, place, text], number) {
    return element(
      'a',
      {
        href: new URL(url, ROOT).href,
        id: `${this.input.id}-${number}`,
        role: 'option',
        tabindex: '-1',
        'aria-selected': 'false',
      },
      element('span', { class: 'wq-kind' }, ui(`search.kind.${kind}`)),
      element('strong', {}, title),
      element('span', { class: 'wq-place' }, place),
      element('span', { class: 'wq-text' }, text),
    );
  }

  fail() {
    if (!this.input.value.trim()) return;
    this.open();
    this.list.textContent = '';
    this.sayWithDoors(ui('search.failed'));
  }

  say(text) {
    this.status.textContent = text;
  }

  sayWithDoors(text) {
    this.say(text);
    const doors = DOORS.map((topic) => {
      const href = new URL(`${topic}/`, ROOT).href;
      return element('a', { href }, ui(`topic.${topic}`));
    });
    const call = element('a', { href: 'tel:12315' }, '12315');
    this.status.append(element('span', { class: 'wq-doors' }, ...doors, call));
  }

  select(option) {
    for (const other of this.list.children) other.setAttribute('aria-selected', String(other === option));
    if (option) {
      this.input.setAttribute('aria-activedescendant', option.id);
      option.scrollIntoView({ block: 'nearest' });
    } else {
      this.input.removeAttribute('aria-activedescendant');
    }
  }

  onKey(event) {
    if (event.isComposing) return;
    const options = [...this.list.children];
    const current = options.findIndex((option) => option.getAttribute('aria-selected') === 'true');
    const moves = { ArrowDown: current + 1, ArrowUp: current < 0 ? options.length - 1 : current - 1 };
    if (event.key in moves && options.length && !this.panel.hidden) {
      this.select(options[moves[event.key]] || null);
    } else if (event.key === 'Enter' && options.length && !this.panel.hidden) {
      this.follow(options[Math.max(current, 0)]);
    } else if (event.key === 'Escape') {
      if (this.panel.hidden) this.input.value = '';
      this.close();
    } else {
      return;
    }
    event.preventDefault();
  }

  follow(option) {
    option.click();
    this.close();
    this.input.blur();
  }
}

/** Put the search into the header; the header's title gives way, so nothing moves. */
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
