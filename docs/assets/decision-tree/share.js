/** The link to what is on the screen: copied, or as a code for another phone's camera. */

import { copy } from './copy.js';
import { writeFragment } from './engine.js';
import { loadStyle } from './load-style.js';
import { ui } from './result-words.js';
import { element } from './text.js';

/** The address of the state that `tree` shows, without what chats have added to it. */
export function addressOf(tree) {
  return location.href.split(/[?#]/)[0] + writeFragment(tree.entry, tree.walked.route);
}

/** Copy the link and say so below the tools; where that is refused, the link stands there selected. */
export function share(tree) {
  loadStyle();
  const { walked } = tree;
  const says = element('p', {});
  const field = linkField(tree);
  const reveal = () => {
    opened(tree, says, field);
    return field;
  };
  return copy(field.value, reveal).then((done) => {
    if (tree.walked !== walked) return;
    says.textContent = ui(done ? 'share.copied' : 'share.by-hand');
    if (done) opened(tree, says);
    tree.say(says.textContent);
  });
}

/** Show the link as a QR code below the tools, or put it away again. */
export function scan(tree, button) {
  const shown = tree.link.querySelector('.wq-qr');
  if (shown) return Promise.resolve(close(tree, button));
  loadStyle();
  const { walked } = tree;
  const told = (text) => {
    tree.say(text);
    return element('p', {}, text);
  };
  const away = element('button', { type: 'button', 'data-act': 'close-qr' }, ui('share.close'));
  away.addEventListener('click', () => close(tree, button));
  return import('./qr.js').then(
    ({ qr }) => {
      if (tree.walked !== walked) return;
      const field = linkField(tree);
      opened(tree, told(ui('share.scan')), qr(field.value, ui('share.qr')), field, element('div', { class: 'wq-tools' }, away));
      button.setAttribute('aria-expanded', 'true');
      tree.link.scrollIntoView({ block: 'nearest' });
    },
    () => opened(tree, told(ui('share.qr-not')), linkField(tree)),
  );
}

/** Put the code beside the address that is printed, so that the paper leads back; then print. */
export function printWithCode(tree) {
  const { walked } = tree;
  const print = () => tree.walked === walked && window.print();
  return import('./qr.js').then(({ qr }) => {
    const place = tree.querySelector('.wq-printed-address');
    if (place && !place.querySelector('.wq-qr')) place.prepend(qr(addressOf(tree), ui('share.qr')));
  }).then(print, print);
}

function opened(tree, ...parts) {
  tree.link.textContent = '';
  tree.link.append(...parts);
  tree.link.hidden = false;
}

function close(tree, button) {
  tree.link.hidden = true;
  tree.link.textContent = '';
  button.setAttribute('aria-expanded', 'false');
  button.focus();
}

function linkField(tree) {
  const field = element('textarea', { readonly: true, rows: 3, spellcheck: 'false', 'aria-label': ui('share.link') });
  field.value = addressOf(tree);
  return field;
}
