/**
 * Compute the last day of a period, as `build_hooks/deadlines.py` does: the day of the event does
 * not count. Pure; `calendar.js` is generated from the official holiday calendar.
 */

import calendar from './calendar.js';
import { dayText } from './values.js';

const END = '9999-12-31';
const LAST = midnight(END);
const REST = listed(calendar.rest);
const WORK = listed(calendar.work);

/**
 * The last day of a period `{length, unit, rolls}` counted from an event on `day` (2026-02-01):
 * `{day, beyond}`. `beyond` is true if working days were looked for outside the years of the
 * calendar, where only weekends are known, or if the day would be after 9999-12-31.
 */
export function due({ length, unit, rolls }, day) {
  const counted = COUNTS[unit](midnight(day), length);
  const last = rolls && counted.date <= LAST ? rolled(counted) : counted;
  if (!(last.date <= LAST)) return { day: END, beyond: true };
  return { day: dayText(last.date), beyond: last.beyond };
}

const COUNTS = {
  'natural-days': (date, count) => {
    date.setUTCDate(date.getUTCDate() + count);
    return { date, beyond: false };
  },
  'working-days': workingDays,
  months: monthsLater,
  years: (date, count) => monthsLater(date, count * 12),
};

function workingDays(date, count) {
  let beyond = false;
  let left = count;
  while (left > 0 && date <= LAST) {
    date.setUTCDate(date.getUTCDate() + 1);
    beyond = beyond || !covers(date);
    if (works(date)) left -= 1;
  }
  return { date, beyond };
}

/** The last day, or the first working day after it. */
function rolled({ date, beyond }) {
  const known = covers(date);
  const moved = works(date) ? { date, beyond } : workingDays(date, 1);
  return { date: moved.date, beyond: beyond || moved.beyond || !known };
}

function monthsLater(date, months) {
  const number = date.getUTCDate();
  date.setUTCMonth(date.getUTCMonth() + months + 1, 0); // the last day of the month that is meant
  if (number < date.getUTCDate()) date.setUTCDate(number);
  return { date, beyond: false };
}

function covers(date) {
  return calendar.first <= date.getUTCFullYear() && date.getUTCFullYear() <= calendar.last;
}

function works(date) {
  return date.getUTCDay() % 6 ? !REST.has(dayText(date)) : WORK.has(dayText(date));
}

function midnight(day) {
  return new Date(`${day}T00:00:00Z`);
}

/** `{2026: '01-01 01-02'}` as a set of days. */
function listed(years) {
  const days = new Set();
  for (const year of Object.keys(years)) {
    for (const day of years[year].split(' ')) days.add(`${year}-${day}`);
  }
  return days;
}
