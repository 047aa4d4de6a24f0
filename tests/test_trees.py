"""Every real tree: each path is a test, or, in a tree of many, each option and outcome."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

import pytest

from build_hooks.checking import Checked, check
from build_hooks.compile import Payload, compile_tree, visible_blocks
from build_hooks.findings import errors_in
from build_hooks.proof import Proof
from build_hooks.routes import Answers
from build_hooks.walk import walk
from tests.conftest import TODAY, TREES

LISTED = 2000
"""Trees of more routes are tested by one shortest witness per option and per outcome."""

CHECKED = check(TREES, TODAY)


@cache
def payload(tree: str) -> Payload:
    """A tree as the browser has it, compiled once."""
    return compile_tree(CHECKED.content.trees[tree])


def paths(proof: Proof) -> Iterator[tuple[str, Answers, str]]:
    """Test id, answers and outcome of every route of a tree."""
    for answers, outcome in proof.routes.listed():
        steps = "&".join(f"{question}={option}" for question, option in answers)
        yield f"{proof.tree.id}#/{steps}", answers, outcome


def witnesses(proof: Proof) -> Iterator[tuple[str, Answers, str]]:
    """Test id, answers and end of a shortest way over every option, and to every outcome."""
    many = f"{proof.tree.id} ({proof.routes.count} routes, by witness)"
    for state, moves in proof.routes.moves.items():
        if state[0] in proof.tree.outcomes:
            yield f"{many} outcome {state[0]}", proof.routes.witness[state], state[0]
        for move in moves:
            answers = (*proof.routes.witness[state], (state[0], move.answer))
            yield f"{many} option {state[0]}={move.answer}", answers, move.target[0]


def all_cases() -> Iterator[object]:
    for proof in CHECKED.proofs.values():
        source = paths if proof.routes.count <= LISTED else witnesses
        seen = set()
        for id_, answers, end in source(proof):
            if id_ not in seen:
                seen.add(id_)
                yield pytest.param(proof, answers, end, id=id_)


@pytest.mark.parametrize(("proof", "answers", "end"), list(all_cases()))
def test_path(proof: Proof, answers: Answers, end: str) -> None:
    taken = walk(payload(proof.tree.id), dict(answers))
    assert taken["at"] == end
    assert taken["route"] == list(answers)
    outcome = proof.tree.outcomes.get(end)
    if outcome:
        shown = visible_blocks(outcome, dict(answers))
        assert any(block.startswith("steps-") for block in shown)
        assert any(block.startswith("parties-") for block in shown)


def test_real_content_has_no_findings() -> None:
    assert [str(finding) for finding in CHECKED.findings] == []
    assert errors_in(CHECKED.findings) == []
    assert CHECKED.unproved == []


def test_each_topic_has_a_tree(real: Checked) -> None:
    assert {tree.topic for tree in real.content.live()} == {"complaint", "liability", "quality"}


@pytest.mark.parametrize("tree", CHECKED.content.live(), ids=lambda tree: tree.id)
class TestShape:
    """Limits that keep a tree usable on a phone."""

    def test_number_of_questions_and_outcomes(self, tree) -> None:
        """A checklist asks as much as it has items."""
        assert len(tree.questions) <= 16
        assert sum(len(question.items or ()) or 1 for question in tree.questions.values()) >= 5
        assert len(tree.outcomes) >= 6

    def test_no_route_is_longer_than_eleven_questions(self, tree) -> None:
        assert CHECKED.proofs[tree.id].routes.longest <= 11

    def test_half_of_all_routes_take_six_questions_or_fewer(self, tree) -> None:
        assert CHECKED.proofs[tree.id].routes.median <= 6

    def test_labels_fit_on_a_button(self, tree) -> None:
        for question in tree.questions.values():
            for option in question.all_options():
                assert len(option.label) <= 24, f"{question.id}={option.id}"

    def test_two_cases_or_examples_stand_beside_it(self, tree) -> None:
        told = [case for case in CHECKED.content.cases(tree) if case.for_readers]
        assert len(told) >= 2

    def test_cases_are_real_or_say_that_they_are_not(self, tree) -> None:
        for case in CHECKED.content.cases(tree):
            assert case.kind in ("example", "check") or (case.source and case.authority), case.id


def test_at_least_eight_decided_cases_agree(real: Checked) -> None:
    decided = {
        case.id
        for file in real.content.case_files.values()
        for case in file.cases.values()
        if case.kind not in ("example", "check")
    }
    assert len(decided) >= 8
