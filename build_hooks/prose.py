"""Prose pages are Markdown in which a fence stands for a part of the site that we make.

The parts are `tree` (a player), `offer` (what can be put on other sites) and `playground`; two
marks stand for addresses, `{{ site_url }}` and `{{ repo_url }}`. A builder gets Markdown with HTML
in their places.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from markupsafe import Markup

from build_hooks.embed.offer import PARTS, Offer, offered
from build_hooks.findings import suggestion
from build_hooks.locale import ui
from build_hooks.permitted import on_the_playground
from build_hooks.pipeline import Site
from build_hooks.playground.files import Playground, offered_playground
from build_hooks.render.links import from_page

GUIDES = ("guides/", "unknown.md", "corrections.md", "about.md", "privacy.md")
"""Pages that the search knows section by section."""
FENCE = re.compile(r"(`{3,}|~{3,}) *([\w-]*)")


class UnknownPartError(Exception):
    """A fence names a part that there is not; the message says which is meant."""


@dataclass(frozen=True, slots=True)
class Parts:
    """What fences of prose pages stand for."""

    site: Site
    offer: Offer
    playground: Playground | None
    playing: set[str] = field(default_factory=set)
    """The pages that have asked for the playground."""

    def filled(self, path: str, markdown: str, aside: dict[str, str] | None = None) -> str:
        """Fill in fences and addresses of the page `path`, such as `guides/keep-evidence.md`.

        A player is a hundred times as long as the prose around it: a builder that can put it in
        place after Markdown finds it in `aside`, under the mark that stands for it.

        Raises:
            UnknownPartError: a fence asks for something that there is not.
        """
        page = _address(path)
        publisher = self.site.publisher
        markdown = markdown.replace("{{ site_url }}", publisher.url)
        markdown = markdown.replace("{{ repo_url }}", publisher.repo)
        return "\n".join(self._lines(page, markdown.split("\n"), aside))

    def policy(self, path: str) -> str:
        """The Content-Security-Policy of a filled page, if not that of all pages."""
        if self.playground and _address(path) in self.playing:
            return on_the_playground(self.playground.dress).text
        return ""

    def _lines(self, page: str, lines: list[str], aside: dict[str, str] | None) -> Iterator[str]:
        """The lines with ours in place of our fences; other fences stay, whatever they show."""
        makers = {"tree": self._tree, "offer": self._offer, "playground": self._playground}
        rest = iter(lines)
        for line in rest:
            found = FENCE.match(line)
            if not found:
                yield line
                continue
            inside = list(_until(found[1], rest))
            make = makers.get(found[2])
            if make is None:
                yield from [line, *inside]
                continue
            part = str(make(page, inside[0].strip()))
            yield part if aside is None or found[2] != "tree" else _put(aside, part)

    def _tree(self, page: str, id_: str) -> Markup:
        proofs = self.site.checked.proofs
        if id_ not in proofs:
            hint = suggestion(id_, proofs)
            raise UnknownPartError(ui("build.unknown-fence", page=page, found=id_, hint=hint))
        inner = self.site.fragment(id_, from_page(page))
        return Markup('<div class="wq-page">{}</div>').format(inner)

    def _offer(self, page: str, part: str) -> Markup:
        if part not in PARTS:
            hint = suggestion(part, PARTS)
            raise UnknownPartError(ui("build.unknown-offer", page=page, found=part, hint=hint))
        return offered(self.offer, part)

    def _playground(self, page: str, _: str) -> Markup:
        self.playing.add(page)
        repo = self.site.publisher.repo
        return offered_playground(self.playground, from_page(page), repo)


def _put(aside: dict[str, str], part: str) -> str:
    """A mark that Markdown leaves as it is."""
    mark = f'<div class="wq-aside-{len(aside)}"></div>'
    aside[mark] = part
    return mark


def _address(path: str) -> str:
    return path.removesuffix(".md").removesuffix("index").rstrip("/")


def _until(fence: str, rest: Iterator[str]) -> Iterator[str]:
    """The lines of a fence to its end, which is at least as long as its beginning."""
    for line in rest:
        yield line
        if line.startswith(fence) and not line.strip(fence[0] + " "):
            return
