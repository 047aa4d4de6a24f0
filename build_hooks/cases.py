"""Run the cases beside a tree: the tree must agree with what was decided, and what we expect."""

from __future__ import annotations

from collections.abc import Iterator

from build_hooks.compile import Payload, compile_tree
from build_hooks.findings import Report, suggestion
from build_hooks.formulas import amount
from build_hooks.graph import reachable, successors
from build_hooks.guards import holds
from build_hooks.locale import ui
from build_hooks.model.cases import LISTED, Case
from build_hooks.model.content import Content
from build_hooks.model.guard import Condition
from build_hooks.model.tree import Block, Outcome, PartyBlock, Tree
from build_hooks.place import Text
from build_hooks.values import WrongValueError, canonical_number, hundredths
from build_hooks.verify.structure import known_condition, known_names
from build_hooks.walk import Walk, accepts, walk

Visible = dict[str, list[Block]]
"""The blocks that an answer shows, per list of the outcome."""


def run_cases(tree: Tree, content: Content, report: Report) -> None:
    """The answers of a case lead to its outcome, and it shows what the case was decided on."""
    payload = compile_tree(tree)
    for case in content.cases(tree):
        _told(case, report)
        run_case(case, tree, payload, content, report)


def run_case(case: Case, tree: Tree, payload: Payload, content: Content, report: Report) -> None:
    """Hold one case against its tree, of which `payload` was compiled."""
    if not _names_known(case, tree, payload, report):
        return
    taken = walk(payload, {str(q): str(o) for q, o in case.answers.items()})
    if taken["at"] != case.outcome:
        _elsewhere(case, tree, taken, report)
        return
    for question in taken["ignored"]:
        place = next(q.place for q in case.answers if q == question)
        report.add("case-answer-unused", place, found=question)
    outcome = tree.outcomes[case.outcome]
    shown = _visible(case, outcome)
    _shows(case, outcome, shown, report)
    _hides(case, outcome, shown, content, report)


def _elsewhere(case: Case, tree: Tree, taken: Walk, report: Report) -> None:
    """The answers end at another outcome, or at a question that they do not answer."""
    at = taken["at"]
    place = case.outcome.place
    if at in tree.questions:
        report.add("case-stops", place, at=at)
        return
    left = _left_at(tree, taken, case.outcome)
    report.add("case-elsewhere", place, found=case.outcome, at=at, left=left)


def _left_at(tree: Tree, taken: Walk, outcome: str) -> str:
    """The first answer after which no way leads to `outcome` any more."""
    graph = successors(tree)
    nodes = [question for question, _ in taken["route"]] + [taken["at"]]
    for (question, answer), after in zip(taken["route"], nodes[1:], strict=True):
        if outcome not in reachable(graph, after):
            return f"{question}={answer}"
    return taken["at"]


def _told(case: Case, report: Report) -> None:
    """What readers see has a title, a story and a result."""
    for key in ("title", "story", "result"):
        if case.for_readers and getattr(case, key) is None:
            report.add("missing-key", case.place, key=key)


def _names_known(case: Case, tree: Tree, payload: Payload, report: Report) -> bool:
    known = [
        _answer_known(tree, payload, name, answer, report) for name, answer in case.answers.items()
    ]
    if case.outcome not in tree.outcomes:
        hint = suggestion(case.outcome, tree.outcomes)
        report.add("unknown-outcome", case.outcome.place, found=case.outcome, hint=hint)
        return False
    return all(known)


def _answer_known(tree: Tree, payload: Payload, name: Text, answer: Text, report: Report) -> bool:
    question = tree.questions.get(name)
    if question is None:
        return known_condition(tree, Condition(name, unanswered=True), report)
    if question.is_choice:
        return known_names([answer], question.options or {}, name, report)
    if accepts(payload["questions"][name], answer):
        return True
    report.add("case-answer-wrong", answer.place, found=answer, question=name)
    return False


def _shows(case: Case, outcome: Outcome, shown: Visible, report: Report) -> None:
    for list_name, wanted in case.shows.names():
        _among(wanted, shown[list_name], report)
    for name in case.shows.cites:
        if name not in outcome.cites:
            hint = suggestion(name, outcome.cites)
            report.add("case-not-shown", name.place, found=name, hint=hint)
    if case.shows.first:
        _among(case.shows.first, shown["steps"][:1], report)
    _liability(case, shown["parties"], report)
    _amounts(case, outcome, report)


def _visible(case: Case, outcome: Outcome) -> Visible:
    """Per list the blocks that are visible for the answers of a case."""
    answers = {str(q): str(o) for q, o in case.answers.items()}
    return {
        name: [b for b in getattr(outcome, name) if b.when is None or holds(b.when, answers)]
        for name in LISTED
    }


def _among(wanted: Text, blocks: list[Block], report: Report) -> None:
    if not any(_is(wanted, block) for block in blocks):
        hint = suggestion(wanted, [name for block in blocks for name in _names(block)])
        report.add("case-not-shown", wanted.place, found=wanted, hint=hint)


def _is(wanted: Text, block: Block) -> bool:
    """Whether a block is the entry `wanted`, or its own words begin so."""
    entry, *own = _names(block)
    return wanted == entry or any(words.startswith(wanted) for words in own)


def _names(block: Block) -> Iterator[str]:
    yield str(getattr(block, "party", None) or getattr(block, "use", None))
    yield from (
        str(words) for key in ("duty", "do", "text") if (words := getattr(block, key, None))
    )


def _liability(case: Case, shown: list[Block], report: Report) -> None:
    for party, wanted in case.shows.liability.items():
        found = [b.liability for b in shown if isinstance(b, PartyBlock) and b.party == party]
        if found != list(wanted):
            there = "、".join(found) or ui("case.nothing")
            report.add("case-liability", party.place, found=party, at=there)


def _amounts(case: Case, outcome: Outcome, report: Report) -> None:
    answers = {str(question): str(answer) for question, answer in case.answers.items()}
    shown = [b for b in outcome.amounts if b.when is None or holds(b.when, answers)]
    for wanted in case.shows.amounts:
        blocks = [block for block in shown if block.label.startswith(wanted.label)]
        sums = [
            amount(block.formula, answers)
            for block in blocks
            if answers.keys() >= {str(name) for name in block.formula.questions()}
        ]
        if [hundredths(value) for value in sums] != [_cents(wanted.is_)]:
            there = "、".join(sums) or ui("case.nothing")
            report.add("case-amount", wanted.place, found=wanted.label, at=there)


def _cents(wanted: Text) -> int | None:
    """A sum as somebody wrote it; None if it is no number, which agrees with nothing."""
    try:
        return hundredths(canonical_number(wanted))
    except WrongValueError:
        return None


def _hides(case: Case, outcome: Outcome, shown: Visible, content: Content, report: Report) -> None:
    for list_name, unwanted in case.hides.names():
        if any(_is(unwanted, block) for block in shown[list_name]):
            report.add("case-shown", unwanted.place, found=unwanted)
        elif not _exists(unwanted, list_name, outcome, content):
            report.add("case-hides-nothing", unwanted.place, found=unwanted)


def _exists(name: Text, list_name: str, outcome: Outcome, content: Content) -> bool:
    """Whether a name is in its register or a block of the outcome: a misspelt one hides nothing."""
    register = LISTED[list_name]
    known = getattr(content.registers, register) if register else {}
    return name in known or any(_is(name, block) for block in getattr(outcome, list_name))
