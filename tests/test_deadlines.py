"""The last day of a period: golden cases, and the calendar's own package as a witness."""

from __future__ import annotations

import json
from datetime import date, timedelta

import chinese_calendar
import pytest
from hypothesis import given
from hypothesis import strategies as st

from build_hooks.deadlines import due, timescale_data
from build_hooks.workdays import CALENDAR, calendar_script
from tests.conftest import Check
from tests.content import REGISTERS, SMALL
from tests.golden_numbers import DEADLINES, due_of, timescale, timescale_of

FIRST, LAST = date(CALENDAR.first, 1, 1), date(CALENDAR.last, 12, 31)
COVERED = st.dates(FIRST, LAST - timedelta(days=120))
SCALES = str(REGISTERS["reference/timescales.yaml"])


def test_there_are_enough_cases() -> None:
    assert len(DEADLINES) >= 40


@pytest.mark.parametrize("name", DEADLINES)
def test_golden_deadline(name: str) -> None:
    case = DEADLINES[name]
    found = due(timescale_of(case), date.fromisoformat(case["from"]))
    assert {"day": found.day.isoformat(), "beyond": found.beyond} == due_of(case)


def test_a_count_is_beyond_from_the_first_day_after_the_calendar() -> None:
    days = [LAST - timedelta(days=back) for back in range(10)]
    inside = [day for day in days if CALENDAR.works(day)]
    one = timescale(1, "working-days")
    assert due(one, inside[1]).day == inside[0]
    assert due(one, inside[1]).beyond is False
    assert due(one, inside[0]).beyond is True


def test_a_rolling_day_is_beyond_from_the_first_day_after_the_calendar() -> None:
    none = timescale(0, "natural-days", rolls=True)
    assert due(none, LAST).beyond is (not CALENDAR.works(LAST))
    assert due(none, LAST + timedelta(days=1)).beyond is True


@given(COVERED, st.integers(1, 60))
def test_as_many_working_days_lie_behind_the_event_as_the_period_has(day: date, count: int) -> None:
    last = due(timescale(count, "working-days"), day).day
    after = [day + timedelta(days=n) for n in range(1, (last - day).days + 1)]
    assert sum(map(chinese_calendar.is_workday, after)) == count
    assert chinese_calendar.is_workday(last)


@given(COVERED, st.integers(0, 60))
def test_a_rolling_day_is_the_first_working_day_from_the_last_one(day: date, count: int) -> None:
    plain = due(timescale(count, "natural-days"), day).day
    moved = due(timescale(count, "natural-days", rolls=True), day).day
    assert chinese_calendar.is_workday(moved)
    skipped = [plain + timedelta(days=n) for n in range((moved - plain).days)]
    assert not any(map(chinese_calendar.is_workday, skipped))


def test_the_calendar_says_of_every_day_what_its_package_says() -> None:
    for number in range((LAST - FIRST).days + 1):
        day = FIRST + timedelta(days=number)
        assert CALENDAR.works(day) is chinese_calendar.is_workday(day), day


def test_the_script_holds_every_exception_and_stays_small() -> None:
    script = calendar_script()
    data = json.loads(script.removeprefix("export default ").removesuffix(";\n"))
    assert (data["first"], data["last"]) == (CALENDAR.first, CALENDAR.last)
    for name in ("rest", "work"):
        listed = {f"{year}-{day}" for year, days in data[name].items() for day in days.split()}
        assert listed == {day.isoformat() for day in getattr(CALENDAR, name)}
    assert len(script) < 6_000


@pytest.mark.parametrize(("written", "rolls"), [("true", True), ("false", False), (None, False)])
def test_a_register_says_whether_a_period_rolls(
    check_files: Check, written: str | None, rolls: bool
) -> None:
    line = f"    rolls: {written}\n" if written else ""
    text = SCALES.replace("    unit:", f"{line}    unit:")
    checked = check_files({**SMALL, "reference/timescales.yaml": text})
    assert checked.findings == []
    found = checked.content.registers.timescales["seven"]
    assert timescale_data(found).get("rolls", False) is rolls


@pytest.mark.parametrize("written", ["yes", "True", "1", "是"])
def test_other_ways_of_saying_yes_are_refused(check_files: Check, written: str) -> None:
    text = SCALES.replace("    unit:", f"    rolls: {written}\n    unit:")
    checked = check_files({**SMALL, "reference/timescales.yaml": text})
    assert [(f.kind, f.place.line) for f in checked.findings] == [("not-a-choice", 5)]
