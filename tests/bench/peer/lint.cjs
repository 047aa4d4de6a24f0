// Lint surveys read from stdin (JSON: name to the text of a survey) with SurveyJS's own checks:
// `lintSurvey` of survey-core/linter, and the errors that loading into a model reports.
// Run by ../peer_linter.py in a folder in which survey-core is installed.
const { Model } = require('survey-core');
const { getRules, lintSurvey } = require('survey-core/linter');

function check(text) {
  const survey = JSON.parse(text);
  const found = lintSurvey(survey).findings.map(({ ruleId, severity, path }) => ({
    kind: ruleId,
    severity,
    path,
  }));
  const model = new Model();
  model.fromJSON(JSON.parse(text), { validatePropertyValues: true });
  for (const error of model.jsonErrors || []) {
    found.push({ kind: `model:${error.type}`, severity: 'error', path: error.propertyName || '' });
  }
  return found;
}

let input = '';
process.stdin.on('data', (part) => (input += part));
process.stdin.on('end', () => {
  const results = {};
  const begin = process.hrtime.bigint();
  for (const [name, text] of Object.entries(JSON.parse(input))) results[name] = check(text);
  const milliseconds = Number(process.hrtime.bigint() - begin) / 1e6;
  process.stdout.write(JSON.stringify({ results, milliseconds, rules: getRules().length }));
});
