"""Queries with the places that answer them, read from the YAML files beside this module."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import yaml

from build_hooks.model.content import Content

HERE = Path(__file__).parent
OWN = HERE / "queries.yaml"
KEPT = HERE / "kept.yaml"
KEYS = {"who", "best", "good", "asked"}
GROUPS = (
    "given",
    "colloquial",
    "synonym",
    "pinyin",
    "traditional",
    "typo",
    "exact",
    "story",
)


@dataclass(frozen=True)
class Query:
    """What somebody typed, and where the answer is."""

    text: str
    group: str
    need: str
    """The name of what the person needs."""
    best: frozenset[str]
    """Places that answer."""
    good: frozenset[str]
    """Places from which one step leads there."""

    def grade(self, address: str) -> int:
        """2 for the very place, 1 for one step before it, 0 for anything else."""
        return 2 if address in self.best else int(address in self.good)


def read(file: Path) -> dict[str, dict[str, Any]]:
    """The needs of a file as they stand there."""
    found: dict[str, dict[str, Any]] = yaml.load(file.read_text("utf-8"), Loader=yaml.BaseLoader)
    return found


def own(content: Content) -> list[Query]:
    """The queries to tune by."""
    return list(_queries(read(OWN), read(OWN), content))


def kept(content: Content) -> list[Query]:
    """The queries that only measure."""
    return list(_queries(read(KEPT), {**read(OWN), **_whole(read(KEPT))}, content))


def _whole(needs: dict[str, dict[str, Any]]) -> dict[str, dict[str, Any]]:
    return {name: need for name, need in needs.items() if "who" in need}


def _queries(
    asked: dict[str, dict[str, Any]], needs: dict[str, dict[str, Any]], content: Content
) -> Iterator[Query]:
    for name, need in asked.items():
        best = frozenset(_expanded(needs[name]["best"], content))
        good = frozenset(_expanded(needs[name].get("good", ()), content))
        for group, texts in need["asked"].items():
            yield from (Query(text, group, name, best, good - best) for text in texts)


def _expanded(addresses: list[str], content: Content) -> Iterator[str]:
    """Addresses, with `tree/*` as all questions of the tree."""
    for address in addresses:
        if not address.endswith("/*"):
            yield address
            continue
        tree = next(tree for tree in content.live() if f"{tree.id}/*" == address)
        yield from (f"{tree.id}/#{question}" for question in tree.questions)


NODE = re.compile(r"/@=([^&]+)")
"""How an address that fills in answers names the node it opens."""


def place(address: str) -> str:
    """An address of a hit as the judgements name it: without answers, a heading as its node."""
    page, _, fragment = address.partition("#")
    opened = NODE.match(fragment)
    anchor = unquote(opened[1] if opened else fragment).removesuffix("--title")
    page = page.removesuffix("index.html")
    return f"{page}#{anchor}" if anchor else page


def page(address: str) -> str:
    """The page of an address."""
    return address.partition("#")[0]
