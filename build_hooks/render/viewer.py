"""Looks up for the templates what the model only names."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from build_hooks.locale import ui
from build_hooks.model.cases import Case
from build_hooks.model.content import Content
from build_hooks.model.guard import Condition, Guard
from build_hooks.model.registers import Registers
from build_hooks.model.tree import Block, Branch, Outcome, Tree
from build_hooks.render.links import Links


@dataclass(frozen=True, slots=True)
class Citation:
    """A link to a provision."""

    id: str
    label: str
    url: str


@dataclass(frozen=True, slots=True)
class Viewer:
    """Names, words and addresses for the templates of one page."""

    content: Content
    links: Links

    @property
    def registers(self) -> Registers:
        """All registers."""
        return self.content.registers

    def citations(self, names: Iterable[str]) -> list[Citation]:
        """The provisions of `names`, each once."""
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
        if not condition.options:
            return ui("guard.unanswered", question=question.ask)
        known = question.options or {}
        labels = ui("guard.either").join(
            ui("guard.label", label=known[option].label) for option in condition.options
        )
        return ui("guard.answered", question=question.ask, labels=labels)

    def forks(self, branches: Sequence[Branch]) -> Sequence[Branch]:
        """The branches of an option, if there is more than one."""
        return branches if len(branches) > 1 else ()

    def cases_of(self, tree: Tree, outcome: Outcome) -> list[Case]:
        """Decided cases that reached `outcome`."""
        return [case for case in self.content.cases(tree) if case.outcome == outcome.id]

    def tree(self, id_: str) -> Tree:
        """A tree by its id."""
        return self.content.trees[id_]
