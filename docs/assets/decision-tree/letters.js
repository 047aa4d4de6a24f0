/**
 * Letters to fill in: beside a step of an outcome, or on the page that holds them all.
 *
 * Fetched when somebody opens a letter, and by the page of letters. What an outcome knows begins
 * the letter's blanks or is offered beside them; the desk (`desk.js`) does the rest.
 */

import { Desk } from './desk.js';
import { loadStyle } from './load-style.js';
import { element } from './text.js';
import { NOTHING } from './values.js';

const PARTS = { claims: '.wq-remedies', law: '.wq-law', evidence: '.wq-evidence' };
const NOTHING_KNOWN = { answer: () => null, offers: {} };

let data = null;

/** The letters and the words around them, fetched once; a failure is forgotten and tried again. */
function load() {
  if (!data) {
    data = fetch(new URL('letters.json', import.meta.url)).then((response) =>
      response.ok ? response.json() : Promise.reject(response.status),
    );
    data.catch(() => {
      data = null;
    });
  }
  return data;
}

/** The desk that each link has opened: closing one only hides it, nothing typed is lost. */
const desks = new WeakMap();

/** Open the letter that `link` names below it, or close it; `tree` is the player it stands in. */
export function openLetter(link, tree) {
  loadStyle();
  if (desks.has(link)) {
    desks.get(link).toggle();
    return Promise.resolve();
  }
  return load().then(({ letters, ui }) => {
    if (desks.has(link)) return; // tapped twice while the letters were on their way
    const desk = new Desk(letters[link.getAttribute('data-letter')], ui, link, () => knownBy(link, tree));
    desks.set(link, desk);
    link.closest('.wq-more').after(desk.root);
    desk.toggle();
    if (tree) tree.addEventListener('shown', () => desk.refresh());
  });
}

/** What the answers and the outcome give: `answer(question)` in words or null, and lists to tap;
    null while another node is shown. */
function knownBy(link, tree) {
  if (!tree) return NOTHING_KNOWN;
  const section = link.closest('.wq-outcome');
  if (section.hidden) return null;
  const { route } = tree.walked;
  const offers = { amounts: amounts(section) };
  for (const name of Object.keys(PARTS)) offers[name] = titles(section, PARTS[name]);
  return {
    answer: (name) => {
      const given = route.get(name);
      return given === undefined || given === NOTHING ? null : inWords(tree, name, given);
    },
    offers,
  };
}

/** What a part of the outcome lists without an if. */
function certain(section, part) {
  return [...section.querySelectorAll(`${part} > ul > li`)].filter((item) => {
    const when = item.querySelector('.wq-when');
    return !item.hidden && (!when || when.hidden);
  });
}

function titles(section, part) {
  return certain(section, part).map((item) => item.querySelector('summary, a').textContent);
}

function amounts(section) {
  return certain(section, '.wq-amounts')
    .filter((item) => /\d/.test(item.querySelector('output').textContent))
    .map((item) => `${item.querySelector('strong').textContent}：${closed(item.querySelector('output').textContent)}`);
}

/** A number with its unit as letters write it, without the gap. */
function closed(words) {
  return words.replace(/^([\d.]+) /, '$1');
}

/** An answer as a letter writes it: a day with its words, a list without the marks of its items. */
function inWords(tree, name, given) {
  const { items, input } = tree.payload.questions[name];
  if (items) {
    const labels = given.split(',').map((item) => tree.answerWords(name, item));
    return labels.join(labels.some((label) => label.includes('、')) ? '；' : '、');
  }
  if (input && input.type === 'date') {
    const [year, month, day] = given.split('-').map(Number);
    return `${year}年${month}月${day}日`;
  }
  return closed(tree.answerWords(name, given));
}

/** `<letter-place>` holds a link to fill in a letter; without this script it stays hidden. */
class LetterPlace extends HTMLElement {
  connectedCallback() {
    this.hidden = false;
    if (this.listens) return;
    this.listens = true;
    this.failed = element('p', { class: 'wq-error', role: 'alert' });
    this.append(this.failed);
    const link = this.querySelector('a');
    link.addEventListener('click', (event) => {
      event.preventDefault();
      event.stopPropagation();
      this.failed.textContent = '';
      openLetter(link).catch(() => {
        this.failed.textContent = this.getAttribute('data-failed');
      });
    });
  }
}

if (!customElements.get('letter-place')) customElements.define('letter-place', LetterPlace);
