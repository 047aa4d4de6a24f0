/**
 * The page "put it on your site": what is chosen goes into the lines to copy and into a preview.
 *
 * Without it the page has the same lines for one tree, and below those for every tree.
 */

import { contrast, reads } from './contrast.js';
import { copy } from './copy.js';
import { nearest } from './nearest-color.js';
import strings from './place-strings.js';
import { height, snippets, source } from './snippets.js';
import { element, filled, ui as said } from './text.js';

const DATA = new URL('../../embed/v1/embed.json', import.meta.url);
const PREVIEW = new URL('../../embed/', import.meta.url).href;
const HEX = /^#?([0-9a-f]{6})$/i;
const PIXELS = 1024; // of the picture of a QR code, for paper
const place = document.querySelector('.wq-place');
const parts = [...document.querySelectorAll('.wq-snippet')];
const fields = {};
let data = null;
let shown = '';

function ui(key, values) {
  return filled(strings[key], values);
}

/* What can be chosen --------------------------------------------------------------------------- */

function choice(name, control, help) {
  fields[name] = control;
  control.id = `place-${name}`;
  const about = help && element('p', { class: 'wq-help', id: `place-${name}-help` }, help);
  if (about) control.setAttribute('aria-describedby', about.id);
  return element('div', { class: 'wq-choice' }, element('label', { for: control.id }, ui(name)), control, ...(about ? [about] : []));
}

function option(value, words) {
  return element('option', { value }, words);
}

function treeChoice() {
  const select = element('select', {});
  const topics = [...new Set(data.trees.map(({ id }) => id.split('/')[0]))];
  for (const topic of topics) {
    const own = data.trees.filter(({ id }) => id.startsWith(`${topic}/`));
    select.append(element('optgroup', { label: said(`topic.${topic}`) }, ...own.map(({ id, title }) => option(id, title))));
  }
  select.value = place.getAttribute('data-tree');
  return select;
}

function starts() {
  const [, ...others] = tree().questions;
  fields.start.textContent = '';
  fields.start.append(option('', ui('start.first')), ...others.map(({ id, ask }) => option(id, ask)));
}

function listed(name) {
  return element('select', {}, ...data.options[name].map((value) => option(value, ui(`${name}.${value}`))));
}

function form() {
  const colour = choice('color', element('input', { type: 'text', maxlength: 7, placeholder: '#0b5a55', spellcheck: 'false', autocomplete: 'off' }), ui('color.help'));
  const picker = element('input', { type: 'color', value: '#0b5a55', 'aria-label': ui('picker') });
  picker.addEventListener('input', () => {
    fields.color.value = picker.value;
    update();
  });
  fields.wrong = element('div', { role: 'alert' });
  fields.color.after(picker);
  colour.append(fields.wrong);
  const made = element('form', { 'aria-label': ui('choices') },
    choice('tree', treeChoice()),
    choice('start', element('select', {})),
    choice('theme', listed('theme')),
    colour,
    choice('size', listed('size')),
    choice('header', element('select', {}, option('', ui('header.on')), option('off', ui('header.off'))), ui('header.help')),
    choice('org', element('input', { type: 'text', maxlength: data.options.org, autocomplete: 'organization' }), ui('org.help')),
  );
  made.addEventListener('submit', (event) => event.preventDefault());
  made.addEventListener('input', update);
  made.addEventListener('change', (event) => {
    if (event.target === fields.tree) starts();
    update();
    preview();
  });
  return made;
}

function tree() {
  return data.trees.find(({ id }) => id === fields.tree.value);
}

/** What was chosen, without what goes without saying. */
function options() {
  const { start, theme, size, header, org } = fields;
  return {
    start: start.value,
    theme: theme.value === 'auto' ? '' : theme.value,
    color: colour(),
    size: size.value === 'normal' ? '' : size.value,
    header: header.value,
    org: org.value.trim(),
  };
}

/** The colour if it can be read on everything that it stands on; else say which one could. */
function colour() {
  const typed = fields.color.value.trim();
  const hex = typed.toLowerCase().replace(HEX, '#$1');
  const grounds = data.grounds[fields.theme.value === 'dark' ? 'dark' : 'light'];
  const fine = !typed || (HEX.test(typed) && reads(hex, grounds));
  if (fine) complain();
  else if (HEX.test(typed)) complain(ui('color.low', { ratio: Math.floor(contrast(hex, grounds) * 100) / 100 }), nearest(hex, grounds));
  else complain(ui('color.form'));
  return typed && fine ? hex.slice(1) : '';
}

function complain(text = '', better = '') {
  const { color, wrong } = fields;
  color.setAttribute('aria-invalid', String(Boolean(text)));
  const now = text + better;
  if (wrong.getAttribute('data-now') === now) return;
  wrong.setAttribute('data-now', now);
  wrong.textContent = '';
  if (text) wrong.append(element('p', { class: 'wq-error' }, text));
  if (!better) return;
  const button = element('button', { type: 'button' }, element('span', { class: 'wq-swatch' }), ui('color.better', { color: better }));
  button.firstChild.style.background = better;
  button.addEventListener('click', () => {
    color.value = better;
    color.focus();
    update();
    preview();
  });
  wrong.append(element('div', { class: 'wq-tools' }, button));
}

/* What comes of it ------------------------------------------------------------------------------- */

function poster({ title, address, org }) {
  const lines = [title, ui('poster'), address, org && ui('poster.org', { org })];
  return lines.filter(Boolean).join('\n');
}

function update() {
  const texts = snippets(tree(), options(), data, poster);
  for (const part of parts) {
    const field = part.querySelector('textarea');
    const text = texts[part.getAttribute('data-part')];
    if (field.value === text) continue;
    field.value = text;
    part.querySelector('[role=status]').textContent = '';
  }
  for (const a of document.querySelectorAll('a[data-file]')) {
    a.href = tree().file;
    a.download = a.textContent = tree().file_name;
  }
  if (fields.code && fields.code.firstChild) draw();
}

/** A new frame each time: an old one with another address would leave steps to go back. */
function preview() {
  const chosen = options();
  const address = source(Object.assign({}, tree(), { embed: `${PREVIEW}${tree().id}/` }), chosen);
  if (address === shown) return;
  shown = address;
  const frame = element('iframe', { src: address, title: ui('preview.title', { title: tree().title }), height: height(tree(), chosen), allow: 'clipboard-write' });
  fields.preview.textContent = '';
  fields.preview.append(frame);
}

function copying(part) {
  const field = part.querySelector('textarea');
  const status = element('p', { role: 'status' });
  const button = element('button', { type: 'button' }, ui('copy'));
  button.setAttribute('aria-label', ui('copy.what', { what: part.querySelector('label').firstElementChild.textContent }));
  button.addEventListener('click', () => {
    copy(field.value, () => field).then((done) => {
      status.textContent = ui(done ? 'copied' : 'by-hand');
    });
  });
  part.append(element('div', { class: 'wq-tools' }, button), status);
}

/* The QR code of the link ---------------------------------------------------------------------------- */

function address() {
  return document.querySelector('[data-part=link] textarea').value;
}

function draw() {
  return import('./qr.js').then(({ qr }) => {
    fields.code.textContent = '';
    fields.code.append(qr(address(), ui('qr')));
  });
}

function saved(kind) {
  const svg = fields.code.querySelector('svg').cloneNode(true);
  svg.setAttribute('width', PIXELS);
  svg.setAttribute('height', PIXELS);
  const name = tree().file_name.replace('html', kind);
  const text = new XMLSerializer().serializeToString(svg);
  const blob = kind === 'svg' ? Promise.resolve(new Blob([text], { type: 'image/svg+xml' })) : painted(text);
  return Promise.all([import('./paper.js'), blob]).then(([{ save }, made]) => save(name, made));
}

function painted(text) {
  return new Promise((resolve, reject) => {
    const image = new Image();
    image.onerror = reject;
    image.onload = () => {
      const canvas = element('canvas', { width: PIXELS, height: PIXELS });
      canvas.getContext('2d').drawImage(image, 0, 0, PIXELS, PIXELS);
      canvas.toBlob((blob) => (blob ? resolve(blob) : reject(blob)), 'image/png');
    };
    image.src = `data:image/svg+xml,${encodeURIComponent(text)}`;
  });
}

function code(part) {
  const status = element('p', { role: 'status' });
  const tell = (work) => work.catch(() => {
    status.textContent = ui('qr.failed');
  });
  const files = ['svg', 'png'].map((kind) => {
    const button = element('button', { type: 'button', 'data-save': kind }, ui(`qr.${kind}`));
    button.addEventListener('click', () => tell((fields.code.firstChild ? Promise.resolve() : draw()).then(() => saved(kind))));
    return button;
  });
  const show = element('button', { type: 'button', 'data-save': 'show' }, ui('qr.show'));
  show.addEventListener('click', () => tell(draw()));
  fields.code = element('div', { class: 'wq-code' });
  part.append(element('div', { class: 'wq-tools' }, show, ...files), fields.code, status);
}

/* Begin ------------------------------------------------------------------------------------------------- */

function begin(found) {
  data = found;
  fields.preview = element('div', { class: 'wq-preview' });
  place.append(form(), element('h3', {}, ui('preview')), element('p', { class: 'wq-help' }, ui('preview.help')), fields.preview);
  starts();
  parts.forEach(copying);
  code(document.querySelector('[data-part=link]'));
  update();
  preview();
  place.setAttribute('data-ready', '');
}

fetch(DATA)
  .then((response) => (response.ok ? response.json() : Promise.reject(response.status)))
  .then(begin, () => place.append(element('p', { class: 'wq-notice' }, ui('failed'))));
