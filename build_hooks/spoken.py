"""What a reader sees of a tree, as plain lines: for the terminal, where there is no page."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import groupby

from build_hooks.formulas import amount
from build_hooks.guards import holds
from build_hooks.locale import ui
from build_hooks.model.content import Content
from build_hooks.model.tree import (
    AmountBlock,
    Block,
    GapBlock,
    Outcome,
    PartyBlock,
    StepBlock,
    TextBlock,
)

PAGE = (
    *("gaps", "parties", "remedies", "amounts", "steps"),
    *("evidence", "prove", "deadlines", "notes", "continue"),
)
"""The lists of an outcome in the order of the page."""


def outcome_lines(outcome: Outcome, content: Content, answers: Mapping[str, str]) -> Iterator[str]:
    """An outcome as it is shown for `answers`."""
    yield f"{ui('outcome.kicker')}：{outcome.title}"
    yield str(outcome.summary)
    yield ui(f"certainty.{outcome.certainty}")
    yield f"{ui('outcome.today')}：{outcome.today}"
    shown = [
        (id_.rpartition("-")[0].rstrip("_"), block)
        for id_, block in outcome.blocks()
        if block.when is None or holds(block.when, answers)
    ]
    shown.sort(key=lambda pair: PAGE.index(pair[0]))
    for part, blocks in groupby(shown, key=lambda pair: pair[0]):
        yield ""
        yield ui(f"outcome.{part}")
        for _, block in blocks:
            yield f"  · {_words(part, block, content, answers)}"


def _words(part: str, block: Block, content: Content, answers: Mapping[str, str]) -> str:
    registers = content.registers
    known: dict[str, Mapping[str, object]] = {
        "remedies": registers.remedies,
        "deadlines": registers.timescales,
        "evidence": registers.evidence,
        "continue": content.trees,
    }
    match block:
        case PartyBlock():
            title = _title(registers.parties, block.party)
            return f"{title}：{ui(f'liability.{block.liability}')}。{block.because}"
        case TextBlock():
            return str(block.text)
        case GapBlock():
            return f"{block.duty}：{block.do}"
        case AmountBlock():
            return f"{block.label}：{amount(block.formula, answers)}"
        case StepBlock():
            title = _title(registers.channels, block.use) if block.use else ""
            return "：".join(part for part in (title, str(block.do or "")) if part)
    return _title(known[part], block.use)


def _title(known: Mapping[str, object], id_: str) -> str:
    """The title of an entry; its id where there is none."""
    return str(getattr(known.get(id_), "title", id_))
