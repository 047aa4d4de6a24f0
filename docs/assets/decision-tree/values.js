/**
 * Answers to inputs and checklists as text, exactly as `build_hooks/values.py` reads and writes
 * them: `500`, `99.5`, `2026-02-01`, `order,recording`, `-` for nothing ticked.
 */

const NUMBER = /^(-?)(0|[1-9][0-9]{0,11})(?:\.([0-9]{1,2}))?$/;
const GROUPED = /^-?[0-9]{1,3}(,[0-9]{3})+(\.[0-9]+)?$/;
const DAY = /^([0-9]{4})-([0-9]{1,2})-([0-9]{1,2})$/;
const WHITE = /[\s\u001c-\u001f\u0085]/g; // white space in Python or in JavaScript
export const NOTHING = '-';

function folded(text) {
  const half = text.normalize('NFKC').replace(/。/g, '.').replace(WHITE, '');
  return GROUPED.test(half) ? half.replace(/,/g, '') : half;
}

/** The one way of writing a number, or null if it is none. */
export function canonicalNumber(text) {
  const match = NUMBER.exec(folded(text));
  if (!match) return null;
  const places = (match[3] || '').replace(/0+$/, '');
  const value = places ? `${match[2]}.${places}` : match[2];
  return value === '0' ? value : match[1] + value;
}

/** The one way of writing a day of the calendar, or null if it is none. */
export function canonicalDay(text) {
  const match = DAY.exec(folded(text).replace(/[/.]/g, '-'));
  if (!match) return null;
  const [year, month, day] = match.slice(1).map(Number);
  const value = new Date(Date.UTC(2000, month - 1, day));
  value.setUTCFullYear(year, month - 1, day);
  const real = value.getUTCMonth() === month - 1 && value.getUTCDate() === day && year > 0;
  return real && month > 0 ? dayText(value) : null;
}

/** A date as text, in UTC. */
export function dayText(date) {
  const two = (number) => String(number).padStart(2, '0');
  return `${String(date.getUTCFullYear()).padStart(4, '0')}-${two(date.getUTCMonth() + 1)}-${two(date.getUTCDate())}`;
}

/** A canonical number as whole hundredths. */
export function hundredths(number) {
  const [whole, places] = number.replace('-', '').split('.');
  const value = Number(whole) * 100 + Number((places || '').padEnd(2, '0'));
  return number.startsWith('-') ? -value : value;
}

/** The items of a checklist's answer. */
export function ticked(answer) {
  return answer === NOTHING ? [] : answer.split(',');
}
