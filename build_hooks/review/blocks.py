"""A review as blocks of Markdown: the verdict, what is wrong, each tree, each entry."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from difflib import unified_diff
from functools import partial

from build_hooks.behaviour import Fate
from build_hooks.behaviour_printers import difference_lines
from build_hooks.changes import Kind
from build_hooks.findings import Finding
from build_hooks.locale import ui
from build_hooks.maps.chart import Chart, Mark, around, chart, compared
from build_hooks.maps.mermaid import mermaid
from build_hooks.markup import code, fenced, inside_html, plain
from build_hooks.memory import Answers
from build_hooks.model.tree import Tree
from build_hooks.proof import Proof
from build_hooks.review.cases import CaseChanges, reached
from build_hooks.review.changed import Review, TreeChange
from build_hooks.review.document import Block, Weight
from build_hooks.review.registers import EntryChange, Touched
from build_hooks.values import ticked

MOST_FINDINGS = 30
MOST_NODES = 24
"""In a picture; of a larger tree only what changed and what is beside it is drawn."""
MOST_TOUCHED = 10
MOST_CASES = 10
AROUND = 1
"""Lines of a node that stay as they are, shown around those that changed."""


def blocks(review: Review) -> list[Block]:
    """Everything there is to say, in the order of the page."""
    return [
        Block((ui("review.title"), "", f"**{verdict(review)}**")),
        *_findings(review.errors, "review.errors"),
        *_findings(review.warnings, "review.warnings"),
        *(block for tree in review.trees for block in _tree(tree)),
        *_entries(review.entries),
    ]


def verdict(review: Review) -> str:
    """One sentence: how much changed, and whether it may be merged."""
    said = [ui("review.trees", count=len(review.trees))] if review.trees else []
    if review.entries:
        said.append(ui("review.entries", count=len(review.entries)))
    if not said:
        said.append(ui("review.nothing"))
    routes = [(kind, review.routes(kind)) for kind in Kind]
    said += [ui(f"review.routes.{kind}", count=count) for kind, count in routes if count]
    fates = {tree.difference.fate for tree in review.trees if tree.difference}
    if fates & {Fate.CHANGED, Fate.SAME} and not any(count for _, count in routes):
        said.append(ui("review.routes.same"))
    if review.errors:
        said.append(ui("review.has-errors", count=len(review.errors)))
    else:
        said.append(ui("review.no-errors"))
    return "，".join(said) + "。"


def _findings(found: Sequence[Finding], title: str) -> Iterator[Block]:
    if not found:
        return
    lines = [ui(title, count=len(found)), ""]
    for one in found[:MOST_FINDINGS]:
        where = code(f"{one.place.path}:{one.place.line}")
        lines.append(
            ui("review.finding", where=where, words=plain(one.message), kind=code(one.kind))
        )
    if found[MOST_FINDINGS:]:
        lines.append(ui("review.more", count=len(found) - MOST_FINDINGS))
    yield Block(tuple(lines))


def _tree(tree: TreeChange) -> Iterator[Block]:
    yield Block(
        (ui("review.tree", id=code(tree.tree), title=plain(tree.title)), "", *_proofs(tree))
    )
    if tree.difference is None:
        yield Block((ui("review.later"),), Weight.ROUTES)
    if tree.difference and tree.difference.fate is not Fate.SAME:
        said = partial(_way, trees=tuple(p.tree for p in (tree.after, tree.before) if p))
        yield Block(tuple(difference_lines(tree.difference, said)), Weight.ROUTES)
    elif tree.difference:
        yield Block((ui("diff.same"),), Weight.ROUTES)
    if not tree.cases.same:
        yield Block(tuple(_cases(tree.cases)), Weight.ROUTES)
    picture = _picture(tree)
    if picture:
        yield Block(tuple(_drawn(picture)), Weight.PICTURE)
    for node in tree.nodes:
        title = ui("review.node", title=inside_html(node.title)) if node.node else ui("review.head")
        yield Block(tuple(_diff(title, node.before, node.after)), Weight.WORDS)


def _way(answers: Answers, trees: Sequence[Tree]) -> str:
    """A route in the words that a reader tapped."""
    return " → ".join(plain(_answer(*pair, trees)) for pair in answers)


def _answer(question: str, answer: str, trees: Sequence[Tree]) -> str:
    asked = [tree.questions[question] for tree in trees if question in tree.questions]
    for one in asked:
        if answer in (one.options or {}):
            return ui("guard.label", label=(one.options or {})[answer].label)
    if asked and asked[0].items:
        known = asked[0].items
        return "、".join(str(known[id_].label) for id_ in ticked(answer) if id_ in known) or answer
    return ui("guard.label", label=answer)


def _proofs(tree: TreeChange) -> Iterator[str]:
    versions = zip((tree.before, tree.after), tree.unproved, strict=True)
    for label, (proof, unproved) in zip(("review.before", "review.after"), versions, strict=True):
        yield ui(label, line=_proof(tree, proof, unproved))


def _proof(tree: TreeChange, proof: Proof | None, unproved: bool) -> str:
    if proof and not unproved:
        return ui("check.proof", tree=tree.tree, **proof.figures)
    if proof is None and tree.difference:
        return ui("review.absent")
    return ui("review.disagrees" if proof else "check.unproved", tree=plain(tree.tree))


def _picture(tree: TreeChange) -> Chart | None:
    """None where nothing that a picture shows has changed, or one version has errors."""
    if not tree.after or not tree.difference:
        return None
    if tree.difference.fate is Fate.ADDED:
        return around(chart(tree.after.tree), MOST_NODES)
    if not tree.before:
        return None
    changed = {node.node for node in tree.nodes}
    ends = {end.node for one in tree.difference.changes for end in (one.before, one.after)}
    named = {tree.names.get(end, end) for end in ends}
    both = compared(tree.before.tree, tree.after.tree, tree.names, changed | named)
    marks = {node.mark for node in both.nodes} | {link.mark for link in both.links}
    return around(both, MOST_NODES) if marks != {Mark.SAME} else None


def _drawn(picture: Chart) -> Iterator[str]:
    yield f"<details open><summary>{ui('review.picture')}</summary>"
    yield ""
    yield from fenced(mermaid(picture).splitlines(), "mermaid")
    yield ""
    if picture.left_out:
        yield from (ui("review.picture.part", count=picture.left_out), "")
    yield "</details>"


def _diff(title: str, before: Sequence[str], after: Sequence[str]) -> Iterator[str]:
    """Both versions in one block; signs at the beginning say which is which."""
    yield f"<details><summary>{title}</summary>"
    yield ""
    found = list(unified_diff(before, after, n=AROUND, lineterm=""))[2:]
    shown = ["……" if line.startswith("@@") else line for line in found]
    yield from fenced(shown[1:] if shown[:1] == ["……"] else shown, "diff")
    yield ""
    yield "</details>"


def _cases(cases: CaseChanges) -> Iterator[str]:
    for key in ("added", "changed", "removed"):
        titles = getattr(cases, key)
        if titles:
            words = "；".join(map(plain, titles[:MOST_CASES]))
            yield ui(f"review.cases.{key}", count=len(titles), titles=words)
    before, after = cases.before, cases.after
    if before and after:
        figures = [reached(before.outcomes), len(before.outcomes)]
        now = [reached(after.outcomes), len(after.outcomes)]
        yield ui("review.coverage", was=figures[0], of=figures[1], now=now[0], all=now[1])
    if cases.left:
        ids = "、".join(map(code, cases.left[:MOST_CASES]))
        yield ui("review.lonely", count=len(cases.left), ids=ids)


def _entries(entries: Sequence[EntryChange]) -> Iterator[Block]:
    if entries:
        yield Block((ui("review.registers"),))
    for entry in entries:
        name = ui(f"review.register.{entry.register}")
        title = ui("review.entry", register=name, title=plain(entry.title), id=code(entry.id))
        touched = tuple(_touched(entry.touched))
        yield Block((title, "", *touched), Weight.ROUTES)
        yield Block(tuple(_diff(ui("review.words"), entry.before, entry.after)), Weight.WORDS)


def _touched(touched: Sequence[Touched]) -> Iterator[str]:
    if not touched:
        yield ui("review.touches-none")
        return
    trees = {one.tree for one in touched}
    yield ui("review.touches", trees=len(trees), nodes=len(touched))
    yield ""
    for one in touched[:MOST_TOUCHED]:
        yield ui("review.touched", tree=code(one.tree), title=plain(one.title), node=code(one.node))
    if touched[MOST_TOUCHED:]:
        yield ui("review.more", count=len(touched) - MOST_TOUCHED)
