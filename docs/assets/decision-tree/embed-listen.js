/**
 * What stands around the player in somebody else's page; it runs before the player and hears it.
 *
 * The page around the frame learns how high it is and that something was answered or ended, never
 * what. From there only "are you there?" is heard; anything else is passed over.
 */

import { copy } from './copy.js';
import { writeFragment } from './engine.js';
import strings from './embed-strings.js';
import { element, filled } from './text.js';

const VERSION = 1;
const root = document.documentElement;
const page = document.querySelector('.wq-page');
const tree = document.querySelector('decision-tree');
const inFrame = window.parent !== window;
/** An opaque origin: the frame is in a sandbox, which may refuse new windows and paper. */
const boxed = inFrame && window.origin === 'null';
let told = 0;
let answered = 0;

function ui(key, values) {
  return filled(strings[key], values);
}

/* To the page around ------------------------------------------------------------------------- */

function post(type, more) {
  if (inFrame) window.parent.postMessage(Object.assign({ weiquan: VERSION, type }, more), '*');
}

function height() {
  return Math.ceil(page.getBoundingClientRect().height);
}

function grown() {
  const now = height();
  if (now === told || !now) return;
  told = now;
  post('height', { height: now });
}

function ready() {
  told = height();
  post('ready', { height: told });
}

if (window.ResizeObserver) new window.ResizeObserver(grown).observe(page);
window.addEventListener('message', ({ source, data }) => {
  if (inFrame && source === window.parent && data && data.weiquan === VERSION && data.type === 'hello') ready();
});

/* The player has moved ------------------------------------------------------------------------ */

document.addEventListener('shown', () => {
  const { route, at } = tree.walked;
  const state = writeFragment(tree.entry, route);
  for (const link of page.querySelectorAll('a[data-onward]')) {
    link.href = tree.getAttribute('data-page') + (route.size ? state : `#${at}`);
  }
  if (!told) ready();
  else if (route.size !== answered) post(tree.payload.outcomes[at] ? 'outcome' : 'step', { step: route.size });
  answered = route.size;
  grown();
});

/* Out of the frame: a new window; where that may be refused, the address to copy ----------------- */

function address(link) {
  const field = element('input', { readonly: true, 'aria-label': ui('address') });
  field.value = link.href;
  const button = element('button', { type: 'button' }, ui('copy'));
  const status = element('p', { role: 'status' });
  button.addEventListener('click', () => {
    copy(field.value, () => field).then((done) => {
      status.textContent = ui(done ? 'copied' : 'by-hand');
    });
  });
  return element('div', { class: 'wq-away' }, element('p', {}, ui('away')), element('div', { class: 'wq-tools' }, field, button), status);
}

page.addEventListener('click', (event) => {
  const link = event.target.closest('a[target]');
  if (!link || !boxed) return;
  for (const old of page.querySelectorAll('.wq-away')) old.remove();
  link.closest('p, li').append(address(link));
});

/* Paper --------------------------------------------------------------------------------------- */

function print() {
  let begun = false;
  const begin = () => { begun = true; };
  window.addEventListener('beforeprint', begin);
  window.print();
  window.removeEventListener('beforeprint', begin);
  if (boxed && !begun) tree.tell(ui('no-print'));
}

/* What the embedder chose ------------------------------------------------------------------------ */

tree.print = print;
if (root.hasAttribute('data-org')) {
  const name = page.querySelector('.wq-org');
  name.textContent = ui('org', { org: root.getAttribute('data-org') });
  name.hidden = false;
}
if (root.hasAttribute('data-start')) {
  const start = root.getAttribute('data-start');
  if (tree.querySelector(`#${CSS.escape(start)}.wq-node`)) tree.setAttribute('data-entry', start);
  else console.warn(`weiquan: start=${start} ?`);
}
