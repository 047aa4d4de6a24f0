"""What the compiler has to say about the sources: typed values, never prints or raises."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from difflib import get_close_matches
from enum import StrEnum

from build_hooks.load.slips import HALF_WIDTH, wide_mark
from build_hooks.locale import ui
from build_hooks.place import Place, visible

LONGEST_NAME = 60
LONGEST_VALUE = 2000
"""Characters; a whole file may have been written as one name."""
MOST_NAMES = 500
"""Among more names only those that begin alike are compared with a misspelt one."""


class Severity(StrEnum):
    """How much a finding matters: an error stops a release, a warning does not stop a preview."""

    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that is wrong, where it is, and how to mend it."""

    kind: str
    """A kebab-case name, stable; `finding.<kind>` in the locale holds its sentence."""
    place: Place
    data: tuple[tuple[str, str], ...] = ()
    """What the sentence fills in: names and values as they were found."""
    severity: Severity = Severity.ERROR

    @property
    def message(self) -> str:
        """The sentence for a contributor: what was found and what to write instead."""
        return ui(f"finding.{self.kind}", **dict(self.data))

    def __str__(self) -> str:
        return f"{self.place}: {self.message} [{self.kind}]"


@dataclass(slots=True)
class Report:
    """Collects findings while a stage goes on with what it could read."""

    findings: list[Finding] = field(default_factory=list)

    def add(self, kind: str, place: Place, **data: object) -> None:
        """Note an error of `kind` at `place`."""
        self._note(kind, place, data, Severity.ERROR)

    def warn(self, kind: str, place: Place, **data: object) -> None:
        """Note a warning of `kind` at `place`."""
        self._note(kind, place, data, Severity.WARNING)

    def _note(self, kind: str, place: Place, data: dict[str, object], severity: Severity) -> None:
        filled = tuple((name, visible(_shortened(str(value)))) for name, value in data.items())
        self.findings.append(Finding(kind, place, filled, severity))

    def sorted(self) -> list[Finding]:
        """All findings by file, line and column, each once."""
        return sorted(set(self.findings), key=lambda f: (f.place, f.kind, f.data))


def errors_in(findings: Iterable[Finding]) -> list[Finding]:
    """Keep the findings that stop a release."""
    return [finding for finding in findings if finding.severity is Severity.ERROR]


def suggestion(found: str, known: Iterable[str]) -> str:
    """End a sentence with the known id that is nearest to `found`, or with a full stop.

    Where full-width signs made one name of several, it is they that must be changed.
    """
    wide = wide_mark(found)
    if wide:
        return ui("finding.wide-mark", found=wide, better=HALF_WIDTH[wide])
    near = get_close_matches(found, _likely(found, list(known)), n=1, cutoff=0.6)
    return ui("finding.suggestion", near=near[0]) if near else ui("finding.no-suggestion")


def _likely(found: str, known: list[str]) -> list[str]:
    """Leave out what need not be compared: a thousand mistakes must not take minutes."""
    if len(found) > LONGEST_NAME:
        return []
    if len(known) <= MOST_NAMES:
        return known
    return [name for name in known if name[:2] == found[:2]][:MOST_NAMES]


def _shortened(text: str) -> str:
    return text if len(text) <= LONGEST_VALUE else text[:LONGEST_VALUE] + "…"
