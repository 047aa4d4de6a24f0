"""A chart in the language of Mermaid, which GitHub draws in comments and summaries.

Nodes get numbers instead of ids, and every sign of a label that is neither a letter, a digit nor
Chinese punctuation is written as its number: no word of a tree is ever part of the language.
"""

from __future__ import annotations

from collections.abc import Iterator

from build_hooks.locale import ui
from build_hooks.maps.chart import Chart, Link, Mark, Node
from build_hooks.markup import one_line

LONGEST_LABEL = 44
MOST_LABELS = 4
HARMLESS = set(" ，。、？！：；“”‘’（）《》「」…—·％￥～＋－＝／")
ARROWS = {Mark.SAME: "-->", Mark.CHANGED: "-->", Mark.ADDED: "==>", Mark.GONE: "-.->"}
STYLES = {
    Mark.CHANGED: "fill:lemonchiffon,stroke:saddlebrown,color:black",
    Mark.ADDED: "fill:honeydew,stroke:darkgreen,stroke-width:3px,color:black",
    Mark.GONE: "fill:mistyrose,stroke:darkred,stroke-dasharray:5 3,color:black",
}


def mermaid(chart: Chart) -> str:
    """The chart from the top down; what changed is said in words, by the line and by colour."""
    return "\n".join(_lines(chart)) + "\n"


def _lines(chart: Chart) -> Iterator[str]:
    yield "flowchart TD"
    names = {node.id: f"n{number}" for number, node in enumerate(chart.nodes)}
    yield from (f"  {names[node.id]}{_shape(node)}" for node in chart.nodes)
    for link in chart.links:
        yield f"  {names[link.source]} {ARROWS[link.mark]}|{_said(link)}| {names[link.target]}"
    for mark, style in STYLES.items():
        marked = [names[node.id] for node in chart.nodes if node.mark is mark]
        if marked:
            yield f"  classDef {mark} {style}"
            yield f"  class {','.join(marked)} {mark}"


def _shape(node: Node) -> str:
    label = _quoted(_marked(node.mark, node.words))
    return f"[{label}]" if node.is_question else f"([{label}])"


def _said(link: Link) -> str:
    words = ui("map.list").join(link.labels[:MOST_LABELS])
    if link.labels[MOST_LABELS:]:
        words += ui("chart.more", count=len(link.labels) - MOST_LABELS)
    return _quoted(_marked(link.mark, words))


def _marked(mark: Mark, words: str) -> str:
    return words if mark is Mark.SAME else ui(f"chart.{mark}", words=words)


def _quoted(words: str) -> str:
    line = one_line(words)
    short = line if len(line) <= LONGEST_LABEL else line[: LONGEST_LABEL - 1] + "…"
    return f'"{"".join(map(_safe, short))}"'


def _safe(sign: str) -> str:
    return sign if sign.isalnum() or sign in HARMLESS else f"#{ord(sign)};"
