"""`oembed/<topic>/<name>.json`: what a site that understands oEmbed puts where somebody pasted
the address of a tree.

The HTML is a plain frame: WordPress takes away scripts and all attributes but `src`, `width`,
`height`, `title` and those of borders, and adds `sandbox="allow-scripts"`. A `<blockquote>` is left
out on purpose: with one, WordPress hides the frame until a script of its own hears from it.
"""

from __future__ import annotations

from typing import Literal

from markupsafe import Markup

from build_hooks.api.published import Published
from build_hooks.api.shape import Address, shape
from build_hooks.embed.height import NARROW, heights
from build_hooks.model.tree import Tree

WIDTH = 600
"""Pixels; the height is that of the tallest question on a phone, where the frame is narrower."""
DAY = 86_400
"""Seconds."""


@shape
class Oembed:
    """An answer of oEmbed 1.0 of the type `rich`."""

    version: Literal["1.0"]
    type: Literal["rich"]
    title: str
    provider_name: str
    provider_url: Address
    cache_age: int
    """Seconds."""
    width: int
    height: int
    html: str


def oembed(tree: Tree, published: Published) -> Oembed:
    """The frame of a tree."""
    height = heights(tree)[NARROW]
    source = published.publisher.at(f"embed/{tree.id}/")
    html = Markup(
        '<iframe src="{}" title="{}" width="{}" height="{}" loading="lazy"></iframe>'
    ).format(source, tree.title, WIDTH, height)
    return Oembed(
        version="1.0",
        type="rich",
        title=tree.title,
        provider_name=published.publisher.name,
        provider_url=published.publisher.url,
        cache_age=DAY,
        width=WIDTH,
        height=height,
        html=str(html),
    )
