"""The official working days of China, weekend workdays included, as plain data.

The State Council announces each year's days in the autumn before; the package `chinesecalendar`
follows within weeks, so a new year is a new version of it and no edit here.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from chinese_calendar import holidays, workdays

from build_hooks.compact import compact

SATURDAY = 5
NATIONAL_DAY = (10, 1)


@dataclass(frozen=True, slots=True)
class WorkCalendar:
    """Where the official calendar says otherwise than the weekday."""

    first: int
    """The first year that it covers."""
    last: int
    """The last year that it covers; beyond it only weekends are known."""
    rest: frozenset[date]
    """Rest days from Monday to Friday."""
    work: frozenset[date]
    """Working days on a Saturday or Sunday."""

    def covers(self, day: date) -> bool:
        """Whether the calendar of the day's year is known."""
        return self.first <= day.year <= self.last

    def works(self, day: date) -> bool:
        """Whether `day` is a working day, as far as is known."""
        return day not in self.rest if day.weekday() < SATURDAY else day in self.work


def _official() -> WorkCalendar:
    # A year counts once its National Day is known: packages may run a few days into the next.
    years = [day.year for day in holidays if (day.month, day.day) == NATIONAL_DAY]
    return WorkCalendar(
        min(years),
        max(years),
        frozenset(day for day in holidays if day.weekday() < SATURDAY),
        frozenset(day for day in workdays if day.weekday() >= SATURDAY),
    )


CALENDAR = _official()


def calendar_script(calendar: WorkCalendar = CALENDAR) -> str:
    """The calendar as a JavaScript module: per year its days as `01-28 01-29`."""
    data = {
        "first": calendar.first,
        "last": calendar.last,
        "rest": _by_year(calendar.rest),
        "work": _by_year(calendar.work),
    }
    return f"export default {compact(data)};\n"


def _by_year(days: Iterable[date]) -> dict[str, str]:
    found: dict[str, list[str]] = {}
    for day in sorted(days):
        found.setdefault(f"{day:%Y}", []).append(f"{day:%m-%d}")
    return {year: " ".join(listed) for year, listed in found.items()}
