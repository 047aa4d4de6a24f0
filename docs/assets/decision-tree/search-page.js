/**
 * The page of all results, `/search/?q=…&topic=…&kind=…`: every hit, by topic and by kind.
 *
 * The address is kept in step while somebody types, and says all: it can be sent, and Back returns to
 * it. When the page is left, the words go behind the `#`: no server needs to be told on the way back.
 */

import './search.js';
import { countsOf, eachOnce, read, TOPICS } from './search-facets.js';
import { afresh, AS_TYPED, controller, load, search } from './search-index.js';
import { addressOf, again, repairOf, rowOf, shortened, urgent } from './search-parts.js';
import { ui } from './search-words.js';
import { keep, kept, list, remember } from './searches.js';
import { element, ui as pageUi } from './text.js';

const STEP = 20;
const page = document.querySelector('[data-search]');
const { input, form } = page.querySelector('site-search');
const heading = page.querySelector('h1');
const start = page.querySelector('[data-start]');
const site = document.title;
const status = element('div', { class: 'wq-found', role: 'status' });
const filters = element('div', { class: 'wq-filters' });
const hits = element('ol', { class: 'wq-hits' });
const more = element('button', { type: 'button', class: 'wq-more', hidden: true });
const recent = element('div', { class: 'wq-recents' });

let state = {};
let wanted = null;
let next = () => {};

/** What the address asks for. */
function asked() {
  const given = [location.hash.slice(1), location.search.slice(1)].map((text) => new URLSearchParams(text));
  const get = (name) => given[0].get(name) || given[1].get(name) || '';
  return { query: get('q').trim(), topic: get('topic'), kind: get('kind'), exactly: get('exactly') };
}

/** Write down where the reader is; a browser may refuse if it is done too often. */
function note(extra, { isNew, isOpen = true } = {}) {
  const place = Object.assign({ shown: hits.children.length, y: window.scrollY }, extra);
  try {
    history[isNew ? 'pushState' : 'replaceState'](place, '', addressOf(state, isOpen));
  } catch (_) {
    // the address is then that of a moment ago
  }
}

function say(...parts) {
  status.textContent = '';
  status.append(...parts);
}

/** Show what the state asks for: at least `atLeast` hits, scrolled to `y`. */
async function run({ shown = STEP, y = 0 } = {}) {
  if (wanted) wanted.abort();
  wanted = controller();
  const own = wanted;
  const { query } = state;
  name(query);
  start.hidden = Boolean(query);
  page.classList.add('wq-ready');
  if (!query) {
    clear();
    say(ui('empty'));
    showKept();
    return;
  }
  recent.hidden = true;
  say(ui('loading'));
  try {
    const index = await load();
    const options = Object.assign({ signal: own.signal }, state.exactly ? AS_TYPED : {});
    const result = await search(index, query, options, 0);
    const facets = await index.file('facets').then(read, () => null);
    if (own === wanted) await show(index, result, facets, { shown, y, own });
  } catch (error) {
    if (own === wanted) fail();
  }
}

function name(query) {
  const said = query ? ui('heading', { query: shortened(query) }) : ui('heading.all');
  heading.textContent = said;
  document.title = query ? `${said} - ${site}` : site;
}

function clear() {
  filters.textContent = '';
  hits.textContent = '';
  more.hidden = true;
}

function fail() {
  clear();
  start.hidden = false;
  say(...urgent(state.query), ui('failed'), retry(), ' ', ui('failed.doors'));
}

function retry() {
  return again(() => {
    input.focus();
    afresh(run);
  });
}

async function show(index, result, facets, { shown, y, own }) {
  if (result.missing && !result.hits.length) {
    fail();
    return;
  }
  const all = eachOnce(result.hits, facets, state);
  const cards = await cardsOf(index, all.slice(0, shown), own);
  if (own !== wanted) return;
  if (!cards) {
    run({ shown, y });
    return;
  }
  const said = announced(result, all.length);
  const lost = result.missing + cards.filter((card) => !card).length;
  showFilters(result.hits, facets);
  hits.textContent = '';
  say(...said, ...(lost ? [' ', ui('part', { count: all.length }), retry()] : []));
  start.hidden = result.hits.length > 0;
  append(cards, result.marks);
  proceed(index, all, result.marks, own);
  if (y) window.scrollTo(0, y);
}

function announced(result, count) {
  const { query } = state;
  const repair = repairOf(result, query);
  const none = result.hits.length ? ui('filter.none') : ui('none', { query: shortened(query) });
  return [...urgent(query), ...repair, repair.length ? ' ' : '', count ? ui('count', { count }) : none];
}

/** Cards of hits; null if a new deploy has put them elsewhere, so that the search must run again. */
async function cardsOf(index, refs, own) {
  const cards = await index.cards(refs, own.signal);
  const isLost = cards.some((card) => !card) && own === wanted;
  return isLost && (await index.moved()) ? null : cards;
}

function append(cards, marks) {
  hits.append(...cards.filter(Boolean).map((card) => rowOf(card, marks, 2)));
}

/** The button for the next ones; the first of them gets the focus. */
function proceed(index, all, marks, own) {
  let at = Math.max(STEP, hits.children.length);
  const label = () => {
    more.hidden = at >= all.length;
    more.textContent = ui('next', { count: Math.min(STEP, all.length - at) });
  };
  next = async () => {
    const from = hits.children.length;
    const cards = await cardsOf(index, all.slice(at, at + STEP), own);
    if (own !== wanted) return;
    if (!cards || cards.every((card) => !card)) {
      say(ui('failed'), retry());
      return;
    }
    at += STEP;
    append(cards, marks);
    label();
    hits.children[from].querySelector('a').focus();
    note();
  };
  label();
}

function showFilters(found, facets) {
  const focused = document.activeElement && document.activeElement.getAttribute('data-filter');
  filters.textContent = '';
  if (!facets) return;
  const topics = countsOf(found, facets, { kind: state.kind }, 'topic');
  const kinds = countsOf(found, facets, { topic: state.topic }, 'kind');
  const topicName = (topic) => (topic === 'other' ? ui('topic.other') : pageUi(`topic.${topic}`));
  filters.append(filter('topic', topics, TOPICS, topicName));
  filters.append(filter('kind', kinds, [...kinds.keys()].filter(Boolean), (kind) => ui(`group.${kind}`)));
  if (focused) [...filters.querySelectorAll('a')].forEach((link) => link.getAttribute('data-filter') === focused && link.focus());
}

function filter(which, counts, values, nameOf) {
  const chosen = state[which];
  const link = (value, text, count) =>
    element(
      'a',
      {
        href: addressOf(Object.assign({}, state, { [which]: value })),
        'data-filter': `${which} ${value}`,
        'aria-current': chosen === value && 'true',
      },
      `${text} ${count}`,
    );
  const shown = values.filter((value) => counts.get(value));
  const links = shown.map((value) => link(value, nameOf(value), counts.get(value)));
  return element('nav', { 'aria-label': ui(`filter.${which}`) }, link('', ui('filter.all'), counts.get('')), ...links);
}

function showKept() {
  recent.textContent = '';
  recent.hidden = false;
  const box = element('input', { type: 'checkbox' });
  box.checked = Boolean(kept());
  const said = element('span', { role: 'status' });
  box.addEventListener('change', () => {
    if (!keep(box.checked ? [] : null)) {
      box.checked = false;
      said.textContent = ui('recent.refused');
    }
    const own = recent.querySelector('section');
    if (own && !box.checked) own.remove();
  });
  const found = list(() => box.focus());
  recent.append(element('label', {}, box, ' ', ui('remember')), said, ...(found ? [found] : []));
}

function onType() {
  const query = input.value.trim();
  if (query === state.query) return;
  state = { query, topic: state.topic, kind: state.kind, exactly: '' };
  note({ shown: STEP, y: 0 });
  run();
}

function onFilter(event) {
  const link = event.target.closest('a');
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
  event.preventDefault();
  note();
  const [which, value] = link.getAttribute('data-filter').split(' ');
  state = Object.assign({}, state, { [which]: value });
  note({ shown: STEP, y: 0 }, { isNew: true });
  run();
}

/** Show what the address asks for, at the opening and after Back. */
function follow() {
  state = asked();
  input.value = state.query;
  const place = history.state || {};
  note(place);
  run(place);
}

page.querySelector('site-search').after(recent, status, filters, hits, more);
if ('scrollRestoration' in history) history.scrollRestoration = 'manual';
input.addEventListener('input', (event) => event.isComposing || onType());
input.addEventListener('compositionend', onType);
form.addEventListener('submit', (event) => {
  event.preventDefault();
  onType();
  remember(state.query);
});
filters.addEventListener('click', onFilter);
hits.addEventListener('click', () => remember(state.query));
more.addEventListener('click', () => next());
window.addEventListener('popstate', follow);
window.addEventListener('pagehide', () => note({}, { isOpen: false }));
window.addEventListener('pageshow', (event) => event.persisted && note());
follow();
