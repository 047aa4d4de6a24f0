/** A colour that reads, for somebody whose own does not. */

import { light, reads } from './contrast.js';

const STEPS = 128;
const MIDDLE = '#777777';

function parts(color) {
  return [1, 3, 5].map((at) => parseInt(color.slice(at, at + 2), 16));
}

/** The colour itself if it reads there, else the nearest darker or lighter one that does. */
export function nearest(color, grounds) {
  const goal = light(grounds[0]) > light(MIDDLE) ? 0 : 255;
  for (let step = 0; step < STEPS; step += 1) {
    const mixed = parts(color).map((part) => Math.round(part + ((goal - part) * step) / STEPS));
    const found = `#${mixed.map((part) => part.toString(16).padStart(2, '0')).join('')}`;
    if (reads(found, grounds)) return found;
  }
  return goal ? '#ffffff' : '#000000';
}
