"""Compute the last day of a period; `deadlines.js` does the same, both run the same golden cases.

The day of the event does not count, the day after it is the first. Months and years end on the
same day number, or on the last day of a shorter month (Civil Code, articles 201 and 202).
"""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta

from build_hooks.model.registers import Timescale, Unit
from build_hooks.workdays import CALENDAR

ONE = timedelta(days=1)
MONTHS = {Unit.MONTHS: 1, Unit.YEARS: 12}


@dataclass(frozen=True, slots=True)
class Due:
    """The last day of a period."""

    day: date
    beyond: bool = False
    """Whether working days were looked for outside the years of the official calendar, where only
    weekends are known: the day is about right, not exact."""


END = Due(date.max, beyond=True)
"""What is due after the year 9999, which neither language can write."""


def due(timescale: Timescale, day: date) -> Due:
    """Count the period from an event on `day`."""
    try:
        last = _counted(timescale, day)
        return _rolled(last) if timescale.rolls else last
    except OverflowError:
        return END


def timescale_data(timescale: Timescale) -> dict[str, object]:
    """A timescale as `deadlines.js` takes it: length, unit, and `rolls`, `since` where they are."""
    data: dict[str, object] = {"length": timescale.length, "unit": str(timescale.unit)}
    if timescale.rolls:
        data["rolls"] = True
    if timescale.since:
        data["since"] = timescale.since.isoformat()
    return data


def _counted(timescale: Timescale, day: date) -> Due:
    if timescale.unit is Unit.WORKING_DAYS:
        return _working_days(day, timescale.length)
    if timescale.unit is Unit.NATURAL_DAYS:
        return Due(day + timedelta(days=timescale.length))
    return Due(_months_later(day, timescale.length * MONTHS[timescale.unit]))


def _working_days(day: date, count: int) -> Due:
    beyond = False
    while count:
        day += ONE
        beyond = beyond or not CALENDAR.covers(day)
        count -= CALENDAR.works(day)
    return Due(day, beyond)


def _rolled(last: Due) -> Due:
    """The last day, or the first working day after it."""
    moved = last if CALENDAR.works(last.day) else _working_days(last.day, 1)
    known = CALENDAR.covers(last.day) and CALENDAR.covers(moved.day)
    return Due(moved.day, last.beyond or not known)


def _months_later(day: date, months: int) -> date:
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    if year > date.max.year:
        raise OverflowError
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))
