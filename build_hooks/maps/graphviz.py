"""Ask Graphviz where boxes and lines go: nothing else knows it, and no font or program is needed.

Sizes and places are in pixels. A layout is a function of sizes and edges alone, so it is remembered
by them: while serving, an edit lays out one tree anew.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from pygraphviz import AGraph

INCH = 72.0
GAP, RISE = 20.0, 24.0
"""Between boxes side by side, and from one row to the next."""
MOST_KEPT = 256

Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Layout:
    """Where the middles of boxes are, and the curves between them; y grows downwards."""

    width: float
    height: float
    boxes: tuple[Point, ...]
    curves: tuple[tuple[Point, ...], ...]
    """Per edge a start and then three points for each cubic curve."""


@lru_cache(maxsize=MOST_KEPT)
def laid_out(sizes: tuple[Point, ...], edges: tuple[tuple[int, int], ...]) -> Layout:
    """Place boxes of `sizes` so that edges, given by positions in it, lead downwards."""
    graph = AGraph(string="\n".join(_source(sizes, edges)))
    drawn: bytes = graph.draw(format="plain", prog="dot")
    return _read(drawn.decode(), len(sizes), edges)


def _source(sizes: tuple[Point, ...], edges: tuple[tuple[int, int], ...]) -> Iterator[str]:
    yield f"digraph {{ graph [nodesep={GAP / INCH:.4f}, ranksep={RISE / INCH:.4f}]"
    yield 'node [shape=box, fixedsize=true, label=""] edge [arrowhead=none]'
    for number, (width, height) in enumerate(sizes):
        yield f"n{number} [width={width / INCH:.4f}, height={height / INCH:.4f}]"
    for source, target in edges:
        yield f"n{source} -> n{target}{':n' if source > target else ''}"
    yield "}"


def _read(text: str, count: int, edges: tuple[tuple[int, int], ...]) -> Layout:
    """Read Graphviz' "plain" form: lines of words, lengths in inches, y growing upwards."""
    width = height = 0.0
    boxes: list[Point] = [(0.0, 0.0)] * count
    curves: dict[tuple[int, int], tuple[Point, ...]] = {}
    for words in map(str.split, text.splitlines()):
        if words[0] == "graph":
            width, height = float(words[2]) * INCH, float(words[3]) * INCH
        elif words[0] == "node":
            boxes[_number(words[1])] = _point(words[2], words[3], height)
        elif words[0] == "edge":
            points = words[4 : 4 + 2 * int(words[3])]
            curves[_number(words[1]), _number(words[2])] = tuple(
                _point(x, y, height) for x, y in zip(points[::2], points[1::2], strict=True)
            )
    return Layout(width, height, tuple(boxes), tuple(curves[edge] for edge in edges))


def _number(name: str) -> int:
    return int(name.removeprefix("n"))


def _point(x: str, y: str, height: float) -> Point:
    return float(x) * INCH, height - float(y) * INCH
