"""The map of a tree holds all of it, each part once and in its place, and so does its outline."""

from __future__ import annotations

import random
import re
from collections import Counter
from itertools import combinations, pairwise
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st

from build_hooks.checking import Checked
from build_hooks.compile import compile_tree
from build_hooks.maps.drawing import Drawing, drawing
from build_hooks.maps.files import tree_files
from build_hooks.maps.graphviz import Layout, Point, laid_out
from build_hooks.maps.tree_map import TreeMap, tree_map
from build_hooks.maps.wrapping import width, wrapped
from build_hooks.model.tree import Tree
from build_hooks.render.links import from_page, map_path
from build_hooks.render.viewer import Viewer
from tests.conftest import TREES, Check
from tests.content import REGISTERS, TREE
from tests.test_site import Page

SVG = "{http://www.w3.org/2000/svg}"
NAMES = sorted(
    file.relative_to(TREES).with_suffix("").as_posix()
    for file in TREES.glob("*/*.yaml")
    if file.parent.name != "reference" and not file.name.endswith(".cases.yaml")
)
Area = tuple[float, float, float, float]


def map_of(checked: Checked, tree: Tree) -> TreeMap:
    return tree_map(tree, Viewer(checked.content, from_page(map_path(tree.id))))


def files_of(checked: Checked, tree: str) -> tuple[str, str]:
    picture, outline = tree_files(checked.content.trees[tree], checked.content)
    return picture.content, outline.content


def edges_of(tree: Tree) -> dict[tuple[str, str], set[str]]:
    """Where questions lead, and by which options, as the player has it."""
    found: dict[tuple[str, str], set[str]] = {}
    for id_, question in compile_tree(tree)["questions"].items():
        for branch in question.get("next", ()):
            found.setdefault((id_, branch["to"]), set())
        for option, branches in question.get("options", {}).items():
            for branch in branches:
                found.setdefault((id_, branch["to"]), set()).add(option)
    return found


@pytest.mark.parametrize("name", NAMES)
def test_every_node_and_every_edge_is_in_the_picture_once(name: str, real: Checked) -> None:
    tree = real.content.trees[name]
    picture = ET.fromstring(files_of(real, name)[0])
    nodes = Counter(box.get("data-node") for box in picture.iter(f"{SVG}a"))
    assert nodes == Counter({*compile_tree(tree)["questions"], *compile_tree(tree)["outcomes"]})
    parts = [part for part in picture.iter(f"{SVG}g") if part.get("data-from")]
    ends = Counter(
        (part.get("class"), part.get("data-from"), part.get("data-to")) for part in parts
    )
    wanted = edges_of(tree)
    assert ends == Counter((kind, *edge) for edge in wanted for kind in ("wm-link", "wm-label"))
    for part in parts:
        if part.get("class") == "wm-label":
            options = [
                (answer.get("data-options") or "").split() for answer in part.iter(f"{SVG}g")
            ]
            assert {option for some in options for option in some} == wanted[
                part.get("data-from") or "", part.get("data-to") or ""
            ]
            assert all(text.text for text in part.iter(f"{SVG}tspan"))


@pytest.mark.parametrize("name", NAMES)
def test_the_words_of_boxes_are_whole(name: str, real: Checked) -> None:
    tree = real.content.trees[name]
    for box in drawing(map_of(real, tree)).boxes:
        said = "".join(line.text for line in box.lines)
        assert said.replace(" ", "") == box.node.words.replace(" ", "")


def areas(drawn: Drawing) -> dict[str, Area]:
    parts = {box.node.id: box for box in drawn.boxes}
    labels = {f"{link.edge.source} → {link.edge.target}": link for link in drawn.links}
    return {
        name: (part.x, part.y, part.x + part.width, part.y + part.height)
        for name, part in {**parts, **labels}.items()
    }


def overlapping(found: dict[str, Area]) -> list[tuple[str, str]]:
    return [
        (one, other)
        for (one, a), (other, b) in combinations(found.items(), 2)
        if a[0] < b[2] and b[0] < a[2] and a[1] < b[3] and b[1] < a[3]
    ]


def sampled(path: str) -> list[Point]:
    """Points on the cubic curves of a path."""
    found: list[Point] = []
    for part in re.findall(r"M[^M]+", path):
        numbers = [float(number) for number in re.findall(r"-?[\d.]+", part)]
        points = list(zip(numbers[::2], numbers[1::2], strict=True))
        for start in range(0, len(points) - 1, 3):
            a, b, c, d = points[start : start + 4]
            for step in range(21):
                t, u = step / 20, 1 - step / 20
                weights = (u**3, 3 * u * u * t, 3 * u * t * t, t**3)
                found.append(
                    (
                        sum(w * p[0] for w, p in zip(weights, (a, b, c, d), strict=True)),
                        sum(w * p[1] for w, p in zip(weights, (a, b, c, d), strict=True)),
                    )
                )
    return found


@pytest.mark.parametrize("name", NAMES)
def test_no_two_boxes_overlap_and_no_line_runs_through_one(name: str, real: Checked) -> None:
    drawn = drawing(map_of(real, real.content.trees[name]))
    found = areas(drawn)
    assert len(found) == len(drawn.boxes) + len(drawn.links)
    assert overlapping(found) == []
    for x, y, right, bottom in found.values():
        assert x >= 0
        assert y >= 0
        assert right <= drawn.width
        assert bottom <= drawn.height
    for link in drawn.links:
        own = {link.edge.source, link.edge.target, f"{link.edge.source} → {link.edge.target}"}
        others = [area for other, area in found.items() if other not in own]
        for x, y in sampled(link.path):
            for left, top, right, bottom in others:
                assert not (left + 1 < x < right - 1 and top + 1 < y < bottom - 1), link.edge


@pytest.mark.parametrize("name", NAMES)
def test_edges_lead_downwards(name: str, real: Checked) -> None:
    drawn = drawing(map_of(real, real.content.trees[name]))
    top = {box.node.id: box.y for box in drawn.boxes}
    for link in drawn.links:
        assert top[link.edge.source] < link.y < top[link.edge.target]


@pytest.mark.parametrize("name", NAMES)
def test_the_outline_says_the_same_in_words(name: str, real: Checked) -> None:
    tree = real.content.trees[name]
    outline = files_of(real, name)[1]
    page = Page(outline)
    nodes = [*compile_tree(tree)["questions"], *compile_tree(tree)["outcomes"]]
    assert Counter(re.findall(r'<li id="wq-outline-([^"]+)"', outline)) == Counter(nodes)
    assert Counter(re.findall(r'data-node="([^"]+)"', outline)) == Counter(nodes)
    leads = [link for link in page.links if link.startswith("#")]
    map_ = map_of(real, tree)
    ways = [f"#wq-outline-{edge.target}" for edge in map_.edges for _ in edge.ways]
    assert Counter(leads) == Counter(ways)
    for node in map_.nodes:
        assert node.words in outline


def test_the_picture_stands_on_its_own(real: Checked) -> None:
    for name in NAMES:
        text = files_of(real, name)[0]
        root = ET.fromstring(text)
        assert root.find(f"{SVG}title") is not None
        assert root.find(f"{SVG}desc") is not None
        assert not list(root.iter(f"{SVG}script"))
        addresses = [link.get("href") or "" for link in root.iter(f"{SVG}a")]
        assert all(address.startswith(f"../../../../{name}/#") for address in addresses)
        assert not re.search(r"url\(|@import|\bon[a-z]+=", text)


def test_the_same_tree_gives_the_same_bytes(real: Checked) -> None:
    name = "liability/who-is-liable"
    first = files_of(real, name)
    laid_out.cache_clear()
    assert files_of(real, name) == first


def test_a_layout_is_remembered_until_its_tree_changes(real: Checked) -> None:
    laid_out.cache_clear()
    for _ in range(2):
        for name in NAMES[:3]:
            files_of(real, name)
    assert laid_out.cache_info().misses == 3


def test_three_hundred_boxes_find_their_places() -> None:
    chance = random.Random(5)
    sizes = tuple((chance.choice((140.0, 240.0)), chance.choice((50.0, 90.0))) for _ in range(300))
    edges = {(chance.randrange(max(0, node - 9), node), node) for node in range(1, 300)}
    laid = laid_out(sizes, tuple(sorted(edges)))
    assert isinstance(laid, Layout)
    found = {
        str(number): (x - w / 2, y - h / 2, x + w / 2, y + h / 2)
        for number, ((x, y), (w, h)) in enumerate(zip(laid.boxes, sizes, strict=True))
    }
    assert overlapping(found) == []
    assert len(laid.curves) == len(edges)


def small(check_files: Check, text: str) -> tuple[Checked, TreeMap]:
    checked = check_files({**REGISTERS, "liability/small.yaml": text})
    return checked, map_of(checked, checked.content.trees["liability/small"])


def test_options_to_one_target_are_one_edge(check_files: Check) -> None:
    text = TREE.replace("{label: 我不清楚, next: asked}", "{label: 我不清楚, next: seller-pays}")
    _, map_ = small(check_files, text)
    (edge,) = [edge for edge in map_.edges if edge.source == "named"]
    (way,) = edge.ways
    assert way.options == ("clear", "unsure")
    assert way.labels == ("看得出", "我不清楚")
    assert way.condition == ""


def test_a_branch_says_its_guard_by_the_number_of_the_question(check_files: Check) -> None:
    guarded = "[{to: seller-pays, when: {named: unsure}}, platform-pays]"
    text = TREE.replace("{label: 给了信息, next: seller-pays}", f"{{label: 给了, next: {guarded}}}")
    _, map_ = small(check_files, text)
    said = {
        (edge.target, way.labels): (way.brief, way.condition)
        for edge in map_.edges
        if edge.source == "asked"
        for way in edge.ways
    }
    assert said[("seller-pays", ("给了",))] == (
        "问1答“我不清楚”",
        "“看得出是谁在卖吗？”答的是“我不清楚”",
    )
    assert said[("platform-pays", ("给了",))] == ("其他情况", "其他情况")
    assert said[("platform-pays", ("不清楚",))] == ("", "")


def test_a_long_guard_only_names_its_questions(check_files: Check) -> None:
    long = "这个选项的名字写得特别长，长到在图的线上怎么也放不下了吧"
    guarded = "[{to: seller-pays, when: {named: unsure}}, platform-pays]"
    text = TREE.replace("{label: 给了信息, next: seller-pays}", f"{{label: 给了, next: {guarded}}}")
    _, map_ = small(check_files, text.replace("{label: 我不清楚,", f"{{label: {long},"))
    briefs = [way.brief for edge in map_.edges for way in edge.ways if way.condition]
    assert briefs == ["看问1的回答", "其他情况"]


def test_questions_are_numbered_from_the_top(real: Checked) -> None:
    for name in NAMES:
        drawn = drawing(map_of(real, real.content.trees[name]))
        numbers = {
            box.node.id: int(box.node.kicker[1:]) for box in drawn.boxes if box.node.is_question
        }
        assert sorted(numbers.values()) == list(range(1, len(numbers) + 1))
        for link in drawn.links:
            if link.edge.target in numbers:
                assert numbers[link.edge.source] < numbers[link.edge.target]


def test_markup_in_words_is_only_text(check_files: Check) -> None:
    wicked = '看得出</text><script>alert(1)</script>&amp; "引" ]]>'
    text = TREE.replace("ask: 看得出是谁在卖吗？", f"ask: '{wicked}'")
    text = text.replace("{label: 看得出,", f"{{label: '{wicked}',")
    checked, _ = small(check_files, text)
    picture, outline = files_of(checked, "liability/small")
    root = ET.fromstring(picture)
    assert not list(root.iter(f"{SVG}script"))
    (box,) = [box for box in root.iter(f"{SVG}a") if box.get("data-node") == "named"]
    assert wicked in (box.get("aria-label") or "")
    assert "<script" not in outline


WORDS = st.text(st.sampled_from("问题答案你我他，。？“”（）ab12 -"), min_size=1, max_size=40)


@given(WORDS, st.integers(4, 14))
def test_wrapping_keeps_every_sign_and_the_width(text: str, most: int) -> None:
    lines = wrapped(text, most)
    assert "".join(lines).replace(" ", "") == text.replace(" ", "")
    for before, line in pairwise(lines):
        assert before
        assert line[0] not in "，。？”）"
    for line in lines:
        letters = re.sub(r"[“（，。？”）]", "", line)
        assert width(line) <= most or len(re.findall(r"[问题答案你我他]|[ab12 -]+", letters)) <= 1
