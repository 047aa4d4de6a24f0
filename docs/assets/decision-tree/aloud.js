/**
 * Reads the question or the outcome aloud, with the browser's own voice, when its button is pressed.
 *
 * Only a voice of the device: what a reader has answered is not sent to whoever makes a voice.
 * A pause is a stop that remembers its place: some phones cannot pause a voice. It stops when the
 * reader goes on, goes away or closes the bar, and never starts by itself.
 */

import { element } from './text.js';
import { pieces } from './aloud-text.js';
import { ui } from './sight-words.js';

const RATES = [0.5, 0.7, 0.85, 1, 1.25, 1.5];
const NORMAL = 3;
const KEY = 'weiquan-aloud-rate';
const PATIENCE = 2000;

const synth = window.speechSynthesis;

/** What is read, where, and the utterance that counts: others were stopped. */
const now = { parts: [], at: 0, said: null, rate: kept() };

let bar = null;

/** Show the bar with its buttons. */
export function open() {
  if (!synth) return;
  if (!bar) build();
  const show = () => document.body.append(bar);
  if (document.readyState === 'loading') document.addEventListener('DOMContentLoaded', show);
  else show();
}

/** Stop, and take the bar away. */
export function close() {
  if (!bar) return;
  stop();
  bar.remove();
}

function build() {
  const status = element('p', { role: 'status' });
  const play = button('read', toggle);
  const others = [
    button('stop', () => stop('stopped')),
    button('slower', () => change(-1)),
    button('faster', () => change(1)),
  ];
  bar = element('section', { class: 'wq-aloud md-typeset', 'aria-label': ui('bar') }, status, element('div', { class: 'wq-tools' }, play, ...others));
  Object.assign(bar, { status, play });
  document.addEventListener('shown', () => stop()); // the player shows something else
  window.addEventListener('pagehide', () => stop());
  new MutationObserver(() => now.parts.length && !now.parts[0].block.isConnected && stop()).observe(document.body, { childList: true });
}

function button(name, act) {
  const made = element('button', { type: 'button', 'data-aloud': name }, ui(name));
  made.addEventListener('click', act);
  return made;
}

/* Reading ------------------------------------------------------------------------------ */

function toggle() {
  if (now.said) pause();
  else if (now.parts.length) speak();
  else begin();
}

function begin() {
  say(synth.getVoices().length ? '' : 'looking');
  voices().then((all) => {
    const chinese = all.filter(isChinese);
    now.voice = chinese.filter((voice) => voice.localService).sort((one, other) => rank(one) - rank(other))[0];
    if (!now.voice) {
      say(chinese.length ? 'far-voice' : 'no-voice');
      return;
    }
    now.parts = pieces(document.querySelector('main'), ui);
    now.at = 0;
    say('');
    speak();
  });
}

function speak() {
  const part = now.parts[now.at];
  if (!part) {
    stop('done');
    return;
  }
  mark(part.block);
  const said = new SpeechSynthesisUtterance(part.text);
  said.lang = now.voice.lang;
  said.voice = now.voice;
  said.rate = RATES[now.rate];
  said.onend = () => {
    if (said !== now.said) return;
    now.at += 1;
    speak();
  };
  said.onerror = () => said === now.said && stop('broken');
  now.said = said; // kept, or Chromium forgets it and its end is never told
  bar.play.textContent = ui('pause');
  synth.speak(said);
}

function hush() {
  now.said = null;
  synth.cancel();
}

function pause() {
  hush();
  bar.play.textContent = ui('go-on');
  say('paused');
}

function stop(why) {
  hush();
  now.parts = [];
  mark(null);
  bar.play.textContent = ui('read');
  say(why);
}

function change(step) {
  const wanted = now.rate + step;
  if (!RATES[wanted]) {
    say(step < 0 ? 'slowest' : 'fastest');
    return;
  }
  now.rate = wanted;
  keep(wanted);
  say('rate', { rate: RATES[wanted] });
  if (!now.said) return;
  hush();
  speak();
}

function say(key, values) {
  bar.status.textContent = key ? ui(key, values) : '';
}

/** Frame what is being read and bring it on the screen. */
function mark(block) {
  for (const other of document.querySelectorAll('[data-reading]')) if (other !== block) other.removeAttribute('data-reading');
  if (!block || block.hasAttribute('data-reading')) return;
  block.setAttribute('data-reading', '');
  block.scrollIntoView({ block: 'center' });
}

/* The voice ---------------------------------------------------------------------------- */

/** The voices; some browsers find theirs only after a while, and some never say so. */
function voices() {
  if (synth.getVoices().length) return Promise.resolve(synth.getVoices());
  return new Promise((done) => {
    const found = () => done(synth.getVoices());
    synth.onvoiceschanged = found;
    setTimeout(found, PATIENCE);
  });
}

function isChinese(voice) {
  return /^(zh|cmn)\b/i.test(voice.lang.replace('_', '-'));
}

/** Mandarin of the mainland first. */
function rank(voice) {
  return /cn|hans/i.test(voice.lang) ? 0 : 1;
}

function kept() {
  try {
    const found = Number(localStorage.getItem(KEY) || NORMAL);
    return RATES[found] ? found : NORMAL;
  } catch (_) {
    return NORMAL;
  }
}

function keep(rate) {
  try {
    localStorage.setItem(KEY, String(rate));
  } catch (_) {
    // it holds for this page
  }
}
