"""Collect what people read in a value of the model: every text but ids, guards and formulas."""

from __future__ import annotations

from collections.abc import Hashable, Iterable
from dataclasses import fields, is_dataclass
from functools import cache
from typing import Any, cast

from build_hooks.place import Text

UNREAD = ("id", "place", "when", "formula", "cites", "reviewed", "allow")


def texts(value: object) -> list[Text]:
    """Every text inside `value`, in the order of the model."""
    found: list[Text] = []
    _collect((value,), found)
    return found


def _collect(value: object, found: list[Text]) -> None:
    for part in _parts(value):
        if isinstance(part, Text):
            found.append(part)
        elif part is not None:  # most of what a tree may have it has not
            _collect(part, found)


def _parts(value: object) -> Iterable[object]:
    if isinstance(value, dict):
        return value.values()
    if isinstance(value, tuple):
        return value
    return [getattr(value, name) for name in _names(cast("Hashable", type(value)))]


@cache
def _names(type_: Any) -> tuple[str, ...]:
    """The fields that people read; none where the type is no class of the model."""
    found = fields(type_) if is_dataclass(type_) else ()
    return tuple(item.name for item in found if item.name not in UNREAD)
