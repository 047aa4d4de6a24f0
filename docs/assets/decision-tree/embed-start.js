/**
 * The page that leads to all trees, in somebody else's page or from a file: what is typed picks
 * those that fit. The index stands in the page; nothing is asked of any server.
 */

import { grown, ready, ui } from './embed-around.js';
import { answer, highlight } from './query.js';
import { openInline } from './shards.js';
import { element } from './text.js';

const MOST = 8;
const index = openInline(JSON.parse(document.getElementById('wq-index').textContent));
const all = document.querySelector('.wq-all');
const status = element('p', { class: 'wq-help', role: 'status' });
const list = element('ol', { class: 'wq-hits' });
const input = element('input', { type: 'search', id: 'wq-find', autocomplete: 'off', enterkeyhint: 'search' });
let wanted = null;

/** What the embedder chose goes along to the tree. */
function withOptions(address) {
  return address + location.search;
}

function row([, address, title, place, text], marks) {
  const link = element('a', { href: withOptions(address) }, highlight(title, marks, true));
  return element('li', {}, element('span', { class: 'wq-kicker' }, place), element('h2', {}, link), element('p', {}, highlight(text, marks)));
}

function show(query, { found, marks }) {
  status.textContent = query && ui(found.length ? 'find.count' : 'find.none', { count: found.length });
  list.textContent = '';
  list.append(...found.map((card) => row(card, marks)));
  all.hidden = found.length > 0;
  grown();
}

function run() {
  const query = input.value.trim();
  const mine = {};
  wanted = mine;
  const nothing = { found: [], marks: [] };
  const asked = query ? answer(index, query, MOST).catch(() => nothing) : Promise.resolve(nothing);
  asked.then((result) => mine === wanted && show(query, result));
}

const form = element('form', { role: 'search' }, element('label', { for: 'wq-find' }, ui('find')), input);
form.addEventListener('submit', (event) => {
  event.preventDefault();
  const first = list.querySelector('a');
  if (first) first.focus();
});
input.addEventListener('input', (event) => event.isComposing || run());
input.addEventListener('compositionend', run);
for (const link of all.querySelectorAll('a')) link.href = withOptions(link.getAttribute('href'));
all.before(form, status, list);
ready();
