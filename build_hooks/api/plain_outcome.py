"""An outcome as plain text, its parts in the order of the page."""

from __future__ import annotations

from collections.abc import Iterator

from build_hooks.api import blocks
from build_hooks.api.contact import Contact
from build_hooks.api.outcome import Outcome
from build_hooks.api.plain_parts import cites_in_line, item
from build_hooks.locale import ui

Lines = Iterator[str]


def outcome_lines(outcome: Outcome) -> Lines:
    """All words of an outcome but its cases."""
    yield f"## {outcome.verdict_words or ui('outcome.kicker')}：{outcome.title}"
    yield from ("", outcome.url, "", outcome.summary, "", outcome.certainty_words)
    yield from ("", f"**{ui('outcome.today')}**", "", outcome.today)
    for name, lines in _parts(outcome):
        found = list(lines)
        if found:
            suffix = ".quality" if outcome.verdict else ""
            yield from ("", f"### {ui(f'outcome.{name}{suffix}')}", "", *found)


def _parts(outcome: Outcome) -> Iterator[tuple[str, Lines]]:
    yield "gaps", (line for block in outcome.gaps for line in _gap(block))
    yield "parties", (line for block in outcome.parties for line in _party(block))
    yield "remedies", (line for block in outcome.remedies for line in _entry(block))
    yield "amounts", (line for block in outcome.amounts for line in _amount(block))
    yield "steps", (line for block in outcome.steps for line in _step(block))
    yield "evidence", (line for block in outcome.evidence for line in _entry(block))
    yield "prove", (line for block in outcome.prove for line in _words(block))
    letter = outcome.letter
    yield "letter", iter([f"- {_letter(letter.title)}"] if letter else [])
    yield "deadlines", (line for block in outcome.deadlines for line in _deadline(block))
    yield "notes", (line for block in outcome.notes for line in _words(block))
    yield "law", (f"- {one.label} {one.url}" for one in outcome.cites)
    yield "continue", (line for block in outcome.further for line in _further(block))


def _letter(title: str) -> str:
    return ui("letter.write", title=title)


def _gap(block: blocks.Gap) -> Lines:
    by = f"{ui('gap.by')}：{block.by}"
    return item([f"**{block.duty}**", cites_in_line(block.cites), block.do, by], block.when)


def _party(block: blocks.Party) -> Lines:
    name = f"**{block.title}**：{block.liability_words}"
    return item([name, block.because, cites_in_line(block.cites)], block.when)


def _entry(block: blocks.Entry) -> Lines:
    return item([f"{block.entry.title} {block.entry.url}"], block.when)


def _step(block: blocks.Step) -> Lines:
    title = f"**{block.channel.title}**" if block.channel else ""
    do = "：".join(part for part in (title, block.do) if part)
    more = f"{ui('channel.more')} {block.channel.url}" if block.channel else None
    letters = [_letter(one.title) for one in block.letters]
    return item(
        [do, *_contact(block.contact), more, *letters, cites_in_line(block.cites)], block.when
    )


def _contact(contact: Contact | None) -> Lines:
    if contact and contact.phone:
        yield ui("channel.call", phone=contact.phone)
    if contact and contact.url:
        yield ui("channel.open", url=contact.url)


def _amount(block: blocks.Amount) -> Lines:
    how = ui("amount.formula") + block.formula_words
    return item([f"**{block.label}**", how, cites_in_line(block.cites)], block.when)


def _deadline(block: blocks.Deadline) -> Lines:
    return item([f"{block.entry.title} {block.entry.url}", block.counted_words], block.when)


def _words(block: blocks.Words) -> Lines:
    return item([block.text, cites_in_line(block.cites)], block.when)


def _further(block: blocks.Further) -> Lines:
    return item([f"{block.tree.title} {block.tree.url}"], block.when)
