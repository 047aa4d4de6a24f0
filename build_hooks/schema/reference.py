"""The reference of the manual: every key of every file, from the classes that the loader reads."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any, get_args, get_origin

from build_hooks.load.fields import Flag
from build_hooks.load.scalars import SCALARS
from build_hooks.load.specs import key_of, specs
from build_hooks.locale import ui
from build_hooks.model.cases import CaseFile
from build_hooks.model.formula import Formula, Operation
from build_hooks.model.guard import Guard
from build_hooks.model.registers import Registers
from build_hooks.model.tree import Tree
from build_hooks.schema.classes import choices, mappings
from build_hooks.schema.examples import flow
from build_hooks.schema.words import EnumWords, FormWords, name_of, words

EXAMPLE = Path(__file__).parent / "example.yaml"
"""A small tree that can be copied; a test checks it with the real registers."""
FILES = {"tree": Tree, "cases": CaseFile, "reference": Registers}


@dataclass(frozen=True, slots=True)
class Form:
    """What may stand behind a key."""

    what: str
    anchor: str | None = None
    """Where on the page it is explained."""
    choices: tuple[str, ...] = ()
    is_many: bool = False
    """Whether it may be a list of such."""
    is_named: bool = False
    """Whether each of them gets a name."""


@dataclass(frozen=True, slots=True)
class Row:
    """A key."""

    key: str
    title: str
    plain: str
    is_required: bool
    form: Form
    examples: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """A class: what stands in one mapping."""

    anchor: str
    title: str
    plain: str
    shorthand: str | None
    """The key whose value may stand in place of the whole."""
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Section:
    """All that a kind of file may hold."""

    name: str
    tables: tuple[Table, ...]


@dataclass(frozen=True, slots=True)
class Reference:
    """The whole page."""

    example: str
    sections: tuple[Section, ...]
    guards: tuple[tuple[str, str], ...]
    """Each form of a condition, and what it means."""
    formulas: tuple[tuple[str, str], ...]
    choices: tuple[tuple[str, EnumWords], ...]


def reference() -> Reference:
    """Everything that may be written."""
    told = words()
    return Reference(
        example=EXAMPLE.read_text("utf-8"),
        sections=tuple(_sections()),
        guards=_forms(told.guards),
        formulas=_forms(told.formulas),
        choices=tuple((name_of(each), told.of_enum(each)) for each in _all_choices()),
    )


def _forms(told: tuple[FormWords, ...]) -> tuple[tuple[str, str], ...]:
    return tuple((flow(form.example.node), str(form.plain)) for form in told)


def _sections() -> Iterator[Section]:
    """Each class stands in the first file that needs it."""
    seen: set[type] = set()
    for name, root in FILES.items():
        mine = [each for each in mappings(root) if each not in seen]
        seen.update(mine)
        yield Section(name, tuple(map(table, mine)))


def _all_choices() -> list[type[StrEnum]]:
    found = dict.fromkeys(each for root in FILES.values() for each in choices(root))
    return [*found, Flag, Operation]


def table(type_: type) -> Table:
    """The keys of a class."""
    told, known = words().of_class(type_), specs(type_)
    required = {key_of(name) for name in known.required}
    rows = tuple(_row(type_, key, is_required=key in required) for key in known.by_key)
    shorthand = getattr(type_, "SHORTHAND", None)
    return Table(name_of(type_), told.title, told.plain, shorthand, rows)


def _row(type_: type, key: str, *, is_required: bool) -> Row:
    told = words().of_key(type_, key)
    examples = tuple(f"{key}: {flow(example.node)}" for example in told.examples)
    form = form_of(specs(type_).by_key[key].type)
    return Row(key, told.title, told.plain, is_required, form, examples)


def form_of(type_: Any, *, is_many: bool = False, is_named: bool = False) -> Form:
    """What may stand where the model has a `type_`."""
    origin = get_origin(type_)
    if origin is tuple:
        return form_of(get_args(type_)[0], is_many=True, is_named=is_named)
    if origin is dict:
        return form_of(get_args(type_)[1], is_many=is_many, is_named=True)
    what, anchor, members = _single(type_)
    return Form(what, anchor, members, is_many, is_named)


def _single(type_: Any) -> tuple[str, str | None, tuple[str, ...]]:
    if type_ in (Guard, Formula):
        return ui(f"reference.form.{name_of(type_)}"), name_of(type_), ()
    if type_ is bool:
        return words().of_enum(Flag).title, name_of(Flag), tuple(Flag)
    if type_ in SCALARS:
        return ui(f"reference.form.{name_of(type_)}"), None, ()
    if issubclass(type_, StrEnum):
        return words().of_enum(type_).title, name_of(type_), tuple(type_)
    return words().of_class(type_).title, name_of(type_), ()
