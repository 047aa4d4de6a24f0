/** What the reader did not know: how to find out, what each other answer would lead to, ask again. */

import { blocks, entryFor, walk, writeFragment } from './engine.js';
import { ui } from './result-words.js';
import { element } from './text.js';

const UNSURE = 'unsure';

/**
 * The questions that were answered with "I am not sure", in their order: `{question, leads}`, where
 * `leads` are the other answers as `{option, at, same}`; `same` if nothing would change with it.
 */
export function open(payload, walked, entry) {
  const shown = (state) => JSON.stringify([...blocks(payload, state.at, state.route, state.whole)]);
  const asked = [...walked.route].filter(([question, answer]) => answer === UNSURE && payload.questions[question].options);
  return asked.map(([question]) => {
    const others = Object.keys(payload.questions[question].options).filter((option) => option !== UNSURE);
    const from = entryFor(question, walked, entry);
    const leads = others.map((option) => {
      const there = walk(payload, new Map(walked.route).set(question, option), from);
      const same = there.at === walked.at && shown(there) === shown(walked);
      return { option, at: there.at, same };
    });
    return { question, leads };
  });
}

/** Show in `section` what is still open; nothing if the reader knew everything. */
export function unsure(tree, section) {
  for (const part of section.querySelectorAll('.wq-unsure')) part.remove();
  const found = open(tree.payload, tree.walked, tree.entry);
  if (!found.length) return;
  const items = found.map((one) => item(tree, one));
  const parts = [element('h3', {}, ui('unsure.title')), element('p', {}, ui('unsure.plain')), element('ul', {}, ...items)];
  section.insertBefore(element('div', { class: 'wq-part wq-unsure' }, ...parts), section.querySelector('.wq-whatif, .wq-law'));
}

function item(tree, { question, leads }) {
  const help = tree.nodes.get(question).querySelector('.wq-help');
  const ways = leads.every((lead) => lead.same)
    ? element('p', {}, ui('unsure.same'))
    : element('ul', {}, ...leads.map((lead) => way(tree, question, lead)));
  return element(
    'li',
    {},
    element('p', {}, element('strong', {}, tree.words(question))),
    help ? element('p', {}, ui('unsure.how', { help: help.textContent })) : '',
    ways,
    again(tree, question),
  );
}

function way(tree, question, { option, at, same }) {
  const answer = ui('unsure.answer', { option: tree.answerWords(question, option) });
  return element('li', {}, answer, ' ', element('strong', {}, leads(tree, at, same)));
}

function leads(tree, at, same) {
  if (same) return ui('unsure.leads-same');
  if (at === tree.walked.at) return ui('unsure.leads-else');
  return tree.payload.questions[at] ? ui('whatif.more') : ui('whatif.outcome', { title: tree.words(at) });
}

/** A link that asks the question again; the later answers that still apply are kept. */
function again(tree, question) {
  const all = [...tree.walked.route];
  const before = all.slice(0, all.findIndex(([name]) => name === question));
  const name = ui('unsure.again-of', { question: tree.words(question) });
  const link = { class: 'wq-again', href: writeFragment(entryFor(question, tree.walked, tree.entry), before), 'data-change': question, 'aria-label': name };
  return element('a', link, ui('unsure.again'));
}
