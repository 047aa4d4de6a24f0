"""Looks up for the templates what the model only names."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from build_hooks.deadlines import timescale_data
from build_hooks.locale import ui
from build_hooks.model.cases import Case
from build_hooks.model.content import Content
from build_hooks.model.formula import Answer, Constant, Formula, Operation
from build_hooks.model.guard import Condition, Guard
from build_hooks.model.registers import BUILT_IN, FILLED, Blank, Letter, Registers, Timescale
from build_hooks.model.tree import Block, Branch, Outcome, Tree
from build_hooks.render.links import Links


@dataclass(frozen=True, slots=True)
class Citation:
    """A link to a provision."""

    id: str
    label: str
    url: str


@dataclass(frozen=True, slots=True)
class LetterPart:
    """Text of a letter, or what a reader or an answer fills in."""

    text: str
    fill: str | None = None
    """The blank or the question whose answer stands here."""


@dataclass(frozen=True, slots=True)
class Viewer:
    """Names, words and addresses for the templates of one page."""

    content: Content
    links: Links
    lean: bool = False
    """Whether register entries are only named, provisions once: in a page that must be small."""

    @property
    def registers(self) -> Registers:
        """All registers."""
        return self.content.registers

    def citations(self, names: Iterable[str]) -> list[Citation]:
        """The provisions of `names`, each once; in a lean page only outcomes have them."""
        return [] if self.lean else self.law(names)

    def law(self, names: Iterable[str]) -> list[Citation]:
        """The provisions that an outcome as a whole rests on, each once."""
        return [self._citation(name) for name in dict.fromkeys(names)]

    def _citation(self, name: str) -> Citation:
        law, provision = self.registers.provisions[name]
        label = f"{law.short}{provision.article or ''}"
        return Citation(str(provision.id), label, self.links.provision(law.id, provision.id))

    def blocks(self, blocks: Sequence[Block], name: str) -> Iterator[tuple[str, Block]]:
        """Blocks of one list with their ids, as the payload knows them."""
        for number, block in enumerate(blocks, start=1):
            yield f"{name}-{number}", block

    def register(self, name: str) -> Collection[Any]:
        """The entries of a register in its own order."""
        entries: dict[str, Any] = getattr(self.registers, name)
        return entries.values()

    def title(self, tree: Tree, node: str) -> str:
        """The words by which a reader knows a node."""
        question = tree.questions.get(node)
        return str(question.ask if question else tree.outcomes[node].title)

    def in_words(self, tree: Tree, guard: Guard) -> str:
        """A guard as a sentence, for a page without scripts."""
        clauses = [
            ui("guard.and").join(self._condition(tree, condition) for condition in clause)
            for clause in guard.clauses
        ]
        return ui("guard.or").join(clauses)

    def _condition(self, tree: Tree, condition: Condition) -> str:
        question = tree.questions[condition.question]
        if condition.unanswered:
            return ui("guard.unanswered", question=question.ask)
        if condition.compare:
            kind = "day" if condition.compare.is_day else "number"
            how = ui(f"guard.{kind}.{condition.compare.sign}", value=condition.compare.value)
            return ui("guard.compared", question=question.ask, how=how)
        if condition.options:
            known = [(question.options or {})[name].label for name in condition.options]
            return ui("guard.answered", question=question.ask, labels=_quoted(known))
        items = question.items or {}
        if condition.has:
            labels = _quoted([items[name].label for name in condition.has], "guard.both")
            return ui("guard.has", question=question.ask, labels=labels)
        labels = _quoted([items[name].label for name in condition.lacks])
        return ui("guard.lacks", question=question.ask, labels=labels)

    def formula(self, tree: Tree, part: Formula | Constant | Answer) -> str:
        """A formula as people write it."""
        if isinstance(part, Constant):
            return str(part.value)
        if isinstance(part, Answer):
            return ui("guard.label", label=tree.questions[part.question].ask)
        parts = [self.formula(tree, item) for item in part.parts]
        if part.operation in (Operation.MAX, Operation.MIN):
            return ui(f"formula.{part.operation}", parts="、".join(parts))
        return f" {ui(f'formula.{part.operation}')} ".join(parts)

    def letter(self, letter: Letter) -> Iterator[LetterPart]:
        """The body of a letter, cut at what is filled in."""
        for index, text in enumerate(FILLED.split(letter.body)):
            if index % 2 == 0:
                yield LetterPart(text)
            elif text in letter.blanks:
                yield LetterPart(_blank_in_words(letter.blanks[text]), text)
            else:
                words = ui(f"letter.{text}") if text in BUILT_IN else ui("letter.answer")
                yield LetterPart(ui("letter.blank", label=words), text)

    def timescale_data(self, time: Timescale) -> dict[str, object]:
        """What the browser needs to compute a day."""
        return dict(timescale_data(time))

    def forks(self, branches: Sequence[Branch]) -> Sequence[Branch]:
        """The branches of an option, if there is more than one."""
        return branches if len(branches) > 1 else ()

    def cases_of(self, tree: Tree, outcome: Outcome) -> list[Case]:
        """Decided cases that reached `outcome`; checks of ours are not for readers."""
        cases = self.content.cases(tree)
        return [case for case in cases if case.for_readers and case.outcome == outcome.id]

    def shared(self, tree: Tree, id_: str) -> str:
        """What `tree` and the tree `id_` both ask, as `shared=question` of the latter."""
        here = {question.use for question in tree.questions.values() if question.use}
        there = self.tree(id_).questions.values()
        return " ".join(f"{one.use}={one.id}" for one in there if one.use in here)

    def tree(self, id_: str) -> Tree:
        """A tree by its id."""
        return self.content.trees[id_]


def _blank_in_words(blank: Blank) -> str:
    """A blank as it stands in the letter on paper."""
    if blank.sentence:
        return ui("letter.if-so", sentence=blank.sentence)
    return ui("letter.blank-optional" if blank.optional else "letter.blank", label=blank.label)


def _quoted(labels: Sequence[object], between: str = "guard.either") -> str:
    return ui(between).join(ui("guard.label", label=label) for label in labels)
