/**
 * A result as plain text, to paste into a chat or a note: only what the answers show.
 *
 * WeChat saves no files and may refuse the clipboard: then the text stands ready to be marked by
 * hand. What paper needs and a screen does not (the answers, the page's address) is added here too.
 */

import { copy } from './copy.js';
import { ui } from './result-words.js';
import { addressOf } from './share.js';
import { element } from './text.js';

/** What was added to each tree: `{tree, button, status, field, place, paper}`. */
const made = new WeakMap();

/** Offer the outcome on the screen as text, and write its address for paper. */
export function plain(tree) {
  if (!made.has(tree)) made.set(tree, build(tree));
  const parts = made.get(tree);
  if (!tree.tools.contains(parts.button)) tree.tools.append(parts.button);
  if (!parts.place.isConnected) tree.tools.after(parts.place, parts.paper);
  parts.paper.textContent = '';
  parts.paper.append(...paper(tree));
}

/** The outcome that `tree` shows, with the answers and the page's address, as lines of text. */
export function inWords(tree) {
  const section = tree.nodes.get(tree.walked.at);
  const groups = [
    head(tree, section),
    titled(section.querySelector('.wq-today'), (today) => [text(today.querySelector('p'))]),
    listed(section, 'gaps', gap),
    listed(section, 'parties', party),
    listed(section, 'remedies', title),
    listed(section, 'amounts', amount),
    listed(section, 'steps', step, (number) => `${number}. `),
    listed(section, 'evidence', title),
    listed(section, 'prove', said),
    listed(section, 'deadlines', deadline),
    listed(section, 'notes', said),
    law(section),
    answers(tree),
    foot(tree),
  ];
  return groups.filter((group) => group.length).map((group) => group.join('\n')).join('\n\n');
}

/* What stands beside the tools ------------------------------------------------------- */

function build(tree) {
  const button = element('button', { type: 'button', 'data-act': 'plain' }, ui('plain'));
  const status = element('p', { class: 'wq-plain-status' });
  const field = element('textarea', {
    readonly: true,
    rows: 12,
    'aria-label': ui('plain.field'),
  });
  const place = element('div', { class: 'wq-plain', hidden: true }, status, field);
  const parts = { tree, button, status, field, place, paper: element('div', { class: 'wq-printed' }) };
  button.addEventListener('click', () => take(parts));
  tree.addEventListener('shown', () => {
    place.hidden = true;
    field.value = '';
    parts.paper.textContent = '';
  });
  return parts;
}

function take({ tree, button, status, field, place }) {
  const { walked } = tree;
  const reveal = () => {
    field.value = inWords(tree);
    place.hidden = field.hidden = false;
    return field;
  };
  return copy(inWords(tree), reveal).then((done) => {
    if (tree.walked !== walked) return;
    const words = ui(done ? 'plain.copied' : 'plain.by-hand');
    status.textContent = words;
    if (done && document.activeElement === field) button.focus();
    if (done) field.hidden = true;
    place.hidden = false;
    tree.say(words);
  });
}

/* The groups of the text --------------------------------------------------------------- */

function head(tree, section) {
  const kicker = section.hasAttribute('data-verdict') ? `${text(section.querySelector('.wq-kicker'))}：` : '';
  const lines = [`【${kicker}${text(section.querySelector('h2'))}】`];
  if (tree.entry && !tree.notice.hidden) lines.push(tree.notice.firstChild.textContent);
  lines.push(text(section.querySelector('.wq-summary')), text(section.querySelector('.wq-certainty')));
  return lines;
}

/** The items of a part that are on the screen; a condition that is shown stays with its item. */
function listed(section, name, line, mark) {
  return titled(section.querySelector(`.wq-${name}`), (part) =>
    visible([...part.querySelectorAll(':scope > ul > li, :scope > ol > li')]).map((item, index) => {
      const when = visible([...item.querySelectorAll('.wq-when')]).map(text).join('');
      return (mark ? mark(index + 1) : '· ') + when + line(item);
    }),
  );
}

function titled(part, lines) {
  if (!part || part.hidden) return [];
  const found = lines(part);
  return found.length ? [`■ ${text(part.querySelector('h3'))}`, ...found] : [];
}

/** The names of what the outcome and its visible items stand on, once each. */
function law(section) {
  const links = [...section.querySelectorAll('.wq-part > ul > li, .wq-part > ol > li')]
    .filter((item) => !item.hidden && !item.parentNode.parentNode.hidden)
    .map((item) => [...item.querySelectorAll('.wq-cites a')].filter((link) => !link.closest('details')));
  const own = [...section.querySelectorAll('.wq-law .wq-more a, .wq-law .wq-entry a')];
  const names = new Set([].concat(own, ...links).map(text));
  return titled(section.querySelector('.wq-law'), () => (names.size ? [[...names].join('、')] : []));
}

function answers(tree) {
  const lines = given(tree).map(([asked, answer]) => `· ${asked} ${answer}`);
  return lines.length ? [`■ ${ui('plain.answers')}`, ...lines] : [];
}

function foot(tree) {
  return [reviewed(tree), ui('plain.disclaimer'), addressOf(tree)].filter(Boolean);
}

/* One item ------------------------------------------------------------------------------ */

function gap(item) {
  const [duty, act, by] = item.querySelectorAll('p:not(.wq-cites)');
  return `${text(duty)}：${text(act)}（${by.getAttribute('data-label')}：${text(by)}）`;
}

function party(item) {
  const because = item.querySelector('p:not(.wq-cites):not(:first-of-type)');
  return `${text(item.querySelector('.wq-party'))}（${text(item.querySelector('.wq-liability'))}）：${text(because)}`;
}

function amount(item) {
  const how = text(item.querySelector('.wq-help'));
  return `${text(item.querySelector('strong'))}：${text(item.querySelector('output'))}（${how}）`;
}

function step(item) {
  const ways = [...item.querySelectorAll('.wq-contact a')].map((link) => `\n   ${text(link)}`);
  return text(item.querySelector('.wq-do')) + ways.join('');
}

function deadline(item) {
  const due = item.querySelector('.wq-due');
  return title(item) + (due && text(due) ? `（${text(due)}）` : '');
}

function title(item) {
  return text(item.querySelector('summary, .wq-more a, .wq-entry a'));
}

function said(item) {
  return text(item.querySelector('p'));
}

/* Words ----------------------------------------------------------------------------------- */

function given(tree) {
  return [...tree.walked.route].map(([name, answer]) => [tree.words(name), tree.answerWords(name, answer)]);
}

/** Who has reviewed the tree, and when: its page says it, a tree inside a guide does not. */
function reviewed(tree) {
  const page = tree.closest('.wq-tree-page');
  const line = page && page.querySelector('.wq-reviewed');
  return line ? text(line) : '';
}

/** For paper: what was answered, and where all this stands. */
function paper(tree) {
  const items = given(tree).map(([asked, answer]) =>
    element('li', {}, element('span', {}, asked), ' ', element('strong', {}, answer)),
  );
  const list = items.length ? [element('h3', {}, ui('plain.answers')), element('ol', {}, ...items)] : [];
  return [...list, element('p', { class: 'wq-printed-address' }, addressOf(tree))];
}

function visible(items) {
  return items.filter((item) => !item.hidden);
}

function text(found) {
  return found.textContent.replace(/\s+/g, ' ').trim();
}
