/** Which other answer would have led elsewhere: from the route that the reader took, one at a time. */

import { entryFor, walk, writeFragment } from './engine.js';
import { ui } from './result-words.js';
import { element } from './text.js';
import { NOTHING, ticked } from './values.js';

const MOST = 6;
const UNSURE = 'unsure';

/** Other answers: every option; one tick more or fewer. What is typed moves sums and days, not the way. */
function others({ options, items = [] }, given) {
  if (options) return Object.keys(options);
  const turn = (turned) => items.filter((item) => ticked(given).includes(item) !== (item === turned));
  return items.map((turned) => turn(turned).join(',') || NOTHING);
}

/**
 * Every other option of each choice on the route that leads to another node, and the first tick, made
 * or taken back, that leads to each other node; with the other answers kept: `{question, option, from,
 * at, route, left}`, from the end of the route; `from` is where to enter, `left` are the answers that
 * would no longer be used. What the reader was unsure of is not among them: `unsure.js` shows that.
 */
export function changes(payload, walked, entry) {
  const found = [];
  for (const [question, given] of [...walked.route].reverse()) {
    if (given === UNSURE) continue;
    const from = entryFor(question, walked, entry);
    const seen = new Set([walked.at]);
    for (const option of others(payload.questions[question], given)) {
      const answers = new Map(walked.route).set(question, option);
      const { at, route, ignored } = walk(payload, answers, from);
      if (seen.has(at)) continue;
      if (!payload.questions[question].options) seen.add(at);
      const left = new Map(ignored.map((name) => [name, answers.get(name)]));
      found.push({ question, option, from, at, route, left });
    }
  }
  return found.slice(0, MOST);
}

/** Show in `section` what would change the outcome; nothing if nothing would. */
export function whatif(tree, section) {
  for (const part of section.querySelectorAll('.wq-whatif')) part.remove();
  const { walked } = tree;
  if (tree.extras && !tree.fields) tree.extras.then(() => tree.fields && tree.walked === walked && whatif(tree, section));
  const canSay = ({ question }) => tree.fields || tree.payload.questions[question].options;
  const items = changes(tree.payload, walked, tree.entry).filter(canSay).map((change) => item(tree, change));
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
