/**
 * `embed.js`, on the page of somebody who shows a tree: its frame becomes as high as what is in it.
 *
 * One listener for all frames, also for those that come later. Who speaks is known by the window
 * that speaks, then by its origin; a message of another form is passed over. The page is never sent
 * anywhere and nothing is loaded but the frames of `<weiquan-tree>`.
 */

const TAG = 'weiquan-tree';
const VERSION = 1;
const LOWEST = 80;
const HIGHEST = 20000;
const MOST = 999;
const JITTER = 2;
const LOOP = 500;
const OURS = /\/embed\/[a-z0-9-]+\/[a-z0-9-]+\/?([?#]|$)/;
const TREE = /^[a-z0-9-]+\/[a-z0-9-]+$/;
const OPTIONS = ['start', 'theme', 'color', 'size', 'header', 'org'];
/** Per frame its last heights and when the last one came. */
const heights = new WeakMap();

function isOurs(frame) {
  return frame.hasAttribute('data-weiquan') || OURS.test(frame.src);
}

/** Where the messages of a frame come from; a file and a sandbox have no origin of their own. */
function isFrom(frame, origin) {
  const boxed = frame.hasAttribute('sandbox') && !frame.sandbox.contains('allow-same-origin');
  return /^file:/.test(frame.src) || origin === (boxed ? 'null' : new URL(frame.src).origin);
}

/** The frame of ours that speaks, if it is one. */
function speaker({ source, origin }) {
  const all = [...document.querySelectorAll('iframe[src]')];
  return all.find((frame) => source && frame.contentWindow === source && isOurs(frame) && isFrom(frame, origin));
}

/** Grow or shrink; a frame that goes to and fro between two heights keeps the larger one meanwhile. */
function fit(frame, height) {
  const now = Date.now();
  const [last, before, at] = heights.get(frame) || [0, 0, 0];
  const swings = height === before && height < last && now - at < LOOP;
  if (Math.abs(height - last) < JITTER || swings) {
    if (swings) heights.set(frame, [last, before, now]);
    return;
  }
  heights.set(frame, [height, last, now]);
  frame.style.height = `${height}px`;
}

function hear(event) {
  const { data } = event;
  if (!data || data.weiquan !== VERSION) return;
  const { type, height, step } = data;
  const frame = speaker(event);
  if (!frame || !['ready', 'height', 'step', 'outcome'].includes(type)) return;
  const detail = {};
  if (type === 'ready' || type === 'height') {
    if (typeof height !== 'number' || !(height > 0)) return;
    detail.height = Math.min(Math.max(Math.ceil(height), LOWEST), HIGHEST);
    fit(frame, detail.height);
  } else {
    if (!Number.isInteger(step) || step < 0 || step > MOST) return;
    detail.step = step;
    if (frame.getBoundingClientRect().top < 0 && document.activeElement === frame) frame.scrollIntoView();
  }
  frame.dispatchEvent(new CustomEvent(`weiquan:${type}`, { bubbles: true, detail }));
}

/** Its child is a plain link to the tree's page: all that is there without this script. */
class WeiquanTree extends HTMLElement {
  connectedCallback() {
    if (document.readyState === 'loading') document.addEventListener('DOMContentLoaded', () => this.build());
    else this.build();
  }

  build() {
    const link = this.querySelector('a[href]');
    const tree = this.getAttribute('tree');
    if (!link || !TREE.test(tree) || this.querySelector('iframe')) return;
    const [base, rest] = link.href.split(tree);
    if (rest === undefined || !/^(https?|file):/.test(base)) return;
    const query = new URLSearchParams();
    for (const name of OPTIONS) if (this.hasAttribute(name)) query.set(name, this.getAttribute(name));
    const frame = document.createElement('iframe');
    frame.src = `${base}embed/${tree}/?${query}`;
    frame.title = link.textContent;
    frame.allow = 'clipboard-write';
    frame.style.cssText = `width:100%;border:0;height:${parseInt(this.getAttribute('height'), 10) || 600}px`;
    this.addEventListener('weiquan:ready', () => { link.hidden = true; });
    this.append(frame);
  }
}

if (!customElements.get(TAG)) {
  window.addEventListener('message', hear);
  for (const frame of document.querySelectorAll('iframe[src]')) {
    if (isOurs(frame)) frame.contentWindow.postMessage({ weiquan: VERSION, type: 'hello' }, '*');
  }
  customElements.define(TAG, WeiquanTree);
}
