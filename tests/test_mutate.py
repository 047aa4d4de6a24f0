"""Mistakes put into trees are caught: structure by the verifier, meaning by the cases."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner

from build_hooks.catching import By, cases_catch, catch, proof_catches, rate, rules_catch
from build_hooks.checking import Checked
from build_hooks.cli import main
from build_hooks.guards import holds
from build_hooks.model.guard import Guard
from build_hooks.model.tree import Tree
from build_hooks.mutate import mutants
from build_hooks.mutations.guards import negate
from build_hooks.mutations.mutant import Class, Mutant, change_guards
from tests.conftest import Check
from tests.content import CASES, SMALL

REAL = ("complaint/which-route", "liability/who-is-liable", "quality/ready-to-go-live")
PROVED = 8
"""A proof of the largest tree takes half a second: all structural mutants are tried on the rules;
of those that only a proof can catch, so many per tree are proved, evenly chosen. The command
`mutate` proves all."""

TYPED = """\
title: 小树
summary: 有填写和勾选的树。
audience: consumer
status: live
reviewed: {on: 2026-11-20, by: [测试]}
start: price
questions:
  price:
    ask: 你付了多少钱？
    input: {type: money, max: 1000}
    next: kept
  kept:
    ask: 手里有什么？
    items:
      order: {label: 订单}
      chat: {label: 聊天记录}
    next:
      - {when: {price: "< 167", kept: {has: [order]}}, to: seller-pays}
      - {to: platform-pays}
"""
OUTCOMES = str(SMALL["liability/small.yaml"]).partition("outcomes:\n")
TYPED_TREE = TYPED + "outcomes:\n" + OUTCOMES[2]


@pytest.fixture
def small(check_files: Check) -> Checked:
    return check_files({**SMALL, "liability/small.cases.yaml": CASES})


def of_kind(tree: Tree, kind: str) -> list[Mutant]:
    return [mutant for mutant in mutants(tree) if mutant.kind == kind]


def small_tree(checked: Checked) -> Tree:
    return checked.content.trees["liability/small"]


def test_every_mutant_is_another_tree_with_a_place_and_a_sentence(small: Checked) -> None:
    tree = small_tree(small)
    made = list(mutants(tree))
    assert {mutant.class_ for mutant in made} == set(Class)
    assert len({mutant.kind for mutant in made}) > 15
    for mutant in made:
        assert mutant.tree != tree, str(mutant)
        assert mutant.place.path == "trees/liability/small.yaml"
        assert mutant.node in mutant.message
        assert "{" not in mutant.message


def test_making_mutants_changes_nothing_and_gives_the_same_each_time(small: Checked) -> None:
    tree = small_tree(small)
    before = replace(tree)
    first, second = list(mutants(tree)), list(mutants(tree))
    assert first == second
    assert tree == before


def test_each_structural_mistake_in_the_small_tree_is_caught_by_the_verifier(
    small: Checked,
) -> None:
    for mutant in mutants(small_tree(small)):
        if mutant.class_ is Class.STRUCTURAL:
            assert catch(mutant, small.content).by is By.VERIFIER, str(mutant)


def test_the_tree_without_a_mistake_is_caught_by_nobody(small: Checked) -> None:
    tree = small_tree(small)
    nothing = Mutant(Class.MEANING, "none", tree.place, "named", tree)
    assert catch(nothing, small.content).by is By.NOBODY


def test_swapped_options_are_caught_by_a_case_that_takes_one(small: Checked) -> None:
    by_question = {m.node: m for m in of_kind(small_tree(small), "options-swapped")}
    assert catch(by_question["named"], small.content).by is By.CASES
    assert catch(by_question["asked"], small.content).by is By.NOBODY


def test_a_mistake_of_meaning_that_breaks_the_structure_too_is_caught_by_the_verifier(
    small: Checked,
) -> None:
    found = [catch(m, small.content).by for m in of_kind(small_tree(small), "target-elsewhere")]
    assert set(found) == {By.CASES, By.VERIFIER, By.NOBODY}


def test_a_lost_party_is_caught_by_a_case_that_shows_it(check_files: Check) -> None:
    tree = str(SMALL["liability/small.yaml"])
    more = "because: 他卖的}\n      - {party: platform, liability: none, because: 只是场地}"
    tree = tree.replace("because: 他卖的}", more)
    checked = check_files(
        {**SMALL, "liability/small.yaml": tree, "liability/small.cases.yaml": CASES}
    )
    seller, platform = of_kind(small_tree(checked), "party-lost")
    assert catch(seller, checked.content).by is By.CASES
    assert catch(platform, checked.content).by is By.NOBODY


def test_moved_thresholds_are_noticed_only_at_the_boundary(check_files: Check) -> None:
    at = CASES.replace("{named: clear}", '{price: "166.99", kept: order}')
    far = CASES.replace("{named: clear}", '{price: "5", kept: order}')
    for cases, caught in ((at, 1), (far, 0)):
        files = {**SMALL, "liability/small.yaml": TYPED_TREE, "liability/small.cases.yaml": cases}
        checked = check_files(files)
        moved = of_kind(small_tree(checked), "threshold-moved")
        assert len(moved) == 3
        assert sum(cases_catch(mutant, checked.content) for mutant in moved) == caught


def test_a_negated_guard_holds_exactly_when_the_guard_does_not(check_files: Check) -> None:
    tree = small_tree(check_files({**SMALL, "liability/small.yaml": TYPED_TREE}))
    ((_, guard, _),) = change_guards(tree)
    opposite: Guard = negate(tree, guard)
    for price in (None, "166", "167"):
        for kept in (None, "-", "order", "order,chat"):
            given = {"price": price, "kept": kept}
            answers = {question: a for question, a in given.items() if a is not None}
            assert holds(opposite, answers) is not holds(guard, answers)


def meant(checked: Checked, tree: str) -> list[Mutant]:
    return [m for m in mutants(checked.content.trees[tree]) if m.class_ is Class.MEANING]


@pytest.mark.parametrize("tree", REAL)
def test_cases_catch_at_least_85_percent_of_meaning_changes_of_real_trees(
    tree: str, real: Checked
) -> None:
    made = meant(real, tree)
    caught = sum(cases_catch(mutant, real.content) for mutant in made)
    assert caught >= 0.85 * len(made), f"{caught} of {len(made)}"


@pytest.mark.parametrize("tree", REAL)
def test_the_verifier_catches_all_structural_mistakes_of_real_trees(
    tree: str, real: Checked
) -> None:
    made = [m for m in mutants(real.content.trees[tree]) if m.class_ is Class.STRUCTURAL]
    need_proof = [mutant for mutant in made if not rules_catch(mutant, real.content)]
    sample = need_proof[:: -(-len(need_proof) // PROVED)]
    assert 0 < len(sample) <= PROVED
    assert [str(m) for m in sample if not proof_catches(m, real.content)] == []


def trees_of(tmp_path: Path) -> Path:
    for name, content in {**SMALL, "liability/small.cases.yaml": CASES}.items():
        file = tmp_path / "trees" / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(str(content), "utf-8")
    return tmp_path / "trees"


def test_the_command_lists_what_was_missed_and_the_rates(tmp_path: Path) -> None:
    done = CliRunner().invoke(
        main, ["mutate", "liability/small", "--trees", str(trees_of(tmp_path))]
    )
    assert done.exit_code == 0, done.output
    lines = done.output.splitlines()
    missed = [line for line in lines if line.startswith("没有发现\ttrees/liability/small.yaml:")]
    assert any("“asked”里，选项“given”和“refused”的去处对调 [options-swapped]" in m for m in missed)
    assert lines[-2].startswith("结构错误：")
    assert lines[-2].endswith("（100.0%）")
    assert lines[-1].startswith("意思错误：")


def test_the_command_gives_json_and_takes_every_nth(tmp_path: Path) -> None:
    arguments = ["mutate", "liability/small", "--json", "--trees", str(trees_of(tmp_path))]
    whole = json.loads(CliRunner().invoke(main, arguments).output)
    some = json.loads(CliRunner().invoke(main, [*arguments, "--every", "3"]).output)
    assert some["mutants"] == whole["mutants"][::3]
    rates = whole["rates"]["structural"]
    assert rates["caught"] == rates["total"] > 20
    assert {"class", "kind", "node", "line", "message", "by"} <= set(whole["mutants"][0])


def test_the_command_answers_an_unknown_tree(tmp_path: Path) -> None:
    done = CliRunner().invoke(
        main, ["mutate", "liability/smal", "--trees", str(trees_of(tmp_path))]
    )
    assert done.exit_code == 1
    assert "是不是“liability/small”" in done.output


def test_a_rate_of_nothing_is_whole() -> None:
    assert rate([], Class.MEANING).percent == 100.0
