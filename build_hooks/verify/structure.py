"""Rules about the shape: targets exist, every node is reachable, no cycle, no dead end."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from build_hooks.findings import Report, suggestion
from build_hooks.graph import edges_of, find_cycle, node_ids, reachable, successors
from build_hooks.locale import ui
from build_hooks.model.content import Content
from build_hooks.model.guard import Guard
from build_hooks.model.tree import Branch, Liability, Question, Tree
from build_hooks.place import Place, Text


def duplicate_node(tree: Tree, content: Content, report: Report) -> None:
    """A question and an outcome of one id would share one address."""
    for id_, outcome in tree.outcomes.items():
        if id_ in tree.questions:
            line = tree.questions[id_].place.line
            report.add("duplicate-node", outcome.place, found=id_, line=line)


def no_nodes(tree: Tree, content: Content, report: Report) -> None:
    """A tree asks something and ends somewhere."""
    if not tree.questions:
        report.add("no-questions", tree.place)
    if not tree.outcomes:
        report.add("no-outcomes", tree.place)


def unknown_start(tree: Tree, content: Content, report: Report) -> None:
    """The start is a node."""
    nodes = node_ids(tree)
    if tree.start not in nodes:
        hint = suggestion(tree.start, nodes)
        report.add("unknown-start", tree.start.place, found=tree.start, hint=hint)


def unknown_target(tree: Tree, content: Content, report: Report) -> None:
    """Every branch leads to a node."""
    nodes = node_ids(tree)
    for question in tree.questions.values():
        for edge in edges_of(question):
            if edge.target not in nodes:
                label = edge.option.label or edge.option.id
                hint = suggestion(edge.target, nodes)
                place = edge.branch.to.place
                report.add("unknown-target", place, found=edge.target, label=label, hint=hint)


def option_without_target(tree: Tree, content: Content, report: Report) -> None:
    """Every option leads somewhere, and a question without options is a dead end."""
    for question in tree.questions.values():
        if not question.options:
            report.add("dead-end", question.place, found=question.id)
        for option in question.all_options():
            if not question.branches(option):
                report.add("option-without-target", option.place, found=option.id)


def guarded_next(tree: Tree, content: Content, report: Report) -> None:
    """The last branch has no guard, the others have one: then there is no gap and no mask."""
    for question in tree.questions.values():
        for branches in _branch_lists(question):
            for branch in branches[:-1]:
                if branch.when is None:
                    report.add("branch-masks-others", branch.to.place, found=branch.to)
            if branches[-1].when is not None:
                report.add("branch-gap", branches[-1].to.place, found=branches[-1].to)


def _branch_lists(question: Question) -> Iterator[tuple[Branch, ...]]:
    """The question's own branches once, then those that options have of their own."""
    lists = (question.next, *(option.next for option in question.all_options()))
    return (branches for branches in lists if branches)


def guard_names(tree: Tree, content: Content, report: Report) -> None:
    """Guards look at questions and options of this tree."""
    for guard in _guards(tree):
        for condition in guard.conditions():
            known_answer(tree, condition.question, condition.options, report)


def known_answer(tree: Tree, name: Text, options: Iterable[Text], report: Report) -> bool:
    """Report a question, or options of it, that the tree does not have; True if it has all."""
    question = tree.questions.get(name)
    if question is None:
        hint = suggestion(name, tree.questions)
        report.add("unknown-question", name.place, found=name, hint=hint)
        return False
    known = question.options or {}
    strange = [option for option in options if option not in known]
    for option in strange:
        hint = suggestion(option, known)
        report.add("unknown-option", option.place, found=option, question=name, hint=hint)
    return not strange


def _guards(tree: Tree) -> Iterator[Guard]:
    for question in tree.questions.values():
        for edge in edges_of(question):
            if edge.branch.when:
                yield edge.branch.when
    for outcome in tree.outcomes.values():
        for _, block in outcome.blocks():
            if block.when:
                yield block.when


def cycle(tree: Tree, content: Content, report: Report) -> None:
    """No answer leads back to a question that was asked already."""
    found = find_cycle(successors(tree))
    if found:
        place = _place_of(tree, found[0])
        report.add("cycle", place, route=" → ".join(found))


def unreachable(tree: Tree, content: Content, report: Report) -> None:
    """Some way leads to every node; whether guards let anybody pass is seen by `proof`."""
    graph = successors(tree)
    if not _all_lead_somewhere(tree):
        return  # the missing ways have findings of their own
    reached = reachable(graph, tree.start)
    for node in graph:
        if node not in reached:
            report_unreachable(tree, node, report)


def report_unreachable(tree: Tree, node: str, report: Report) -> None:
    """Report a question or an outcome that no answers lead to."""
    kind = "unreachable-question" if node in tree.questions else "unreachable-outcome"
    report.add(kind, _place_of(tree, node), found=node)


def _all_lead_somewhere(tree: Tree) -> bool:
    nodes = node_ids(tree)
    questions = tree.questions.values()
    options = [(question, option) for question in questions for option in question.all_options()]
    return (
        tree.start in nodes
        and all(question.options for question in questions)
        and all(question.branches(option) for question, option in options)
        and all(edge.target in nodes for question in questions for edge in edges_of(question))
    )


def _place_of(tree: Tree, node: str) -> Place:
    found = tree.questions.get(node) or tree.outcomes[node]
    return found.place


def empty_outcome_on_route(tree: Tree, content: Content, report: Report) -> None:
    """Whatever was answered, an outcome shows a step and a party: some are unconditional."""
    for outcome in tree.outcomes.values():
        for name in ("steps", "parties"):
            blocks = getattr(outcome, name)
            if blocks and all(block.when for block in blocks):
                report.add(
                    "only-conditional", outcome.place, found=outcome.id, what=ui(f"block.{name}")
                )


def contradictory_party(tree: Tree, content: Content, report: Report) -> None:
    """No party is shown as liable and as not liable; two grounds for one party are fine."""
    for outcome in tree.outcomes.values():
        always = [block for block in outcome.parties if block.when is None]
        free = {block.party for block in always if block.liability is Liability.NONE}
        for block in always:
            if block.party in free and block.liability is not Liability.NONE:
                report.add("party-contradiction", block.place, found=block.party)


STRUCTURE_RULES = (
    no_nodes,
    duplicate_node,
    unknown_start,
    unknown_target,
    option_without_target,
    guarded_next,
    guard_names,
    cycle,
    unreachable,
    empty_outcome_on_route,
    contradictory_party,
)
