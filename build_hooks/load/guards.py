"""Read a guard: a mapping of questions to what must hold, or a list of such mappings."""

from __future__ import annotations

from build_hooks.findings import Report
from build_hooks.load.fields import UnreadableError
from build_hooks.load.source import Mapping, Node, Sequence
from build_hooks.model.guard import UNANSWERED, Condition, Guard
from build_hooks.place import Text


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
    if value == UNANSWERED:
        return Condition(question, ())
    options = value.items if isinstance(value, Sequence) else (value,)
    texts = tuple(option for option in options if isinstance(option, Text) and option)
    if not texts or len(texts) != len(options):
        report.add("bad-guard", value.place)
        raise UnreadableError
    return Condition(question, texts)
