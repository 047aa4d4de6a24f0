"""Decided cases, examples for readers and tests of the trees; and checks, tests only."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum

from build_hooks.model.tree import Liability
from build_hooks.place import Place, Text, Url


class CaseKind(StrEnum):
    """Who decided it; an example was decided by nobody and says so."""

    COURT = "court"
    MEDIATION = "mediation"
    ADMIN = "admin"
    EXAMPLE = "example"
    CHECK = "check"
    """Not a case: what we expect of the tree. No reader sees it."""


@dataclass(frozen=True, slots=True)
class Source:
    """Where the case was reported."""

    publisher: Text
    url: Url | None = None


@dataclass(frozen=True, slots=True)
class Listed:
    """Blocks of an outcome: by their register entry, or by how their own words begin."""

    gaps: tuple[Text, ...] = ()
    parties: tuple[Text, ...] = ()
    remedies: tuple[Text, ...] = ()
    deadlines: tuple[Text, ...] = ()
    steps: tuple[Text, ...] = ()
    evidence: tuple[Text, ...] = ()
    prove: tuple[Text, ...] = ()
    notes: tuple[Text, ...] = ()

    def names(self) -> Iterator[tuple[str, Text]]:
        """Every name with the list that it stands in."""
        for list_name in LISTED:
            for name in getattr(self, list_name):
                yield list_name, name


LISTED = {
    "gaps": None,
    "parties": "parties",
    "remedies": "remedies",
    "deadlines": "timescales",
    "steps": "channels",
    "evidence": "evidence",
    "prove": None,
    "notes": None,
}
"""The lists of an outcome that a case can name, each with its register."""


@dataclass(frozen=True, slots=True)
class ExpectedAmount:
    """What a sum must come to."""

    label: Text
    """How the label of the amount begins."""
    is_: Text
    """Yuan."""
    place: Place


@dataclass(frozen=True, slots=True)
class Shows(Listed):
    """What must be visible in the outcome for the case's answers."""

    cites: tuple[Text, ...] = ()
    """Provisions that the outcome itself rests on."""
    liability: dict[Text, tuple[Liability, ...]] = field(default_factory=dict)
    """Per party how far it answers, once for every visible block of it, in their order."""
    amounts: tuple[ExpectedAmount, ...] = ()
    first: Text | None = None
    """The first visible step."""


@dataclass(frozen=True, slots=True)
class Case:
    """A dispute, the answers that its facts give, and the outcome that must follow."""

    id: Text
    place: Place
    kind: CaseKind
    answers: dict[Text, Text]
    outcome: Text
    title: Text | None = None
    """A check may leave out title, story and result."""
    story: Text | None = None
    result: Text | None = None
    authority: Text | None = None
    decided: Text | None = None
    source: Source | None = None
    shows: Shows = field(default_factory=Shows)
    hides: Listed = field(default_factory=Listed)
    """What must not be visible."""
    note: Text | None = None

    @property
    def for_readers(self) -> bool:
        """Whether it is a case that readers see."""
        return self.kind is not CaseKind.CHECK

    @property
    def is_real(self) -> bool:
        """Whether somebody decided it."""
        return self.kind not in (CaseKind.EXAMPLE, CaseKind.CHECK)


@dataclass(frozen=True, slots=True)
class CaseFile:
    """`<tree>.cases.yaml` beside a tree."""

    id: Text
    """The tree's id."""
    place: Place
    cases: dict[str, Case]
