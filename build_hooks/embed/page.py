"""A tree as one self-contained page, to stand in a frame or to be put on any server."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple

from build_hooks.embed.bundle import bundle
from build_hooks.embed.markup import Dress, away, page_markup
from build_hooks.embed.smaller import smaller
from build_hooks.embed.style import embed_style, names_in
from build_hooks.model.content import Content
from build_hooks.model.tree import Tree
from build_hooks.output import Output
from build_hooks.proof import Proof
from build_hooks.publisher import Publisher
from build_hooks.render.links import Links
from build_hooks.render.pages import tree_fragment

ENTRY = "embed-frame.js"
EMPTY = "embed-none.js"
BASE, STYLE = "embed.css", "style.css"
INSTEAD: Mapping[str, str | None] = {
    "result.js": "embed-result.js",
    "share.js": "embed-share.js",
    "asking.js": None,
    "cards.js": None,
    "letters.js": None,
    "map.js": None,
    "possible.js": None,
}
"""What an embed has in the place of parts of the site, or does without: the site has it."""


@dataclass(frozen=True, slots=True)
class Parts:
    """What all embeds have in common, ready to be written into a page."""

    sources: Mapping[str, str]
    """Scripts and styles by file name, as they are written."""
    options: str
    scripts: Mapping[Needs, str]
    """One script for each set of parts that a tree may need."""


class Needs(NamedTuple):
    """Which parts of the player a tree has a use for."""

    fields: bool
    typed: bool
    """Fields to type in, not only boxes to tick."""
    amounts: bool
    due: bool
    """Periods that are computed."""


def needs(tree: Tree) -> Needs:
    """What the embed of a tree must have."""
    blocks = [block for outcome in tree.outcomes.values() for _, block in outcome.blocks()]
    return Needs(
        fields=any(not question.is_choice for question in tree.questions.values()),
        typed=any(question.input for question in tree.questions.values()),
        amounts=any(outcome.amounts for outcome in tree.outcomes.values()),
        due=any(getattr(block, "from_", None) for block in blocks),
    )


def parts(trees: list[Tree], sources: Mapping[str, str]) -> Parts:
    """Bundle once what the embeds of `trees` need."""
    kinds = dict.fromkeys(needs(tree) for tree in trees)
    scripts = {kind: smaller("script", bundle(ENTRY, sources, _instead(kind))) for kind in kinds}
    options = smaller("script", bundle("embed-options.js", sources, {}))
    return Parts(sources, options, scripts)


def _instead(kind: Needs) -> dict[str, str | None]:
    without: dict[str, str | None] = {}
    if not kind.fields:
        without["fields.js"] = None
    elif not kind.typed:
        without["typed.js"] = EMPTY
    if not kind.amounts:
        without["formulas.js"] = EMPTY if kind.fields else None
    if not kind.due:
        without["due.js"] = None
    return {**INSTEAD, **without}


def lean_fragment(proof: Proof, content: Content, publisher: Publisher) -> Output:
    """The player of a tree with what an embed shows: what its page is made of."""
    inner = tree_fragment(proof, content, Links(publisher.url), lean=True)
    return Output(embed_path(proof.tree.id), str(inner))


def embed_page(tree: Tree, lean: Output, publisher: Publisher, common: Parts) -> Output:
    """The page of a tree, at `embed/<topic>/<tree>/`, around its lean fragment."""
    fragment = str(lean.content)
    script = common.scripts[needs(tree)]
    sources = common.sources
    style = smaller("style", embed_style(sources[BASE], sources[STYLE], names_in(fragment, script)))
    dress = Dress(style, common.options, script)
    text = page_markup(tree, smaller("markup", away(fragment)), publisher, dress)
    return Output(embed_path(tree.id), text, tree.place.path)


def dress_for_any(sources: Mapping[str, str]) -> Dress:
    """Scripts and style for a tree that is not known yet: all that some tree may need."""
    common = Needs(*[True] * len(Needs._fields))
    script = smaller("script", bundle(ENTRY, sources, _instead(common)))
    options = smaller("script", bundle("embed-options.js", sources, {}))
    every = names_in(sources[STYLE], script)
    style = smaller("style", embed_style(sources[BASE], sources[STYLE], every))
    return Dress(style, options, script)


def embed_path(tree: str) -> str:
    """Where the embed of a tree is, from the site's root."""
    return f"embed/{tree}/index.html"
