"""Rules about inputs, checklists, formulas, dates and ids that were."""

from __future__ import annotations

import re

from build_hooks.domains import bounds
from build_hooks.findings import Report, suggestion
from build_hooks.graph import node_ids
from build_hooks.locale import ui
from build_hooks.model.content import Content
from build_hooks.model.tree import (
    AmountBlock,
    DeadlineBlock,
    Input,
    InputType,
    Question,
    Status,
    Topic,
    Tree,
)
from build_hooks.place import Text
from build_hooks.values import WrongValueError, canonical, hundredths

NUMBERS = (InputType.MONEY, InputType.NUMBER)
EARLIER = re.compile(rf"({'|'.join(Topic)})/[a-z0-9]+(-[a-z0-9]+)*")
"""An id that a tree may have had."""


def one_kind(tree: Tree, content: Content, report: Report) -> None:
    """A question has options, an input or items, and only one of them."""
    for question in tree.questions.values():
        given = (question.options, question.input, question.items)
        if sum(part is not None for part in given) > 1:
            report.add("question-of-two-kinds", question.place, found=question.id)
        if question.items is not None and not question.items:
            report.add("empty-checklist", question.place, found=question.id)


def input_bounds(tree: Tree, content: Content, report: Report) -> None:
    """Bounds are numbers or days in their one way of writing, and leave something to type."""
    for question in tree.questions.values():
        if question.input and _readable(question.input, report):
            least, most = bounds(question.input)
            is_day = question.input.type is InputType.DATE
            empty = least > most if is_day else hundredths(least) > hundredths(most)
            if empty:
                report.add("empty-range", question.input.place, least=least, most=most)


def _readable(given: Input, report: Report) -> bool:
    good = True
    for bound in (given.min, given.max):
        try:
            canonical(bound or "0", is_day=bool(bound) and given.type is InputType.DATE)
        except WrongValueError as error:
            report.add(error.kind, bound.place if bound else given.place, found=error.found)
            good = False
    return good


def formula_inputs(tree: Tree, content: Content, report: Report) -> None:
    """Formulas compute with numbers that are asked, deadlines count from days that are asked."""
    for outcome in tree.outcomes.values():
        for _, block in outcome.blocks():
            if isinstance(block, AmountBlock):
                for name in block.formula.questions():
                    _asked(
                        tree,
                        name,
                        "formula-not-a-number",
                        (InputType.MONEY, InputType.NUMBER),
                        report,
                    )
            if isinstance(block, DeadlineBlock) and block.from_:
                _asked(tree, block.from_, "deadline-not-a-day", (InputType.DATE,), report)
                period = content.registers.timescales.get(block.use)
                if period and period.backward:
                    report.add("deadline-backward", block.from_.place, found=period.title)


def dated_by(tree: Tree, content: Content, report: Report) -> None:
    """What decides which law applies is a day."""
    if tree.dated_by:
        _asked(tree, tree.dated_by, "deadline-not-a-day", (InputType.DATE,), report)


def _asked(tree: Tree, name: Text, kind: str, types: tuple[InputType, ...], report: Report) -> None:
    question: Question | None = tree.questions.get(name)
    if question is None:
        hint = suggestion(name, tree.questions)
        report.add("unknown-question", name.place, found=name, hint=hint)
    elif question.input is None or question.input.type not in types:
        report.add(kind, name.place, found=name)


def renamed_ids(tree: Tree, content: Content, report: Report) -> None:
    """An id that was leads to one that is, or has a reason why it is gone."""
    nodes = node_ids(tree)
    for id_, new in (tree.renamed or {}).items():
        if id_ in nodes:
            report.add("renamed-in-use", new.place, found=id_)
        if new.to and new.to not in nodes:
            report.add(
                "renamed-unknown", new.to.place, found=new.to, hint=suggestion(new.to, nodes)
            )
        if not new.to and not new.reason:
            report.add("renamed-no-reason", new.place, found=id_)


def earlier_ids(tree: Tree, content: Content, report: Report) -> None:
    """An id that the tree had is written as ids are, and belongs to no other tree."""
    others = [name for other in content.trees.values() if other is not tree for name in other.was]
    for name in tree.was:
        if not EARLIER.fullmatch(name):
            report.add("bad-was", name.place, found=name)
        elif name in content.known_trees or name in others or tree.was.count(name) > 1:
            report.add("was-in-use", name.place, found=name)


def reviewed(tree: Tree, content: Content, report: Report) -> None:
    """What is published has been read by somebody, on a day that has come."""
    if tree.status is not Status.LIVE:
        return
    for name in tree.reviewed.by:
        if name == ui("new.nobody"):
            report.add("not-reviewed", name.place, found=name)
    if content.today and tree.reviewed.on > content.today:
        report.add("not-reviewed", tree.reviewed.place, found=tree.reviewed.on)


INPUT_RULES = (one_kind, input_bounds, formula_inputs, dated_by, renamed_ids, earlier_ids, reviewed)
