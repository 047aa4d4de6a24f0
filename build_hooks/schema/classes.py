"""Which classes can stand in a file, in the order in which its keys lead to them."""

from __future__ import annotations

from enum import StrEnum
from typing import Any, get_args, get_origin

from build_hooks.load.scalars import SCALARS
from build_hooks.load.specs import specs
from build_hooks.model.formula import Formula
from build_hooks.model.guard import Guard

OWN = (Guard, Formula)
"""What has a reader of its own."""


def mappings(root: type) -> list[type]:
    """The classes that are written as mappings, `root` first."""
    return [each for each in _found(root, {}) if not issubclass(each, StrEnum)]


def choices(root: type) -> list[type[StrEnum]]:
    """The enumerations of which a word is written."""
    return [each for each in _found(root, {}) if issubclass(each, StrEnum)]


def _found(type_: Any, found: dict[type, None]) -> dict[type, None]:
    if get_origin(type_) is not None:
        for part in get_args(type_):
            _found(part, found)
    elif type_ not in (*SCALARS, *OWN, str, Ellipsis) and type_ not in found:
        found[type_] = None
        if not issubclass(type_, StrEnum):
            for spec in specs(type_).by_key.values():
                _found(spec.type, found)
    return found
