"""All that a site generator is given besides the folder of prose: the same for every generator."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from pathlib import Path

from build_hooks.collector import without_collector
from build_hooks.embed.offer import offer
from build_hooks.output import Output
from build_hooks.pipeline import Site
from build_hooks.prose import Parts
from build_hooks.search.documents import Document
from build_hooks.search.shards import search_files


@dataclass(frozen=True, slots=True)
class Assembled:
    """What is generated before any page of prose is read."""

    outputs: tuple[Output, ...]
    parts: Parts
    """What pages of prose may ask for."""


@without_collector()
def assemble(site: Site, sources: dict[str, str], there: Collection[str], trees: Path) -> Assembled:
    """Pages, API, embeds and playground.

    `sources` are our own scripts and styles by name, as they are written; `there` the paths of all
    files of the folder of prose.
    """
    embeds = tuple(site.embeds(sources, there))
    playground = site.playground(sources, trees)
    files = playground.files if playground else ()
    outputs = (*site.outputs, *embeds, *files)
    return Assembled(outputs, Parts(site, offer(embeds), playground))


@without_collector()
def searchable(site: Site, guides: Iterable[Document]) -> list[Output]:
    """The search and the API's file of it; `guides` are the sections of all prose pages."""
    ordered = sorted(guides, key=lambda guide: guide.url.partition("#")[0])
    documents = [*site.documents, *ordered]
    return [*search_files(documents, site.synonyms), site.search_data(documents)]
