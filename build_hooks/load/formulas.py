"""Read a formula: `{max: [{times: [3, price]}, 500]}`."""

from __future__ import annotations

import re

from build_hooks.findings import Report, suggestion
from build_hooks.load.fields import ID, UnreadableError
from build_hooks.load.scalars import Schema, scalar
from build_hooks.load.source import Mapping, Node, Sequence
from build_hooks.locale import ui
from build_hooks.model.formula import Answer, Constant, Formula, Operation
from build_hooks.place import Text
from build_hooks.values import folded, typed_number

CONSTANT = re.compile(r"(0|[1-9][0-9]{0,8})(\.[0-9]{1,4})?", re.ASCII)
DIGIT = re.compile(r"[-+.]?[0-9]")

PART = rf"^(?:[a-z][a-z0-9]*(?:-[a-z0-9]+)*|\s*{typed_number(digits=9, places=4)}\s*)$"
"""The name of a question, or a constant."""


def formula_schema() -> dict[str, Schema]:
    """The same grammar for editors, as definitions of a JSON Schema."""
    parts = {"type": "array", "minItems": 1, "items": {"$ref": "#/definitions/formula-part"}}
    return {
        "formula": {
            "type": "object",
            "properties": {operation.value: parts for operation in Operation},
            "additionalProperties": False,
            "minProperties": 1,
            "maxProperties": 1,
        },
        "formula-part": {
            "if": {"type": "object"},
            "then": {"$ref": "#/definitions/formula"},
            "else": scalar() | _constant_or_answer(),
        },
    }


def _constant_or_answer() -> Schema:
    return {
        "pattern": PART,
        "patternErrorMessage": ui("schema.formula-part"),
        "minimum": 0,
        "exclusiveMaximum": 1_000_000_000,
    }


def read_formula(node: Node, report: Report) -> Formula:
    """Read `formula:`.

    Raises:
        UnreadableError: the report says what is wrong.
    """
    if not isinstance(node, Mapping) or len(node.entries) != 1:
        report.add("bad-formula", node.place)
        raise UnreadableError
    name, value = node.entries[0]
    known = [operation.value for operation in Operation]
    if name not in known:
        hint = suggestion(name, known)
        report.add("unknown-operation", name.place, found=name, hint=hint, known=" · ".join(known))
        raise UnreadableError
    if not isinstance(value, Sequence) or not value.items:
        report.add("bad-formula", value.place)
        raise UnreadableError
    parts = tuple(_part(item, report) for item in value.items)
    return Formula(Operation(name), parts, node.place)


def _part(node: Node, report: Report) -> Formula | Constant | Answer:
    if not isinstance(node, Text):
        return read_formula(node, report)
    if ID.fullmatch(node) and not DIGIT.match(node):
        return Answer(node)
    number = folded(node)
    if CONSTANT.fullmatch(number):
        return Constant(Text(number, node.place))
    report.add("bad-constant", node.place, found=node)
    raise UnreadableError
