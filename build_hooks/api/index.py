"""`index.json`: what there is, under which licence, and how old it is."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from build_hooks.api.changes import last_review
from build_hooks.api.feed import PATH as FEED
from build_hooks.api.published import Published
from build_hooks.api.shape import Address, Version, shape
from build_hooks.locale import ui

CC = "https://creativecommons.org/licenses/by/4.0/"
LLMS = "llms.txt"
OPENAPI = "openapi.json"


@shape
class Licence:
    """Under what the texts may be used."""

    id: str
    """An SPDX identifier."""
    url: Address
    rights: str
    """The same in words."""


@shape
class Reviewed:
    """The oldest and the newest review of a tree."""

    oldest: date
    newest: date


@shape
class File:
    """A kind of file."""

    name: str
    url: str
    """A whole address; `{topic}` and `{name}` stand for those of a tree."""
    schema_url: Address
    what: str


@shape
class Index:
    """What there is."""

    version: Version
    name: str
    home: Address
    language: str
    disclaimer: str
    licence: Licence
    reviewed: Reviewed
    """From when the content is: the build itself leaves no date."""
    trees: int
    outcomes: int
    laws: int
    provisions: int
    files: tuple[File, ...]
    openapi: Address
    documentation: Address
    feed: Address
    llms: Address


def index(published: Published, kinds: Iterable[tuple[str, str, str, str]]) -> Index:
    """What there is; `kinds` are name, path, path of the schema and words of each kind of file."""
    live = [proof.tree for proof in published.live]
    newest = last_review(published)
    oldest = min((tree.reviewed.on for tree in live), default=newest)
    return Index(
        version=1,
        name=published.publisher.name,
        home=published.publisher.url,
        language="zh-CN",
        disclaimer=ui("disclaimer"),
        licence=Licence(id="CC-BY-4.0", url=CC, rights=ui("api.rights")),
        reviewed=Reviewed(oldest=oldest, newest=newest),
        trees=len(live),
        outcomes=sum(len(tree.outcomes) for tree in live),
        laws=len(published.registers.laws),
        provisions=len(published.registers.provisions),
        files=tuple(
            File(name=name, url=published.file(path), schema_url=published.file(form), what=what)
            for name, path, form, what in kinds
        ),
        openapi=published.file(OPENAPI),
        documentation=published.links.page("api"),
        feed=published.publisher.at(FEED),
        llms=published.publisher.at(LLMS),
    )
