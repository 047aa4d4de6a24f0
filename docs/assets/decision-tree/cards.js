/**
 * The registers' entries that a tree's outcomes name: fetched once somebody has begun to answer, and
 * copied to where an outcome names them. Without them, the links stay.
 */

import { element } from './text.js';

/** The registers' cards by address, fetched once; a failure is forgotten and tried again. */
const cards = new Map();

/** The page with the cards of `tree`. */
export function load(tree) {
  const address = new URL(tree.getAttribute('data-cards'), document.baseURI);
  if (!cards.has(address.href)) {
    const page = fetch(address)
      .then((response) => (response.ok ? response.text() : Promise.reject(response.status)))
      .then((text) => {
        const page = new DOMParser().parseFromString(text, 'text/html');
        for (const link of page.querySelectorAll('a[href]')) {
          link.setAttribute('href', new URL(link.getAttribute('href'), address).href);
        }
        return page;
      });
    page.catch(() => cards.delete(address.href));
    cards.set(address.href, page);
  }
  return cards.get(address.href);
}

/** Replace a link to a card by its copy: as it is, or folded under the link's words. */
function openCard(link, page) {
  const id = `${link.getAttribute('data-card')}-${link.hash.slice(1)}`;
  const card = page.getElementById(id);
  if (!card) return;
  const parts = [...document.importNode(card, true).childNodes];
  const place = link.closest('.wq-more');
  if (!card.hasAttribute('data-inline')) {
    const summary = element('summary', {}, link.textContent);
    place.replaceWith(element('details', { 'data-card': id }, summary, ...parts));
    return;
  }
  link.removeAttribute('data-card');
  place.className = 'wq-entry';
  place.after(...parts);
}

/** Put copies of the cards where `section` names them. */
export function open(tree, section) {
  return load(tree).then((page) => {
    for (const link of section.querySelectorAll('a[data-card]')) openCard(link, page);
  });
}
