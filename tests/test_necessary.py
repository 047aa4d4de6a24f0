"""Necessary answers against brute force: what all routes that were walked to a node have given."""

from __future__ import annotations

from hypothesis import given, settings

from build_hooks.checking import Checked
from build_hooks.compile import compile_tree
from build_hooks.memory import Answers
from build_hooks.necessary import necessary
from build_hooks.routes import Routes, explore
from build_hooks.walk import walk
from tests.answered import checked
from tests.strategies import REPEATABLE, Data, as_yaml, files, trees

WALKED = 1_000
"""Routes up to which every step is also walked as the browser walks it."""


def by_listing(routes: Routes) -> dict[str, dict[str, str]]:
    """Per node what all listed routes through it have answered before it; only choices."""
    found: dict[str, dict[str, str]] = {}
    for answers, end in routes.listed():
        for place, node in enumerate([*(node for node, _ in answers), end]):
            meet(found, routes, node, answers[:place])
    return found


def by_walking(routes: Routes) -> dict[str, dict[str, str]]:
    """The same by the evaluator that the browser runs, every answer tried at every question."""
    payload = compile_tree(routes.tree)
    found: dict[str, dict[str, str]] = {}
    waiting: list[Answers] = [()]
    while waiting:
        answers = waiting.pop()
        at = walk(payload, dict(answers))["at"]
        meet(found, routes, at, answers)
        if at in payload["questions"]:
            waiting += [(*answers, (at, answer)) for answer in routes.domains[at].answers]
    return found


def meet(found: dict[str, dict[str, str]], routes: Routes, node: str, answers: Answers) -> None:
    given = {q: a for q, a in answers if routes.tree.questions[q].is_choice}
    known = found.setdefault(node, given)
    found[node] = {q: a for q, a in known.items() if given.get(q) == a}


def assert_right(routes: Routes) -> None:
    answers = {node: dict(pairs) for node, pairs in necessary(routes).items()}
    assert answers == by_listing(routes)
    if routes.count <= WALKED:
        assert answers == by_walking(routes)


def test_necessary_answers_are_those_of_all_routes_of_the_real_trees(real: Checked) -> None:
    for proof in real.proofs.values():
        assert not proof.routes.bounded
        assert_right(proof.routes)


@settings(REPEATABLE, max_examples=150)
@given(trees())
def test_necessary_answers_are_those_of_all_routes_of_drawn_trees(drawn: Data) -> None:
    content = checked(files(as_yaml(drawn))).content
    assert_right(explore(content.trees["liability/drawn"]))


@settings(REPEATABLE, max_examples=50)
@given(trees())
def test_where_states_were_cut_short_less_is_claimed_and_nothing_wrong(drawn: Data) -> None:
    content = checked(files(as_yaml(drawn))).content
    tree = content.trees["liability/drawn"]
    exact = {node: set(pairs) for node, pairs in necessary(explore(tree)).items()}
    cut = explore(tree, most=1)
    assert cut.bounded
    claimed = necessary(cut)
    for node, pairs in exact.items():
        assert set(claimed[node]) <= pairs


def test_answers_stand_in_the_order_in_which_they_are_asked(real: Checked) -> None:
    for proof in real.proofs.values():
        for node, pairs in necessary(proof.routes).items():
            way = [question for question, _ in proof.routes.first_witness(node) or ()]
            asked = [question for question, _ in pairs]
            assert asked == [question for question in way if question in asked]
