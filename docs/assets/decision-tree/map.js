/**
 * The map of a tree: fetched when a reader opens it, in two tabs, the picture and its outline.
 *
 * Both are files of their own, complete without this script (`build_hooks/maps/`); this shows them
 * in the page, marks where the reader has been, and leads from a box to its question.
 */

import { loadStyle } from './load-style.js';
import { View } from './map-view.js';
import { ui } from './map-words.js';
import { print } from './poster.js';
import { element } from './text.js';

/** Per `<details>` what was made of it. */
const shown = new WeakMap();
let count = 0;

/** Put the map of `tree` into `details`, if it is open; the links there stay if it cannot be had. */
export function show(tree, details) {
  if (!details.open || shown.has(details)) return;
  const links = details.querySelectorAll('a');
  shown.set(details, null);
  Promise.all([read(links[0], 'image/svg+xml'), loadStyle('map.css')]).then(
    ([page]) => shown.set(details, new TreeMap(tree, details, page.documentElement, links)),
    () => {
      shown.delete(details);
      tree.say(ui('failed'));
      if (!details.querySelector('[data-failed]')) details.append(element('p', { 'data-failed': true }, ui('failed')));
    },
  );
}

/** Fetch a file of ours and read it; its links are made whole, and nothing in it can run. */
function read(link, type) {
  const address = new URL(link.getAttribute('href'), document.baseURI);
  return fetch(address)
    .then((response) => (response.ok ? response.text() : Promise.reject(new Error(response.status))))
    .then((text) => {
      const page = new DOMParser().parseFromString(text, type);
      if (page.querySelector('parsererror')) throw new Error('not well-formed');
      for (const script of page.querySelectorAll('script')) script.remove();
      for (const inner of page.querySelectorAll('a[href]')) {
        inner.setAttribute('href', new URL(inner.getAttribute('href'), address).href);
      }
      return page;
    });
}

class TreeMap {
  constructor(tree, details, picture, links) {
    this.tree = tree;
    this.links = links;
    this.fresh = document.importNode(picture, true); // for the poster: without a reader's answers
    this.picture = this.fresh.cloneNode(true);
    this.frame = element('div', { class: 'wq-map-frame', tabindex: 0, role: 'group', 'aria-label': ui('view') }, this.picture);
    const tools = this.buildTools();
    const name = `wq-map-${(count += 1)}`;
    this.tabs = ['picture', 'outline'].map((tab) => this.buildTab(tab, name));
    this.panels = this.tabs.map((tab) => element('div', { role: 'tabpanel', id: tab.getAttribute('aria-controls'), 'aria-labelledby': tab.id }));
    this.panels[0].append(tools, this.frame, this.buildMore());
    const list = element('div', { role: 'tablist', 'aria-label': ui('tabs'), class: 'wq-map-tabs' }, ...this.tabs);
    list.addEventListener('keydown', (event) => this.onKey(event));
    while (details.lastElementChild.tagName !== 'SUMMARY') details.lastElementChild.remove();
    details.append(list, ...this.panels);
    this.choose(0);
    this.begin();
  }

  begin() {
    this.view = new View(this.frame, this.picture, (percent) => this.tree.say(ui('size', { percent })));
    this.names = new Map([...this.picture.querySelectorAll('[data-node]')].map((box) => [box, box.getAttribute('aria-label')]));
    this.kickers = new Map([...this.names.keys()].map((box) => [box, box.querySelector('tspan').textContent]));
    this.panels.forEach((panel) => panel.addEventListener('click', (event) => this.onClick(event)));
    this.tree.addEventListener('shown', () => this.mark(true));
    this.mark(true);
    const { questions, outcomes } = this.tree.payload;
    this.tree.say(ui('opened', { questions: Object.keys(questions).length, outcomes: Object.keys(outcomes).length }));
  }

  /* What stands around the picture ---------------------------------------------------- */

  buildTools() {
    const acts = {
      in: () => this.view.zoom(1.25),
      out: () => this.view.zoom(0.8),
      all: () => this.view.all(),
      where: () => this.view.centre(this.here, true),
    };
    const buttons = Object.keys(acts).map((name) => button(name, acts[name]));
    return element('div', { class: 'wq-tools', role: 'group', 'aria-label': ui('tools') }, ...buttons);
  }

  buildMore() {
    const alone = element('a', { href: this.links[0].href, target: '_blank', rel: 'noopener' }, ui('alone'));
    const poster = button('poster', () => this.tree.say(ui(print(this.fresh) ? 'printing' : 'print-not')));
    return element('div', { class: 'wq-tools' }, poster, alone);
  }

  buildTab(name, prefix) {
    const tab = element('button', { type: 'button', role: 'tab', id: `${prefix}-${name}`, 'aria-controls': `${prefix}-${name}-panel` }, ui(name));
    tab.addEventListener('click', () => this.choose(this.tabs.indexOf(tab)));
    return tab;
  }

  onKey(event) {
    const places = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: 0, ArrowUp: 0, Home: 0, End: 1 };
    const to = places[event.key];
    if (to === undefined) return;
    event.preventDefault();
    this.choose(to);
    this.tabs[to].focus();
  }

  choose(number) {
    this.tabs.forEach((tab, place) => {
      tab.setAttribute('aria-selected', String(place === number));
      tab.tabIndex = place === number ? 0 : -1;
      this.panels[place].hidden = place !== number;
    });
    if (number === 1 && !this.panels[1].firstChild) this.outline();
  }

  /** The same in words, fetched when it is asked for. */
  outline() {
    const panel = this.panels[1];
    const wait = element('p', {}, element('a', { href: this.links[1].href }, ui('outline')));
    panel.append(wait);
    read(this.links[1], 'text/html').then(
      (page) => {
        const parts = [...page.querySelector('[data-outline]').childNodes];
        wait.replaceWith(...parts.map((part) => document.importNode(part, true)));
        this.mark(false);
      },
      () => this.tree.say(ui('failed')),
    );
  }

  /* Where the reader is ------------------------------------------------------------------ */

  /** Mark what the reader has passed, what they answered, and where they stand. */
  mark(moved) {
    const { route, at } = this.tree.walked;
    for (const [box, name] of this.names) {
      const node = box.getAttribute('data-node');
      const stand = node === at ? 'here' : route.has(node) ? 'passed' : '';
      set(box, 'data-stand', stand);
      set(box, 'aria-current', stand === 'here' ? 'step' : '');
      box.setAttribute('aria-label', stand ? name + ui(stand) : name);
      box.querySelector('tspan').textContent = stand ? box.getAttribute(`data-${stand}`) : this.kickers.get(box);
      if (stand === 'here') this.here = box;
    }
    this.markEdges([...route, [at]]);
    this.markOutline();
    if (moved) this.view.centre(this.here, false);
  }

  markEdges(steps) {
    const to = new Map(steps.slice(0, -1).map(([question, answer], place) => [question, { answer, node: steps[place + 1][0] }]));
    for (const part of this.picture.querySelectorAll('[data-from]')) {
      const step = to.get(part.getAttribute('data-from'));
      const taken = Boolean(step) && step.node === part.getAttribute('data-to');
      part.classList.toggle('wm-taken', taken);
      for (const answer of part.querySelectorAll('[data-options]')) {
        const options = answer.getAttribute('data-options').split(' ');
        set(answer, 'data-given', taken && options.includes(step.answer) ? 'yes' : '');
      }
    }
  }

  markOutline() {
    const { route, at } = this.tree.walked;
    for (const link of this.panels[1].querySelectorAll('[data-node]')) {
      const node = link.getAttribute('data-node');
      const stand = node === at ? 'here' : route.has(node) ? 'passed' : '';
      const mark = link.parentNode.querySelector('.wq-map-stand') || element('span', { class: 'wq-map-stand' });
      mark.textContent = stand ? ui(stand) : '';
      link.after(mark);
      set(link, 'aria-current', stand === 'here' ? 'step' : '');
    }
  }

  /* Going from a box to its question -------------------------------------------------------- */

  onClick(event) {
    const link = event.target.closest('a');
    if (!link || event.button || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
    const node = link.getAttribute('data-node');
    const within = link.getAttribute('data-to');
    if (!node && !within) return;
    event.preventDefault();
    event.stopPropagation();
    if (node) this.go(node);
    else this.panels[1].querySelector(`[id="wq-outline-${within}"]`).focus();
  }

  go(node) {
    const { route, at } = this.tree.walked;
    if (node === at) this.tree.focusHeading();
    else if (route.has(node)) this.tree.change(node);
    else this.tree.go(node, new Map());
  }
}

function button(name, act) {
  const made = element('button', { type: 'button', 'data-map': name }, ui(name));
  made.addEventListener('click', act);
  return made;
}

function set(part, name, value) {
  if (value) part.setAttribute(name, value);
  else part.removeAttribute(name);
}
