"""A chart in the language of Graphviz, for those who lay it out with their own tools."""

from __future__ import annotations

from collections.abc import Iterator

from build_hooks.locale import ui
from build_hooks.maps.chart import Chart
from build_hooks.markup import one_line


def dot(chart: Chart) -> str:
    """The chart from the top down: questions as boxes, outcomes as rounded ones."""
    return "\n".join(_lines(chart)) + "\n"


def _lines(chart: Chart) -> Iterator[str]:
    yield "digraph {"
    yield "  rankdir=TB; node [shape=box];"
    names = {node.id: f"n{number}" for number, node in enumerate(chart.nodes)}
    for node in chart.nodes:
        style = "" if node.is_question else ", style=rounded"
        yield f"  {names[node.id]} [label={_quoted(node.words)}{style}];"
    for link in chart.links:
        label = _quoted(ui("map.list").join(link.labels))
        yield f"  {names[link.source]} -> {names[link.target]} [label={label}];"
    yield "}"


def _quoted(words: str) -> str:
    """A string of Graphviz: a backslash would begin one of its escapes, such as a new line."""
    return '"' + one_line(words).replace("\\", "\\\\").replace('"', '\\"') + '"'
