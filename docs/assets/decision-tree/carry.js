/**
 * A further tree does not ask again what was answered here, and that is said.
 *
 * The answers to questions that both trees share go along as `~question=option`: they count where
 * they are asked for, and nowhere else.
 */

import { element } from './text.js';
import { ui } from './result-words.js';

const UNSURE = 'unsure'; // better asked again

/** Put the answers to shared questions on each link to a further tree. */
export function carry(tree, section) {
  for (const link of section.querySelectorAll('.wq-continue a[data-carry]')) {
    const item = link.closest('li');
    for (const old of item.querySelectorAll('.wq-carried')) old.remove();
    const pairs = link.getAttribute('data-carry').split(' ').map((pair) => pair.split('='));
    const given = pairs.map(([shared, there]) => Object.assign({ there }, answerTo(tree, shared))).filter(({ answer }) => answer);
    const parts = given.map(({ there, answer }) => `~${there}=${encodeURIComponent(answer)}`);
    const page = link.getAttribute('href').split('#')[0];
    link.setAttribute('href', page + (parts.length ? `#/${parts.join('&')}` : ''));
    if (given.length) item.append(said(tree, given));
  }
}

/** The question with an answer that was given to a shared question on this way, if it was. */
function answerTo(tree, shared) {
  const { questions } = tree.payload;
  const found = [...tree.walked.route].find(([id, answer]) => questions[id].use === shared && answer !== UNSURE);
  return found && { question: found[0], answer: found[1] };
}

function said(tree, given) {
  const words = given.map(({ question, answer }) =>
    ui('carry.answer', { question: tree.words(question), answer: tree.answerWords(question, answer) }),
  );
  return element('p', { class: 'wq-help wq-carried' }, ui('carry.said', { answers: words.join('；') }));
}
