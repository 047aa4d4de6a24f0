/**
 * "I have this" beside each piece of evidence of an outcome, kept on this device.
 *
 * Storage may be refused, full or broken: then a tick lasts as long as the page, and that is said.
 */

import { element } from './text.js';
import { ui } from './result-words.js';

const PREFIX = 'weiquan-have:';

/** What is ticked in this page, whether or not the device keeps it. */
const ticked = new Set(stored());

/** Put a box beside each piece of evidence and say how many are there. */
export function ticks(tree, section) {
  const part = section.querySelector('.wq-evidence');
  if (!part) return;
  for (const item of part.querySelectorAll('ul > li')) {
    const thing = evidenceOf(item);
    if (!thing) continue; // a line inside an open card
    const key = `${PREFIX}${tree.getAttribute('tree')}/${section.id}/${thing}`;
    const box = item.querySelector('.wq-have input') || addBox(item, key, part);
    box.checked = ticked.has(key);
  }
  if (!part.querySelector('.wq-having')) part.append(foot(part));
  count(part);
}

/** The id of the evidence that an item names: by a link, or by the card in its place. */
function evidenceOf(item) {
  const [card] = [...item.children].filter((part) => part.matches('details[data-card]'));
  const link = item.querySelector('.wq-more > a[data-card=evidence]');
  return card ? card.getAttribute('data-card').slice('evidence-'.length) : link && link.hash.slice(1);
}

function addBox(item, key, part) {
  const words = ui('ticks.have');
  const name = ui('ticks.have-of', { have: words, thing: item.querySelector('a, summary').textContent });
  const box = element('input', { type: 'checkbox', 'aria-label': name, autocomplete: 'off' });
  box.addEventListener('change', () => {
    if (box.checked) ticked.add(key);
    else ticked.delete(key);
    const done = box.checked ? keep(key) : forget([key]);
    count(part, !done && ui('ticks.not-kept'));
  });
  item.append(element('div', { class: 'wq-tick wq-have' }, element('label', {}, box, element('span', {}, words))));
  return box;
}

function foot(part) {
  const clear = element('button', { type: 'button', 'data-act': 'clear-ticks' }, ui('ticks.clear'));
  clear.addEventListener('click', () => {
    ticked.clear();
    const done = forget(stored());
    for (const box of document.querySelectorAll('.wq-have input')) box.checked = false;
    count(part, ui(done ? 'ticks.cleared' : 'ticks.not-cleared'));
  });
  return element(
    'div',
    { class: 'wq-having' },
    element('p', { role: 'status' }),
    element('p', { class: 'wq-help' }, ui('ticks.private')),
    element('div', { class: 'wq-tools' }, clear),
  );
}

/** Say how many of the pieces that are shown are ticked, and what else there is to say. */
function count(part, also) {
  const boxes = [...part.querySelectorAll('li:not([hidden]) > .wq-have input')];
  const have = boxes.filter((box) => box.checked).length;
  const said = ui('ticks.count', { all: boxes.length, have }) + (also || '');
  const status = part.querySelector('.wq-having [role=status]');
  if (status.textContent !== said) status.textContent = said;
}

function stored() {
  try {
    return Object.keys(localStorage).filter((key) => key.startsWith(PREFIX));
  } catch (_) {
    return [];
  }
}

/** False if the browser refuses. */
function keep(key) {
  try {
    localStorage.setItem(key, '1');
    return true;
  } catch (_) {
    return false;
  }
}

/** False if the browser refuses and something is left. */
function forget(keys) {
  try {
    for (const key of keys) localStorage.removeItem(key);
    return true;
  } catch (_) {
    return stored().length === 0;
  }
}
