"""The words of a node, line by line, as a reader meets them: no keys, no ids, no braces."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from build_hooks.locale import ui
from build_hooks.model.content import Content
from build_hooks.model.guard import Guard
from build_hooks.model.tree import (
    AmountBlock,
    Block,
    Branch,
    DeadlineBlock,
    GapBlock,
    Option,
    Outcome,
    PartyBlock,
    Question,
    StepBlock,
    TextBlock,
    Tree,
)
from build_hooks.render.links import Links
from build_hooks.render.viewer import Viewer

REGISTERS = {
    "parties": "parties",
    "remedies": "remedies",
    "deadlines": "timescales",
    "steps": "channels",
    "evidence": "evidence",
}


@dataclass(frozen=True)
class Reading:
    """Reads one version of a tree aloud."""

    tree: Tree
    content: Content
    said: Tree
    """The tree whose words name other nodes: a reworded question must not change its neighbours."""

    @property
    def _viewer(self) -> Viewer:
        return Viewer(self.content, Links(""))

    def lines(self, node: str) -> list[str]:
        """All words of a node; none if there is no such node."""
        if node in self.tree.questions:
            return list(self._question(self.tree.questions[node]))
        if node in self.tree.outcomes:
            return list(self._outcome(self.tree.outcomes[node]))
        return []

    def _question(self, question: Question) -> Iterator[str]:
        yield ui("text.question") + str(question.ask)
        if question.help:
            yield str(question.help)
        for option in question.all_options():
            yield from self._leads(f"○ {option.label}", question.branches(option))
        yield from (f"☐ {item.label}" for item in (question.items or {}).values())
        if not question.is_choice:
            yield from self._leads(f"{ui('fork.answer')}", question.next)
        if question.why:
            yield f"{ui('question.why')}：{question.why}"
        yield from self._cites(question.cites)

    def _leads(self, label: str, branches: Sequence[Branch]) -> Iterator[str]:
        for branch in branches:
            when = ui("map.if", when=self._when(branch.when)) if branch.when else ""
            if not when and len(branches) > 1:
                when = ui("map.if", when=ui("map.else"))
            yield f"{label}{when} → {self._viewer.title(self.said, branch.to)}"

    def _outcome(self, outcome: Outcome) -> Iterator[str]:
        yield f"{ui('outcome.kicker')}：{outcome.title}"
        if outcome.verdict:
            yield ui(f"verdict.{outcome.verdict}")
        yield str(outcome.summary)
        yield ui(f"certainty.{outcome.certainty}")
        yield f"{ui('outcome.today')}：{outcome.today}"
        for id_, block in outcome.blocks():
            part = id_.rpartition("-")[0]
            words = "；".join([*self._block(part, block), *self._cites(_cites(block))])
            when = ui("block.when", condition=self._when(block.when)) if block.when else ""
            yield f"{ui(f'diff.part.{part}')}：{when}{words}"
        if outcome.letter:
            yield f"{ui('diff.part.letter')}：{self._entry('letters', outcome.letter)}"
        yield from self._cites(outcome.cites)

    def _block(self, part: str, block: Block) -> Iterator[str]:
        match block:
            case PartyBlock():
                who = self._entry(part, block.party)
                yield f"{who}，{ui(f'liability.{block.liability}')}。{block.because}"
            case TextBlock():
                yield str(block.text)
            case GapBlock():
                yield from (str(block.duty), str(block.do), f"{ui('gap.by')}：{block.by}")
            case AmountBlock():
                how = self._viewer.formula(self.said, block.formula)
                yield f"{block.label}（{ui('amount.formula')}{how}）"
            case DeadlineBlock():
                from_ = block.from_ and self._viewer.title(self.said, block.from_)
                counted = ui("deadline.from", question=from_) if from_ else ""
                yield self._entry(part, block.use) + counted
            case StepBlock():
                named = self._entry(part, block.use) if block.use else ""
                yield "：".join(word for word in (named, str(block.do or "")) if word)
            case _:
                yield self._entry(part, block.use)

    def _entry(self, part: str, id_: str) -> str:
        registers = self.content.registers
        known = getattr(registers, REGISTERS.get(part, part), self.content.trees)
        return str(known[id_].title) if id_ in known else str(id_)

    def _when(self, guard: Guard) -> str:
        return self._viewer.in_words(self.said, guard)

    def _cites(self, names: Iterable[str]) -> Iterator[str]:
        labels = [cited.label for cited in self._viewer.law(names)]
        if labels:
            yield ui("cites.label") + "、".join(labels)


def _cites(block: Block) -> tuple[str, ...]:
    return getattr(block, "cites", ())


def spoken(old: Tree, new: Tree, names: Mapping[str, str]) -> Tree:
    """The old tree with the words of the new one wherever a node or an answer is still there."""
    questions = {
        id_: _reworded(question, new.questions.get(names.get(id_, id_)))
        for id_, question in old.questions.items()
    }
    outcomes = {}
    for id_, outcome in old.outcomes.items():
        now = new.outcomes.get(names.get(id_, id_))
        outcomes[id_] = replace(outcome, title=now.title) if now else outcome
    return replace(old, questions=questions, outcomes=outcomes)


def _reworded(old: Question, new: Question | None) -> Question:
    if new is None:
        return old
    now = new.options or {}
    options = {
        id_: _relabelled(option, now.get(id_)) for id_, option in (old.options or {}).items()
    }
    ticks = new.items or {}
    items = {id_: ticks.get(id_, item) for id_, item in (old.items or {}).items()}
    return replace(
        old,
        ask=new.ask,
        options=None if old.options is None else options,
        items=None if old.items is None else items,
    )


def _relabelled(old: Option, new: Option | None) -> Option:
    return replace(old, label=new.label) if new else old
