"""What the page "put it on your site" says without scripts: the lines to copy, for every tree.

It reads what is published for such pages, `embed/v1/embed.json`, so that both say the same.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from markupsafe import Markup

from build_hooks.embed.files import DATA_PATH
from build_hooks.embed.frame import frame
from build_hooks.embed.height import NARROW
from build_hooks.output import Output
from build_hooks.render.environment import fragment

FIRST = "liability/who-is-liable"
"""The tree whose lines stand there before another one is chosen."""
MOST = 100
"""Trees whose lines stand on the page; those of all are in its data."""
PARTS = frozenset(
    ("choices", "link", "frame", "script", "element", "file", "paste", "all", "every")
)
FIXED = Markup('<script src="{}" integrity="{}" crossorigin="anonymous" async></script>')
MOVING = Markup('<script src="{}" async></script>')
ELEMENT = Markup('<weiquan-tree tree="{}" height="{}"><a href="{}">{}</a></weiquan-tree>')


@dataclass(frozen=True, slots=True)
class Offered:
    """A tree with what is copied to place it."""

    id: str
    title: str
    page: str
    frame: str
    element: str
    file: str
    file_name: str
    """As it is called in the zip."""
    file_frame: str
    """A frame for the file beside the page that shows it."""


@dataclass(frozen=True, slots=True)
class Offer:
    """All trees, and what they have in common."""

    trees: tuple[Offered, ...]
    fixed: str
    """The script that stays as it is."""
    moving: str
    """The script that is renewed."""
    start: str
    """The page that leads to all trees."""
    start_frame: str
    zip: str
    megabytes: str

    @property
    def every(self) -> tuple[Offered, ...]:
        """The trees whose lines stand there one after the other."""
        return self.trees[:MOST]

    @property
    def left(self) -> int:
        """How many trees are too many for that."""
        return len(self.trees) - len(self.every)

    @property
    def first(self) -> Offered:
        """The tree that is shown before another one is chosen."""
        return next((tree for tree in self.trees if tree.id == FIRST), self.trees[0])


def offer(outputs: Iterable[Output]) -> Offer:
    """What the outputs of the embeds offer."""
    data = json.loads(next(each.content for each in outputs if each.path == DATA_PATH))
    script = data["script"]
    return Offer(
        trees=tuple(map(_offered, data["trees"])),
        fixed=str(FIXED.format(script["immutable"], script["integrity"])),
        moving=str(MOVING.format(script["moving"])),
        start=data["start"]["embed"],
        start_frame=data["start"]["frame"],
        zip=data["zip"]["address"],
        megabytes=f"{data['zip']['bytes'] / 1e6:.1f}",
    )


def _offered(tree: dict[str, Any]) -> Offered:
    id_, title, page, name = (tree[key] for key in ("id", "title", "page", "file_name"))
    height = tree["heights"][str(NARROW)]
    return Offered(
        id=id_,
        title=title,
        page=page,
        frame=tree["frame"],
        element=str(ELEMENT.format(id_, height, page, title)),
        file=tree["file"],
        file_name=name,
        file_frame=frame(name, title, height, is_named=True),
    )


def offered(found: Offer, part: str) -> Markup:
    """A part of the page, to stand between its words."""
    return fragment("offer.html.j2", offer=found, tree=found.first, part=part, data=DATA_PATH)
