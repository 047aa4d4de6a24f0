"""From a map to a drawing: how large each box is, where every line of text stands, in pixels."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from build_hooks.locale import ui
from build_hooks.maps.graphviz import Layout, Point, laid_out
from build_hooks.maps.tree_map import Edge, Node, TreeMap, Way
from build_hooks.maps.wrapping import width, wrapped
from build_hooks.model.tree import Topic

MARGIN = 28.0
NARROWEST = 700.0
ARROW = 9.0
TITLE, LEAD, WORDS, SMALL, ANSWER, CONDITION = 28, 16, 17, 14, 15, 13
"""Sizes of text."""
SPACING = 1.4
"""A line's height in sizes of its text."""


@dataclass(frozen=True, slots=True)
class Line:
    """One line of text: where its baseline begins, or its middle in a box."""

    text: str
    x: float
    y: float


@dataclass(frozen=True, slots=True)
class Box:
    """A node in its place."""

    node: Node
    x: float
    y: float
    width: float
    height: float
    radius: float
    kicker: Line
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer on an edge's label, or any answer, or what an input needs."""

    options: tuple[str, ...]
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Said:
    """A way in its place: the answers, then the condition."""

    way: Way
    answers: tuple[Answer, ...]
    when: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Link:
    """An edge in its place: a curve to its label, a curve on to the target, and an arrow."""

    edge: Edge
    path: str
    arrow: str
    x: float
    y: float
    width: float
    height: float
    ways: tuple[Said, ...]


@dataclass(frozen=True, slots=True)
class Drawing:
    """Everything that the SVG shows."""

    width: float
    height: float
    title: tuple[Line, ...]
    lead: tuple[Line, ...]
    boxes: tuple[Box, ...]
    links: tuple[Link, ...]
    foot: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class _Block:
    """Lines of text and the room that they take."""

    lines: tuple[str, ...]
    size: int

    @property
    def width(self) -> float:
        return max((width(line) for line in self.lines), default=0) * self.size

    @property
    def height(self) -> float:
        return len(self.lines) * self.size * SPACING

    def at(self, x: float, y: float) -> tuple[Line, ...]:
        """Its lines below `y`."""
        step = self.size * SPACING
        return tuple(
            Line(text, x, y + step * number + self.size) for number, text in enumerate(self.lines)
        )


NODE_LINE, ANSWER_LINE, CONDITION_LINE = 11, 10, 11
"""Full-width characters on a line."""
PAD, OUTCOME_PAD, ANSWER_PAD = 14.0, 22.0, 7.0
APART, BETWEEN = 5.0, 10.0
"""Between two answers, and between two ways, on one label."""


def drawing(map_: TreeMap) -> Drawing:
    """Lay the map out; the same map gives the same drawing."""
    count = len(map_.nodes)
    sizes = (*map(_node_size, map_.nodes), *map(_label_size, map_.edges))
    place = {node.id: number for number, node in enumerate(map_.nodes)}
    edges = []
    for number, edge in enumerate(map_.edges, start=count):
        edges += [(place[edge.source], number), (number, place[edge.target])]
    layout = laid_out(sizes, tuple(edges))
    return _framed(map_, layout, sizes)


def _framed(map_: TreeMap, layout: Layout, sizes: tuple[Point, ...]) -> Drawing:
    """Put the title above the layout and the legend below it."""
    inner = max(layout.width, NARROWEST)
    title = _Block(wrapped(map_.tree.title, int(inner / TITLE)), TITLE)
    lead = _Block(wrapped(map_.tree.summary, int(inner / LEAD)), LEAD)
    foot = _Block(tuple(_foot(map_, int(inner / SMALL))), SMALL)
    top = MARGIN + title.height + lead.height + MARGIN
    bottom = top + layout.height + MARGIN
    left = MARGIN + (inner - layout.width) / 2
    count = len(map_.nodes)
    middles = [(x + left, y + top) for x, y in layout.boxes]
    curves = [tuple((x + left, y + top) for x, y in curve) for curve in layout.curves]
    return Drawing(
        inner + 2 * MARGIN,
        bottom + foot.height + MARGIN,
        title.at(MARGIN, MARGIN),
        lead.at(MARGIN, MARGIN + title.height),
        tuple(_box(n, m, s) for n, m, s in zip(map_.nodes, middles, sizes, strict=False)),
        tuple(
            _link(edge, middles[count + i], sizes[count + i], curves[2 * i], curves[2 * i + 1])
            for i, edge in enumerate(map_.edges)
        ),
        foot.at(MARGIN, bottom),
    )


def _foot(map_: TreeMap, most: int) -> Iterator[str]:
    """How to read the picture, and who has read it against the law."""
    tree = map_.tree
    is_quality = tree.topic is Topic.QUALITY
    yield from wrapped(ui("map.legend.quality" if is_quality else "map.legend"), most)
    if any(way.condition for edge in map_.edges for way in edge.ways):
        yield from wrapped(ui("map.legend.numbers"), most)
    reviewed = ui("tree.reviewed", on=tree.reviewed.on, by="、".join(tree.reviewed.by))
    yield from wrapped(reviewed + ui("disclaimer"), most)


def _words(node: Node) -> _Block:
    return _Block(wrapped(node.words, NODE_LINE), WORDS)


def _node_size(node: Node) -> Point:
    words = _words(node)
    across = max(words.width, width(node.here) * SMALL)
    pad = PAD if node.is_question else OUTCOME_PAD
    return across + 2 * pad, words.height + SMALL * SPACING + 2 * PAD


def _box(node: Node, middle: Point, size: Point) -> Box:
    x, y = middle[0] - size[0] / 2, middle[1] - size[1] / 2
    below = y + PAD + SMALL * SPACING
    (kicker,) = _Block((node.kicker,), SMALL).at(middle[0], y + PAD)
    radius = 4.0 if node.is_question else min(30.0, size[1] / 2)
    return Box(node, x, y, *size, radius, kicker, _words(node).at(middle[0], below))


def _label_size(edge: Edge) -> Point:
    ways = [_said(way, 0, 0) for way in edge.ways]
    across = max(_across(said) for said, _ in ways)
    down = sum(height for _, height in ways) + BETWEEN * (len(ways) - 1)
    return across + 2 * ANSWER_PAD, down + 2 * ANSWER_PAD


def _across(said: Said) -> float:
    answers = (width(line.text) * ANSWER for answer in said.answers for line in answer.lines)
    when = (width(line.text) * CONDITION for line in said.when)
    return max((*answers, *when))


def _said(way: Way, x: float, y: float) -> tuple[Said, float]:
    """The lines of a way below `y`, and how much room they take."""
    below, answers = y, []
    for options, label in _labels(way):
        block = _Block(wrapped(label, ANSWER_LINE), ANSWER)
        answers.append(Answer(options, block.at(x, below)))
        below += block.height + APART
    below -= APART if answers else 0
    brief = ui("map.if", when=way.brief) if way.condition and answers else way.brief
    when = _Block(wrapped(brief, CONDITION_LINE) if brief else (), CONDITION)
    return Said(way, tuple(answers), when.at(x, below)), below + when.height - y


def _labels(way: Way) -> Iterator[tuple[tuple[str, ...], str]]:
    if way.is_any and way.condition:
        yield way.options, ui("map.any")
    elif not way.options:
        yield from (((), label) for label in way.labels)
    else:
        yield from (
            ((option,), label) for option, label in zip(way.options, way.labels, strict=True)
        )


def _link(
    edge: Edge, middle: Point, size: Point, to: tuple[Point, ...], on: tuple[Point, ...]
) -> Link:
    x, y = middle[0] - size[0] / 2, middle[1] - size[1] / 2
    below = y + ANSWER_PAD
    ways = []
    for way in edge.ways:
        said, height = _said(way, middle[0], below)
        ways.append(said)
        below += height + BETWEEN
    return Link(edge, f"{_path(to)} {_path(on)}", _arrow(on), x, y, *size, tuple(ways))


def _path(curve: tuple[Point, ...]) -> str:
    first, *rest = (f"{x:.1f} {y:.1f}" for x, y in curve)
    return f"M{first} C{' '.join(rest)}"


def _arrow(curve: tuple[Point, ...]) -> str:
    """A triangle at the end of a curve, which always comes from above."""
    x, y = curve[-1]
    half = ARROW / 2
    return f"M{x:.1f} {y:.1f} l{-half:.1f} {-ARROW:.1f} h{ARROW:.1f} z"
