"""Run the cases beside a tree: the tree must agree with what was decided."""

from __future__ import annotations

from collections.abc import Iterator

from build_hooks.compile import compile_tree, visible_blocks
from build_hooks.findings import Report, suggestion
from build_hooks.model.cases import Case
from build_hooks.model.content import Content
from build_hooks.model.guard import Condition
from build_hooks.model.tree import Outcome, Tree
from build_hooks.place import Text
from build_hooks.verify.structure import known_condition, known_names
from build_hooks.walk import accepts, walk


def run_cases(tree: Tree, content: Content, report: Report) -> None:
    """The answers of a case lead to its outcome, and it shows what the case was decided on."""
    payload = compile_tree(tree)
    for case in content.cases(tree):
        if not _names_known(case, tree, report):
            continue
        taken = walk(payload, {str(q): str(o) for q, o in case.answers.items()})
        if taken["at"] != case.outcome:
            report.add("case-elsewhere", case.outcome.place, found=case.outcome, at=taken["at"])
            continue
        for question in taken["ignored"]:
            place = next(q.place for q in case.answers if q == question)
            report.add("case-answer-unused", place, found=question)
        _shows(case, tree, report)


def _names_known(case: Case, tree: Tree, report: Report) -> bool:
    known = [_answer_known(tree, name, answer, report) for name, answer in case.answers.items()]
    if case.outcome not in tree.outcomes:
        hint = suggestion(case.outcome, tree.outcomes)
        report.add("unknown-outcome", case.outcome.place, found=case.outcome, hint=hint)
        return False
    return all(known)


def _answer_known(tree: Tree, name: Text, answer: Text, report: Report) -> bool:
    question = tree.questions.get(name)
    if question is None:
        return known_condition(tree, Condition(name, unanswered=True), report)
    if question.is_choice:
        return known_names([answer], question.options or {}, name, report)
    if accepts(compile_tree(tree)["questions"][name], answer):
        return True
    report.add("case-answer-wrong", answer.place, found=answer, question=name)
    return False


def _shows(case: Case, tree: Tree, report: Report) -> None:
    outcome = tree.outcomes[case.outcome]
    answers = {str(q): str(o) for q, o in case.answers.items()}
    shown = visible_blocks(outcome, answers)
    for list_name, wanted in _wanted(case):
        present = _present(outcome, list_name, shown)
        if wanted not in present:
            hint = suggestion(wanted, present)
            report.add("case-not-shown", wanted.place, found=wanted, hint=hint)


def _wanted(case: Case) -> Iterator[tuple[str, Text]]:
    for list_name in ("parties", "remedies", "steps"):
        for name in getattr(case.shows, list_name):
            yield list_name, name


def _present(outcome: Outcome, list_name: str, shown: set[str]) -> set[str]:
    found = set()
    for id_, block in outcome.blocks():
        if id_ in shown and id_.startswith(list_name):
            name = getattr(block, "party", None) or getattr(block, "use", None)
            found.add(str(name))
    return found
