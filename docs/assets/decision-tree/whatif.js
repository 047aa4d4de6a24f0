/** Which other answer would have led elsewhere: from the route that the reader took, one at a time. */

import { entryFor, walk, writeFragment } from './engine.js';
import { ui } from './result-words.js';
import { element } from './text.js';

const MOST = 6;
const UNSURE = 'unsure';

/**
 * Every other option of each choice on the route that leads to another node, with the other answers
 * kept: `{question, option, from, at, route, left}`, from the end of the route; `from` is where to
 * enter, `left` are the answers that would no longer be used. What the reader was unsure of is not
 * among them: `unsure.js` shows that.
 */
export function changes(payload, walked, entry) {
  const found = [];
  for (const [question, given] of [...walked.route].reverse()) {
    if (given === UNSURE) continue;
    const from = entryFor(question, walked, entry);
    for (const option of Object.keys(payload.questions[question].options || {})) {
      const answers = new Map(walked.route).set(question, option);
      const { at, route, ignored } = walk(payload, answers, from);
      if (at === walked.at) continue;
      const left = new Map(ignored.map((name) => [name, answers.get(name)]));
      found.push({ question, option, from, at, route, left });
    }
  }
  return found.slice(0, MOST);
}

/** Show in `section` what would change the outcome; nothing if nothing would. */
export function whatif(tree, section) {
  for (const part of section.querySelectorAll('.wq-whatif')) part.remove();
  const items = changes(tree.payload, tree.walked, tree.entry).map((change) => item(tree, change));
  if (!items.length) return;
  const parts = [element('h3', {}, ui('whatif.title')), element('ul', {}, ...items)];
  section.insertBefore(element('div', { class: 'wq-part wq-whatif' }, ...parts), section.querySelector('.wq-law'));
}

function item(tree, change) {
  const { question, option, from, at, route } = change;
  const answer = ui('whatif.answer', { question: tree.words(question), option: tree.answerWords(question, option) });
  const leads = tree.payload.questions[at] ? ui('whatif.more') : ui('whatif.outcome', { title: tree.words(at) });
  const link = element('a', { href: writeFragment(from, route) }, answer, ' ', element('strong', {}, leads));
  link.addEventListener('click', (event) => {
    if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    event.stopPropagation();
    tree.go(from, route);
    if (tree.payload.questions[at]) tree.kept = change.left; // what still applies is not asked again
  });
  return element('li', {}, link);
}
