"""A decision tree: questions with options, guarded branches, outcomes made of blocks."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import ClassVar

from build_hooks.model.formula import Formula
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


class InputType(StrEnum):
    """What a reader types."""

    MONEY = "money"
    NUMBER = "number"
    DATE = "date"


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
class Input:
    """Something to type, with bounds that the answer must keep to."""

    place: Place
    type: InputType
    min: Text | None = None
    """The smallest number or the first day allowed; a money input has 0 if it is left out."""
    max: Text | None = None
    unit: Text | None = None
    """Shown behind a number."""


@dataclass(frozen=True, slots=True)
class Item:
    """Something to tick in a checklist."""

    id: Text
    place: Place
    label: Text


@dataclass(frozen=True, slots=True)
class Question:
    """A question of one of three kinds: options to choose from, an input, or items to tick."""

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
    input: Input | None = None
    items: dict[str, Item] | None = None
    next: tuple[Branch, ...] = ()
    allow: dict[str, Text] | None = None
    """Kinds of warnings that are right here, each with its reason."""

    @property
    def is_choice(self) -> bool:
        """Whether it has options."""
        return self.input is None and self.items is None

    def branch_lists(self) -> tuple[tuple[Branch, ...], ...]:
        """The question's own branches, then those that options have of their own."""
        lists = (self.next, *(option.next for option in self.all_options()))
        return tuple(branches for branches in lists if branches)

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


@dataclass(frozen=True, slots=True)
class AmountBlock:
    """A sum of money, computed in the reader's browser."""

    label: Text
    formula: Formula
    place: Place
    cites: tuple[Text, ...] = ()
    when: Guard | None = None


@dataclass(frozen=True, slots=True)
class DeadlineBlock:
    """A named timescale; with `from`, the day is computed."""

    SHORTHAND: ClassVar[str] = "use"
    use: Text
    place: Place
    from_: Text | None = None
    """A date input of this tree."""
    when: Guard | None = None


@dataclass(frozen=True, slots=True)
class GapBlock:
    """A duty that is not met: what the law asks, what to do about it, and by when."""

    duty: Text
    do: Text
    by: Text
    place: Place
    cites: tuple[Text, ...] = ()
    when: Guard | None = None


Block = Use | PartyBlock | TextBlock | StepBlock | AmountBlock | DeadlineBlock | GapBlock


@dataclass(frozen=True, slots=True)
class Outcome:
    """Where a route ends."""

    id: Text
    place: Place
    title: Text
    summary: Text
    certainty: Certainty
    today: Text
    """The one thing to do today."""
    verdict: Verdict | None = None
    gaps: tuple[GapBlock, ...] = ()
    """What is missing: accumulates over the questions, one block per duty."""
    parties: tuple[PartyBlock, ...] = ()
    prove: tuple[TextBlock, ...] = ()
    remedies: tuple[Use, ...] = ()
    amounts: tuple[AmountBlock, ...] = ()
    deadlines: tuple[DeadlineBlock, ...] = ()
    steps: tuple[StepBlock, ...] = ()
    evidence: tuple[Use, ...] = ()
    notes: tuple[TextBlock, ...] = ()
    letter: Text | None = None
    """A letter of the register, filled with the answers."""
    cites: tuple[Text, ...] = ()
    continue_: tuple[Use, ...] = ()
    allow: dict[str, Text] | None = None
    """Kinds of warnings that are right here, each with its reason."""

    def blocks(self) -> Iterator[tuple[str, Block]]:
        """Every block with its id inside the outcome, such as `parties-2`; counted from 1."""
        for name in BLOCK_LISTS:
            for number, block in enumerate(getattr(self, name), start=1):
                yield f"{name.rstrip('_')}-{number}", block


BLOCK_LISTS = (
    "gaps",
    "parties",
    "prove",
    "remedies",
    "amounts",
    "deadlines",
    "steps",
    "evidence",
    "notes",
    "continue_",
)


@dataclass(frozen=True, slots=True)
class Renamed:
    """What became of an id: a new id, or a reason why it is gone."""

    SHORTHAND: ClassVar[str] = "to"
    id: Text
    place: Place
    to: Text | None = None
    reason: Text | None = None


@dataclass(frozen=True, slots=True)
class Review:
    """Who read the tree against the law, and when."""

    on: date
    by: tuple[Text, ...]
    place: Place


@dataclass(frozen=True, slots=True)
class Tree:
    """One file: `trees/<topic>/<name>.yaml`, published at `/<topic>/<name>/`.

    The order of the fields is the order in which `check --fix` puts the keys of the file.
    """

    id: Text
    """`<topic>/<name>`, from the file's place."""
    place: Place
    title: Text
    summary: Text
    audience: Audience
    keywords: tuple[Text, ...] = field(default=(), kw_only=True)
    status: Status
    reviewed: Review
    start: Text
    dated_by: Text | None = field(default=None, kw_only=True)
    """The date input whose day decides which law applies; without it, the day of the review."""
    questions: dict[str, Question]
    outcomes: dict[str, Outcome]
    renamed: dict[str, Renamed] | None = None
    """Ids that were: old links land at the new one, or hear why there is none."""
    was: tuple[Text, ...] = ()
    """Ids that the tree itself had: old links find a page there that leads on."""

    @property
    def topic(self) -> Topic:
        """The folder."""
        return Topic(self.id.split("/")[0])

    @property
    def name(self) -> str:
        """The file's name without its ending."""
        return self.id.split("/")[1]
