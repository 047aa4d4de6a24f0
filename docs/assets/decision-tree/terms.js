/**
 * Words of the law explained in place: each at its first mention in a question or an outcome, those
 * of the answers in a list below them (an answer is a link, nothing stands inside it).
 *
 * A word is a link to the page of terms that opens its explanation right below its paragraph.
 */

import { ui } from './result-words.js';
import { element } from './text.js';
import { inTurns } from './turns.js';

const SENTENCES = [
  'h2, .wq-help, .wq-why > p:not(.wq-cites), .wq-summary, .wq-today > p, .wq-do',
  '.wq-parties > ul > li > p:not(.wq-cites), .wq-gaps p:not(.wq-cites), .wq-prove p:not(.wq-cites), .wq-notes p:not(.wq-cites)',
].join(', ');
const NOT_IN = 'a, button, details[data-card], .wq-party, .wq-liability, .wq-when, .wq-term-note, .wq-have, .wq-having, .wq-unsure';
const WORD = /[A-Za-z0-9]/;

let data = null;

/** The terms as `{forms: {word: id}, terms: {id: [title, plain]}}`; a failure is forgotten. */
function load() {
  if (!data) {
    data = fetch(new URL('terms.json', import.meta.url))
      .then((response) => (response.ok ? response.json() : Promise.reject(response.status)))
      .then(({ forms, terms }) => ({ forms, terms, pattern: new RegExp(Object.keys(forms).join('|'), 'g') }));
    data.catch(() => {
      data = null;
    });
  }
  return data;
}

/** Mark the words of the node that `tree` shows; `moved` says whether it has just come up. */
export function explain(tree, moved) {
  const { walked } = tree;
  const section = tree.nodes.get(walked.at);
  clear(section);
  const isStill = () => tree.walked === walked;
  return load().then(async (known) => {
    if (!isStill()) return;
    clear(section);
    const seen = new Set();
    const places = [...section.querySelectorAll(SENTENCES)].filter((place) => !place.closest('[hidden]') && !place.closest(NOT_IN));
    const markAll = (place) => textsOf(place).forEach((text) => mark(tree, text, known, seen));
    if (!(await inTurns(places, markAll, isStill))) return;
    // A list that comes late must not push away what the reader looks at.
    if (moved || section.getBoundingClientRect().bottom > window.innerHeight) list(tree, section, known, seen);
  }, () => {});
}

/** Where the terms of a text begin and what they are: `[[place, word, id]]`, the longest word first. */
export function found(text, { forms, pattern }) {
  const hits = [];
  pattern.lastIndex = 0;
  for (let hit = pattern.exec(text); hit; hit = pattern.exec(text)) {
    const [word] = hit;
    const before = hit.index ? text[hit.index - 1] : '';
    const after = text[hit.index + word.length] || '';
    const cut = (WORD.test(word[0]) && WORD.test(before)) || (WORD.test(word[word.length - 1]) && WORD.test(after));
    if (!cut) hits.push([hit.index, word, forms[word]]);
  }
  return hits;
}

function textsOf(place) {
  const walker = document.createTreeWalker(place, NodeFilter.SHOW_TEXT);
  const texts = [];
  while (walker.nextNode()) if (!walker.currentNode.parentNode.closest(NOT_IN)) texts.push(walker.currentNode);
  return texts;
}

function mark(tree, text, known, seen) {
  const first = found(text.nodeValue, known).filter(([, , id]) => !seen.has(id) && seen.add(id));
  for (const [place, word, id] of first.reverse()) {
    const rest = text.splitText(place);
    rest.splitText(word.length);
    rest.replaceWith(link(tree, word, id, known));
  }
}

/** The words of the answers and their explanations, below them. */
function list(tree, section, known, seen) {
  const answers = section.querySelector('.wq-options, .wq-items');
  if (!answers) return;
  const words = [];
  for (const item of answers.querySelectorAll('li')) {
    words.push(...found(item.textContent, known).filter(([, , id]) => !seen.has(id) && seen.add(id)));
  }
  if (!words.length) return;
  const items = words.map(([, word, id]) => element('li', {}, link(tree, word, id, known)));
  const id = `${section.id}--terms`;
  const title = element('p', { id }, ui('terms.of-answers'));
  const last = section.querySelector('.wq-answer') || answers;
  last.after(element('div', { class: 'wq-terms' }, title, element('ul', { 'aria-labelledby': id }, ...items)));
}

function link(tree, word, id, { terms }) {
  const address = new URL(`../../terms/#${id}`, import.meta.url).href;
  const made = element('a', { class: 'wq-term', href: address, 'aria-expanded': 'false' }, word);
  const note = element('div', { class: 'wq-term-note' });
  const toggle = (open) => {
    made.setAttribute('aria-expanded', String(open));
    note.remove();
    if (!open) return;
    const [title, plain] = terms[id];
    note.textContent = '';
    note.append(element('strong', {}, title), `：${plain}`);
    const place = made.closest('h2, p, li');
    if (place.localName === 'li') place.append(note);
    else place.after(note);
    tree.say(note.textContent);
  };
  made.addEventListener('click', (event) => {
    if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    event.stopPropagation();
    toggle(made.getAttribute('aria-expanded') === 'false');
  });
  made.addEventListener('keydown', (event) => {
    if (event.key === 'Escape') toggle(false);
  });
  return made;
}

function clear(section) {
  for (const old of section.querySelectorAll('.wq-terms, .wq-term-note')) old.remove();
  for (const old of section.querySelectorAll('.wq-term')) {
    const place = old.parentNode;
    old.replaceWith(old.textContent);
    place.normalize();
  }
}
