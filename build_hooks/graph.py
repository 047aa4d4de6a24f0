"""The shape of a tree: edges, reachability, cycles, and an order in which edges go forward."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from build_hooks.model.tree import Branch, Option, Question, Tree


@dataclass(frozen=True, slots=True)
class Edge:
    """One branch of one option; its guard may hold or not."""

    source: str
    option: Option | None
    """None where the question is an input or a checklist."""
    branch: Branch

    @property
    def target(self) -> str:
        """The id of the node that it leads to."""
        return str(self.branch.to)


def edges_of(question: Question) -> Iterator[Edge]:
    """All edges that leave a question, in the order of the file."""
    if not question.is_choice:
        for branch in question.next:
            yield Edge(str(question.id), None, branch)
    for option in question.all_options():
        for branch in question.branches(option):
            yield Edge(str(question.id), option, branch)


def successors(tree: Tree) -> dict[str, list[str]]:
    """The existing nodes that each node leads to, each once; outcomes lead nowhere."""
    nodes = node_ids(tree)
    found: dict[str, list[str]] = {node: [] for node in nodes}
    for id_, question in tree.questions.items():
        targets = dict.fromkeys(edge.target for edge in edges_of(question))
        found[str(id_)] = [target for target in targets if target in nodes]
    return found


def node_ids(tree: Tree) -> dict[str, None]:
    """The ids of all questions and outcomes, in the order of the file."""
    return dict.fromkeys(str(id_) for id_ in (*tree.questions, *tree.outcomes))


def reachable(graph: dict[str, list[str]], start: str) -> set[str]:
    """The nodes that some route from `start` passes, guards aside."""
    seen = {start} if start in graph else set()
    waiting = list(seen)
    while waiting:
        for target in graph[waiting.pop()]:
            if target not in seen:
                seen.add(target)
                waiting.append(target)
    return seen


def find_cycle(graph: dict[str, list[str]]) -> list[str] | None:
    """Return the nodes of one cycle, the first again at the end, or None."""
    done: set[str] = set()
    for root in graph:
        cycle = _cycle_from(graph, root, done)
        if cycle:
            return cycle
    return None


def _cycle_from(graph: dict[str, list[str]], root: str, done: set[str]) -> list[str] | None:
    """Depth first with a stack of its own: a long tree must not exhaust Python's."""
    if root in done:
        return None
    trail: dict[str, Iterator[str]] = {root: iter(graph[root])}
    while trail:
        node = next(reversed(trail))
        target = next((node for node in trail[node] if node not in done), None)
        if target is None:
            del trail[node]
            done.add(node)
        elif target in trail:
            nodes = list(trail)
            return [*nodes[nodes.index(target) :], target]
        else:
            trail[target] = iter(graph[target])
    return None


def in_order(graph: dict[str, list[str]]) -> list[str]:
    """The nodes so that every edge goes forward; the graph must have no cycle."""
    waiting = dict.fromkeys(graph, 0)
    for targets in graph.values():
        for target in targets:
            waiting[target] += 1
    ready = [node for node, count in waiting.items() if count == 0]
    order = []
    while ready:
        node = ready.pop()
        order.append(node)
        for target in graph[node]:
            waiting[target] -= 1
            if waiting[target] == 0:
                ready.append(target)
    return order
