"""Entries of the registers that changed, and the trees that show or cite them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields
from datetime import date
from typing import Any

from build_hooks.api.digest import as_data
from build_hooks.locale import ui
from build_hooks.model.content import Content
from build_hooks.model.registers import Provision, Registers
from build_hooks.model.tree import Outcome, Tree
from build_hooks.verify.references import named_entries, outcome_citations

PROVISIONS = "provisions"
"""Not a register of its own: provisions stand under their laws, and are changed one by one."""
SILENT = ("id", "place", PROVISIONS)


@dataclass(frozen=True, slots=True)
class Touched:
    """A node that shows or cites an entry."""

    tree: str
    node: str
    title: str


@dataclass(frozen=True, slots=True)
class EntryChange:
    """An entry that says something else than before; no lines where it was not there."""

    register: str
    id: str
    title: str
    before: tuple[str, ...]
    after: tuple[str, ...]
    touched: tuple[Touched, ...]
    """Nodes of the new version, of live trees first."""


Entries = Mapping[str, Any]


def entry_changes(old: Content, new: Content) -> Iterator[EntryChange]:
    """All entries that came, went or changed, register by register."""
    using = users(new)
    for register, was, now in _pairs(old.registers, new.registers):
        for id_ in dict.fromkeys((*now, *was)):
            before, after = was.get(id_), now.get(id_)
            if _lines(before) != _lines(after):
                title = _title(after or before)
                touched = tuple(using.get((register, str(id_)), ()))
                yield EntryChange(register, str(id_), title, _lines(before), _lines(after), touched)


def _pairs(old: Registers, new: Registers) -> Iterator[tuple[str, Entries, Entries]]:
    for field in fields(Registers):
        was, now = getattr(old, field.name), getattr(new, field.name)
        if isinstance(was, tuple):
            was, now = ({str(one.say[0]): one for one in many} for many in (was, now))
        yield field.name, was, now
        if field.name == "laws":
            yield PROVISIONS, _provisions(old), _provisions(new)


def _provisions(registers: Registers) -> Entries:
    return {id_: provision for id_, (_, provision) in registers.provisions.items()}


def _title(entry: Any) -> str:
    if isinstance(entry, Provision):
        return str(entry.article or entry.id)
    words = getattr(entry, "title", None) or getattr(entry, "ask", None)
    return str(words or "、".join(getattr(entry, "say", ())))


def _lines(entry: Any) -> tuple[str, ...]:
    """A line per field that is filled in."""
    if entry is None:
        return ()
    found = ((field.name, getattr(entry, field.name)) for field in fields(entry))
    return tuple(
        f"{ui(f'review.field.{name}')}：{_value(value)}"
        for name, value in found
        if name not in SILENT and value not in (None, (), {}, False)
    )


def _value(value: Any) -> str:
    if isinstance(value, tuple):
        return "；".join(_value(part) for part in value)
    if isinstance(value, dict):
        return "；".join(_value(part) for part in value.values())
    if isinstance(value, str | date | int):
        return ui("review.yes") if value is True else str(value)
    data = as_data(value)
    assert isinstance(data, dict)
    return " ".join(str(part) for name, part in data.items() if name != "id")


def users(content: Content) -> dict[tuple[str, str], list[Touched]]:
    """Who shows or cites each entry, directly or through an entry that cites it."""
    found: dict[tuple[str, str], list[Touched]] = defaultdict(list)
    citing = _citing(content.registers)
    live = {str(tree.id) for tree in content.live()}
    trees = sorted(content.trees.values(), key=lambda tree: (tree.id not in live, tree.id))
    for tree in trees:
        for node, title, keys in _nodes(tree):
            wide = [*keys, *((PROVISIONS, law) for key in keys for law in citing.get(key, ()))]
            for key in dict.fromkeys(wide):
                found[key].append(Touched(str(tree.id), node, title))
    return found


def _citing(registers: Registers) -> dict[tuple[str, str], list[str]]:
    """The provisions that entries of registers rest on."""
    found = {}
    for field in fields(Registers):
        entries = getattr(registers, field.name)
        for id_, entry in entries.items() if isinstance(entries, dict) else ():
            found[field.name, str(id_)] = [str(name) for name in getattr(entry, "cites", ())]
    return found


def _nodes(tree: Tree) -> Iterator[tuple[str, str, list[tuple[str, str]]]]:
    for id_, question in tree.questions.items():
        shared = [("questions", str(question.use))] if question.use else []
        cited = [(PROVISIONS, str(name)) for name in question.cites]
        yield str(id_), str(question.ask), [*shared, *cited]
    for id_, outcome in tree.outcomes.items():
        yield str(id_), str(outcome.title), list(_named(outcome))


def _named(outcome: Outcome) -> Iterator[tuple[str, str]]:
    yield from ((register, str(name)) for register, name in named_entries(outcome))
    yield from ((PROVISIONS, str(name)) for name in outcome_citations(outcome))
