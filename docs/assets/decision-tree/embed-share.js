/** In an embed, in the place of `share.js`: links lead to the tree's own page. */

import { copy } from './copy.js';
import { writeFragment } from './engine.js';
import { ui } from './result-words.js';
import { element } from './text.js';

/** The address of the state that `tree` shows, on the site. */
export function addressOf(tree) {
  return tree.getAttribute('data-page') + writeFragment(tree.entry, tree.walked.route);
}

/** Copy the link; it stands below the tools, selected where copying is refused. */
export function share(tree) {
  const says = element('p', {});
  const field = element('textarea', { readonly: true, rows: 3, 'aria-label': ui('share.link') });
  field.value = addressOf(tree);
  tree.link.textContent = '';
  tree.link.append(says, field);
  tree.link.hidden = false;
  return copy(field.value, () => field).then((done) => {
    says.textContent = ui(done ? 'share.copied' : 'share.by-hand');
    tree.say(says.textContent);
  });
}
