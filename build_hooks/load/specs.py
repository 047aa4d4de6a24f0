"""What may be written of a class of the model: its fields as the keys of YAML."""

from __future__ import annotations

from dataclasses import MISSING, Field, dataclass, fields
from functools import cache
from types import NoneType, UnionType
from typing import Any, Union, get_args, get_origin, get_type_hints

IMPLICIT = ("id", "place")
"""What a class knows of itself and YAML does not hold."""


@dataclass(frozen=True, slots=True)
class Spec:
    """What the loader needs to know of a field."""

    name: str
    type: Any


@dataclass(frozen=True, slots=True)
class Specs:
    """What the loader needs to know of a class."""

    names: frozenset[str]
    by_key: dict[str, Spec]
    """The fields that YAML may hold, by their keys."""
    required: tuple[str, ...]


@cache
def specs(type_: Any) -> Specs:
    """What may be written of a class of the model."""
    hints = get_type_hints(type_)
    items = fields(type_)
    written = [item for item in items if item.name not in IMPLICIT]
    return Specs(
        frozenset(item.name for item in items),
        {key_of(item.name): Spec(item.name, _without_none(hints[item.name])) for item in written},
        tuple(item.name for item in written if _is_required(item)),
    )


def _is_required(item: Field[Any]) -> bool:
    return item.default is MISSING and item.default_factory is MISSING


def key_of(name: str) -> str:
    """Return the YAML key of a field: `in_force` is `in-force`, `from_` is `from`."""
    return name.rstrip("_").replace("_", "-")


def _without_none(hint: Any) -> Any:
    if get_origin(hint) in (Union, UnionType):
        kept = [arg for arg in get_args(hint) if arg is not NoneType]
        return kept[0] if len(kept) == 1 else hint
    return hint
