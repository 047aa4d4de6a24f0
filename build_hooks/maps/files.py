"""The two files of a tree's map: the picture, and the outline that says the same in words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache

from markupsafe import Markup

from build_hooks.maps.drawing import drawing
from build_hooks.maps.tree_map import tree_map
from build_hooks.model.content import Content
from build_hooks.model.tree import Tree
from build_hooks.output import Keep, Output
from build_hooks.policy.directives import embed_policy
from build_hooks.policy.inline import parts_of
from build_hooks.proof import Proof
from build_hooks.render.environment import fragment
from build_hooks.render.links import from_page, map_path, outline_path
from build_hooks.render.viewer import Viewer
from build_hooks.spread import spread


def map_files(content: Content, proofs: Mapping[str, Proof], keep: Keep = list) -> Iterator[Output]:
    """The maps of every published tree; `keep` takes them."""
    trees = [proofs[tree.id].tree for tree in content.live()]
    for made in spread(lambda tree: keep(tree_files(tree, content)), trees):
        yield from made


def tree_files(tree: Tree, content: Content) -> Iterator[Output]:
    """The picture of one tree, and its outline."""
    path = map_path(tree.id)
    viewer = Viewer(content, from_page(path))
    map_ = tree_map(tree, viewer)
    picture = fragment("map.svg.j2", map=map_, drawing=drawing(map_), viewer=viewer)
    yield Output(path, str(picture))
    outline = fragment("map_outline.html.j2", map=map_, viewer=viewer, policy=_policy())
    yield Output(outline_path(tree.id), str(outline))


@cache
def _policy() -> Markup:
    """What the outline may do where it is shown alone: have its style."""
    ((_, style),) = parts_of(fragment("map_outline.css.j2"))
    return Markup(embed_policy(style).text)
