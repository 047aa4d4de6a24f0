"""What an outcome shows for answers, as items that compare by content and not by words."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from build_hooks.compile import FormulaData, formula_data
from build_hooks.guards import holds
from build_hooks.model.content import Content
from build_hooks.model.guard import Guard
from build_hooks.model.tree import (
    AmountBlock,
    Block,
    DeadlineBlock,
    GapBlock,
    Outcome,
    PartyBlock,
    StepBlock,
    TextBlock,
)

Name = Callable[[str], str]
"""What an id of a question is called in both versions."""
ORDER = "order"


@dataclass(frozen=True, slots=True)
class Item:
    """One thing that a reader is shown."""

    part: str
    """The list it stands in, such as `parties`; or `certainty`, `verdict`, `letter`, `cites`."""
    id: str = ""
    """The entry of a register or the provision; empty for own words."""
    how: str = ""
    """How far a party is liable, how a sum is computed, how long a period is."""
    cites: tuple[str, ...] = ()
    words: str = field(default="", compare=False)
    """How it is called; a change of it is a rewording."""


Showable = tuple[tuple[Guard | None, Item], ...]
"""What an outcome can show, each with the guard under which it does."""


def showable(outcome: Outcome, content: Content, name: Name) -> Showable:
    """Everything that `outcome` can show, in the order of the page."""
    always = ((None, item) for item in _always(outcome, content))
    blocks = (
        (block.when, _item(id_.rpartition("-")[0], block, content, name))
        for id_, block in outcome.blocks()
    )
    return (*always, *blocks)


def shown(items: Showable, answers: Mapping[str, str]) -> tuple[Item, ...]:
    """What an outcome shows for `answers`."""
    return tuple(item for guard, item in items if guard is None or holds(guard, answers))


def _always(outcome: Outcome, content: Content) -> Iterator[Item]:
    yield Item("certainty", str(outcome.certainty))
    if outcome.verdict:
        yield Item("verdict", str(outcome.verdict))
    if outcome.letter:
        yield _entry("letter", str(outcome.letter), content)
    for cited in sorted(set(outcome.cites)):
        yield Item("cites", str(cited))


def _item(part: str, block: Block, content: Content, name: Name) -> Item:
    cites = tuple(sorted(str(cited) for cited in getattr(block, "cites", ())))
    match block:
        case PartyBlock():
            return _entry(part, str(block.party), content, str(block.liability), cites)
        case TextBlock() | GapBlock():
            how, words = (
                ("", block.text) if isinstance(block, TextBlock) else (block.by, block.duty)
            )
            return Item(part, "", str(how), cites, str(words))
        case AmountBlock():
            how = json.dumps(_renamed(formula_data(block.formula), name))
            return Item(part, "", how, cites, str(block.label))
        case DeadlineBlock():
            return _entry(part, str(block.use), content, _period(block, content, name))
        case StepBlock():
            item = _entry(part, str(block.use or ""), content, cites=cites)
            return item if block.use else Item(part, cites=cites, words=str(block.do))
        case _:
            return _entry(part, str(block.use), content)


def _renamed(data: FormulaData, name: Name) -> FormulaData:
    if isinstance(data, str):
        return data
    head, *parts = data
    if head == "answer":
        return [head, name(parts[0])]
    return [head, *(_renamed(part, name) for part in parts)]


def _period(block: DeadlineBlock, content: Content, name: Name) -> str:
    """How long, and from which answer: a change of the register changes what is shown."""
    found = content.registers.timescales.get(block.use)
    length = f"{found.length} {found.unit}{' rolls' * found.rolls}" if found else ""
    return f"{length} < {name(block.from_)}" if block.from_ else length


def _entry(
    part: str, id_: str, content: Content, how: str = "", cites: tuple[str, ...] = ()
) -> Item:
    registers = content.registers
    known: dict[str, Mapping[str, Any]] = {
        "parties": registers.parties,
        "remedies": registers.remedies,
        "deadlines": registers.timescales,
        "steps": registers.channels,
        "evidence": registers.evidence,
        "letter": registers.letters,
        "continue": content.trees,
    }
    entry = known[part].get(id_)
    return Item(part, id_, how, cites, str(entry.title) if entry else "")


def lost_and_gained(
    before: tuple[Item, ...], after: tuple[Item, ...]
) -> tuple[tuple[Item, ...], tuple[Item, ...]]:
    """What only one of them shows; steps in another order count as a loss and a gain."""
    if before == after:
        return (), ()
    lost = Counter(before) - Counter(after)
    gained = Counter(after) - Counter(before)
    if not lost and not gained:
        was, now = _order(before), _order(after)
        return ((was,), (now,)) if was != now else ((), ())
    return tuple(lost.elements()), tuple(gained.elements())


def _order(items: tuple[Item, ...]) -> Item:
    steps = [item for item in items if item.part == "steps"]
    words = " → ".join(item.words for item in steps)
    return Item(ORDER, " ".join(f"{item.id}{list(item.cites)}" for item in steps), words=words)
