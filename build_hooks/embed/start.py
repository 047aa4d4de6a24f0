"""The page that leads to all trees: for a frame of its own, and beside the files of all of them.

It is one file like every embed, so its index stands in it: one document a tree, which is found by
its own words and by those of its answers and results. Beyond some hundreds of trees it knows those
that matter most and leads to the site's search for the others.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from markupsafe import Markup

from build_hooks.embed.bundle import bundle
from build_hooks.embed.markup import policy
from build_hooks.embed.page import BASE, STYLE, Parts
from build_hooks.embed.smaller import smaller
from build_hooks.embed.style import embed_style, names_in
from build_hooks.model.content import Content
from build_hooks.model.tree import Topic, Tree
from build_hooks.proof import Proof
from build_hooks.publisher import Publisher
from build_hooks.render.environment import fragment, render
from build_hooks.render.situations import foremost
from build_hooks.search.documents import Document
from build_hooks.search.shards import inline_search

ENTRY = "embed-start.js"
START_PATH = "embed/questions/index.html"
BASES = (BASE, "embed-start.css")
STYLES = (STYLE, "search.css")
HEIGHT = 640
"""Pixels of its frame without the script beside it; the list goes on inside."""
MOST = 200
"""Trees of which the page knows: it is one file, and a phone pays for each of them."""
SAID = frozenset(("option", "outcome"))
"""The kinds of documents whose titles also find their tree."""
Address = Callable[[str], str]


@dataclass(frozen=True, slots=True)
class Found:
    """Content with its proofs, what can be found of it, and what else to look for."""

    content: Content
    proofs: Mapping[str, Proof]
    documents: Sequence[Document]
    synonyms: Mapping[str, str]


def start_pages(
    found: Found, publisher: Publisher, common: Parts, addresses: Iterable[Address]
) -> Iterator[str]:
    """The page as HTML, once for each place where it may stand.

    `addresses` say where a tree is from there.
    """
    sources, live = common.sources, list(found.content.live())
    trees = foremost(live, MOST)
    script = smaller("script", bundle(ENTRY, sources, {"repair.js": None}))
    left = {"left": len(live) - len(trees), "search": publisher.at("search/")}
    base, styles = ("".join(sources[name] for name in names) for names in (BASES, STYLES))
    told = {"topics": _by_topic(trees), **left}
    bodies = {each: fragment("embed_list.html.j2", address=each, **told) for each in addresses}
    names = names_in("".join(bodies.values()), script)
    style = smaller("style", embed_style(base, styles, names))
    for address, body in bodies.items():
        index = inline_search(_documents(trees, found.documents, address), found.synonyms)
        yield render(
            "embed_start.html.j2",
            publisher=publisher,
            policy=Markup(policy(style, common.options, script)),
            style=Markup(style),
            options=Markup(common.options),
            fragment=Markup(smaller("markup", str(body))),
            index=_in_page(index),
            script=Markup(script),
        )


def _by_topic(trees: Iterable[Tree]) -> dict[Topic, list[Tree]]:
    return {topic: [tree for tree in trees if tree.topic == topic] for topic in Topic}


def _documents(
    trees: Iterable[Tree], documents: Sequence[Document], address: Address
) -> Iterable[Document]:
    said = defaultdict(list)
    first = {}
    for each in documents:
        page = each.url.split("#")[0]
        if each.kind == "tree":
            first[page] = each
        elif each.kind in SAID:
            said[page].append(each.title)
    for tree in trees:
        page = f"{tree.id}/"
        words = " ".join([first[page].words, *said[page]])
        yield replace(first[page], url=address(tree.id), words=words)


def _in_page(data: str) -> Markup:
    """JSON in which no parser of HTML can find markup."""
    return Markup(data.replace("<", "\\u003c"))
