"""Decided cases: examples for readers and tests of the trees."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from build_hooks.place import Place, Text, Url


class CaseKind(StrEnum):
    """Who decided it; an example was decided by nobody and says so."""

    COURT = "court"
    MEDIATION = "mediation"
    ADMIN = "admin"
    EXAMPLE = "example"


@dataclass(frozen=True, slots=True)
class Source:
    """Where the case was reported."""

    publisher: Text
    url: Url | None = None


@dataclass(frozen=True, slots=True)
class Shows:
    """Register entries that must be visible in the outcome for the case's answers."""

    parties: tuple[Text, ...] = ()
    remedies: tuple[Text, ...] = ()
    steps: tuple[Text, ...] = ()


@dataclass(frozen=True, slots=True)
class Case:
    """A dispute, the answers that its facts give, and the outcome that must follow."""

    id: Text
    place: Place
    title: Text
    kind: CaseKind
    story: Text
    result: Text
    answers: dict[Text, Text]
    outcome: Text
    authority: Text | None = None
    decided: Text | None = None
    source: Source | None = None
    shows: Shows = field(default_factory=Shows)
    note: Text | None = None


@dataclass(frozen=True, slots=True)
class CaseFile:
    """`<tree>.cases.yaml` beside a tree."""

    id: Text
    """The tree's id."""
    place: Place
    cases: dict[str, Case]
