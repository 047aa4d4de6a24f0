/** A long result begins with what is on it: a button for each part that people look for. */

import { element } from './text.js';
import { ui } from './result-words.js';

const NAMES = ['gaps', 'parties', 'remedies', 'amounts', 'steps', 'evidence', 'prove', 'deadlines', 'whatif', 'law'];
const FEWEST = 3;

/** Put the buttons below what to do today, for the parts that are shown with these answers. */
export function contents(tree, section) {
  const old = section.querySelector('.wq-contents');
  if (old) old.remove();
  const parts = NAMES.map((name) => [name, section.querySelector(`.wq-${name}:not([hidden]) > h3`)]);
  const buttons = parts.filter(([, heading]) => heading).map(([name, heading]) => button(section, name, heading));
  if (buttons.length < FEWEST) return;
  const list = element('nav', { class: 'wq-contents wq-tools', 'aria-label': ui('contents') }, ...buttons);
  section.querySelector('.wq-today').after(list);
}

function button(section, name, heading) {
  const made = element('button', { type: 'button' }, ui(`contents.${name}`));
  made.addEventListener('click', () => {
    section.removeAttribute('data-unfolding'); // who is faster than that gets all of it
    heading.setAttribute('tabindex', '-1');
    heading.focus({ preventScroll: true });
    heading.scrollIntoView({ block: 'start' });
  });
  return made;
}
