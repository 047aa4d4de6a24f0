"""Rules about the shape: targets exist, every node is reachable, no cycle, no dead end."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from build_hooks.domains import guards_of
from build_hooks.findings import Report, suggestion
from build_hooks.graph import Edge, edges_of, find_cycle, node_ids, reachable, successors
from build_hooks.locale import ui
from build_hooks.model.content import Content
from build_hooks.model.guard import Condition
from build_hooks.model.tree import InputType, Question, Tree
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
                label = _label(edge)
                hint = suggestion(edge.target, nodes)
                place = edge.branch.to.place
                report.add("unknown-target", place, found=edge.target, label=label, hint=hint)


def _label(edge: Edge) -> str:
    option = edge.option
    return str((option.label or option.id) if option else edge.source)


def option_without_target(tree: Tree, content: Content, report: Report) -> None:
    """Every option leads somewhere, and a question without options is a dead end."""
    for question in tree.questions.values():
        if question.is_choice and not question.options:
            report.add("dead-end", question.place, found=question.id)
        if not question.is_choice and not question.next:
            report.add("option-without-target", question.place, found=question.id)
        for option in question.all_options():
            if not question.branches(option):
                report.add("option-without-target", option.place, found=option.id)


def guarded_next(tree: Tree, content: Content, report: Report) -> None:
    """Only the last branch may stand without a guard: it would mask the others."""
    for question in tree.questions.values():
        for branches in question.branch_lists():
            for branch in branches[:-1]:
                if branch.when is None:
                    report.add("branch-masks-others", branch.to.place, found=branch.to)


def guard_names(tree: Tree, content: Content, report: Report) -> None:
    """Guards look at questions of this tree, in a way that fits their kind."""
    for guard in guards_of(tree):
        for condition in guard.conditions():
            known_condition(tree, condition, report)


def known_condition(tree: Tree, condition: Condition, report: Report) -> bool:
    """Report a condition on what the tree does not have; True if it fits."""
    name = condition.question
    question = tree.questions.get(name)
    if question is None:
        hint = suggestion(name, tree.questions)
        report.add("unknown-question", name.place, found=name, hint=hint)
        return False
    if condition.unanswered:
        return True
    if not _fits(condition, question):
        report.add("guard-does-not-fit", name.place, found=name, form=ui(f"form.{_kind(question)}"))
        return False
    known: Collection[str] = question.options or question.items or ()
    named = (*condition.options, *condition.has, *condition.lacks)
    return known_names(named, known, name, report)


def known_names(
    names: Iterable[Text], known: Collection[str], question: str, report: Report
) -> bool:
    """Report options or items that a question does not have; True if it has all."""
    strange = [name for name in names if name not in known]
    for name in strange:
        hint = suggestion(name, known)
        report.add("unknown-option", name.place, found=name, question=question, hint=hint)
    return not strange


def _fits(condition: Condition, question: Question) -> bool:
    if question.items is not None:
        return bool(condition.has or condition.lacks)
    if question.input is not None:
        is_day = question.input.type is InputType.DATE
        return condition.compare is not None and condition.compare.is_day is is_day
    return bool(condition.options)


def _kind(question: Question) -> str:
    if question.items is not None:
        return "items"
    return str(question.input.type) if question.input else "options"


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
        and all(question.options or not question.is_choice for question in questions)
        and all(question.next or question.is_choice for question in questions)
        and all(question.branches(option) for question, option in options)
        and all(edge.target in nodes for question in questions for edge in edges_of(question))
    )


def _place_of(tree: Tree, node: str) -> Place:
    found = tree.questions.get(node) or tree.outcomes[node]
    return found.place


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
)
