"""The schemas beside the trees, as they have to be written."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from build_hooks.load.folder import FILES, SCHEMAS
from build_hooks.load.scalars import Schema
from build_hooks.model.cases import CaseFile
from build_hooks.model.registers import Registers
from build_hooks.model.tree import Tree
from build_hooks.schema.definitions import Definitions

DIALECT = "http://json-schema.org/draft-07/schema#"
MADE_BY = "python -m build_hooks schema"
CLASSES = dict(zip(SCHEMAS, (Tree, CaseFile, Registers), strict=True))
"""The class that each file describes."""


def schemas() -> dict[str, str]:
    """The text of each schema by the name of its file."""
    return {name: _text(schema(type_)) for name, type_ in CLASSES.items()}


def schema(type_: type) -> Schema:
    """The schema of a kind of file."""
    definitions = Definitions()
    root = definitions.mapping(type_)
    if type_ is Registers:
        root["dependencies"] = _of_one_file()
    head = {"$schema": DIALECT, "$comment": MADE_BY}
    return {**head, **root, "definitions": dict(sorted(definitions.made.items()))}


def stale(folder: Path) -> list[str]:
    """The names of schemas in `folder` that are missing or not as they have to be."""
    return list(_stale(folder))


def write(folder: Path) -> list[str]:
    """Write the stale schemas; their names."""
    found = _stale(folder)
    for name, text in found.items():
        (folder / name).write_bytes(text.encode())
    return list(found)


def _stale(folder: Path) -> dict[str, str]:
    there = {file.name: file.read_bytes() for file in folder.glob("*.schema.json")}
    return {name: text for name, text in schemas().items() if there.get(name) != text.encode()}


def _of_one_file() -> Schema:
    """Registers stand in a file each; beside one stand only those of its file."""
    return {name: {"propertyNames": {"enum": names}} for names in FILES.values() for name in names}


def _text(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, indent=1) + "\n"
