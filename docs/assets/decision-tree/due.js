/** The last day beside each period whose first day is known. */

import { ui } from './text.js';

/** What stood in a place before a day did. */
const before = new WeakMap();

/**
 * Write the last days of an outcome and return them as `[{place, due}]`; `dayOf(place)` is the day
 * of the event, or undefined.
 */
export function lastDays(section, dayOf) {
  const places = [...section.querySelectorAll('.wq-deadlines li:not([hidden]) [data-due]')];
  for (const place of places) {
    if (!before.has(place)) before.set(place, place.textContent);
    place.textContent = before.get(place);
  }
  const known = places.map((place) => ({ place, day: dayOf(place), rule: JSON.parse(place.getAttribute('data-due')) }));
  const counted = known.filter(({ day, rule }) => day && !(day < rule.since)); // older: the rule was not there yet
  if (!counted.length) return Promise.resolve([]);
  return import('./deadlines.js').then(({ due }) => counted.map(({ place, day, rule }) => {
    const found = due(rule, day);
    place.textContent = ui(found.beyond ? 'due.about' : 'due.last', { day: found.day });
    return { place, due: found };
  }));
}
