/** What the check says about a tree: a list with places to go to, or its proof. */

import strings from './playground-strings.js';
import { element, filled } from './text.js';

function ui(key, values) {
  return filled(strings[key], values);
}

function example(title, text) {
  return [element('p', { class: 'wq-play-example' }, title), element('pre', { tabindex: '0', role: 'region', 'aria-label': title }, element('code', {}, text))];
}

function how(finding) {
  return element(
    'details',
    {},
    element('summary', {}, ui('how')),
    element('p', {}, finding.meaning),
    ...example(ui('failing'), finding.failing),
    ...example(ui('mended'), finding.mended),
  );
}

function place(finding, path, go) {
  const words = ui('place', finding);
  if (finding.path !== path) return element('span', { class: 'wq-play-place' }, `${finding.path} ${words}`);
  const button = element('button', { type: 'button', class: 'wq-play-place' }, words);
  button.addEventListener('click', () => go(finding.line, finding.column));
  return button;
}

function row(finding, path, go) {
  return element(
    'li',
    { 'data-severity': finding.severity, 'data-kind': finding.kind, 'data-line': finding.line, 'data-column': finding.column },
    place(finding, path, go),
    element('p', { class: 'wq-play-message' }, finding.message),
    element('p', { class: 'wq-help' }, `${finding.weight} · `, element('code', {}, finding.kind)),
    how(finding),
  );
}

/** The list of findings; `go(line, column)` moves the caret. */
export function list(findings, path, go) {
  return element('ol', { class: 'wq-play-findings' }, ...findings.map((finding) => row(finding, path, go)));
}

/** One line about all of them. */
export function summary({ findings, proof }) {
  if (!findings.length) return `${proof || ''}\n${ui('fine')}`.trim();
  const errors = findings.filter(({ severity }) => severity === 'error').length;
  const counted = ui('count', { errors, warnings: findings.length - errors });
  return proof ? `${proof}\n${counted}` : counted;
}
