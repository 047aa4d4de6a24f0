/** Work in small tasks, so that a slow phone answers a tap in between. */

const MOST = 10; // ms at a stretch

/** In the next task. */
export function turn() {
  return new Promise((next) => setTimeout(next, 0));
}

/** When what stands on the screen has been painted. */
export function frame() {
  return new Promise((next) => requestAnimationFrame(() => setTimeout(next, 0)));
}

/** Call `act(item)` for each item as long as `isStill()`; whether that was to the end. */
export async function inTurns(items, act, isStill) {
  let until = performance.now() + MOST;
  for (const item of items) {
    if (performance.now() > until) {
      await turn();
      until = performance.now() + MOST;
    }
    if (!isStill()) return false;
    act(item);
  }
  return true;
}
