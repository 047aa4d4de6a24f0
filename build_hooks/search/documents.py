"""What can be found: every node, case, provision, entry of a register and section of prose.

A hit opens its node inside the tree. The answers that every route to it has given are filled in
(`necessary`); the player says that nobody has been asked the rest.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import chain
from typing import Protocol
from urllib.parse import quote

from build_hooks.locale import ui
from build_hooks.memory import Answers
from build_hooks.model.cases import Case
from build_hooks.model.content import Content
from build_hooks.model.registers import Registers
from build_hooks.model.tree import Outcome, Question, Tree
from build_hooks.proof import Proof
from build_hooks.render.links import Links
from build_hooks.search.numerals import in_digits

SITE = Links("")
CARD = 80
"""Characters of text that a result shows."""


@dataclass(frozen=True, slots=True)
class Document:
    """One thing that a reader can land on."""

    kind: str
    """One of `index.KINDS`."""
    url: str
    """Relative to the site's root."""
    title: str
    place: str
    """Where it belongs: topic and tree, a law's name, a list."""
    text: str
    words: str = ""
    """What people say instead; searched, not shown."""


def documents(content: Content, proofs: Mapping[str, Proof] | None = None) -> Iterator[Document]:
    """The documents of all trees and registers; without proofs, hits fill nothing in."""
    for tree in content.live():
        proof = (proofs or {}).get(tree.id)
        answers = proof.facts.necessary if proof else {}
        yield from _tree(_Trunk(tree, answers), content.cases(tree))
    yield from _provisions(content.registers)
    yield from _entries(content.registers)


@dataclass(frozen=True, slots=True)
class _Trunk:
    """What the documents of a tree share."""

    tree: Tree
    answers: Mapping[str, Answers] = field(default_factory=dict)
    """Per node the answers that are filled in."""

    @property
    def place(self) -> str:
        return f"{ui(f'topic.{self.tree.topic}')} › {self.tree.title}"

    def url(self, node: str) -> str:
        """The address of a node, as `engine.js` reads it."""
        answers = self.answers.get(node, ())
        if not answers:
            return SITE.node(self.tree.id, node)
        given = "&".join(f"{quote(name)}={quote(answer)}" for name, answer in answers)
        return SITE.node(self.tree.id, f"/@={quote(node)}&{given}")


def _tree(trunk: _Trunk, cases: Iterable[Case]) -> Iterator[Document]:
    tree = trunk.tree
    place, words = ui(f"topic.{tree.topic}"), " ".join(tree.keywords)
    yield Document("tree", SITE.tree(tree.id), str(tree.title), place, str(tree.summary), words)
    for question in tree.questions.values():
        yield from _question(trunk, question)
    for outcome in tree.outcomes.values():
        yield _outcome(trunk, outcome)
        for case in cases:
            if case.for_readers and case.outcome == outcome.id:
                yield _case(trunk, case)


def _question(trunk: _Trunk, question: Question) -> Iterator[Document]:
    url = trunk.url(question.id)
    text = "".join(filter(None, [question.help, question.why]))
    yield Document("question", url, str(question.ask), trunk.place, text)
    for option in question.all_options():
        if option.id != "unsure":
            yield Document("option", url, str(option.label), trunk.place, str(question.ask))


def _outcome(trunk: _Trunk, outcome: Outcome) -> Document:
    text = f"{outcome.summary}{outcome.today}"
    return Document("outcome", trunk.url(outcome.id), str(outcome.title), trunk.place, text)


def _case(trunk: _Trunk, case: Case) -> Document:
    text = "".join(filter(None, [case.story, case.result]))
    return Document("case", trunk.url(case.outcome), str(case.title or ""), trunk.place, text)


def _provisions(registers: Registers) -> Iterator[Document]:
    for law, provision in registers.provisions.values():
        title = f"{law.short}{provision.article or ''}"
        url = SITE.provision(law.id, provision.id)
        words = in_digits(provision.article or "")
        yield Document("provision", url, title, str(law.title), str(provision.gist), words)


def _entries(registers: Registers) -> Iterator[Document]:
    for channel in registers.channels.values():
        text = "".join(chain([channel.who, "。"], channel.can))
        yield _entry("channel", "channels", channel, text, str(channel.short))
    for term in registers.terms.values():
        yield _entry("term", "terms", term, term.plain, " ".join(term.also))
    for letter in registers.letters.values():
        yield _entry("letter", "letters", letter, f"{letter.to}。{letter.how}")
    for thing in registers.evidence.values():
        yield _entry("evidence", "evidence", thing, f"{thing.why}{thing.how}")
    for remedy in registers.remedies.values():
        yield _entry("remedy", "remedies", remedy, remedy.what)
    for time in registers.timescales.values():
        yield _entry("timescale", "timescales", time, time.rule)


class _Entry(Protocol):
    """An entry of a register."""

    @property
    def id(self) -> str: ...

    @property
    def title(self) -> str: ...


def _entry(kind: str, register: str, entry: _Entry, text: str, words: str = "") -> Document:
    url, place = SITE.entry(register, entry.id), ui(f"{register}.title")
    return Document(kind, url, str(entry.title), place, str(text), words)


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
