"""A decision tree: questions with options, guarded branches, outcomes made of blocks."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import ClassVar

from build_hooks.model.guard import Guard
from build_hooks.place import Place, Text


class Topic(StrEnum):
    """The three folders of trees."""

    COMPLAINT = "complaint"
    LIABILITY = "liability"
    QUALITY = "quality"


class Audience(StrEnum):
    """For whom a tree is written."""

    CONSUMER = "consumer"
    MERCHANT = "merchant"
    STREAMER = "streamer"
    PLATFORM = "platform"
    ASSOCIATION = "association"


class Status(StrEnum):
    """Only live trees are published."""

    DRAFT = "draft"
    LIVE = "live"
    RETIRED = "retired"


class Certainty(StrEnum):
    """How sure an outcome is."""

    STRONG = "strong"
    LIKELY = "likely"
    DEPENDS = "depends"


class Verdict(StrEnum):
    """What a quality tree decides."""

    GO = "go"
    MEND = "mend"
    STOP = "stop"


class Liability(StrEnum):
    """How far a party answers for it."""

    FULL = "full"
    JOINT = "joint"
    ADVANCE = "advance"
    CORRESPONDING = "corresponding"
    CONDITIONAL = "conditional"
    DUTY = "duty"
    DEPENDS = "depends"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Branch:
    """Where a route goes on, if the guard holds; the last branch has none."""

    SHORTHAND: ClassVar[str] = "to"
    to: Text
    when: Guard | None = None


@dataclass(frozen=True, slots=True)
class Option:
    """One answer that a reader can tap."""

    id: Text
    place: Place
    label: Text | None = None
    """Left out where the question is shared: the register has the words."""
    next: tuple[Branch, ...] = ()
    """Empty: the question's own `next` holds."""


@dataclass(frozen=True, slots=True)
class Question:
    """A choice question. Inputs (`input:`) and checklists (`items:`) will be its siblings."""

    id: Text
    place: Place
    use: Text | None = None
    """A shared question of the register; words come from there, routes from here."""
    ask: Text | None = None
    help: Text | None = None
    """How to find the answer."""
    why: Text | None = None
    """Why it is asked."""
    cites: tuple[Text, ...] = ()
    options: dict[str, Option] | None = None
    next: tuple[Branch, ...] = ()

    def branches(self, option: Option) -> tuple[Branch, ...]:
        """Where `option` leads."""
        return option.next or self.next

    def all_options(self) -> tuple[Option, ...]:
        """The options in the order of the file."""
        return tuple((self.options or {}).values())


@dataclass(frozen=True, slots=True)
class Use:
    """An entry of a register, on condition or always."""

    SHORTHAND: ClassVar[str] = "use"
    use: Text
    place: Place
    when: Guard | None = None


@dataclass(frozen=True, slots=True)
class PartyBlock:
    """One who answers for it: who, how far, why."""

    party: Text
    liability: Liability
    because: Text
    place: Place
    cites: tuple[Text, ...] = ()
    when: Guard | None = None


@dataclass(frozen=True, slots=True)
class TextBlock:
    """A remark, or something that must be proved."""

    SHORTHAND: ClassVar[str] = "text"
    text: Text
    place: Place
    cites: tuple[Text, ...] = ()
    when: Guard | None = None


@dataclass(frozen=True, slots=True)
class StepBlock:
    """Something to do: a channel of the register, own words, or both."""

    SHORTHAND: ClassVar[str] = "use"
    place: Place
    use: Text | None = None
    do: Text | None = None
    cites: tuple[Text, ...] = ()
    when: Guard | None = None


Block = Use | PartyBlock | TextBlock | StepBlock


@dataclass(frozen=True, slots=True)
class Outcome:
    """Where a route ends. Amounts (`amounts:`) and a letter (`letter:`) will stand here too."""

    id: Text
    place: Place
    title: Text
    summary: Text
    certainty: Certainty
    today: Text
    """The one thing to do today."""
    verdict: Verdict | None = None
    parties: tuple[PartyBlock, ...] = ()
    prove: tuple[TextBlock, ...] = ()
    remedies: tuple[Use, ...] = ()
    deadlines: tuple[Use, ...] = ()
    steps: tuple[StepBlock, ...] = ()
    evidence: tuple[Use, ...] = ()
    notes: tuple[TextBlock, ...] = ()
    cites: tuple[Text, ...] = ()
    continue_: tuple[Use, ...] = ()

    def blocks(self) -> Iterator[tuple[str, Block]]:
        """Every block with its id inside the outcome, such as `parties-2`; counted from 1."""
        for name in BLOCK_LISTS:
            for number, block in enumerate(getattr(self, name), start=1):
                yield f"{name.rstrip('_')}-{number}", block


BLOCK_LISTS = (
    "parties",
    "prove",
    "remedies",
    "deadlines",
    "steps",
    "evidence",
    "notes",
    "continue_",
)


@dataclass(frozen=True, slots=True)
class Review:
    """Who read the tree against the law, and when."""

    on: date
    by: tuple[Text, ...]


@dataclass(frozen=True, slots=True)
class Tree:
    """One file: `trees/<topic>/<name>.yaml`, published at `/<topic>/<name>/`."""

    id: Text
    """`<topic>/<name>`, from the file's place."""
    place: Place
    title: Text
    summary: Text
    audience: Audience
    status: Status
    reviewed: Review
    start: Text
    questions: dict[str, Question]
    outcomes: dict[str, Outcome]
    keywords: tuple[Text, ...] = ()

    @property
    def topic(self) -> Topic:
        """The folder."""
        return Topic(self.id.split("/")[0])

    @property
    def name(self) -> str:
        """The file's name without its ending."""
        return self.id.split("/")[1]
