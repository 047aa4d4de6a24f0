/**
 * Compute formulas exactly, as `build_hooks/formulas.py` does: whole numbers of any size with a
 * number of decimal places, rounded half up once at the end.
 */

/** A sum of money with two places, such as `1234.50`. */
export function amount(formula, answers) {
  const { digits, places } = value(formula, answers);
  const cents = places <= 2 ? digits * power(2 - places) : rounded(digits, power(places - 2));
  const text = String(cents < 0 ? -cents : cents).padStart(3, '0');
  return `${cents < 0 ? '-' : ''}${text.slice(0, -2)}.${text.slice(-2)}`;
}

function value(formula, answers) {
  if (typeof formula === 'string') return parse(formula);
  const [operation, ...parts] = formula;
  if (operation === 'answer') return parse(answers.get(parts[0]));
  return parts.map((part) => value(part, answers)).reduce(OPERATIONS[operation]);
}

const OPERATIONS = {
  times: (a, b) => ({ digits: a.digits * b.digits, places: a.places + b.places }),
  plus: (a, b) => {
    const [x, y, places] = aligned(a, b);
    return { digits: x + y, places };
  },
  max: (a, b) => {
    const [x, y] = aligned(a, b);
    return x >= y ? a : b;
  },
  min: (a, b) => {
    const [x, y] = aligned(a, b);
    return x <= y ? a : b;
  },
};

function aligned(a, b) {
  const places = Math.max(a.places, b.places);
  return [a.digits * power(places - a.places), b.digits * power(places - b.places), places];
}

function parse(text) {
  const [whole, places] = text.split('.');
  return { digits: BigInt(whole + (places || '')), places: (places || '').length };
}

function power(places) {
  return BigInt(`1${'0'.repeat(places)}`);
}

function rounded(digits, by) {
  const sign = digits < 0 ? BigInt(-1) : BigInt(1);
  return sign * ((digits * sign * BigInt(2) + by) / (by * BigInt(2)));
}

/** The questions whose answers a formula needs. */
export function inputsOf(formula) {
  if (typeof formula === 'string') return [];
  if (formula[0] === 'answer') return [formula[1]];
  return [].concat(...formula.slice(1).map(inputsOf));
}
