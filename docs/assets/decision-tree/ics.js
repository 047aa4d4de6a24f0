/**
 * The computed last days of an outcome for the reader's calendar: a file as RFC 5545 has it, and
 * the same days as text, because some browsers cannot save files.
 */

import { copy } from './copy.js';
import { save } from './paper.js';
import { element } from './text.js';
import { ui } from './result-words.js';

const LINE = 75; // octets
const UTF8 = new TextEncoder();
/** Nine in the morning, three days and one day before the day begins. */
const ALARMS = ['-P2DT15H', '-PT15H'];

/** Offer the last days of an outcome, found as `[{place, due}]`, for the reader's calendar. */
export function calendar(tree, section, found) {
  const days = found.map(({ place, due }) => ({ place: place.closest('li'), due }));
  section.querySelector('.wq-deadlines').append(desk(tree, section, days));
}

function desk(tree, section, days) {
  const status = element('p', { class: 'wq-letter-status', role: 'status' });
  const told = (key) => {
    status.textContent = '';
    setTimeout(() => {
      status.textContent = ui(key);
    }, 50); // the same words twice are not announced
  };
  const id = `${section.id}--days`;
  const lines = days.map(({ place, due }) => `${due.day}　${titled(place, due)}`);
  const text = element('textarea', { id, readonly: true, rows: String(lines.length * 2) });
  text.value = [...new Set(lines)].join('\n');
  const act = (name, words, does) => {
    const made = element('button', { type: 'button', 'data-act': name }, words);
    made.addEventListener('click', does);
    return made;
  };
  const download = () => {
    const events = days.map((day) => eventOf(tree, section, day));
    save(`${ui('ics.file')}.ics`, new Blob([ics(events, new Date())], { type: 'text/calendar;charset=utf-8' }));
    told('ics.saved');
  };
  const copyDays = () => copy(text.value, () => text).then((done) => told(done ? 'ics.copied' : 'ics.copy-by-hand'));
  return element(
    'div',
    { class: 'wq-calendar' },
    element('div', { class: 'wq-tools' }, act('save', ui('ics.save'), download), act('copy', ui('ics.copy'), copyDays)),
    element('p', { class: 'wq-help' }, ui('ics.plain')),
    element('div', { class: 'wq-blank' }, element('label', { for: id }, ui('ics.days')), text),
    status,
  );
}

function titled(place, { beyond }) {
  return ui(beyond ? 'ics.about' : 'ics.last', { title: nameOf(place).textContent });
}

function nameOf(place) {
  return place.querySelector('.wq-more a, .wq-entry a');
}

/** A day as the calendar takes it: nothing of the answers but the day itself. */
function eventOf(tree, section, { place, due }) {
  const page = location.href.split(/[?#]/)[0];
  const when = place.querySelector('.wq-when');
  const entry = place.querySelector('.wq-entry');
  const said = [when && !when.hidden && when, entry && entry.nextElementSibling, place.querySelector('.wq-due')];
  const words = said.filter(Boolean).map((part) => part.textContent);
  const names = [tree.getAttribute('tree').replace('/', '.'), section.id, nameOf(place).hash.slice(1), due.day];
  return {
    uid: `${names.join('.')}@${location.hostname || 'localhost'}`,
    day: due.day,
    title: titled(place, due),
    text: [...words, page].join('\n'),
    page,
  };
}

/** The text of a calendar file: `events` as `{uid, day, title, text, page}`, made at `now`. */
export function ics(events, now) {
  const stamp = now.toISOString().replace(/[-:]|\.\d+/g, '');
  const lines = ['BEGIN:VCALENDAR', 'VERSION:2.0', 'PRODID:-//weiquan//deadlines//ZH', 'CALSCALE:GREGORIAN'];
  for (const event of events) {
    lines.push(
      'BEGIN:VEVENT',
      `UID:${event.uid}`,
      `DTSTAMP:${stamp}`,
      `DTSTART;VALUE=DATE:${event.day.replace(/-/g, '')}`,
      `SUMMARY:${escaped(event.title)}`,
      `DESCRIPTION:${escaped(event.text)}`,
      `URL:${event.page}`,
      'TRANSP:TRANSPARENT',
    );
    for (const trigger of ALARMS) {
      const shown = `DESCRIPTION:${escaped(event.title)}`;
      lines.push('BEGIN:VALARM', 'ACTION:DISPLAY', shown, `TRIGGER:${trigger}`, 'END:VALARM');
    }
    lines.push('END:VEVENT');
  }
  return [...lines, 'END:VCALENDAR', ''].map(folded).join('\r\n');
}

function escaped(text) {
  return text
    .replace(/\r\n?/g, '\n')
    .replace(/[\x00-\x09\x0b-\x1f\x7f]/g, ' ')
    .replace(/[\\;,]/g, '\\$&')
    .replace(/\n/g, '\\n');
}

/** A line in pieces of at most 75 octets; no character is cut in two. */
function folded(line) {
  let made = '';
  let size = 0;
  for (const character of line) {
    const octets = UTF8.encode(character).length;
    if (size + octets > LINE) {
      made += '\r\n ';
      size = 1;
    }
    made += character;
    size += octets;
  }
  return made;
}
