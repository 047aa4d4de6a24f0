"""What can be found: every question, outcome, provision, channel, term and guide section."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import chain

from build_hooks.model.content import Content
from build_hooks.model.tree import Outcome, Question, Tree
from build_hooks.render.links import Links

SITE = Links("")
CARD = 80
"""Characters of text that a result shows."""


@dataclass(frozen=True, slots=True)
class Document:
    """One thing that a reader can land on."""

    kind: str
    """`tree`, `question`, `outcome`, `option`, `provision`, `guide`, `channel` or `term`."""
    url: str
    """Relative to the site's root."""
    title: str
    place: str
    """Where it belongs: a tree's title, a law's name."""
    text: str
    words: str = ""
    """What people say instead; searched, not shown."""


def documents(content: Content) -> Iterator[Document]:
    """The documents of all trees and registers."""
    for tree in content.live():
        yield from _tree(tree)
    for law, provision in content.registers.provisions.values():
        title = f"{law.short}{provision.article or ''}"
        url = SITE.provision(law.id, provision.id)
        yield Document("provision", url, title, str(law.title), str(provision.gist))
    for channel in content.registers.channels.values():
        text = "".join(chain([channel.who, "。"], channel.can))
        url = SITE.entry("channels", channel.id)
        yield Document("channel", url, str(channel.title), "", text, str(channel.short))
    for term in content.registers.terms.values():
        words = " ".join(term.also)
        yield Document(
            "term", SITE.entry("terms", term.id), str(term.title), "", str(term.plain), words
        )


def _tree(tree: Tree) -> Iterator[Document]:
    words = " ".join(tree.keywords)
    yield Document("tree", SITE.tree(tree.id), str(tree.title), "", str(tree.summary), words)
    for question in tree.questions.values():
        yield from _question(tree, question)
    for outcome in tree.outcomes.values():
        yield _outcome(tree, outcome)


def _question(tree: Tree, question: Question) -> Iterator[Document]:
    url = SITE.node(tree.id, question.id)
    text = "".join(filter(None, [question.help, question.why]))
    yield Document("question", url, str(question.ask), str(tree.title), text)
    for option in question.all_options():
        if option.id != "unsure":
            yield Document("option", url, str(option.label), str(tree.title), str(question.ask))


def _outcome(tree: Tree, outcome: Outcome) -> Document:
    url = SITE.node(tree.id, outcome.id)
    text = f"{outcome.summary}{outcome.today}"
    return Document("outcome", url, str(outcome.title), str(tree.title), text)


HEADING = re.compile(r'<h([23])[^>]*\bid="([^"]+)"[^>]*>(.*?)</h\1>', re.DOTALL)
TREE = re.compile(r"<decision-tree\b.*?</decision-tree>", re.DOTALL)
TAG = re.compile(r"<[^>]+>")


def guide_documents(url: str, title: str, page: str) -> Iterator[Document]:
    """The sections of a prose page, from its HTML; an embedded tree is a page of its own."""
    page = TREE.sub("", page)
    marks = list(HEADING.finditer(page))
    first = marks[0].start() if marks else len(page)
    yield Document("guide", url, title, "", _plain(page[:first]))
    for mark, end in zip(marks, _ends(marks, len(page)), strict=True):
        heading = _plain(mark[3]).rstrip("¶").strip()
        text = _plain(page[mark.end() : end])
        yield Document("guide", f"{url}#{mark[2]}", heading, title, text)


def _ends(marks: list[re.Match[str]], length: int) -> Iterable[int]:
    return [*(mark.start() for mark in marks[1:]), length][: len(marks)]


def _plain(page: str) -> str:
    return " ".join(html.unescape(TAG.sub(" ", page)).split())


def card(text: str) -> str:
    """The beginning of a text, as a result shows it."""
    return text if len(text) <= CARD else text[:CARD] + "…"
