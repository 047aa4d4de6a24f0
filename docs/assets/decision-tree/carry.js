/**
 * A further tree that begins with a question of this one begins with its answer, and that is said.
 *
 * Only the first question: whether another one is asked there depends on answers not yet given.
 */

import { writeFragment } from './engine.js';
import { element } from './text.js';
import { ui } from './result-words.js';

const UNSURE = 'unsure'; // better asked again

/** Put the answer to the shared first question on each link to a further tree. */
export function carry(tree, section) {
  for (const link of section.querySelectorAll('.wq-continue a[data-carry]')) {
    const item = link.closest('li');
    for (const old of item.querySelectorAll('.wq-carried')) old.remove();
    const page = link.getAttribute('href').split('#')[0];
    const [shared, first] = link.getAttribute('data-carry').split('=');
    const given = answerTo(tree, shared);
    link.setAttribute('href', page + (given ? writeFragment(null, [[first, given[1]]]) : ''));
    if (given) item.append(said(tree, given));
  }
}

/** The question and the answer that were given to a shared question on this way, if they were. */
function answerTo(tree, shared) {
  const { questions } = tree.payload;
  return [...tree.walked.route].find(([id, answer]) => questions[id].use === shared && answer !== UNSURE);
}

function said(tree, [question, answer]) {
  const words = { question: tree.words(question), answer: tree.answerWords(question, answer) };
  return element('p', { class: 'wq-help wq-carried' }, ui('carry.said', words));
}
