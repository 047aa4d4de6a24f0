/**
 * A result in pieces: its head first, then what helps, then a part in each frame. A slow phone shows
 * the answer at once and is never busy for long.
 *
 * What is not shown yet stands below the screen (`[data-unfolding]` in `result.css`), so nothing
 * moves; paper always has all of it.
 */

import { frame, turn } from './turns.js';

/** Run `acts` one after another, then show the parts of `section`, as long as `isStill()`. */
export async function unfold(section, acts, isStill) {
  for (const part of section.children) part.classList.remove('wq-there');
  section.setAttribute('data-unfolding', '');
  for (const act of acts) {
    await turn();
    if (!isStill()) return;
    Promise.resolve().then(act);
  }
  for (const part of section.querySelectorAll(':scope > .wq-part')) {
    await frame();
    if (!isStill()) return;
    part.classList.add('wq-there');
  }
  section.removeAttribute('data-unfolding');
}
