"""Rules about the words of the people: each finds something, and not everything."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import fields

from build_hooks.findings import Report
from build_hooks.model.content import Content
from build_hooks.model.registers import Registers
from build_hooks.place import Place, Text
from build_hooks.texts import texts

BROAD = 0.2
"""Share of the documents from which on a word tells them no longer apart."""
FEW = 10
"""Documents below which no share says anything."""


def targets(content: Content, report: Report) -> None:
    """What a synonym looks for stands in the documents, but not in too many."""
    rules = content.registers.synonyms
    documents = list(_documents(content)) if rules and not content.unread else []
    for word in (word for rule in rules if documents for word in rule.find):
        pattern = re.compile(_whole(word.lower()))
        count = sum(pattern.search(document) is not None for document in documents)
        if not count:
            report.warn("synonym-nowhere", word.place, found=word)
        elif len(documents) >= FEW and count > BROAD * len(documents):
            percent = round(100 * count / len(documents))
            report.warn("synonym-too-broad", word.place, found=word, percent=percent)


def _whole(word: str) -> str:
    """Chinese has no bounds of words; a Latin word is none inside another."""
    bound = "[a-z0-9]"
    found = re.escape(word)
    return f"(?<!{bound}){found}(?!{bound})" if word.isascii() else found


def _documents(content: Content) -> Iterator[str]:
    """What the search finds one by one: questions, answers, outcomes, entries of registers."""
    for tree in content.trees.values():
        yield _joined([tree.title, tree.summary, *tree.keywords])
        for question in tree.questions.values():
            yield _joined([text for text in (question.ask, question.help, question.why) if text])
            yield from (_joined(texts(option)) for option in question.all_options())
        for outcome in tree.outcomes.values():
            yield _joined(
                [text for text in (outcome.title, outcome.summary, outcome.today) if text]
            )
    for _, provision in content.registers.provisions.values():
        yield _joined(texts(provision))
    for field in fields(Registers):
        entries = getattr(content.registers, field.name)
        for entry in entries.values() if isinstance(entries, dict) else ():
            yield _joined(texts(entry))


def _joined(found: list[Text]) -> str:
    return "\n".join(found).lower()


def twice(content: Content, report: Report) -> None:
    """No pair of words is written down twice."""
    seen: dict[tuple[str, str], Place] = {}
    for said, meant in _pairs(content):
        first = seen.setdefault((str(said), str(meant)), said.place)
        if first != said.place:
            report.add("synonym-twice", said.place, found=said, meant=meant, line=first.line)


def circles(content: Content, report: Report) -> None:
    """No word leads back to itself: one of the two is what the documents say."""
    ways: dict[str, set[str]] = {}
    for said, meant in _pairs(content):
        ways.setdefault(str(said), set()).add(str(meant))
    for said, meant in _pairs(content):
        if str(said) == str(meant) or str(said) in _reached(str(meant), ways):
            report.add("synonym-circle", said.place, found=said, meant=meant)


def _pairs(content: Content) -> Iterator[tuple[Text, Text]]:
    for rule in content.registers.synonyms:
        yield from ((said, meant) for said in rule.say for meant in rule.find)


def _reached(start: str, ways: dict[str, set[str]]) -> set[str]:
    """Every word to which `start` leads over one rule or more."""
    found: set[str] = set()
    todo = [start]
    while todo:
        more = ways.get(todo.pop(), set()) - found
        found |= more
        todo += more
    return found


SYNONYM_RULES = (targets, twice, circles)
