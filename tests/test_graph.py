"""`graph` draws a tree whole, and no word of a tree is ever part of a language of charts."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from hypothesis import given
from hypothesis import strategies as st
from pygraphviz import AGraph

from build_hooks.checking import Checked
from build_hooks.cli import main
from build_hooks.graph import edges_of, node_ids
from build_hooks.maps.chart import Chart, Link, Mark, Node, around, chart, compared
from build_hooks.maps.dot import dot
from build_hooks.maps.files import tree_files
from build_hooks.maps.mermaid import mermaid
from build_hooks.model.tree import Tree
from tests.conftest import TREES, Check
from tests.content import SMALL, with_tree
from tests.test_markup import HOSTILE, WORDS

LABEL = r'"(?:#\d+;|[^\W_]|[ ，。、？！：；“”‘’（）《》「」…—·％￥～＋－＝／])*"'
LINE = re.compile(
    "flowchart TD"
    rf"|  n\d+(?:\[{LABEL}\]|\(\[{LABEL}\]\))"
    rf"|  n\d+ (?:-->|==>|-\.->)\|{LABEL}\| n\d+"
    r"|  classDef (?:changed|added|gone) [a-z0-9:, -]+"
    r"|  class n\d+(?:,n\d+)* (?:changed|added|gone)"
)
NAMES = sorted(
    file.relative_to(TREES).with_suffix("").as_posix()
    for file in TREES.glob("[!r]*/*.yaml")
    if not file.name.endswith(".cases.yaml")
)


def run(*arguments: str) -> Result:
    return CliRunner().invoke(main, ["graph", "--trees", str(TREES), *arguments])


def small(check_files: Check, *change: str) -> Tree:
    files = with_tree(*change) if change else SMALL
    return check_files(files).content.trees["liability/small"]


@pytest.mark.parametrize("name", NAMES)
def test_a_chart_has_every_node_and_every_way(name: str, real: Checked) -> None:
    tree = real.content.trees[name]
    drawn = chart(tree)
    assert [node.id for node in drawn.nodes] == list(node_ids(tree))
    ways = {
        (str(question.id), edge.target)
        for question in tree.questions.values()
        for edge in edges_of(question)
    }
    assert {(link.source, link.target) for link in drawn.links} == ways
    counted = sum(len(link.labels) for link in drawn.links)
    assert counted == sum(len(list(edges_of(one))) for one in tree.questions.values())


@pytest.mark.parametrize("name", NAMES)
def test_mermaid_of_real_trees_keeps_to_its_few_forms(name: str, real: Checked) -> None:
    for line in mermaid(chart(real.content.trees[name])).splitlines():
        assert LINE.fullmatch(line), line


@given(st.lists(st.one_of(WORDS, st.sampled_from(HOSTILE)), min_size=1, max_size=5))
def test_no_words_get_into_mermaid_as_language(words: list[str]) -> None:
    marks = list(Mark)
    nodes = [
        Node(word, bool(i % 2), word, marks[i % 4]) for i, word in enumerate(dict.fromkeys(words))
    ]
    links = [Link(nodes[0].id, node.id, (node.words,), node.mark) for node in nodes]
    for line in mermaid(Chart(tuple(nodes), tuple(links))).split("\n")[:-1]:
        assert LINE.fullmatch(line), line


@pytest.mark.parametrize("words", [*HOSTILE, 'a" ] ; x [ label="', "a\\", "a\\n\\l"])
def test_dot_is_read_by_graphviz_with_the_words_as_they_are(words: str) -> None:
    nodes = (Node("a", True, words), Node("b", False, "完"))
    graph = AGraph(string=dot(Chart(nodes, (Link("a", "b", (words,)),))))
    assert (len(graph.nodes()), len(graph.edges())) == (2, 1)


def test_svg_is_the_map_of_the_page(real: Checked, tmp_path: Path) -> None:
    picture, _ = tree_files(real.content.trees["liability/price"], real.content)
    file = tmp_path / "tree.svg"
    done = run("liability/price", "--output", str(file))
    assert (done.exit_code, done.output) == (0, f"图已写进 {file}。\n")
    assert file.read_text("utf-8") == picture.content


def test_mermaid_and_dot_are_printed() -> None:
    assert run("liability/price", "--format", "mermaid").output.startswith("flowchart TD\n  n0[")
    assert run("liability/price", "--format", "dot").output.startswith("digraph {\n")


def test_an_unknown_tree_gets_a_suggestion() -> None:
    done = run("liability/prise")
    assert done.exit_code == 1
    assert done.output == "✗ 没有“liability/prise”这棵树；是不是“liability/price”？\n"


def test_two_versions_are_marked(check_files: Check) -> None:
    old = small(check_files)
    new = small(
        check_files,
        "refused: {label: 不清楚, next: platform-pays}",
        "refused: {label: 不清楚, next: seller-pays}",
    )
    both = compared(old, new, {}, {"platform-pays"})
    assert {(link.source, link.target, link.labels, link.mark) for link in both.links} >= {
        ("asked", "seller-pays", ("不清楚",), Mark.ADDED),
        ("asked", "platform-pays", ("不清楚",), Mark.GONE),
        ("asked", "seller-pays", ("给了信息",), Mark.SAME),
    }
    assert {node.id for node in both.nodes if node.mark is Mark.CHANGED} == {"platform-pays"}
    text = mermaid(both)
    assert '==>|"新：不清楚"|' in text
    assert '-.->|"删：不清楚"|' in text


def test_the_same_twice_has_no_marks(check_files: Check) -> None:
    tree = small(check_files)
    assert compared(tree, tree, {}) == chart(tree)


def test_of_a_large_tree_only_the_neighbourhood_is_left() -> None:
    nodes = tuple(Node(str(i), True, str(i)) for i in range(30))
    links = [Link(str(i), str(i + 1), ("好",)) for i in range(29)]
    links[10] = Link("10", "11", ("好",), Mark.ADDED)
    part = around(Chart(nodes, tuple(links)), 8)
    assert [node.id for node in part.nodes] == ["9", "10", "11"]
    assert part.left_out == 27
    assert around(Chart(nodes, tuple(links)), 30).left_out == 0
