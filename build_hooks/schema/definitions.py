"""A class of the model becomes a JSON Schema, with all that it needs as definitions."""

from __future__ import annotations

from collections.abc import Callable
from enum import StrEnum
from typing import Any, get_args, get_origin

from build_hooks.load.formulas import formula_schema
from build_hooks.load.guards import guard_schema
from build_hooks.load.scalars import SCALARS, Schema, id_
from build_hooks.load.specs import key_of, specs
from build_hooks.model.formula import Formula
from build_hooks.model.guard import Guard
from build_hooks.place import Text
from build_hooks.schema.examples import plain_value
from build_hooks.schema.words import MemberWords, name_of, words

SPECIAL: dict[type, Callable[[], dict[str, Schema]]] = {
    Guard: guard_schema,
    Formula: formula_schema,
}
"""What has a reader of its own."""


class Definitions:
    """Makes the schema of each type once; `made` holds those with a name."""

    def __init__(self) -> None:
        self.made: dict[str, Schema] = {}

    def of(self, type_: Any) -> Schema:
        """What may stand where the model has a `type_`."""
        origin = get_origin(type_)
        if origin is tuple:
            return one_or_more(self.of(get_args(type_)[0]))
        if origin is dict:
            return named(self.of(get_args(type_)[1]))
        if type_ in SPECIAL:
            self.made |= SPECIAL[type_]()
            return reference(name_of(type_))
        if type_ in SCALARS:
            return SCALARS[type_]()
        if issubclass(type_, StrEnum):
            return choice(type_)
        return self.named_class(type_)

    def named_class(self, type_: type) -> Schema:
        """A reference to the definition of a class."""
        name = name_of(type_)
        if name not in self.made:
            self.made[name] = {}  # a class may hold itself
            self.made[name] = self.short(type_)
        return reference(name)

    def short(self, type_: type) -> Schema:
        """A class, or in its place the text of its one key that has to be there."""
        whole = self.mapping(type_)
        key = getattr(type_, "SHORTHAND", None)
        if key is None:
            return whole
        text = SCALARS[specs(type_).by_key[key].type]()
        return {"if": {"type": "object"}, "then": whole, "else": text}

    def mapping(self, type_: type) -> Schema:
        """A class written as a mapping."""
        known, told = specs(type_), words().of_class(type_)
        return {
            "title": told.title,
            "description": told.plain,
            "type": "object",
            "properties": {key: self.key(type_, key) for key in known.by_key},
            "required": [key_of(name) for name in known.required],
            "additionalProperties": False,
        }

    def key(self, type_: type, key: str) -> Schema:
        """A key with its words; beside a reference they would be overlooked."""
        told, form = words().of_key(type_, key), self.of(specs(type_).by_key[key].type)
        return {
            "title": told.title,
            "description": told.plain,
            "examples": [plain_value(example.node) for example in told.examples],
            **({"allOf": [form]} if "$ref" in form else form),
        }


def reference(name: str) -> Schema:
    """What stands in place of a definition."""
    return {"$ref": f"#/definitions/{name}"}


def one_or_more(item: Schema) -> Schema:
    """A list, or a single value without its brackets."""
    return {"if": {"type": "array"}, "then": {"items": item}, "else": item}


def named(value: Schema) -> Schema:
    """A mapping whose keys are names that the contributor gives."""
    return {"type": "object", "propertyNames": id_(), "additionalProperties": value}


def choice(type_: type[StrEnum]) -> Schema:
    """One of a few words."""
    told = words().of_enum(type_).members
    return {"oneOf": [_member(member.value, told[Text(member.value)]) for member in type_]}


def _member(name: str, told: MemberWords) -> Schema:
    return {"const": name, "title": told.title, "description": told.plain}
