"""`deadlines.js`, `formulas.js` and `values.js`: the same as Python, golden and at random."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from build_hooks.compile import formula_data
from build_hooks.deadlines import due, timescale_data
from build_hooks.formulas import amount
from build_hooks.model.formula import Answer, Constant, Formula, Operation
from build_hooks.model.registers import Unit
from build_hooks.place import NOWHERE, Text
from build_hooks.values import (
    WrongValueError,
    canonical_day,
    canonical_number,
    from_hundredths,
    hundredths,
)
from build_hooks.workdays import CALENDAR
from tests.browser.conftest import NewPage
from tests.golden_numbers import (
    DEADLINES,
    FORMULAS,
    VALUES,
    due_of,
    formula_of,
    timescale,
    timescale_of,
)

pytestmark = pytest.mark.browser

DUE = """
async (cases) => {
  const { due } = await import('/assets/decision-tree/deadlines.js');
  return cases.map(([timescale, day]) => due(timescale, day));
}
"""
AMOUNTS = """
async (cases) => {
  const { amount } = await import('/assets/decision-tree/formulas.js');
  return cases.map(([formula, answers]) => amount(formula, new Map(Object.entries(answers))));
}
"""
READ = """
async (texts) => {
  const values = await import('/assets/decision-tree/values.js');
  return texts.map((text) => {
    const number = values.canonicalNumber(text);
    const cents = number === null ? null : values.hundredths(number);
    return [number, cents, values.canonicalDay(text)];
  });
}
"""

# All characters of the basic plane but halves of pairs, each between two digits
EVERY = """
async () => {
  const { canonicalNumber } = await import('/assets/decision-tree/values.js');
  const found = {};
  for (let code = 0; code < 0x10000; code += 1) {
    if (code >= 0xd800 && code < 0xe000) continue;
    const number = canonicalNumber(`1${String.fromCharCode(code)}2`);
    if (number !== null) found[code] = number;
  }
  return found;
}
"""


def test_golden_deadlines(new_page: NewPage) -> None:
    cases = [[timescale_data(timescale_of(c)), c["from"]] for c in DEADLINES.values()]
    results = new_page("404.html").evaluate(DUE, cases)
    for (name, case), result in zip(DEADLINES.items(), results, strict=True):
        assert result == due_of(case), name


def test_golden_formulas(new_page: NewPage) -> None:
    cases = [[formula_data(formula_of(c)), c.get("answers", {})] for c in FORMULAS.values()]
    results = new_page("404.html").evaluate(AMOUNTS, cases)
    for (name, case), result in zip(FORMULAS.items(), results, strict=True):
        assert result == case["amount"], name


def test_golden_values(new_page: NewPage) -> None:
    results = new_page("404.html").evaluate(READ, [case["text"] for case in VALUES.values()])
    for (name, case), (number, cents, day) in zip(VALUES.items(), results, strict=True):
        assert number == case.get("number"), name
        assert cents == (hundredths(number) if number else None), name
        assert day == case.get("day"), name


def test_every_character_counts_the_same(new_page: NewPage) -> None:
    """Whatever stands between two digits: white space, a digit, or nothing that is read."""
    codes = [code for code in range(0x10000) if not 0xD800 <= code < 0xE000]
    read = {str(code): _or_none(canonical_number, f"1{chr(code)}2") for code in codes}
    expected = {code: number for code, number in read.items() if number is not None}
    assert new_page("404.html").evaluate(EVERY) == expected
    assert len(expected) > 50


def _or_none(how: Callable[[str], str], text: str) -> str | None:
    try:
        return how(text)
    except WrongValueError:
        return None


# Random inputs: drawn by Hypothesis, compared in one visit to the browser

ANSWERS = ("price", "count", "change")
NUMBERS = st.integers(-999, 9_999) | st.integers(-(10**14) + 1, 10**14 - 1)
TEN_THOUSANDTHS = st.integers(1, 99_999) | st.integers(0, 10**13 - 1)
LEAVES = st.one_of(
    TEN_THOUSANDTHS.map(lambda n: Constant(Text(f"{n // 10**4}.{n % 10**4:04d}"))),
    st.sampled_from(ANSWERS).map(lambda name: Answer(Text(name))),
)


def _formulas(parts: st.SearchStrategy[Any]) -> st.SearchStrategy[Formula]:
    several = st.lists(parts, min_size=2, max_size=3).map(tuple)
    return st.builds(Formula, st.sampled_from(Operation), several, st.just(NOWHERE))


AMOUNT_CASES = st.tuples(
    _formulas(LEAVES | _formulas(LEAVES | _formulas(LEAVES))),
    st.fixed_dictionaries(dict.fromkeys(ANSWERS, NUMBERS.map(from_hundredths))),
)
COVERED = st.dates(date(CALENDAR.first - 1, 12, 1), date(CALENDAR.last + 1, 2, 1))
RECENT = st.dates(date(CALENDAR.last - 2, 1, 1), date(CALENDAR.last, 12, 31))
DAYS = st.one_of(RECENT, RECENT, COVERED, st.dates())
DUE_CASES = st.tuples(
    st.builds(timescale, st.integers(0, 400), st.sampled_from(Unit), rolls=st.booleans()), DAYS
)


def drawn(cases: st.SearchStrategy[Any], count: int = 600) -> list[Any]:
    """Random cases; new ones in every run."""
    found = []

    @settings(max_examples=count, phases=[Phase.generate])
    @given(cases)
    def draw(case: Any) -> None:
        found.append(case)

    draw()
    return found


def test_random_deadlines_are_the_same_in_both_languages(new_page: NewPage) -> None:
    cases = drawn(DUE_CASES)
    given_ = [[timescale_data(scale), day.isoformat()] for scale, day in cases]
    results = new_page("404.html").evaluate(DUE, given_)
    for (scale, day), sent, result in zip(cases, given_, results, strict=True):
        last = due(scale, day)
        assert result == {"day": last.day.isoformat(), "beyond": last.beyond}, sent
    assert len(cases) >= 500


def test_random_formulas_are_the_same_in_both_languages(new_page: NewPage) -> None:
    cases = drawn(AMOUNT_CASES)
    given_ = [[formula_data(formula), answers] for formula, answers in cases]
    results = new_page("404.html").evaluate(AMOUNTS, given_)
    for (formula, answers), sent, result in zip(cases, given_, results, strict=True):
        assert result == amount(formula, answers), sent
    assert len(cases) >= 500


DAY_WORDS = st.from_regex(r"[0-9]{4}[-/.][01]?[0-9][-/.][0-3]?[0-9]", fullmatch=True)
NUMBER_WORDS = st.text(st.sampled_from("0123456789０５９,，.。-－ \u3000元"), max_size=12)


def test_random_texts_are_read_the_same_in_both_languages(new_page: NewPage) -> None:
    texts = drawn(DAY_WORDS | NUMBER_WORDS)
    results = new_page("404.html").evaluate(READ, texts)
    for text, (number, _, day) in zip(texts, results, strict=True):
        assert number == _or_none(canonical_number, text), text
        assert day == _or_none(canonical_day, text), text
    assert len(texts) >= 500
