"""The blocks of an outcome: each with its key and the guard under which it is shown."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TypeVar

from build_hooks.api.contact import Contact, contact
from build_hooks.api.guards import Formula, Guard, formula, guard
from build_hooks.api.published import Published
from build_hooks.api.shape import Citation, Id, Ref, shape
from build_hooks.locale import ui
from build_hooks.model import tree as model

Found = TypeVar("Found")
Made = TypeVar("Made")


@shape
class Always:
    """What all blocks have."""

    key: str
    """Unique in the outcome."""
    when: Guard | None
    """Nothing: always shown."""


@shape
class Gap(Always):
    """A duty that is not met."""

    duty: str
    do: str
    by: str
    cites: tuple[Citation, ...]


@shape
class Party(Always):
    """One who answers for it, and how far."""

    party: Id
    """See `parties.json`."""
    title: str
    liability: model.Liability
    liability_words: str
    because: str
    cites: tuple[Citation, ...]


@shape
class Entry(Always):
    """A remedy or a piece of evidence of its register."""

    entry: Ref


@shape
class Step(Always):
    """Something to do: at a channel, in words of its own, or both."""

    channel: Ref | None
    contact: Contact | None
    letters: tuple[Ref, ...]
    """Letters that the channel takes."""
    do: str | None
    cites: tuple[Citation, ...]


@shape
class Amount(Always):
    """A sum of money, to be computed from answers."""

    label: str
    formula: Formula
    formula_words: str
    cites: tuple[Citation, ...]


@shape
class Deadline(Always):
    """A period; `timescales.json` has its length."""

    entry: Ref
    counted_from: Id | None
    """The question whose day it is counted from, beginning with the day after."""
    counted_words: str | None


@shape
class Words(Always):
    """A remark, or something that must be proved."""

    text: str
    cites: tuple[Citation, ...]


@shape
class Further(Always):
    """A tree that goes on from here."""

    tree: Ref


@dataclass(frozen=True, slots=True)
class Maker:
    """Makes the blocks of one tree."""

    tree: model.Tree
    published: Published

    def all(
        self,
        found: Sequence[Found],
        name: str,
        make: Callable[[str, Guard | None, Found], Made],
    ) -> tuple[Made, ...]:
        """All blocks of a list, keyed as the player knows them."""
        return tuple(
            make(f"{name}-{number}", self._guard(block), block)
            for number, block in enumerate(found, start=1)
        )

    def _guard(self, block: object) -> Guard | None:
        return guard(self.tree, getattr(block, "when", None), self.published)

    def gap(self, key: str, when: Guard | None, block: model.GapBlock) -> Gap:
        """A gap."""
        cites = self.published.cites(block.cites)
        return Gap(key=key, when=when, duty=block.duty, do=block.do, by=block.by, cites=cites)

    def party(self, key: str, when: Guard | None, block: model.PartyBlock) -> Party:
        """A party."""
        return Party(
            key=key,
            when=when,
            party=block.party,
            title=self.published.registers.parties[block.party].title,
            liability=block.liability,
            liability_words=ui(f"liability.{block.liability}"),
            because=block.because,
            cites=self.published.cites(block.cites),
        )

    def remedy(self, key: str, when: Guard | None, block: model.Use) -> Entry:
        """A remedy."""
        return Entry(key=key, when=when, entry=self.published.entry("remedies", block.use))

    def thing(self, key: str, when: Guard | None, block: model.Use) -> Entry:
        """A piece of evidence."""
        return Entry(key=key, when=when, entry=self.published.entry("evidence", block.use))

    def step(self, key: str, when: Guard | None, block: model.StepBlock) -> Step:
        """A step."""
        published = self.published
        channel = published.registers.channels[block.use] if block.use else None
        return Step(
            key=key,
            when=when,
            channel=published.entry("channels", channel.id) if channel else None,
            contact=contact(channel) if channel else None,
            letters=tuple(
                published.entry("letters", id_) for id_ in (channel.letters if channel else ())
            ),
            do=block.do,
            cites=published.cites(block.cites),
        )

    def amount(self, key: str, when: Guard | None, block: model.AmountBlock) -> Amount:
        """A sum."""
        return Amount(
            key=key,
            when=when,
            label=block.label,
            formula=formula(block.formula),
            formula_words=self.published.viewer.formula(self.tree, block.formula),
            cites=self.published.cites(block.cites),
        )

    def deadline(self, key: str, when: Guard | None, block: model.DeadlineBlock) -> Deadline:
        """A deadline."""
        asked = self.tree.questions[block.from_].ask if block.from_ else None
        return Deadline(
            key=key,
            when=when,
            entry=self.published.entry("timescales", block.use),
            counted_from=block.from_,
            counted_words=ui("deadline.from", question=asked) if asked else None,
        )

    def words(self, key: str, when: Guard | None, block: model.TextBlock) -> Words:
        """A remark."""
        cites = self.published.cites(block.cites)
        return Words(key=key, when=when, text=block.text, cites=cites)

    def further(self, key: str, when: Guard | None, block: model.Use) -> Further:
        """A tree to go on with."""
        return Further(key=key, when=when, tree=self.published.tree(block.use))
