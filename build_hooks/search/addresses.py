"""The trees by their addresses, for the page that stands at a wrong one (`lost-hits.js`)."""

from __future__ import annotations

from build_hooks.compact import compact
from build_hooks.model.content import Content
from build_hooks.output import Output

PATH = "assets/search/trees.json"


def addresses(content: Content) -> Output:
    """Each address that a tree has or has had, with the tree's own, its title and summary."""
    found = {
        path: [str(tree.id), str(tree.title), str(tree.summary)]
        for tree in content.live()
        for path in map(str, (tree.id, *tree.was))
    }
    return Output(PATH, compact(found))
