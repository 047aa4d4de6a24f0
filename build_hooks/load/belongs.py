"""Where a key belongs that stands in the wrong place: under which key of the same kind of file."""

from __future__ import annotations

from collections.abc import Hashable, Iterator
from dataclasses import is_dataclass
from functools import cache
from typing import Any, cast, get_args

from build_hooks.load.specs import specs
from build_hooks.model.cases import CaseFile
from build_hooks.model.formula import Formula
from build_hooks.model.guard import Guard
from build_hooks.model.registers import Registers
from build_hooks.model.tree import Tree

ROOTS = (Tree, CaseFile, Registers)
OWN_FORM = (Guard, Formula)
"""What is written in a form of its own, not with the keys of a class."""
MOST_HOMES = 3
"""A key that belongs to more places is at home anywhere: naming them would help nobody."""


def homes(key: str, type_: type) -> tuple[str, ...]:
    """The keys under which `key` may stand, in the kind of file that holds a `type_`; or none.

    The outermost level of a file is the empty text.
    """
    for root in ROOTS:
        places = _places(root)
        if type_ in {owner for owner, _ in places}:
            found = dict.fromkeys(
                above for owner, above in places if key in specs(cast("Hashable", owner)).by_key
            )
            return tuple(found) if len(found) <= MOST_HOMES else ()
    return ()


@cache
def _places(root: type) -> tuple[tuple[type, str], ...]:
    """Every class of a kind of file, with the keys under which it stands."""
    found: dict[tuple[type, str], None] = {(root, ""): None}
    waiting = list(found)
    for owner, _ in waiting:
        for place in _below(owner):
            if place not in found:
                found[place] = None
                waiting.append(place)
    return tuple(found)


def _below(owner: type) -> Iterator[tuple[type, str]]:
    for key, spec in specs(cast("Hashable", owner)).by_key.items():
        for class_ in _classes(spec.type):
            yield class_, key


def _classes(type_: Any) -> Iterator[type]:
    if isinstance(type_, type) and is_dataclass(type_) and type_ not in OWN_FORM:
        yield type_
    for part in get_args(type_):
        yield from _classes(part)
