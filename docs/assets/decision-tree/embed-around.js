/**
 * What stands around an embed's content in somebody else's page.
 *
 * The page around the frame learns how high it is and that something was answered or ended, never
 * what. From there only "are you there?" is heard; anything else is passed over.
 */

import { copy } from './copy.js';
import strings from './embed-strings.js';
import { element, filled } from './text.js';

const VERSION = 1;
const root = document.documentElement;
/** All of the embed: as high as the frame should be. */
export const page = document.querySelector('.wq-page');
const inFrame = window.parent !== window;
/** An opaque origin: the frame is in a sandbox, which may refuse new windows and paper. */
export const boxed = inFrame && window.origin === 'null';
/** The last height that was told. */
let told = 0;

/** The string for `key` with `{name}` filled in. */
export function ui(key, values) {
  return filled(strings[key], values);
}

/* To the page around ------------------------------------------------------------------------- */

/** Tell the page around `type` and what belongs to it. */
export function post(type, more) {
  if (inFrame) window.parent.postMessage(Object.assign({ weiquan: VERSION, type }, more), '*');
}

function height() {
  return Math.ceil(page.getBoundingClientRect().height);
}

/** Tell the height if it is another one. */
export function grown() {
  const now = height();
  if (now === told || !now) return;
  told = now;
  post('height', { height: now });
}

/** Tell that the content stands, and how high it is. */
export function ready() {
  told = height();
  post('ready', { height: told });
}

if (window.ResizeObserver) new window.ResizeObserver(grown).observe(page);
window.addEventListener('message', ({ source, data }) => {
  if (inFrame && source === window.parent && data && data.weiquan === VERSION && data.type === 'hello') ready();
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

/* What the embedder chose ------------------------------------------------------------------------ */

if (root.hasAttribute('data-org')) {
  const name = page.querySelector('.wq-org');
  name.textContent = ui('org', { org: root.getAttribute('data-org') });
  name.hidden = false;
}
