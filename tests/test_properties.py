"""What holds for every tree and every answer: drawn trees, drawn mistakes."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from build_hooks.compile import Payload, compile_tree, visible_blocks
from build_hooks.findings import errors_in
from build_hooks.model.tree import Tree
from build_hooks.routes import Routes, explore
from build_hooks.walk import Walk, accepts, blocks, walk
from build_hooks.witnesses import witnesses
from tests.answered import answered, checked
from tests.content import CASES, LAWS, REGISTERS, SMALL, TREE
from tests.strategies import REPEATABLE, Data, answers, as_yaml, files, mutated, trees

DAYS = (date(2026, 2, 1), date(2026, 4, 15))
ROUTE_KINDS = {
    *("unreachable-question", "unreachable-outcome", "branch-never-taken", "branch-masked"),
    *("guard-never-asked", "guard-not-always-asked", "block-never-shown", "not-asked-on-route"),
    *("law-not-yet-or-no-more", "proof-partial", "empty-range", "party-contradiction"),
}
"""Findings that a tree of sound shape may have."""
MOST_ROUTES = 1500


def loaded(data: Data) -> Tree:
    """A drawn tree as its model."""
    return checked(files(as_yaml(data))).content.trees["liability/drawn"]


def explored(data: Data) -> tuple[Routes, Payload]:
    """All routes of a drawn tree, if something can be answered everywhere."""
    tree = loaded(data)
    routes = explore(tree, DAYS if tree.dated_by else ())
    assume(all(_in_range(tree, payload_of(tree), id_, routes) for id_ in tree.questions))
    return routes, payload_of(tree)


def payload_of(tree: Tree) -> Payload:
    return compile_tree(tree)


def _in_range(tree: Tree, payload: Payload, id_: str, routes: Routes) -> bool:
    return all(accepts(payload["questions"][id_], given) for given in routes.domains[id_].answers)


def listed(payload: Payload, routes: Routes, most: int) -> Iterator[Walk]:
    """Every route by trying every answer, with nothing but the evaluator."""
    waiting: list[dict[str, str]] = [{}]
    found = 0
    while waiting and found <= most:
        taken = walk(payload, waiting.pop())
        if taken["at"] in payload["outcomes"]:
            found += 1
            yield taken
            continue
        for given_ in routes.domains[taken["at"]].answers:
            waiting.append({**dict(taken["route"]), taken["at"]: given_})


@settings(REPEATABLE, max_examples=60)
@given(trees())
def test_a_tree_of_sound_shape_loads_and_only_its_routes_can_be_wrong(data: Data) -> None:
    result = checked(files(as_yaml(data)))
    assert "liability/drawn" in result.content.trees
    assert {finding.kind for finding in errors_in(result.findings)} <= ROUTE_KINDS
    assert all(finding.message for finding in result.findings)
    assert ("liability/drawn" in result.proofs) is (not errors_in(result.findings))


@settings(REPEATABLE, max_examples=60)
@given(trees())
def test_the_count_is_the_number_of_routes_that_the_evaluator_finds(data: Data) -> None:
    routes, payload = explored(data)
    assume(routes.count <= MOST_ROUTES)
    found = [(tuple(taken["route"]), taken["at"]) for taken in listed(payload, routes, MOST_ROUTES)]
    assert len(set(found)) == len(found) == routes.count
    assert set(found) == set(routes.listed())
    lengths = [len(route) for route, _ in found]
    assert (min(lengths), max(lengths)) == (routes.shortest, routes.longest)


@settings(REPEATABLE, max_examples=60)
@given(trees())
def test_every_witness_walks_where_it_says(data: Data) -> None:
    routes, payload = explored(data)
    for witness in witnesses(routes):
        taken = walk(payload, dict(witness.answers))
        assert (taken["at"], taken["ignored"]) == (witness.end, []), witness
        if witness.kind == "block":
            node, block = witness.what.split(".")
            assert taken["at"] == node
            assert blocks(payload, taken)[block] is True


@settings(REPEATABLE, max_examples=60)
@given(trees())
def test_no_way_to_an_outcome_is_shorter_than_its_witness(data: Data) -> None:
    routes, payload = explored(data)
    assume(routes.count <= MOST_ROUTES)
    shortest: dict[str, int] = {}
    for taken in listed(payload, routes, MOST_ROUTES):
        least = shortest.get(taken["at"], len(taken["route"]))
        shortest[taken["at"]] = min(least, len(taken["route"]))
    ways = {end: routes.first_witness(end) for end in payload["outcomes"]}
    assert shortest == {end: len(way) for end, way in ways.items() if way is not None}


@settings(REPEATABLE, max_examples=100)
@given(st.data())
def test_whatever_is_answered_goes_like_one_of_the_answers_that_stand_for_all(
    given_data: st.DataObject,
) -> None:
    """A walk meets the branches and blocks that some route of the proof meets."""
    data = given_data.draw(trees())
    routes, payload = explored(data)
    taken = walk(payload, given_data.draw(answers(data)))
    states = routes.at(taken["at"])
    assert states, f"the proof never came to {taken['at']}"
    if taken["at"] in payload["outcomes"]:
        outcome = routes.tree.outcomes[taken["at"]]
        shown = visible_blocks(outcome, dict(taken["route"]))
        assert shown in [visible_blocks(outcome, dict(known)) for _, known in states]


TEXTS: dict[str, str] = {
    "liability/drawn.yaml": TREE,
    "liability/small.cases.yaml": CASES,
    **{name: str(text) for name, text in REGISTERS.items()},
}


@settings(REPEATABLE, max_examples=150)
@given(st.data())
def test_a_mistake_anywhere_is_answered_with_findings_inside_the_files(
    given_data: st.DataObject,
) -> None:
    base: dict[str, str | bytes] = {**SMALL, **TEXTS}
    if given_data.draw(st.booleans()):
        name, text = "liability/drawn.yaml", as_yaml(given_data.draw(trees(most=3)))
    else:
        name = given_data.draw(st.sampled_from(sorted(TEXTS)))
        text = TEXTS[name]
    answered({**base, name: given_data.draw(mutated(text))})


@pytest.mark.parametrize(
    ("guard", "bound"),
    [
        ("before 0001-01-01", "{type: date}"),
        ("until 9999-12-31", "{type: date}"),
        ("from 1990-01-01", "{type: date}"),
        ("> 999999999", "{type: money}"),
        ("<= 999999999999.99", "{type: number}"),
    ],
)
def test_guards_at_the_ends_of_the_calendar_and_of_numbers(guard: str, bound: str) -> None:
    """What can be typed is what is proved: a gap is found wherever the evaluator has none."""
    tree = TREE.replace("start: named", "start: typed").replace(
        "questions:\n",
        f"questions:\n  typed:\n    ask: 多少？\n    input: {bound}\n"
        f"    next: [{{when: {{typed: '{guard}'}}, to: named}}]\n",
    )
    result = checked(files(tree))
    payload = payload_of(result.content.trees["liability/drawn"])
    gap = "branch-gap" in {finding.kind for finding in result.findings}
    assert gap is any(falls_through(payload, given_) for given_ in EXTREMES)


EXTREMES = ("0001-01-01", "9999-12-31", "0", "999999999999.99")


def falls_through(payload: Payload, given_: str) -> bool:
    """Whether the evaluator takes an answer and has no branch for it."""
    try:
        walk(payload, {"typed": given_})
    except ValueError:
        return True
    return False


def test_law_that_ends_on_the_last_day_of_the_calendar() -> None:
    laws = LAWS.replace("from: 2026-02-01\n", "from: 2020-02-01\n    until: 9999-12-31\n")
    tree = TREE.replace("start: named", "start: day\ndated-by: day").replace(
        "questions:\n",
        "questions:\n  day:\n    ask: 哪天？\n"
        "    input: {type: date, min: 2021-01-01}\n    next: named\n",
    )
    result = checked({**files(tree), "reference/laws.yaml": laws})
    assert not errors_in(result.findings)


def test_a_search_that_was_stopped_denies_nothing() -> None:
    """What a partial search did not see may be there: only its being partial is reported."""
    items = [f"i{number}" for number in range(12)]
    listed_items = "".join(f"      {item}: {{label: 有{item}}}\n" for item in items)
    tree = TREE.replace("start: named", "start: kept").replace(
        "questions:\n",
        f"questions:\n  kept:\n    ask: 有哪些？\n    items:\n{listed_items}"
        f"    next: [{{when: {{kept: {{has: [{', '.join(items[:6])}]}}}}, to: asked}},"
        f" {{when: {{kept: {{lacks: [{', '.join(items[6:])}]}}}}, to: named}}, {{to: named}}]\n",
    )
    found = answered({**REGISTERS, "liability/drawn.yaml": tree})
    assert found.count("proof-partial") == 1
    assert not {"branch-never-taken", "branch-masked", "unreachable-question"} & set(found)


def test_hundreds_of_misspelt_targets_are_answered_in_time() -> None:
    questions = "".join(
        f"  q{n}:\n    ask: 问？\n    options: {{a: {{label: 甲, next: z{n}x}}}}\n"
        for n in range(600)
    )
    tree = TREE.replace("start: named", "start: q0")
    tree = tree.replace("questions:\n", "questions:\n" + questions)
    assert answered(files(tree)).count("unknown-target") == 600
