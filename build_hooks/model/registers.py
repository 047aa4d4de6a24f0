"""The reference registers: everything that trees name instead of repeating it."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from functools import cached_property

from build_hooks.place import Place, Text, Url

BUILT_IN = ("claims", "law", "day")
"""What the outcome gives to a letter: its remedies, the law it rests on; and today."""
BESIDE = {"synonyms": "terms"}
"""Registers that stand in the file of another."""
FILLED = re.compile(r"\{([a-z0-9]+(?:-[a-z0-9]+)*)\}")


class Confidence(StrEnum):
    """How well a fact was checked; anything but `high` is told to the reader as "it depends"."""

    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"


class Offer(StrEnum):
    """A part of an outcome whose entries go into a blank of a letter with a tap."""

    CLAIMS = "claims"
    AMOUNTS = "amounts"
    LAW = "law"
    EVIDENCE = "evidence"


class LawKind(StrEnum):
    """The rank of a text, in the order in which lists show them."""

    LAW = "law"
    REGULATION = "administrative-regulation"
    INTERPRETATION = "judicial-interpretation"
    RULE = "departmental-rule"
    DOCUMENT = "normative-document"


class ChannelKind(StrEnum):
    """What sort of door a channel is."""

    SELF = "self"
    COMPLAINT = "complaint"
    REPORT = "report"
    MEDIATION = "mediation"
    COURT = "court"
    POLICE = "police"
    ADVICE = "advice"


class Unit(StrEnum):
    """What a timescale counts in."""

    NATURAL_DAYS = "natural-days"
    WORKING_DAYS = "working-days"
    MONTHS = "months"
    YEARS = "years"


@dataclass(frozen=True, slots=True)
class Provision:
    """One article, or a few that belong together, in our own words."""

    id: Text
    place: Place
    gist: Text
    article: Text | None = None
    """None where the full text has not been seen: such a provision gets no number."""
    limits: Text | None = None
    """The mistake that is easily made with it."""
    confidence: Confidence = Confidence.HIGH
    from_: date | None = None
    """In force from this day, if not from the law's."""
    until: date | None = None


@dataclass(frozen=True, slots=True)
class Law:
    """A text of law with the provisions that the site rests on."""

    id: Text
    place: Place
    title: Text
    short: Text
    kind: LawKind
    from_: date
    """The day on which the text as cited took effect."""
    provisions: dict[str, Provision]
    until: date | None = None
    """The last day on which it was in force."""
    replaced_by: Text | None = None
    url: Url | None = None
    confidence: Confidence = Confidence.HIGH

    def in_force(self, provision: Provision, day: date) -> bool:
        """Whether `provision` of this law applied on `day`."""
        first = provision.from_ or self.from_
        last = provision.until or self.until
        return first <= day and (last is None or day <= last)


@dataclass(frozen=True, slots=True)
class Contact:
    """How to reach a channel."""

    phone: Text | None = None
    url: Url | None = None


@dataclass(frozen=True, slots=True)
class Channel:
    """A door to knock at: what it can do, what it needs, how long it takes."""

    id: Text
    place: Place
    title: Text
    short: Text
    kind: ChannelKind
    who: Text
    can: tuple[Text, ...] = ()
    cannot: tuple[Text, ...] = ()
    how: tuple[Text, ...] = ()
    bring: tuple[Text, ...] = ()
    times: tuple[Text, ...] = ()
    """Timescales."""
    letters: tuple[Text, ...] = ()
    """Letters that this door takes."""
    guide: Text | None = None
    """A page of `docs/guides/` that goes through it step by step."""
    cost: Text | None = None
    if_fails: Text | None = None
    contact: Contact | None = None
    cites: tuple[Text, ...] = ()
    confidence: Confidence = Confidence.HIGH


@dataclass(frozen=True, slots=True)
class Party:
    """One who can be liable."""

    id: Text
    place: Place
    title: Text
    plain: Text
    also: tuple[Text, ...] = ()


@dataclass(frozen=True, slots=True)
class Remedy:
    """What a reader can claim."""

    id: Text
    place: Place
    title: Text
    what: Text
    limits: tuple[Text, ...] = ()
    proof: Text | None = None
    """Who must prove what."""
    cites: tuple[Text, ...] = ()
    confidence: Confidence = Confidence.HIGH


@dataclass(frozen=True, slots=True)
class Evidence:
    """A thing to keep."""

    id: Text
    place: Place
    title: Text
    why: Text
    how: Text
    kept_by_others: Text | None = None
    """How long somebody else must keep it."""
    cites: tuple[Text, ...] = ()
    confidence: Confidence = Confidence.HIGH


@dataclass(frozen=True, slots=True)
class Timescale:
    """A period that the law names, so that a change of law is one edit."""

    id: Text
    place: Place
    title: Text
    length: int
    unit: Unit
    from_: Text
    """The event from which it is counted."""
    rule: Text
    rolls: bool = False
    """Whether a last day that is a rest day moves to the next working day. Only where the law says
    so of a period that binds others: a reader's own period is shown without, to be on the safe
    side."""
    backward: bool = False
    """Whether it is counted back from its event: then no last day can be computed."""
    extend: Text | None = None
    ask: Text | None = None
    """Asks a reader for the day of the event, on a result whose tree does not: where `from_` is one
    event that a reader can date. Without it no field is offered."""
    since: date | None = None
    """The first day of an event to which the rule applies: before, the older rule does."""
    cites: tuple[Text, ...] = ()
    confidence: Confidence = Confidence.HIGH


@dataclass(frozen=True, slots=True)
class Term:
    """A word explained, with the words that people use instead."""

    id: Text
    place: Place
    title: Text
    plain: Text
    also: tuple[Text, ...] = ()
    cites: tuple[Text, ...] = ()


@dataclass(frozen=True, slots=True)
class Synonym:
    """What people say, and what the site says; for the search alone, it claims nothing in law."""

    place: Place
    say: tuple[Text, ...]
    find: tuple[Text, ...]


@dataclass(frozen=True, slots=True)
class Blank:
    """Something that only the reader knows and no tree asks, such as a name."""

    id: Text
    place: Place
    label: Text
    hint: Text | None = None
    lines: int = 1
    """Height of the field."""
    personal: Text | None = None
    """What of the reader's own it asks for, in the words of HTML's `autocomplete`, such as `name`:
    never kept unless the reader asks for it."""
    from_: tuple[Text, ...] = ()
    """Questions whose answer it begins with, if a tree has asked one of them."""
    offer: tuple[Offer, ...] = ()
    """What the outcome lists that the reader may take over with a tap."""
    optional: bool = False
    """Whether it may stay empty: its line is then left out."""
    sentence: Text | None = None
    """What stands in the letter if the reader ticks that it is so: the blank is then a box to
    tick, and what nobody has ticked nobody has said."""


@dataclass(frozen=True, slots=True)
class Letter:
    """A letter to send. `{name}` in its body is a blank, the answer to a question, or one of
    `BUILT_IN`."""

    id: Text
    place: Place
    title: Text
    to: Text
    how: Text
    """When and how to send it."""
    body: Text
    blanks: dict[str, Blank] = field(default_factory=dict)
    cites: tuple[Text, ...] = ()

    def names(self) -> list[str]:
        """The blanks and questions that its body fills in, each once."""
        found = dict.fromkeys(FILLED.findall(self.body))
        return [name for name in found if name not in BUILT_IN]


@dataclass(frozen=True, slots=True)
class SharedOption:
    """The words of an option of a shared question."""

    id: Text
    place: Place
    label: Text


@dataclass(frozen=True, slots=True)
class SharedQuestion:
    """A question that several trees ask in the same words; answers carry over."""

    id: Text
    place: Place
    ask: Text
    options: dict[str, SharedOption]
    help: Text | None = None
    why: Text | None = None
    cites: tuple[Text, ...] = ()


@dataclass(frozen=True)
class Registers:
    """All registers; each field is a file of `trees/reference/` with one key of the same name.

    Only `synonyms` stands in another's file, `BESIDE` says in whose.
    """

    laws: dict[str, Law] = field(default_factory=dict)
    channels: dict[str, Channel] = field(default_factory=dict)
    parties: dict[str, Party] = field(default_factory=dict)
    remedies: dict[str, Remedy] = field(default_factory=dict)
    evidence: dict[str, Evidence] = field(default_factory=dict)
    timescales: dict[str, Timescale] = field(default_factory=dict)
    terms: dict[str, Term] = field(default_factory=dict)
    letters: dict[str, Letter] = field(default_factory=dict)
    questions: dict[str, SharedQuestion] = field(default_factory=dict)
    synonyms: tuple[Synonym, ...] = ()

    @cached_property
    def provisions(self) -> dict[str, tuple[Law, Provision]]:
        """Every provision with its law, by the provision's id."""
        return {
            str(provision.id): (law, provision)
            for law in self.laws.values()
            for provision in law.provisions.values()
        }
