"""Routes are counted exactly, and witnesses lead where they say."""

from __future__ import annotations

import pytest

from build_hooks.checking import Checked
from build_hooks.compile import compile_tree, visible_blocks
from build_hooks.routes import explore
from build_hooks.walk import walk
from build_hooks.witnesses import witnesses
from tests.conftest import Check
from tests.content import SMALL

OUTCOME = """\
    title: 完
    summary: 完了。
    certainty: strong
    today: 留好订单。
    parties: [{party: seller, liability: full, because: 他卖的}]
    steps: [market]
    evidence: [order]
    cites: [rule-1]
"""
HEAD = """\
title: 长树
summary: 很长。
audience: consumer
status: live
reviewed: {on: 2026-11-20, by: [测试]}
start: q0
questions:
"""


def diamond(levels: int) -> str:
    """A tree of 2^levels routes: two options at each level, both leading to the next."""
    questions = ""
    for level in range(levels):
        to = f"q{level + 1}" if level + 1 < levels else "end"
        questions += (
            f"  q{level}:\n    ask: 问{level}？\n"
            f"    options: {{a: {{label: 甲, next: {to}}}, b: {{label: 乙, next: {to}}}}}\n"
        )
    return f"{HEAD}{questions}outcomes:\n  end:\n{OUTCOME}"


def test_two_to_the_sixtieth_routes_are_counted(check_files: Check) -> None:
    checked = check_files({**SMALL, "liability/long.yaml": diamond(60)})
    figures = checked.proofs["liability/long"].figures
    assert figures["routes"] == 2**60
    assert (figures["shortest"], figures["longest"]) == (60, 60)


def test_a_tree_longer_than_pythons_stack_is_counted(check_files: Check) -> None:
    checked = check_files({**SMALL, "liability/long.yaml": diamond(3000)})
    assert checked.proofs["liability/long"].figures["routes"] == 2**3000


@pytest.mark.parametrize(
    "tree", ["complaint/which-route", "liability/who-is-liable", "quality/ready-to-go-live"]
)
def test_the_count_is_the_number_of_listed_routes(tree: str, real: Checked) -> None:
    proof = real.proofs[tree]
    listed = list(proof.routes.listed())
    lengths = [len(answers) for answers, _ in listed]
    assert len(listed) == len(set(listed)) == proof.routes.count
    assert (min(lengths), max(lengths)) == (proof.routes.shortest, proof.routes.longest)


def test_a_guard_takes_routes_away(check_files: Check) -> None:
    tree = diamond(2).replace(
        "b: {label: 乙, next: end}", "b: {label: 乙, next: [{when: {q0: a}, to: end}, {to: q2}]}"
    )
    tree = tree.replace(
        "outcomes:",
        "  q2:\n    ask: 再问？\n"
        "    options: {a: {label: 甲, next: end}, b: {label: 乙, next: end}}\n"
        "outcomes:",
    )
    checked = check_files({**SMALL, "liability/long.yaml": tree})
    proof = checked.proofs["liability/long"]
    assert proof.routes.count == 5
    assert proof.routes.remaining == {"q0": (2, 3), "q1": (1, 2), "q2": (1, 1), "end": (0, 0)}


def test_witnesses_are_shortest_and_lead_to_their_node(real: Checked) -> None:
    for proof in real.proofs.values():
        routes = explore(proof.tree)
        payload = compile_tree(proof.tree)
        for node in (*proof.tree.questions, *proof.tree.outcomes):
            answers = routes.first_witness(node)
            assert answers is not None
            assert walk(payload, dict(answers))["at"] == node


def accumulating(levels: int) -> str:
    """A tree of 3^levels routes whose outcome shows a gap for each duty not met."""
    questions, gaps = "", ""
    for level in range(levels):
        to = f"q{level + 1}" if level + 1 < levels else "end"
        options = ", ".join(f"{name}: {{label: {name}}}" for name in ("yes", "no", "unsure"))
        questions += (
            f"  q{level}:\n    ask: 问{level}？\n    options: {{{options}}}\n    next: {to}\n"
        )
        gaps += f"      - {{duty: 事{level}, do: 做, by: 今天, when: {{q{level}: [no, unsure]}}}}\n"
    always = "      - {duty: 存档, do: 存, by: 今天}\n"
    return f"{HEAD}{questions}outcomes:\n  end:\n{OUTCOME}    gaps:\n{always}{gaps}"


def test_options_that_no_guard_tells_apart_share_their_states(check_files: Check) -> None:
    checked = check_files({**SMALL, "quality/long.yaml": accumulating(4)})
    routes = checked.proofs["quality/long"].routes
    assert routes.count == 3**4
    assert len(routes.at("end")) == 2**4
    assert {len(routes.moves[state]) for state in routes.at("q3")} == {3}


def test_what_accumulates_is_not_multiplied(check_files: Check) -> None:
    """Ten blocks of an answer each are ten searches, not two to the tenth states."""
    checked = check_files({**SMALL, "quality/long.yaml": accumulating(10)})
    routes = checked.proofs["quality/long"].routes
    assert routes.count == 3**10
    assert len(routes.moves) < 100
    blocks = [w for w in witnesses(routes) if w.kind == "block"]
    assert [w.what for w in blocks] == [f"end.gaps-{number}" for number in range(2, 12)]
    payload = compile_tree(routes.tree)
    for witness in blocks:
        taken = walk(payload, dict(witness.answers))
        shown = visible_blocks(routes.tree.outcomes["end"], dict(taken["route"]))
        assert witness.what.removeprefix("end.") in shown


def test_a_list_that_any_of_many_answers_opens_is_never_empty(check_files: Check) -> None:
    """The guard of the branch is the sum of the guards of the blocks."""
    text = accumulating(11).replace("      - {duty: 存档, do: 存, by: 今天}\n", "")
    clauses = ", ".join(f"{{q{level}: [no, unsure]}}" for level in range(11))
    ready = f"  ready:\n{OUTCOME}"
    to = f"    next: [{{when: [{clauses}], to: end}}, {{to: ready}}]\n"
    text = text.replace("    next: end\n", to).replace("outcomes:\n", f"outcomes:\n{ready}")
    checked = check_files({**SMALL, "quality/long.yaml": text})
    assert {f.kind for f in checked.findings} <= {"no-unsure-option", "route-too-long"}
    assert len(checked.proofs["quality/long"].routes.moves) < 100
    wrong = text.replace("when: {q3: [no, unsure]}", "when: {q3: no}")
    kinds = {f.kind for f in check_files({**SMALL, "quality/long.yaml": wrong}).findings}
    assert "nothing-on-route" in kinds


def test_each_gap_has_a_reader_who_sees_it(check_files: Check) -> None:
    text = accumulating(3).replace("when: {q1: [no, unsure]}", "when: {q1: no, q2: maybe}")
    kinds = {finding.kind for finding in check_files({**SMALL, "quality/long.yaml": text}).findings}
    assert "unknown-option" in kinds
    never = accumulating(3).replace("when: {q1: [no, unsure]}", "when: [{q1: no, q0: unanswered}]")
    kinds = {
        finding.kind for finding in check_files({**SMALL, "quality/long.yaml": never}).findings
    }
    assert "block-never-shown" in kinds
