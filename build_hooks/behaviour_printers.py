"""Two versions compared, as a pull request or a program wants it."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from build_hooks.behaviour import Behaviour, Difference, Fate
from build_hooks.changes import Change, End, Kind
from build_hooks.locale import ui
from build_hooks.markup import code, codes, plain
from build_hooks.memory import Answers
from build_hooks.shown import Item

MOST_GROUPS = 20
"""Of one kind, in Markdown: a comment on a pull request must not pass 65,536 characters."""
KINDS = {
    Kind.ELSEWHERE: "diff.elsewhere",
    Kind.SHOWS: "diff.shows",
    Kind.ONLY_NEW: "diff.only-new",
    Kind.ONLY_OLD: "diff.only-old",
    Kind.SHORTER: "diff.shorter",
}
PARTS = {
    "certainty": "diff.part.certainty",
    "verdict": "diff.part.verdict",
    "letter": "diff.part.letter",
    "cites": "diff.part.cites",
    "order": "diff.part.order",
    "parties": "diff.part.parties",
    "prove": "diff.part.prove",
    "remedies": "diff.part.remedies",
    "gaps": "diff.part.gaps",
    "amounts": "diff.part.amounts",
    "deadlines": "diff.part.deadlines",
    "steps": "diff.part.steps",
    "evidence": "diff.part.evidence",
    "notes": "diff.part.notes",
    "continue": "diff.part.continue",
}


@dataclass(frozen=True, slots=True)
class Named:
    """A comparison with what its two versions are called."""

    base: str
    head: str
    behaviour: Behaviour


def as_markdown(named: Named) -> str:
    """A heading, a sentence, a section per tree in which something changed."""
    trees = named.behaviour.trees
    changed = [tree for tree in trees if tree.fate is not Fate.SAME]
    lines = [ui("diff.title", base=code(named.base), head=code(named.head)), ""]
    if named.behaviour.same_routes:
        lines.append(ui("diff.same"))
    else:
        moved = sum(not tree.same_routes for tree in trees)
        lines.append(ui("diff.summary", moved=moved, same=len(trees) - moved))
    if named.behaviour.unproved:
        lines += ["", ui("diff.unproved", trees=codes(named.behaviour.unproved))]
    for tree in changed:
        lines += ["", f"### {tree.tree} {plain(tree.title)}", "", *difference_lines(tree)]
    return "\n".join(lines)


def way_in_ids(answers: Answers) -> str:
    """A route as the ids of what was answered."""
    return code(" → ".join(f"{question}={answer}" for question, answer in answers))


def difference_lines(tree: Difference, say: Callable[[Answers], str] = way_in_ids) -> Iterator[str]:
    """What is different in one tree: figures, then each kind of change, the most routes first.

    `say` writes a route as Markdown.
    """
    yield _figures(tree)
    for kind in Kind:
        changes = [change for change in tree.changes if change.kind is kind]
        if changes:
            yield from ("", f"**{ui(KINDS[kind], count=tree.routes(kind))}**", "")
        for change in changes[:MOST_GROUPS]:
            yield from _change(change, say)
        if changes[MOST_GROUPS:]:
            rest = sum(change.routes for change in changes[MOST_GROUPS:])
            yield ui("diff.rest", groups=len(changes[MOST_GROUPS:]), count=rest)
    yield from _beside_routes(tree)


def _figures(tree: Difference) -> str:
    if tree.fate is Fate.ADDED:
        return ui("diff.added", count=tree.after)
    if tree.fate is Fate.REMOVED:
        return ui("diff.removed", count=tree.before)
    if tree.partial:
        return ui("diff.partial", before=tree.before, after=tree.after)
    if tree.same_routes:
        return ui("diff.same")
    return ui("diff.figures", before=tree.before, after=tree.after)


def _change(change: Change, say: Callable[[Answers], str]) -> Iterator[str]:
    ends = [_end(change.before), _end(change.after)]
    where = ends[0] if change.lost or change.gained else " → ".join(ends)
    if change.before.node != change.after.node:
        where = " → ".join(ends)
    example = say(change.answers) if change.answers else ui("way.start")
    yield ui("diff.group", count=change.routes, way=example, where=where)
    yield from (ui("diff.lost", item=_item(item)) for item in change.lost)
    yield from (ui("diff.gained", item=_item(item)) for item in change.gained)


def _end(end: End) -> str:
    words = {"title": plain(end.title), "node": code(end.node)}
    if end.refused:
        return ui("diff.end.refuses", answer=code(end.refused), **words)
    return ui("diff.end.asks" if end.asks else "diff.end", **words)


def _item(item: Item) -> str:
    named = [plain(_words(item)), code(item.id) if item.id and item.part != "order" else ""]
    how = ui(f"liability.{item.how}") if item.part == "parties" else code(item.how)
    cites = codes(item.cites) if item.cites else ""
    return " ".join(word for word in (ui(PARTS[item.part]), *named, how, cites) if word)


def _words(item: Item) -> str:
    if item.part in ("certainty", "verdict"):
        return ui(f"{item.part}.{item.id}")
    return item.words


def _beside_routes(tree: Difference) -> Iterator[str]:
    """What is no matter of routes: ids, citations, whether the tree is published."""
    lines = []
    if tree.fate not in (Fate.ADDED, Fate.REMOVED):
        if tree.status[0] != tree.status[1]:
            lines.append(ui("diff.status", before=tree.status[0], after=tree.status[1]))
        if tree.vanished:
            lines.append(ui("diff.vanished", ids=codes(tree.vanished)))
    if tree.cites_gained:
        lines.append(ui("diff.cites-gained", ids=codes(tree.cites_gained)))
    if tree.cites_lost:
        lines.append(ui("diff.cites-lost", ids=codes(tree.cites_lost)))
    if lines:
        yield from ("", *lines)


def as_json(named: Named) -> str:
    """One object; a number of routes is exact however large."""
    return json.dumps(
        {
            "base": named.base,
            "head": named.head,
            "same-routes": named.behaviour.same_routes,
            "unproved": list(named.behaviour.unproved),
            "trees": [_tree_data(tree) for tree in named.behaviour.trees],
        },
        ensure_ascii=False,
        indent=2,
    )


def _tree_data(tree: Difference) -> dict[str, object]:
    return {
        "tree": tree.tree,
        "title": tree.title,
        "fate": str(tree.fate),
        "status": {"before": tree.status[0], "after": tree.status[1]},
        "routes": {"before": tree.before, "after": tree.after},
        "changed": {str(kind): tree.routes(kind) for kind in Kind},
        "partial": tree.partial,
        "groups": [_change_data(change) for change in tree.changes],
        "vanished": list(tree.vanished),
        "cites": {"gained": list(tree.cites_gained), "lost": list(tree.cites_lost)},
    }


def _change_data(change: Change) -> dict[str, object]:
    return {
        "kind": str(change.kind),
        "routes": change.routes,
        "answers": [list(pair) for pair in change.answers],
        "before": _end_data(change.before),
        "after": _end_data(change.after),
        "lost": [_item_data(item) for item in change.lost],
        "gained": [_item_data(item) for item in change.gained],
    }


def _end_data(end: End) -> dict[str, object]:
    found: dict[str, object] = {"question" if end.asks else "outcome": end.node, "title": end.title}
    return found | ({"refused": end.refused} if end.refused else {})


def _item_data(item: Item) -> dict[str, object]:
    filled = {"part": item.part, "id": item.id, "how": item.how, "words": item.words}
    return {key: value for key, value in filled.items() if value} | (
        {"cites": list(item.cites)} if item.cites else {}
    )


PRINTERS: dict[str, Callable[[Named], str]] = {"markdown": as_markdown, "json": as_json}
