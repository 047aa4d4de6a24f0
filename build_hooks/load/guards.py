"""Read a guard: a mapping of questions to what must hold, or a list of such mappings."""

from __future__ import annotations

import re
from typing import NoReturn

from build_hooks.findings import Report
from build_hooks.load.fields import UnreadableError
from build_hooks.load.scalars import Schema, scalar
from build_hooks.load.slips import HALF_WIDTH
from build_hooks.load.source import Mapping, Node, Sequence
from build_hooks.locale import ui
from build_hooks.model.guard import (
    DATE_WORDS,
    NUMBER_SIGNS,
    UNANSWERED,
    Comparison,
    Condition,
    Guard,
)
from build_hooks.place import Text
from build_hooks.values import (
    TYPED_DAY,
    TYPED_SIGN,
    WrongValueError,
    canonical_day,
    canonical_number,
    typed_number,
)

SIGN, WORD = "|".join(NUMBER_SIGNS), "|".join(DATE_WORDS)
GLUE = re.compile("[：:]")
COMPARES_NUMBER = re.compile(rf"({SIGN})\s*(.+)")
COMPARES_DAY = re.compile(rf"({WORD})\s+(.+)")

ANSWER = (
    rf"^(?:(?:{SIGN})\s*{TYPED_SIGN}{typed_number(digits=12, places=2)}\s*"
    rf"|(?:{WORD})\s+{TYPED_DAY}\s*"
    rf"|(?!(?:{SIGN}).)(?!(?:{WORD})\s+.)[\s\S]+)$"
)
"""A comparison with a number or a day, or whatever begins like neither: an option's name."""
GUARD, CLAUSE, CONDITION, OPTION = (
    {"$ref": f"#/definitions/{name}"}
    for name in ("guard", "guard-clause", "guard-condition", "guard-option")
)


def guard_schema() -> dict[str, Schema]:
    """The same grammar for editors, as definitions of a JSON Schema."""
    return {
        "guard": _one_or_more(CLAUSE),
        "guard-clause": {
            "type": "object",
            "minProperties": 1,
            "errorMessage": ui("schema.guard"),
            "additionalProperties": CONDITION,
        },
        "guard-condition": {"if": {"type": "object"}, "then": _ITEMS, "else": _answers()},
        "guard-option": scalar() | {"minLength": 1},
    }


def _one_or_more(item: Schema) -> Schema:
    return {"if": {"type": "array"}, "then": {"minItems": 1, "items": item}, "else": item}


_ITEMS: Schema = {
    "properties": {"has": _one_or_more(OPTION), "lacks": _one_or_more(OPTION)},
    "additionalProperties": False,
    "minProperties": 1,
    "maxProperties": 1,
}


def _answers() -> Schema:
    one = {"pattern": ANSWER, "patternErrorMessage": ui("schema.comparison")}
    return _one_or_more(OPTION) | {"else": {"allOf": [OPTION], **one}}


def read_guard(node: Node, report: Report) -> Guard:
    """Read `when:`.

    Raises:
        UnreadableError: the report says what is wrong.
    """
    alternatives = node.items if isinstance(node, Sequence) else (node,)
    if not alternatives:
        report.add("empty-guard", node.place)
        raise UnreadableError
    return Guard(tuple(_clause(item, report) for item in alternatives), node.place)


def _clause(node: Node, report: Report) -> tuple[Condition, ...]:
    if not isinstance(node, Mapping):
        report.add("bad-guard", node.place)
        raise UnreadableError
    if not node.entries:
        report.add("empty-guard", node.place)
        raise UnreadableError
    return tuple(_condition(question, value, report) for question, value in node.entries)


def _condition(question: Text, value: Node, report: Report) -> Condition:
    if value == "" and (glue := GLUE.search(question)):
        _glued(question, glue, report)
    if value == UNANSWERED:
        return Condition(question, unanswered=True)
    if isinstance(value, Mapping):
        return _items(question, value, report)
    if isinstance(value, Text):
        compared = _comparison(value, report)
        if compared:
            return Condition(question, compare=compared)
    return Condition(question, options=_texts(value, report))


def _glued(question: Text, glue: re.Match[str], report: Report) -> NoReturn:
    """A question and its answer are one word for YAML: the colon between them is not one."""
    place = question.place._replace(column=question.place.column + glue.start())
    if glue[0] in HALF_WIDTH:
        report.add("yaml-wide-mark", place, found=glue[0], better=HALF_WIDTH[glue[0]])
    else:
        report.add("yaml-missing-colon", place)
    raise UnreadableError


def _items(question: Text, node: Mapping, report: Report) -> Condition:
    found = {str(key): value for key, value in node.entries}
    if len(found) != 1 or not set(found) <= {"has", "lacks"}:
        report.add("bad-guard", node.place)
        raise UnreadableError
    key, value = next(iter(found.items()))
    texts = _texts(value, report)
    return Condition(question, has=texts) if key == "has" else Condition(question, lacks=texts)


def _comparison(text: Text, report: Report) -> Comparison | None:
    number = COMPARES_NUMBER.fullmatch(text)
    day = COMPARES_DAY.fullmatch(text)
    try:
        if number:
            value = Text(canonical_number(number[2]), text.place)
            return Comparison(number[1], value, is_day=False)
        if day:
            value = Text(canonical_day(day[2]), text.place)
            return Comparison(DATE_WORDS[day[1]], value, is_day=True)
    except WrongValueError as error:
        report.add(error.kind, text.place, found=error.found)
        raise UnreadableError from None
    return None


def _texts(value: Node, report: Report) -> tuple[Text, ...]:
    items = value.items if isinstance(value, Sequence) else (value,)
    texts = tuple(item for item in items if isinstance(item, Text) and item)
    if not texts or len(texts) != len(items):
        report.add("bad-guard", value.place)
        raise UnreadableError
    return texts
