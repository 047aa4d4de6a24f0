/** What there is to read aloud on a page, in order, in pieces that a voice can say in one go. */

const BLOCKS = 'h1, h2, h3, h4, p, li, summary, dt, dd, td, th, label, blockquote, .wq-option';
const SILENT = [
  'script, style, button, textarea, site-search, [aria-hidden=true], .wq-live',
  '.wq-tools, .wq-link, .wq-crumb, .wq-edit, .wq-answers, .wq-possible, .wq-have, .wq-contents, .wq-map, .wq-terms, .md-sidebar, .md-nav',
].join(', ');
const SENTENCES = /[^。！？；]+[。！？；]*/g;
const HOTLINE = /\b12\d{3}\b(?![.\d]|\s*[元块])/g;
const LONGEST = 90;

/** The pieces below `main`: `{ block, text }`; `ui` gives the words that stand before an option. */
export function pieces(main, ui) {
  const found = [];
  for (const { block, text } of paragraphs(place(main))) {
    const said = block.matches('.wq-option') ? ui('option', { number: number(block), label: text }) : text;
    for (const part of cut(said)) found.push({ block, text: part });
  }
  return found;
}

/** On a tree's own page only the question or the outcome on the screen, else all there is. */
function place(main) {
  const tree = main.querySelector('decision-tree[data-ready]');
  const page = tree && tree.closest('.wq-page');
  return (page && page.querySelector('h1') && tree.querySelector('.wq-node:not([hidden])')) || main;
}

/** The text that can be seen, by the block in which it stands. */
function paragraphs(root) {
  const found = [];
  const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const parent = walker.currentNode.parentElement;
    const text = spoken(walker.currentNode.data.replace(/\s+/g, ' '), parent);
    if (!text.trim() || parent.closest(SILENT) || !isShown(parent)) continue;
    const block = parent.closest(BLOCKS) || parent;
    const last = found[found.length - 1];
    if (last && last.block === block) last.text += text;
    else found.push({ block, text });
  }
  return found;
}

function isShown(node) {
  if (!node.getClientRects().length) return false;
  for (let fold = node.closest('details:not([open])'); fold; fold = fold.parentElement.closest('details:not([open])')) {
    if (!fold.querySelector('summary').contains(node)) return false;
  }
  return true;
}

/** Telephone numbers digit by digit. */
function spoken(text, parent) {
  const apart = (digits) => digits.split('').join(' ');
  return parent.closest('a[href^="tel:"]') ? apart(text) : text.replace(HOTLINE, apart);
}

function number(option) {
  const item = option.closest('li');
  return [...item.parentElement.children].indexOf(item) + 1;
}

/** Sentences; a long one is cut at its commas: some voices stop after a quarter of a minute. */
function cut(text) {
  const found = [];
  for (const sentence of text.trim().match(SENTENCES) || [text]) {
    if (sentence.length <= LONGEST) found.push(sentence);
    else found.push(...sentence.match(/[^，、：]+[，、：]*/g));
  }
  return found.filter((part) => /[\w\u3400-\u9fff]/.test(part));
}
