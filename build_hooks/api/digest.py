"""A digest of a tree's content: what it says and how it leads on, wherever it is published."""

from __future__ import annotations

import json
from collections.abc import Hashable
from dataclasses import fields, is_dataclass
from functools import cache
from hashlib import sha256
from typing import Any, cast

from build_hooks.model.tree import Tree

LENGTH = 16


def digest(tree: Tree) -> str:
    """Digest all that the file of a tree says; comments, order of keys and places do not count."""
    text = json.dumps(as_data(tree), ensure_ascii=False, sort_keys=True)
    return sha256(text.encode()).hexdigest()[:LENGTH]


def as_data(value: Any) -> object:
    """A value of the model as JSON; what is left out is not there, so new fields change nothing."""
    if isinstance(value, str):
        return str(value)
    if isinstance(value, tuple):
        return [as_data(part) for part in value]
    if isinstance(value, dict):
        return [[str(key), as_data(part)] for key, part in value.items()]
    if not is_dataclass(value):
        return "" if value is None else str(value)
    found = ((name, getattr(value, name)) for name in _names(cast("Hashable", type(value))))
    return {name: as_data(part) for name, part in found if part}


@cache
def _names(type_: Any) -> tuple[str, ...]:
    return tuple(field.name for field in fields(type_) if field.name != "place")
