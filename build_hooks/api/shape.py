"""What all files share: how a shape is declared, written and described."""

from __future__ import annotations

import re
from collections.abc import Callable, Hashable
from functools import cache
from typing import Annotated, Any, TypeVar, cast, dataclass_transform
from urllib.parse import quote

from pydantic import AfterValidator, ConfigDict, Field, TypeAdapter
from pydantic.dataclasses import dataclass

ROOT = "api/v1"
Made = TypeVar("Made")

SIGNS = "%-._~:/?#[]@!$&'()*+,;="
"""What an address may hold besides letters and digits (RFC 3986)."""


PLAIN = re.compile(rf"[\w{re.escape(SIGNS)}]*", re.ASCII)


def _written(address: str) -> str:
    """An address whose Chinese characters are written as bytes, as programs want it."""
    return address if PLAIN.fullmatch(address) else quote(address, safe=SIGNS)


Address = Annotated[str, AfterValidator(_written), Field(json_schema_extra={"format": "uri"})]
"""A whole address."""
Id = Annotated[str, Field(json_schema_extra={"pattern": "^[a-z0-9]+(-[a-z0-9]+)*$"})]
"""A name in kebab-case; once published it stays."""
TreeId = Annotated[str, Field(json_schema_extra={"pattern": "^[a-z]+/[a-z0-9]+(-[a-z0-9]+)*$"})]
"""A tree: topic and name."""
Version = Annotated[int, Field(json_schema_extra={"const": 1})]
"""Of the file's form; raised only under another address."""


@dataclass_transform(frozen_default=True, kw_only_default=True)
def shape(cls: type[Made]) -> type[Made]:
    """Make a class a published shape: frozen, each key always there, docstrings in the schema."""
    config = ConfigDict(use_attribute_docstrings=True)
    make: Callable[[type[Made]], Any] = dataclass(
        frozen=True, kw_only=True, slots=True, config=config
    )
    made: type[Made] = make(cls)
    return made


@cache
def adapter(type_: Any) -> TypeAdapter[Any]:
    """What writes and describes values of a shape."""
    return TypeAdapter(type_)


def to_json(value: object) -> str:
    """A value of a shape as the bytes that are published: keys in the order of their fields."""
    return adapter(cast("Hashable", type(value))).dump_json(value, indent=1).decode() + "\n"


@shape
class Ref:
    """Something that has a page or a place on one."""

    id: str
    title: str
    url: Address


@shape
class Citation:
    """A provision of law."""

    id: Id
    """Unique among all laws; the same in `laws.json`."""
    label: str
    """Short name of the law and the article."""
    url: Address


@shape
class Node:
    """A question or an outcome of a tree."""

    tree: TreeId
    id: Id
    title: str
    url: Address
