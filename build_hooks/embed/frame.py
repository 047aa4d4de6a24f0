"""The plain frame that somebody puts into a page of theirs."""

from __future__ import annotations

from markupsafe import Markup

from build_hooks.embed.height import NARROW, heights
from build_hooks.model.tree import Tree
from build_hooks.publisher import Publisher

FRAME = Markup(
    '<iframe src="{}" title="{}" width="100%" height="{}" loading="lazy" '
    'allow="clipboard-write" style="border:0"></iframe>'
)


def frame(tree: Tree, publisher: Publisher) -> str:
    """One line of HTML; on a phone, its height holds every question."""
    source = publisher.at(f"embed/{tree.id}/")
    return str(FRAME.format(source, tree.title, heights(tree)[NARROW]))
