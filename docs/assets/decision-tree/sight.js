/**
 * "字大一点": how large, how clear, which colours, read aloud or not.
 *
 * The choice is a few words in an attribute of `<html>` and on this device; the script in the
 * page's head (`theme/partials/sight.html`) sets it again before the first paint. Storage may be
 * refused: then the choice lasts as long as the page, and that is said.
 */

import { element } from './text.js';
import { ui } from './sight-words.js';

const KEY = 'weiquan-sight';
const RATE = 'weiquan-aloud-rate';
const STYLE = new URL('modes.css', import.meta.url).href;
const SIZES = { normal: '', large: 'big-15', huge: 'big-2' };
const COLOURS = { auto: '', light: 'light', dark: 'dark' };

let panel = null;
let opener = null;

/** Open the panel, or close it. */
export function open(button) {
  opener = button;
  if (panel && !panel.hidden) {
    close();
    return;
  }
  withStyle().then(() => {
    if (!panel) build();
    panel.hidden = false;
    opener.setAttribute('aria-expanded', 'true');
  });
}

function close(back) {
  panel.hidden = true;
  opener.setAttribute('aria-expanded', 'false');
  if (back) opener.focus();
}

/** The style of the modes and of the panel. */
function withStyle() {
  if ([...document.querySelectorAll('link')].some((link) => link.href === STYLE)) return Promise.resolve();
  return new Promise((done) => {
    const link = element('link', { rel: 'stylesheet', href: STYLE });
    link.onload = done;
    link.onerror = done;
    document.body.prepend(link);
  });
}

/* The choice -------------------------------------------------------------------------- */

function chosen() {
  return (document.documentElement.getAttribute('data-sight') || '').split(' ').filter(Boolean);
}

/** Take `all` words away and put `word` in, if there is one; keep that; false if refused. */
function choose(all, word) {
  const words = chosen().filter((other) => !all.includes(other)).concat(word || []);
  set(words);
  try {
    localStorage.setItem(KEY, words.join(' '));
    return true;
  } catch (_) {
    return false;
  }
}

/** Show it so; the script in the page paints the colours. */
function set(words) {
  const root = document.documentElement;
  root.setAttribute('data-sight', words.join(' '));
  root.dispatchEvent(new Event('sight'));
}

/** What the device asks for, with nothing kept. */
function reset() {
  set(matchMedia('(prefers-contrast: more)').matches ? ['clear'] : []);
  hear(false);
  try {
    for (const key of [KEY, RATE]) localStorage.removeItem(key);
  } catch (_) {
    // nothing was kept
  }
}

function hear(on) {
  if (!('speechSynthesis' in window)) return;
  import('./aloud.js').then((aloud) => (on ? aloud.open() : aloud.close()), () => {});
}

/* The panel --------------------------------------------------------------------------- */

function build() {
  const status = element('p', { role: 'status' });
  const say = (done) => {
    status.textContent = ui(done ? 'kept' : 'not-kept');
  };
  const among = (group) => (name) => say(choose(Object.keys(group).map((other) => group[other]), group[name]));
  const parts = [
    choices('size', Object.keys(SIZES), among(SIZES)),
    tick('contrast', (on) => say(choose(['clear'], on && 'clear'))),
    hearing(say),
    choices('colour', Object.keys(COLOURS), among(COLOURS)),
  ];
  const tools = element(
    'div',
    { class: 'wq-tools' },
    button('reset', () => {
      reset();
      status.textContent = '';
      show();
    }),
    button('close', () => close(true)),
  );
  panel = element('section', { class: 'wq-sight-panel md-typeset', 'aria-label': ui('title') }, ...parts, status, tools);
  panel.addEventListener('keydown', (event) => event.key === 'Escape' && close(true));
  document.addEventListener('click', (event) => {
    if (!panel.hidden && !panel.contains(event.target) && !opener.contains(event.target)) close();
  });
  opener.after(panel);
  show();
}

function button(name, act) {
  const made = element('button', { type: 'button' }, ui(name));
  made.addEventListener('click', act);
  return made;
}

function choices(group, names, act) {
  const made = names.map((name) => {
    const input = element('input', { type: 'radio', name: `wq-${group}`, value: name, autocomplete: 'off' });
    input.addEventListener('change', () => act(name));
    return element('label', {}, input, element('span', {}, ui(`${group}.${name}`)));
  });
  return element('fieldset', { class: `wq-sight-${group}` }, element('legend', {}, ui(group)), ...made);
}

function tick(name, act) {
  const input = element('input', { type: 'checkbox', name: `wq-${name}`, autocomplete: 'off' });
  input.addEventListener('change', () => act(input.checked));
  const words = element('span', {}, element('strong', {}, ui(name)), element('small', {}, ui(`${name}.plain`)));
  return element('label', {}, input, words);
}

/** Reading aloud, where the browser can; elsewhere the reason. */
function hearing(say) {
  if (!('speechSynthesis' in window)) return element('p', {}, ui('aloud.none'));
  return tick('aloud', (on) => {
    say(choose(['aloud'], on && 'aloud'));
    hear(on);
  });
}

/** Mark what is chosen now. */
function show() {
  const words = chosen();
  const now = (group) => Object.keys(group).find((name) => words.includes(group[name])) || Object.keys(group)[0];
  panel.querySelector(`[name=wq-size][value=${now(SIZES)}]`).checked = true;
  panel.querySelector(`[name=wq-colour][value=${now(COLOURS)}]`).checked = true;
  panel.querySelector('[name=wq-contrast]').checked = words.includes('clear');
  const aloud = panel.querySelector('[name=wq-aloud]');
  if (aloud) aloud.checked = words.includes('aloud');
}
