"""Rules about what readers can meet: proved over every state that answers lead to.

Each rule looks at the states of `build_hooks.routes`. A finding names a shortest sequence of
answers that shows the fault, so that a contributor can walk it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from build_hooks.findings import Report
from build_hooks.graph import node_ids
from build_hooks.guards import holds
from build_hooks.locale import ui
from build_hooks.memory import Answers, State
from build_hooks.model.content import Content
from build_hooks.model.guard import Guard
from build_hooks.model.tree import (
    AmountBlock,
    Block,
    Branch,
    DeadlineBlock,
    Liability,
    Outcome,
    PartyBlock,
    Tree,
)
from build_hooks.place import Place, Text
from build_hooks.routes import MOST_STATES, Routes
from build_hooks.verify.references import citations
from build_hooks.verify.structure import report_unreachable

MOST_QUESTIONS = 10


def never_reached(tree: Tree, content: Content, routes: Routes, report: Report) -> None:
    """Some answers lead to every node, under the guards."""
    if routes.bounded:
        return  # nobody was seen, which after a partial search says nothing
    for node in node_ids(tree):
        if not routes.at(node):
            report_unreachable(tree, node, report)


def stuck(tree: Tree, content: Content, routes: Routes, report: Report) -> None:
    """For every answer some branch holds."""
    seen: set[str] = set()
    for state, answer in routes.stuck:
        if state[0] not in seen:
            seen.add(state[0])
            way = in_words((*routes.witness[state], (state[0], answer)))
            report.add("branch-gap", tree.questions[state[0]].place, found=state[0], way=way)


def branches_taken(tree: Tree, content: Content, routes: Routes, report: Report) -> None:
    """Every branch is taken by somebody; one that an earlier branch always precedes never is."""
    if routes.bounded:
        return
    for id_ in tree.questions:
        taken = _taken(routes, str(id_))
        for answers_of, branches in _branch_lists(tree, str(id_)):
            used = set().union(*(taken.get(answer, set()) for answer in answers_of or taken))
            for index in range(len(branches)):
                if taken and index not in used:
                    _never_taken(str(id_), branches[index], routes, report)


def _taken(routes: Routes, id_: str) -> dict[str, set[int]]:
    """Per answer to a question the branches that somebody takes."""
    taken: dict[str, set[int]] = {}
    for state in routes.at(id_):
        for move in routes.moves[state]:
            taken.setdefault(move.answer, set()).add(move.branch)
    return taken


def _branch_lists(tree: Tree, id_: str) -> Iterator[tuple[set[str] | None, tuple[Branch, ...]]]:
    """Each list of branches with the answers that use it; None stands for all."""
    question = tree.questions[id_]
    if not question.is_choice:
        yield None, question.next
        return
    own = {str(option.id) for option in question.all_options() if not option.next}
    if question.next and own:
        yield own, question.next
    for option in question.all_options():
        if option.next:
            yield {str(option.id)}, option.next


def _never_taken(id_: str, branch: Branch, routes: Routes, report: Report) -> None:
    possible = branch.when is None or any(
        holds(branch.when, {**dict(state[1]), id_: answer})
        for state in routes.at(id_)
        for answer in routes.domains[id_].answers
    )
    kind = "branch-masked" if possible else "branch-never-taken"
    report.add(kind, branch.to.place, found=branch.to)


def guards_asked(tree: Tree, content: Content, routes: Routes, report: Report) -> None:
    """A guard looks at what some route has asked by then; on a branch, at what every route has."""
    for node, guard, on_branch in _guards(tree):
        own = {node} if on_branch else set()
        sometimes = routes.sometimes_asked.get(node, frozenset()) | own
        always = _always(routes, node) | own if on_branch else own
        for condition in guard.conditions():
            name = condition.question
            if name not in sometimes:
                if not routes.bounded:
                    report.add("guard-never-asked", name.place, found=name)
            elif on_branch and name not in always and not _minds_silence(guard, name):
                report.warn("guard-not-always-asked", name.place, found=name)


def _guards(tree: Tree) -> Iterator[tuple[str, Guard, bool]]:
    """Every guard with its node, and whether it stands on a branch."""
    for id_, question in tree.questions.items():
        for branch in (branch for found in question.branch_lists() for branch in found):
            if branch.when:
                yield str(id_), branch.when, True
    for id_, outcome in tree.outcomes.items():
        for _, block in outcome.blocks():
            if block.when:
                yield str(id_), block.when, False


def _minds_silence(guard: Guard, name: str) -> bool:
    """Whether a guard says what holds when the question was not asked."""
    return any(c.unanswered and c.question == name for c in guard.conditions())


def _always(routes: Routes, node: str) -> frozenset[str]:
    sets = [routes.always_asked[state] for state in routes.at(node)]
    return frozenset.intersection(*sets) if sets else frozenset()


def blocks_shown(tree: Tree, content: Content, routes: Routes, report: Report) -> None:
    """Every conditional block is shown to somebody."""
    if routes.bounded:
        return
    for outcome in _reached(tree, routes):
        for _, block in outcome.blocks():
            if block.when and routes.meeting(str(outcome.id), block.when) is None:
                report.add("block-never-shown", block.when.place, found=outcome.id)


def something_to_do(tree: Tree, content: Content, routes: Routes, report: Report) -> None:
    """On every route the outcome shows a step, says who answers for it, and what is missing."""
    for outcome in _reached(tree, routes):
        for name in ("steps", "parties", "gaps"):
            blocks = getattr(outcome, name)
            if any(block.when is None for block in blocks):
                continue
            view = _view(blocks, outcome, routes)
            states = view.at(str(outcome.id)) if blocks else []
            bare = next((state for state in states if not _shown(blocks, state)), None)
            if bare:
                way = in_words(view.witness[bare])
                what = ui(f"block.{name}")
                report.add("nothing-on-route", outcome.place, found=outcome.id, what=what, way=way)


def _view(blocks: Iterable[Block], outcome: Outcome, routes: Routes) -> Routes:
    """The routes in states that decide whether any of `blocks` is shown."""
    guards = [block.when for block in blocks if block.when]
    clauses = tuple(clause for guard in guards for clause in guard.clauses)
    return routes.view((str(outcome.id), Guard(clauses, outcome.place))) if clauses else routes


def contradictions(tree: Tree, content: Content, routes: Routes, report: Report) -> None:
    """On no route is a party both liable and not; two grounds for one party are fine."""
    for outcome in _reached(tree, routes):
        told: set[str] = set()
        for free, liable in _opposites(outcome):
            both = (free, liable)
            guards = [(str(outcome.id), block.when) for block in both if block.when]
            view = routes.view(*guards)
            states = view.at(str(outcome.id))
            clash = next((state for state in states if len(_shown(both, state)) == len(both)), None)
            if clash and liable.party not in told:
                told.add(liable.party)
                way = in_words(view.witness[clash])
                report.add("party-contradiction", liable.place, found=liable.party, way=way)


def _opposites(outcome: Outcome) -> Iterator[tuple[PartyBlock, PartyBlock]]:
    """Blocks that say of one party that it is not liable, and that it is."""
    for free in outcome.parties:
        for liable in outcome.parties if free.liability is Liability.NONE else ():
            if liable.liability is not Liability.NONE and liable.party == free.party:
                yield free, liable


def computed_from_answers(tree: Tree, content: Content, routes: Routes, report: Report) -> None:
    """What a formula, a deadline or a letter fills in has been asked wherever it is shown."""
    for outcome in _reached(tree, routes):
        for need in _needs(outcome, content):
            view = routes.view((str(outcome.id), need.when)) if need.when else routes
            states = view.at(str(outcome.id))
            bare = next((state for state in states if _lacks(need, state, view)), None)
            if bare:
                way = in_words(view.witness[bare])
                report.add("not-asked-on-route", need.place, found=need.question, way=way)


@dataclass(frozen=True, slots=True)
class _Need:
    """A question whose answer is filled in somewhere, and when."""

    question: str
    place: Place
    when: Guard | None


def _needs(outcome: Outcome, content: Content) -> Iterator[_Need]:
    for _, block in outcome.blocks():
        if isinstance(block, AmountBlock):
            for name in block.formula.questions():
                yield _Need(str(name), name.place, block.when)
        if isinstance(block, DeadlineBlock) and block.from_:
            yield _Need(str(block.from_), block.from_.place, block.when)
    letter = content.registers.letters.get(outcome.letter) if outcome.letter else None
    for word in letter.names() if letter else ():
        if letter and outcome.letter and word not in letter.blanks:
            yield _Need(word, outcome.letter.place, None)


def _lacks(need: _Need, state: State, routes: Routes) -> bool:
    shown = need.when is None or holds(need.when, dict(state[1]))
    return shown and need.question not in routes.always_asked[state]


def law_on_the_day(tree: Tree, content: Content, routes: Routes, report: Report) -> None:
    """What is cited applied on the day that the answers give."""
    if not tree.dated_by:
        return
    for outcome in _reached(tree, routes):
        told: set[str] = set()
        for name, guard in _cited(outcome):
            found = content.registers.provisions.get(name)
            view = routes.view((str(outcome.id), guard)) if guard else routes
            for state in view.at(str(outcome.id)) if found and name not in told else ():
                answers = dict(state[1])
                day = date.fromisoformat(answers.get(str(tree.dated_by), str(tree.reviewed.on)))
                cited = guard is None or holds(guard, answers)
                if found and cited and not found[0].in_force(found[1], day):
                    told.add(name)
                    way = in_words(view.witness[state])
                    report.add("law-not-yet-or-no-more", name.place, found=name, day=day, way=way)
                    break


def _cited(outcome: Outcome) -> Iterator[tuple[Text, Guard | None]]:
    for name in outcome.cites:
        yield name, None
    for _, block in outcome.blocks():
        for name in getattr(block, "cites", ()):
            yield name, block.when


def changes_of_law(tree: Tree, content: Content) -> set[date]:
    """The days on which law that a dated tree cites begins, or has ended."""
    if not tree.dated_by:
        return set()
    days: set[date] = set()
    for name in citations(tree):
        found = content.registers.provisions.get(name)
        if found:
            law, provision = found
            days.add(provision.from_ or law.from_)
            last = provision.until or law.until
            days |= {last + timedelta(days=1)} if last and last < date.max else set()
    return days


def bounded(tree: Tree, content: Content, routes: Routes, report: Report) -> None:
    """Where a bound stopped the search, the proof is partial and says so."""
    for node in routes.bounded:
        place = (tree.questions.get(node) or tree.outcomes[node]).place
        report.warn("proof-partial", place, found=node, bound=MOST_STATES)


def many_questions(tree: Tree, content: Content, routes: Routes, report: Report) -> None:
    """Nobody has to answer more questions than they have patience for."""
    first = tree.questions.get(tree.start)
    if first and routes.longest > MOST_QUESTIONS:
        way = in_words(routes.longest_way)
        report.warn(
            "route-too-long", first.place, count=routes.longest, most=MOST_QUESTIONS, way=way
        )


def _reached(tree: Tree, routes: Routes) -> list[Outcome]:
    return [outcome for id_, outcome in tree.outcomes.items() if routes.at(str(id_))]


def _shown(blocks: Iterable[Any], state: State) -> list[Any]:
    return [block for block in blocks if block.when is None or holds(block.when, dict(state[1]))]


def in_words(answers: Answers) -> str:
    """A sequence of answers as a finding shows it."""
    return " → ".join(f"{question}={answer}" for question, answer in answers) or ui("way.start")


ROUTE_RULES = (
    never_reached,
    stuck,
    branches_taken,
    guards_asked,
    blocks_shown,
    something_to_do,
    contradictions,
    computed_from_answers,
    law_on_the_day,
    bounded,
    many_questions,
)
