"""The trees of a topic by what happened to the reader; the words are in the locale."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from build_hooks.locale import ui
from build_hooks.model.tree import Topic, Tree
from build_hooks.proof import Proof

OTHERS = "others"
SITUATIONS: dict[Topic, dict[str, tuple[str, ...]]] = {
    Topic.COMPLAINT: {
        "where": ("which-route", "keep-evidence", "write-12315", "report-or-complain"),
        "goods": ("seven-day-return", "faulty-return", "cross-border"),
        "money": ("seller-vanished", "presale-deposit", "private-deal"),
        "family": ("elder-cheated", "minor-spent"),
        "refused": ("platform-does-nothing", "12315-said-no", "go-to-court"),
    },
    Topic.LIABILITY: {
        "first": ("who-is-liable",),
        "what": ("is-it-fraud", "promise-and-prize", "price", "food-tenfold", "injury"),
        "who": ("streamer", "live-room-operator", "platform", "agency"),
    },
    Topic.QUALITY: {
        "buying": ("before-you-buy",),
        "before": ("ready-to-go-live", "script-check", "supplier-check", "live-room-duties"),
        "after": ("after-sales", "agency-duties", "platform-duties"),
    },
}
"""In the order in which readers meet them. A tree that is not named here comes last, alone."""


@dataclass(frozen=True, slots=True)
class Situation:
    """What happened, and the trees for it."""

    name: str
    title: str
    proofs: tuple[Proof, ...]


def situations(topic: Topic, proofs: Sequence[Proof]) -> list[Situation]:
    """The trees of a topic in groups; a group without trees does not appear."""
    known = {proof.tree.id.split("/", 1)[1]: proof for proof in proofs}
    found = []
    for name, ids in SITUATIONS[topic].items():
        found.append((name, tuple(known.pop(id_) for id_ in ids if id_ in known)))
    found.append((OTHERS, tuple(known.values())))
    return [Situation(name, _title(topic, name), own) for name, own in found if own]


def foremost(trees: Sequence[Tree], most: int) -> list[Tree]:
    """At most so many trees in their own order: those that come first among the situations."""
    kept = {tree.id for tree in sorted(trees, key=_rank)[:most]}
    return [tree for tree in trees if tree.id in kept]


def _rank(tree: Tree) -> int:
    named = [id_ for ids in SITUATIONS[tree.topic].values() for id_ in ids]
    own = tree.id.split("/", 1)[1]
    return named.index(own) if own in named else len(named)


def _title(topic: Topic, name: str) -> str:
    return ui("situation.others" if name == OTHERS else f"situation.{topic}.{name}")
