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
    _collect(value, found)
    return found


def _collect(value: object, found: list[Text]) -> None:
    if isinstance(value, Text):
        found.append(value)
        return
    for part in _parts(value):
        _collect(part, found)


def _parts(value: object) -> Iterable[object]:
    if isinstance(value, dict):
        return value.values()
    if isinstance(value, tuple):
        return value
    if is_dataclass(value):
        return [getattr(value, name) for name in _names(cast("Hashable", type(value)))]
    return ()


@cache
def _names(type_: Any) -> tuple[str, ...]:
    return tuple(item.name for item in fields(type_) if item.name not in UNREAD)
