/**
 * What somebody copies to place a tree, for the choices made: lines of HTML, addresses, words.
 *
 * Whatever was typed stays text: in an address it is encoded, in HTML escaped.
 */

const SIGNS = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&#34;', "'": '&#39;' };
const NAME_LINE = 34; // pixels of a line with the organisation's name on a phone
const NAME_LETTERS = 14; // that fit into it
/** How `embed.js` knows a frame whose address does not say that it is ours. */
const NAMED = 'data-weiquan ';

export function escaped(text) {
  return String(text).replace(/[&<>"']/g, (sign) => SIGNS[sign]);
}

function query(options) {
  const found = new URLSearchParams();
  for (const name of Object.keys(options)) if (options[name]) found.set(name, options[name]);
  return String(found) && `?${found}`;
}

/** How high the frame must be on a phone. */
export function height(tree, options) {
  const { size, org } = options;
  const tall = size ? tree.taller[size] : tree.heights['320'];
  return tall + (org ? Math.ceil((org.length + 3) / NAME_LETTERS) * NAME_LINE : 0);
}

/** The frame's address. */
export function source(tree, options) {
  return tree.embed + query(options);
}

/** The page's address, at the question chosen. */
export function link(tree, options) {
  return tree.page + (options.start ? `#/@=${options.start}` : '');
}

export function frame(tree, options) {
  return framed(tree.title, height(tree, options), source(tree, options), '');
}

function framed(title, high, address, more) {
  return `<iframe ${more}src="${escaped(address)}" title="${escaped(title)}" width="100%" height="${high}" loading="lazy" allow="clipboard-write" style="border:0"></iframe>`;
}

/** The frame of the page that leads to all trees: it begins with none of them. */
function all({ title, height, embed }, options) {
  return framed(title, height, embed + query(Object.assign({}, options, { start: '' })), NAMED);
}

/** The script beside a frame: as it is now, known by its hash; or always the newest. */
export function script({ immutable, integrity, moving }, fixed) {
  if (!fixed) return `<script src="${escaped(moving)}" async></script>`;
  return `<script src="${escaped(immutable)}" integrity="${escaped(integrity)}" crossorigin="anonymous" async></script>`;
}

export function custom(tree, options) {
  const chosen = Object.keys(options).filter((name) => options[name]).map((name) => ` ${name}="${escaped(options[name])}"`);
  return `<weiquan-tree tree="${escaped(tree.id)}" height="${height(tree, options)}"${chosen.join('')}><a href="${escaped(tree.page)}">${escaped(tree.title)}</a></weiquan-tree>`;
}

/** Each part of the page with its text; `words` makes the text for a poster. */
export function snippets(tree, options, data, words) {
  const address = link(tree, options);
  return {
    link: address,
    poster: words({ title: tree.title, address, org: options.org }),
    frame: frame(tree, options),
    fixed: `${frame(tree, options)}\n${script(data.script, true)}`,
    moving: `${frame(tree, options)}\n${script(data.script, false)}`,
    element: `${custom(tree, options)}\n${script(data.script, false)}`,
    file: framed(tree.title, height(tree, options), tree.file_name + query(options), NAMED),
    all: `${all(data.start, options)}\n${script(data.script, false)}`,
    paste: tree.page,
  };
}
