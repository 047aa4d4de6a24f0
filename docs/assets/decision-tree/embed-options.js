/**
 * What an embedder chose, from the address' query: set before anything is shown.
 *
 * `theme` auto, light or dark; `color` of links and marks, six hex digits; `size` normal, large or
 * xlarge; `header` on or off; `org` a name of up to 40 letters; `start` a node. A wrong value falls
 * back and is named once in the console; unknown options are nobody's business. What was accepted
 * stands in attributes of the root: the style and `embed-frame.js` read them there.
 */

import { reads } from './contrast.js';

const root = document.documentElement;
const dark = window.matchMedia('(prefers-color-scheme: dark)');
const CHOICES = { theme: ['auto', 'light', 'dark'], size: ['normal', 'large', 'xlarge'], header: ['on', 'off'] };
const COLOR = /^#?([0-9a-f]{6})$/i;
const NODE = /^[a-z0-9]+(-[a-z0-9]+)*$/;
const LONGEST = 40;
const MARKS = ['--wq-mark', '--md-typeset-a-color'];
const GROUNDS = ['--md-default-bg-color', '--wq-card', '--wq-tint'];
const said = new Set();

function wrong(name, value) {
  if (said.has(name)) return;
  said.add(name);
  console.warn(`weiquan: ${name}=${value.slice(0, LONGEST)} ?`);
}

/** Take the colour where it can be read, on everything that it stands on in the theme of now. */
function paint(color) {
  for (const name of MARKS) root.style.removeProperty(name);
  const style = getComputedStyle(root);
  const grounds = GROUNDS.map((name) => {
    const ground = style.getPropertyValue(name).trim();
    return ground.length === 4 ? ground.replace(/\w/g, '$&$&') : ground;
  });
  if (reads(color, grounds)) MARKS.forEach((name) => root.style.setProperty(name, color));
  else wrong('color', color);
}

/** The value of an option if it is one of those that `fits` takes. */
function option(query, name, fits) {
  const value = query.get(name);
  if (value === null || fits(value)) return value;
  wrong(name, value);
  return null;
}

function read(query) {
  const set = (name, fits) => {
    const value = option(query, name, fits);
    if (value !== null) root.setAttribute(`data-${name}`, value);
  };
  for (const name of Object.keys(CHOICES)) set(name, (value) => CHOICES[name].includes(value));
  set('start', (value) => NODE.test(value));
  set('org', (value) => value.trim() && [...value].length <= LONGEST);
  const color = option(query, 'color', (value) => COLOR.test(value));
  if (color === null) return;
  const hex = color.replace(COLOR, '#$1');
  paint(hex);
  dark.addListener(() => paint(hex)); // browsers of 2019 know no addEventListener here
}

read(new URLSearchParams(location.search));
