/**
 * The playground: change a tree's YAML, see what the check says, play the tree; no server.
 *
 * Nothing heavy is fetched before the reader asks for it. The check runs in a worker; see
 * docs/decisions/0025-playground-checks-with-the-same-python.md. It needs a browser of 2023.
 */

import { copy } from './copy.js';
import { draft, keepDraft, open, opened } from './drafts.js';
import { save } from './paper.js';
import { Editor } from './playground-editor.js';
import { list, summary } from './playground-findings.js';
import strings from './playground-strings.js';
import { element, filled, ui as said } from './text.js';

const NEW = 'liability/new-tree';
const PAUSE = 500; // milliseconds without typing
const place = document.querySelector('.wq-play');
const status = element('p', { role: 'status', class: 'wq-play-status' });
let worker = null;
let sources = [];
let id = '';
let asked = 0;
let timer = 0;

function ui(key, values) {
  return filled(strings[key], values);
}

function button(name, act, values) {
  const made = element('button', { type: 'button', class: `wq-play-${name}` }, ui(name, values));
  made.addEventListener('click', act);
  return made;
}

/* Before the start ------------------------------------------------------------------------------ */

const size = { size: place.getAttribute('data-megabytes') };
const progress = element('progress', { max: place.getAttribute('data-bytes'), value: 0, 'aria-label': ui('loading', { percent: '' }), hidden: true });
const begin = button('start', start, size);
const door = element('div', { class: 'wq-play-door' }, element('p', {}, ui('about', size)), begin, progress);

function canRun() {
  return typeof WebAssembly === 'object' && typeof Worker === 'function' && typeof DecompressionStream === 'function';
}

function start() {
  begin.disabled = true;
  progress.hidden = false;
  const address = (name) => new URL(place.getAttribute(name), document.baseURI).href;
  worker = new Worker(new URL('./playground-worker.js', import.meta.url), { type: 'module' });
  worker.onmessage = ({ data }) => hear[data.type](data);
  worker.onerror = (event) => hear.failed({ why: 'other', text: event.message || '' });
  worker.postMessage({ type: 'start', python: address('data-python'), pack: address('data-pack') });
}

/** Drop a worker that failed, and offer another start. */
function drop() {
  worker.terminate();
  worker = null;
  progress.hidden = true;
  begin.disabled = false;
  if (!door.isConnected) place.prepend(door);
}

const hear = {
  progress({ arrived }) {
    progress.value = arrived;
    status.textContent = ui('loading', { percent: Math.floor((100 * arrived) / progress.max) });
  },

  starting() {
    progress.removeAttribute('value');
    status.textContent = ui('starting');
  },

  ready(data) {
    sources = data.sources;
    door.remove();
    status.textContent = '';
    if (editor.root.isConnected) ask(); // started again: what was written still stands
    else show();
  },

  checked(data) {
    if (data.number === asked) tell(data);
  },

  failed({ why, text }) {
    drop();
    status.textContent = ui(`failed.${why}`);
    const words = element('details', { class: 'wq-play-why' }, element('summary', {}, ui('error-text')), element('pre', {}, text));
    status.after(words);
    begin.addEventListener('click', () => words.remove(), { once: true });
  },
};

/* The tools around the editor ------------------------------------------------------------------- */

const select = element('select', { id: 'playground-tree' });
const editor = new Editor(ui('editor'), ui('editor.help'), changed);
const toldCopy = element('p', { role: 'status', class: 'wq-play-copied' });
const link = element('a', { class: 'wq-play-repo', rel: 'noopener' });
const result = element('section', { class: 'wq-play-result', 'aria-labelledby': 'playground-findings' });
const live = element('section', { class: 'wq-play-live', 'aria-labelledby': 'playground-live' });
const frame = element('iframe', { sandbox: 'allow-scripts', title: ui('live'), hidden: true });
const liveNote = element('p', { class: 'wq-help' }, ui('live.none'));
let frameAddress = '';
/** What the frame shows: the same again would only send its reader back to the start. */
let framed = '';

function tools() {
  return element(
    'div',
    { class: 'wq-tools' },
    button('download', () => save(`${id.split('/')[1]}.yaml`, new Blob([editor.text], { type: 'application/yaml' }))),
    button('copy', () => copy(editor.text, () => editor.field).then((done) => { toldCopy.textContent = ui(done ? 'copied' : 'by-hand'); })),
    button('undo', () => { if (window.confirm(ui('undo.sure'))) restore(); }),
    link,
  );
}

function source(tree) {
  return sources.find((each) => each.id === tree);
}

function titled(each) {
  return each.id === NEW ? ui('new') : each.title;
}

function label(each) {
  return draft(each.id) === null ? titled(each) : ui('changed', { title: titled(each) });
}

function choices() {
  const groups = sources.map((each) => each.id.split('/')[0]);
  const own = (topic) => sources.filter((each) => each.id !== NEW && each.id.startsWith(`${topic}/`));
  select.append(element('option', { value: NEW }, label(source(NEW))));
  for (const topic of Array.from(new Set(groups)).sort()) {
    select.append(element('optgroup', { label: said(`topic.${topic}`) }, ...own(topic).map((each) => element('option', { value: each.id }, label(each)))));
  }
}

function show() {
  choices();
  select.addEventListener('change', () => choose(select.value));
  place.append(
    element('div', { class: 'wq-play-choice' }, element('label', { for: select.id }, ui('tree')), select),
    editor.root,
    tools(),
    toldCopy,
    result,
    live,
  );
  result.append(element('h2', { id: 'playground-findings' }, ui('findings')), status);
  live.append(element('h2', { id: 'playground-live' }, ui('live')), liveNote, frame);
  const last = opened();
  choose(source(last) ? last : NEW);
}

function choose(tree) {
  id = tree;
  select.value = id;
  open(id);
  const kept = draft(id);
  editor.text = kept === null ? source(id).text : kept;
  frame.hidden = true;
  liveNote.textContent = ui('live.none');
  const repo = place.getAttribute('data-repo');
  const [topic, name] = id.split('/');
  link.hidden = !repo;
  link.href = id === NEW ? `${repo}/new/main/trees/${topic}?filename=${name}.yaml` : `${repo}/edit/main/trees/${id}.yaml`;
  link.textContent = ui(id === NEW ? 'repo.new' : 'repo');
  ask();
}

/* Writing and checking -------------------------------------------------------------------------- */

function changed() {
  const isNew = editor.text !== source(id).text;
  toldCopy.textContent = keepDraft(id, isNew ? editor.text : null) ? '' : ui('not-kept');
  select.selectedOptions[0].textContent = label(source(id));
  clearTimeout(timer);
  timer = setTimeout(ask, PAUSE);
}

function restore() {
  keepDraft(id, null);
  editor.text = source(id).text;
  changed();
}

function ask() {
  if (!worker) return;
  asked += 1;
  result.setAttribute('aria-busy', 'true');
  if (!status.textContent) status.textContent = ui('checking');
  worker.postMessage({ type: 'check', number: asked, id, text: editor.text });
}

function tell(data) {
  result.removeAttribute('aria-busy');
  result.setAttribute('data-number', data.number);
  status.textContent = summary(data);
  status.setAttribute('data-ok', String(Boolean(data.proof)));
  const old = result.querySelector('.wq-play-findings');
  const fresh = list(data.findings, `trees/${id}.yaml`, (line, column) => editor.go(line, column));
  if (old) old.replaceWith(fresh);
  else result.append(fresh);
  play(data.page);
}

/* The live tree --------------------------------------------------------------------------------- */

function play(page) {
  if (!page) {
    liveNote.textContent = ui(frame.hidden ? 'live.none' : 'live.old');
    return;
  }
  liveNote.textContent = '';
  if (page === framed && !frame.hidden) return;
  framed = page;
  URL.revokeObjectURL(frameAddress);
  frameAddress = URL.createObjectURL(new Blob([page], { type: 'text/html;charset=utf-8' }));
  frame.src = frameAddress;
  frame.hidden = false;
}

window.addEventListener('message', ({ source: from, data }) => {
  if (from === frame.contentWindow && data && data.weiquan === 1 && data.height) frame.style.height = `${data.height + 8}px`;
});

place.textContent = ''; // what stands there without scripts
if (canRun()) place.append(door, status);
else place.append(element('p', {}, ui('failed.old')));
