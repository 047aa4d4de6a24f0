"""The golden deadlines, formulas and values, as both languages take them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml

from build_hooks.findings import Report
from build_hooks.load.formulas import read_formula
from build_hooks.load.source import Mapping, Node, Sequence
from build_hooks.model.formula import Formula
from build_hooks.model.registers import Timescale, Unit
from build_hooks.place import NOWHERE, Text

GOLDEN = Path(__file__).parent / "golden"


def _cases(name: str) -> dict[str, dict[str, Any]]:
    # The base loader leaves every value as text: `0.005` must not become a binary float.
    return yaml.load((GOLDEN / name).read_text("utf-8"), yaml.BaseLoader)


DEADLINES = _cases("deadlines.yaml")
FORMULAS = _cases("formulas.yaml")
VALUES = _cases("values.yaml")


def timescale(length: int, unit: str, *, rolls: bool = False) -> Timescale:
    """A timescale of which only the counting matters."""
    word = Text("x")
    return Timescale(word, NOWHERE, word, length, Unit(unit), word, word, rolls)


def timescale_of(case: dict[str, str]) -> Timescale:
    """The timescale of a golden case."""
    rolls = case.get("rolls", "false") == "true"
    return timescale(int(case["length"]), case["unit"], rolls=rolls)


def due_of(case: dict[str, str]) -> dict[str, Any]:
    """What a golden case expects, as JavaScript returns it."""
    return {"day": case["due"], "beyond": case.get("beyond", "false") == "true"}


def formula_of(case: dict[str, Any]) -> Formula:
    """The formula of a golden case, read as in a tree."""
    report = Report()
    formula = read_formula(_node(case["formula"]), report)
    assert report.findings == []
    return formula


def _node(value: Any) -> Node:
    if isinstance(value, str):
        return Text(value)
    if isinstance(value, list):
        return Sequence(tuple(_node(item) for item in value), NOWHERE)
    return Mapping(tuple((Text(key), _node(item)) for key, item in value.items()), NOWHERE)
