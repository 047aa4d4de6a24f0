"""A guard in few words, for a line of the picture: questions are named by their numbers."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from build_hooks.locale import ui
from build_hooks.maps.wrapping import width
from build_hooks.model.guard import Condition, Guard
from build_hooks.model.tree import Question, Tree

LONGEST = 26
"""Full-width characters; what is longer only names the questions that it looks at."""


@dataclass(frozen=True, slots=True)
class Brief:
    """Says guards of one tree briefly."""

    tree: Tree
    numbers: Mapping[str, int]

    def say(self, guards: list[Guard], source: str) -> str:
        """Any of `guards`, seen from the branches of the question `source`."""
        said = ui("map.or").join(self._guard(guard, source) for guard in guards)
        if width(said) <= LONGEST:
            return said
        asked = {name for guard in guards for name in guard.questions()}
        named = [self._name(name) for name in sorted(asked, key=lambda name: self.numbers[name])]
        return ui("map.see", questions="、".join(named))

    def _guard(self, guard: Guard, source: str) -> str:
        clauses = [
            ui("map.and").join(self._condition(condition, source) for condition in clause)
            for clause in guard.clauses
        ]
        return ui("map.or").join(clauses)

    def _condition(self, condition: Condition, source: str) -> str:
        name = "" if condition.question == source else self._name(condition.question)
        if condition.unanswered:
            return ui("map.unanswered", name=name)
        if condition.compare:
            kind = "day" if condition.compare.is_day else "number"
            return name + ui(
                f"guard.{kind}.{condition.compare.sign}", value=condition.compare.value
            )
        labels = "".join(ui("guard.label", label=label) for label in self._labels(condition))
        how = "answered" if condition.options else "has" if condition.has else "lacks"
        return ui(f"map.{how}", name=name, labels=labels)

    def _labels(self, condition: Condition) -> Iterator[object]:
        question: Question = self.tree.questions[condition.question]
        for option in condition.options:
            yield (question.options or {})[option].label
        for item in (*condition.has, *condition.lacks):
            yield (question.items or {})[item].label

    def _name(self, question: str) -> str:
        return ui("map.number", number=self.numbers[question])
