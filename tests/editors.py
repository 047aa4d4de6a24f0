"""YAML as editors read it: with types, by the rules of YAML 1.2 or of the older 1.1."""

from __future__ import annotations

import re
from datetime import date
from typing import Any, ClassVar

import yaml

TYPES = {
    "null": r"~|null|Null|NULL|",
    "bool": r"true|True|TRUE|false|False|FALSE",
    "int": r"[-+]?[0-9]+|0o[0-7]+|0x[0-9a-fA-F]+",
    "float": r"[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?",
}
"""The core schema of YAML 1.2, chapter 10.3.2, without infinity."""


class Old(yaml.CSafeLoader):
    """YAML 1.1, with keys as they are written: `on` is a key, not `True`."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Any, Any]:
        del deep  # a key is text, and a value is made at once
        return {key.value: self.construct_object(value, deep=True) for key, value in node.value}


class Core(Old):
    """Reads as the YAML language server does unless it is told otherwise."""

    yaml_implicit_resolvers: ClassVar[dict[str, list[Any]]] = {}


for name, pattern in TYPES.items():
    Core.add_implicit_resolver(f"tag:yaml.org,2002:{name}", re.compile(f"^(?:{pattern})$"), None)


def whole(_: Core, node: yaml.ScalarNode) -> int:
    """`010` is ten in YAML 1.2, and eight in 1.1."""
    return int(node.value, 0 if node.value[:2] in ("0o", "0x") else 10)


Core.add_constructor("tag:yaml.org,2002:int", whole)


def by_core(text: str) -> Any:
    """As an editor with YAML 1.2."""
    return as_json(yaml.load(text, Core))


def by_old(text: str) -> Any:
    """As a tool with YAML 1.1: `yes` is true, and a date is a date until JSON is made of it."""
    return as_json(yaml.load(text, Old))


def as_json(value: Any) -> Any:
    """The same with the values that JSON has."""
    if isinstance(value, dict):
        return {key: as_json(part) for key, part in value.items()}
    if isinstance(value, list):
        return [as_json(part) for part in value]
    return value.isoformat() if isinstance(value, date) else value
