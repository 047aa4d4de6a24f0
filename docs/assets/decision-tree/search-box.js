/**
 * The hits below the field of `<site-search>` while somebody types, by the ARIA combobox pattern with
 * a listbox of links. An arrow and Enter open a hit; Enter alone opens the page of all results.
 */

import { loadStyle } from './load-style.js';
import { doors } from './search.js';
import { afresh, controller, load, search } from './search-index.js';
import { addressOf, again, partsOf, repairOf, shortened, urgent } from './search-parts.js';
import { ui } from './search-words.js';
import { list, remember } from './searches.js';
import { element } from './text.js';

/** Give a `<site-search>` its hits; `response` is of the manifest, asked for with the scripts. */
export function attach(host, response) {
  loadStyle('search.css');
  return new Box(host, response);
}

class Box {
  constructor(host, response) {
    this.host = host;
    this.input = host.input;
    this.response = response;
    this.build(this.input.id);
    this.input.addEventListener('focus', () => this.start());
    this.input.addEventListener('input', () => this.run());
    this.input.addEventListener('compositionend', () => this.run());
    this.input.addEventListener('keydown', (event) => this.onKey(event));
    host.form.addEventListener('submit', (event) => this.onSubmit(event));
    host.addEventListener('focusout', (event) => host.contains(event.relatedTarget) || this.close());
    host.addEventListener('keydown', (event) => event.key === 'Escape' && this.escape(event));
    this.panel.addEventListener('mousedown', (event) => event.preventDefault());
    this.list.addEventListener('click', () => remember(this.query()));
    this.start();
  }

  build(id) {
    this.list = element('div', { role: 'listbox', id: `${id}-list`, 'aria-label': ui('label') });
    this.status = element('div', { class: 'wq-search-status', role: 'status', 'aria-live': 'polite' });
    this.below = element('div', { class: 'wq-search-below' });
    this.panel = element('div', { class: 'wq-search-panel', tabindex: '0', hidden: true }, this.status, this.list, this.below);
    this.host.append(this.panel);
  }

  query() {
    return this.input.value.trim();
  }

  start() {
    load(this.response).then(() => this.run(), () => this.fail());
    this.response = undefined;
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
    if (this.host.isComposing) return;
    const query = this.query();
    const before = this.wanted;
    const wanted = controller();
    this.wanted = wanted;
    const giveUp = () => before && before.abort();
    if (!query) {
      giveUp();
      this.showKept();
      return;
    }
    this.open();
    this.say(ui('loading'));
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

  /** What was searched for before, if the reader wants that; else nothing. */
  showKept() {
    this.clear();
    this.close();
    if (document.activeElement !== this.input) return;
    const recent = list(() => this.input.focus());
    if (!recent) return;
    this.say('');
    this.below.append(recent);
    this.panel.hidden = false;
  }

  show(result, query) {
    const { found, missing, marks, hits } = result;
    if (missing && !found.length) {
      this.fail();
      return;
    }
    this.clear();
    const count = found.length;
    const repair = repairOf(result, query);
    if (!count) {
      this.say(ui('none', { query: shortened(query) }), ...urgent(query), doors());
      return;
    }
    found.forEach((card, place) => this.list.append(this.hit(card, place, marks)));
    const isMore = hits && hits.length > count && count > 9;
    const said = ui(missing ? 'part' : isMore ? 'more' : 'count', { count });
    this.say(...repair, repair.length ? ' ' : '', said, ...(missing ? [this.again()] : []));
    this.below.append(element('a', { class: 'wq-all', href: addressOf({ query }) }, ui('all')));
  }

  hit(card, number, marks) {
    const { href, kind, title, place, text } = partsOf(card, marks);
    const name = { role: 'option', tabindex: '-1', 'aria-selected': 'false' };
    return element('a', Object.assign({ href, id: `${this.input.id}-${number}` }, name), kind, title, place, text);
  }

  fail() {
    const query = this.query();
    if (!query) return;
    this.open();
    this.clear();
    this.say(ui('failed'), this.again(), ' ', ui('failed.doors'), ...urgent(query), doors());
  }

  again() {
    return again(() => {
      this.input.focus();
      afresh(() => this.run());
    });
  }

  clear() {
    this.list.textContent = '';
    this.below.textContent = '';
    this.select(null);
  }

  say(...parts) {
    this.status.textContent = '';
    this.status.append(...parts);
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

  /** Keys that belong to an input method (229) are not ours. */
  onKey(event) {
    if (event.isComposing || event.keyCode === 229) return;
    const options = this.panel.hidden ? [] : [...this.list.children];
    const current = options.findIndex((option) => option.getAttribute('aria-selected') === 'true');
    const moves = { ArrowDown: current + 1, ArrowUp: current < 0 ? options.length - 1 : current - 1 };
    if (event.key in moves && options.length) {
      event.preventDefault();
      this.select(options[moves[event.key]] || null);
    } else if (event.key === 'Enter' && current >= 0) {
      event.preventDefault();
      options[current].click();
      this.close();
      this.input.blur();
    }
  }

  /** Closes the panel first, then empties the field. */
  escape(event) {
    if (event.isComposing || event.keyCode === 229) return;
    event.preventDefault();
    if (this.panel.hidden) this.input.value = '';
    this.input.focus();
    this.close();
  }

  onSubmit(event) {
    event.preventDefault();
    const query = this.query();
    if (!query) return;
    remember(query);
    location.assign(addressOf({ query }));
  }
}
