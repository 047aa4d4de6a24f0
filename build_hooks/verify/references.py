"""Rules about names: every register entry, provision, shared question and tree exists."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import fields
from itertools import chain
from typing import Any

from build_hooks.findings import Report, suggestion
from build_hooks.locale import ui
from build_hooks.model.content import Content
from build_hooks.model.registers import Registers
from build_hooks.model.tree import Outcome, Question, Tree
from build_hooks.place import Text

SOURCED = ("authority", "decided", "source")
"""What a decided case must say."""


def unknown_entry(tree: Tree, content: Content, report: Report) -> None:
    """Outcomes name entries that their registers hold."""
    for outcome in tree.outcomes.values():
        for register, name in named_entries(outcome):
            _check_entry(content, report, register, name)


def named_entries(outcome: Outcome) -> Iterator[tuple[str, Text]]:
    """Every entry that an outcome names, with its register."""
    for party in outcome.parties:
        yield "parties", party.party
    for step in outcome.steps:
        if step.use:
            yield "channels", step.use
    uses = {
        "remedies": [block.use for block in outcome.remedies],
        "timescales": [block.use for block in outcome.deadlines],
        "evidence": [block.use for block in outcome.evidence],
        "letters": [outcome.letter] if outcome.letter else [],
    }
    for register, names in uses.items():
        for name in names:
            yield register, name


def unknown_citation(tree: Tree, content: Content, report: Report) -> None:
    """Citations name provisions of the register."""
    for name in citations(tree):
        _check_citation(content, report, name)


def citation_not_in_force(tree: Tree, content: Content, report: Report) -> None:
    """What a tree cites applied on the day of its review."""
    day = tree.reviewed.on
    for name in citations(tree):
        found = content.registers.provisions.get(name)
        if found and not found[0].in_force(found[1], day):
            report.add("citation-not-in-force", name.place, found=name, law=found[0].short, day=day)


def citations(tree: Tree) -> Iterator[Text]:
    """Every provision that a tree names, where it is named."""
    for question in tree.questions.values():
        yield from question.cites
    for outcome in tree.outcomes.values():
        yield from outcome_citations(outcome)


def outcome_citations(outcome: Outcome) -> Iterator[Text]:
    """Every provision that an outcome or one of its blocks names."""
    blocks = (block for _, block in outcome.blocks())
    yield from chain(outcome.cites, *(getattr(block, "cites", ()) for block in blocks))


def unknown_continuation(tree: Tree, content: Content, report: Report) -> None:
    """`continue` names trees."""
    for outcome in tree.outcomes.values():
        for block in outcome.continue_:
            if block.use not in content.unread:
                _check(report, "unknown-tree", block.use, content.known_trees)


def shared_question(tree: Tree, content: Content, report: Report) -> None:
    """A shared question exists and its options are those of the register."""
    for question in tree.questions.values():
        if question.use is None or "questions" in content.unread:
            continue
        shared = content.registers.questions.get(question.use)
        if shared is None:
            _check(report, "unknown-shared-question", question.use, content.registers.questions)
            continue
        for option in question.all_options():
            _check(report, "unknown-option", option.id, shared.options, question=question.use)
        for id_ in shared.options:
            if id_ not in (question.options or {}):
                report.add("missing-shared-option", question.place, found=id_, use=question.use)


def own_words(tree: Tree, content: Content, report: Report) -> None:
    """A question that is not shared has its own words."""
    for question in tree.questions.values():
        if question.use is None:
            for key, place in _wordless(question):
                report.add("missing-key", place, key=key)


def _wordless(question: Question) -> Iterator[tuple[str, Any]]:
    if question.ask is None:
        yield "ask", question.place
    for option in question.all_options():
        if option.label is None:
            yield "label", option.place


def register_references(content: Content, report: Report) -> None:
    """Registers cite provisions and name timescales that exist; a law's successor exists."""
    registers = content.registers
    for field in fields(Registers):
        entries = getattr(registers, field.name)
        for entry in entries.values() if isinstance(entries, dict) else ():
            for name in getattr(entry, "cites", ()):
                _check_citation(content, report, name)
    _channel_references(content, report)
    for period in registers.timescales.values():
        if period.ask and period.backward:
            report.add("ask-backward", period.ask.place, found=period.title)
    for law in registers.laws.values():
        if law.replaced_by:
            _check_entry(content, report, "laws", law.replaced_by)


def _channel_references(content: Content, report: Report) -> None:
    for channel in content.registers.channels.values():
        for name in channel.times:
            _check_entry(content, report, "timescales", name)
        for name in channel.letters:
            _check_entry(content, report, "letters", name)
            _only_blanks(name, content.registers, report)


def _only_blanks(name: Text, registers: Registers, report: Report) -> None:
    """A letter of a channel stands in many trees: it cannot count on their questions."""
    letter = registers.letters.get(name)
    for word in letter.names() if letter else ():
        if letter and word not in letter.blanks:
            hint = suggestion(word, letter.blanks)
            report.add("unknown-blank", letter.body.place, found=word, hint=hint)


def duplicate_provision(content: Content, report: Report) -> None:
    """A provision's id is its address in every tree, so it is unique among all laws."""
    seen: dict[str, Text] = {}
    for law in content.registers.laws.values():
        for id_, provision in law.provisions.items():
            if id_ in seen:
                report.add("duplicate-provision", provision.place, found=id_, law=seen[id_])
            seen.setdefault(id_, law.id)


def case_file_without_tree(content: Content, report: Report) -> None:
    """Cases belong to a tree of the same name."""
    for file in content.case_files.values():
        if file.id not in content.trees and file.id not in content.unread:
            hint = suggestion(file.id, content.trees)
            report.add("unknown-tree", file.place, found=file.id, hint=hint)


def unsourced_case(content: Content, report: Report) -> None:
    """A decided case says who decided it, when, and who reported it."""
    for file in content.case_files.values():
        for case in file.cases.values():
            missing = [name for name in SOURCED if getattr(case, name) is None]
            if case.is_real and missing:
                names = "、".join(missing)
                report.add("case-unsourced", case.place, found=case.kind, missing=names)


def _check_entry(content: Content, report: Report, register: str, name: Text) -> None:
    if register not in content.unread:
        known = getattr(content.registers, register)
        words = ui(f"register.{register}")
        hint = "" if name in known else _called(name, known)
        _check(report, "unknown-entry", name, known, hint, register=words, of=register)


def _check_citation(content: Content, report: Report, name: Text) -> None:
    if "laws" not in content.unread:
        _check(report, "unknown-citation", name, content.registers.provisions)


def _called(name: str, known: Mapping[str, Any]) -> str:
    """End a sentence with the entry whose Chinese name was written instead of its id, if any."""
    for id_, entry in known.items():
        titles = (getattr(entry, key, None) for key in ("title", "short"))
        if name in (*titles, *getattr(entry, "also", ())):
            return ui("finding.suggestion", near=id_)
    return ""


def _check(
    report: Report,
    kind: str,
    name: Text,
    known: Collection[str],
    hint: str = "",
    **data: object,
) -> None:
    if name not in known:
        report.add(kind, name.place, found=name, hint=hint or suggestion(name, known), **data)


REFERENCE_RULES = (
    own_words,
    shared_question,
    unknown_entry,
    unknown_citation,
    citation_not_in_force,
    unknown_continuation,
)
CASE_RULES = (case_file_without_tree, unsourced_case)
REGISTER_RULES = (register_references, duplicate_provision)
