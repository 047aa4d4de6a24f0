"""What a picture of a tree holds: every node once, one edge for all ways from one to another."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from build_hooks.graph import in_order, successors
from build_hooks.locale import ui
from build_hooks.maps.conditions import Brief
from build_hooks.model.tree import Branch, Option, Outcome, Question, Tree
from build_hooks.render.viewer import Viewer


@dataclass(frozen=True, slots=True)
class Node:
    """A question or an outcome."""

    id: str
    kind: str
    """`question`, a certainty, or a verdict."""
    kicker: str
    """What it is, in a word: the number of a question, how sure an outcome is."""
    words: str
    passed: str = ""
    """Its kicker where the reader has answered it."""
    here: str = ""
    """Its kicker where the reader stands."""

    @property
    def is_question(self) -> bool:
        """Whether answers lead on from it."""
        return self.kind == "question"


@dataclass(frozen=True, slots=True)
class Way:
    """Answers that lead along an edge under the same condition."""

    options: tuple[str, ...]
    """Empty where the question is an input or a checklist."""
    labels: tuple[str, ...]
    condition: str
    """When the answers lead here, in full; empty if they always do."""
    brief: str
    """The condition in few words."""
    is_any: bool
    """Whether these are all answers that the question has."""


@dataclass(frozen=True, slots=True)
class Edge:
    """All ways from a question to another node."""

    source: str
    target: str
    ways: tuple[Way, ...]


@dataclass(frozen=True, slots=True)
class TreeMap:
    """The nodes, questions first in the order of their numbers, and the edges."""

    tree: Tree
    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]

    def node(self, id_: str) -> Node:
        """The node of an id."""
        return next(node for node in self.nodes if node.id == id_)

    def ways_from(self, node: str) -> list[tuple[Edge, Way]]:
        """The ways that leave a question."""
        return [(edge, way) for edge in self.edges if edge.source == node for way in edge.ways]


def tree_map(tree: Tree, viewer: Viewer) -> TreeMap:
    """Collect what the picture and the outline of `tree` show."""
    numbers = question_numbers(tree)
    questions = [_question(tree.questions[id_], number) for id_, number in numbers.items()]
    outcomes = [_outcome(outcome) for outcome in tree.outcomes.values()]
    ways = _Ways(tree, viewer, Brief(tree, numbers))
    edges = [edge for id_ in numbers for edge in ways.edges(tree.questions[id_])]
    return TreeMap(tree, (*questions, *outcomes), tuple(edges))


def question_numbers(tree: Tree) -> dict[str, int]:
    """The questions from the top down: by the longest way to them, then as in the file."""
    graph = successors(tree)
    depth = dict.fromkeys(graph, 0)
    for node in in_order(graph):
        for target in graph[node]:
            depth[target] = max(depth[target], depth[node] + 1)
    ordered = sorted((str(id_) for id_ in tree.questions), key=lambda id_: depth[id_])
    return {id_: number for number, id_ in enumerate(ordered, start=1)}


def _question(question: Question, number: int) -> Node:
    kicker = ui("map.number", number=number)
    passed, here = ui("map.passed", kicker=kicker), ui("map.here", kicker=kicker)
    return Node(str(question.id), "question", kicker, str(question.ask), passed, here)


def _outcome(outcome: Outcome) -> Node:
    if outcome.verdict:
        kind, said = str(outcome.verdict), ui(f"verdict.{outcome.verdict}")
    else:
        kind, said = str(outcome.certainty), ui(f"certainty.{outcome.certainty}")
    kicker, here = ui("map.outcome", said=said), ui("map.outcome-here", said=said)
    return Node(str(outcome.id), kind, kicker, str(outcome.title), here=here)


@dataclass(frozen=True, slots=True)
class _Ways:
    """Reads the branches of one tree."""

    tree: Tree
    viewer: Viewer
    brief: Brief

    def edges(self, question: Question) -> Iterator[Edge]:
        """The edges that leave a question, in the order of the file."""
        found: dict[str, dict[tuple[str, str], list[Option]]] = {}
        for option, branches in _branch_lists(question):
            for target in dict.fromkeys(str(branch.to) for branch in branches):
                said = self._condition(question, branches, target)
                options = found.setdefault(target, {}).setdefault(said, [])
                options += [option] if option else []
        for target, ways in found.items():
            made = [_way(question, options, *said) for said, options in ways.items()]
            yield Edge(str(question.id), target, tuple(made))

    def _condition(
        self, question: Question, branches: Sequence[Branch], target: str
    ) -> tuple[str, str]:
        """When one of `branches` leads to `target`: in full and in few words."""
        guards = [branch.when for branch in branches if branch.to == target]
        if len(branches) == 1 and None in guards:
            return "", ""
        given = [guard for guard in guards if guard]
        rest = [ui("map.else")] if None in guards else []
        full = [*(self.viewer.in_words(self.tree, guard) for guard in given), *rest]
        brief = [self.brief.say(given, str(question.id))] if given else []
        return ui("guard.or").join(full), ui("map.or").join([*brief, *rest])


def _way(question: Question, options: Sequence[Option], condition: str, brief: str) -> Way:
    labels = tuple(str(option.label) for option in options)
    if not question.is_choice:
        labels = () if condition else (_typed(question),)
    is_any = len(options) == len(question.all_options()) > 0
    return Way(tuple(str(option.id) for option in options), labels, condition, brief, is_any)


def _branch_lists(question: Question) -> Iterator[tuple[Option | None, Sequence[Branch]]]:
    """The branches of each option; or those of all answers, of which no option is named."""
    if not question.is_choice:
        yield None, question.next
    for option in question.all_options():
        yield option, question.branches(option)


def _typed(question: Question) -> str:
    return ui("map.ticked" if question.items is not None else "map.filled")
