"""Guards and formulas: for machines as data, for people as a sentence."""

from __future__ import annotations

from enum import StrEnum

from build_hooks.api.published import Published
from build_hooks.api.shape import Id, shape
from build_hooks.compile import guard_data
from build_hooks.model import formula as model
from build_hooks.model.guard import Guard as ModelGuard
from build_hooks.model.tree import Tree


class How(StrEnum):
    """How an answer is looked at."""

    IN = "in"
    HAS = "has"
    LACKS = "lacks"
    UNANSWERED = "unanswered"
    LESS = "<"
    AT_MOST = "<="
    MORE = ">"
    AT_LEAST = ">="
    EQUAL = "="


@shape
class Condition:
    """One question and what its answer must be; a question that was not asked fails all but
    `unanswered`."""

    question: Id
    how: How
    """`in`: any of these options; `has`: all of these items are ticked; `lacks`: none of them is;
    a sign: the number or the day compared with the one value; `unanswered`: was not asked."""
    values: tuple[str, ...]


@shape
class Guard:
    """Holds when all conditions of any one clause hold."""

    clauses: tuple[tuple[Condition, ...], ...]
    words: str
    """The same as a sentence."""


@shape
class Number:
    """A number written in the tree."""

    number: str
    """An exact decimal."""


@shape
class Answered:
    """The number that somebody typed."""

    answer: Id
    """The question."""


@shape
class Formula:
    """An operation over parts; computed exactly, rounded half up to two places at the end."""

    operation: model.Operation
    parts: tuple[Formula | Number | Answered, ...]


def guard(tree: Tree, found: ModelGuard | None, published: Published) -> Guard | None:
    """A guard of `tree`, if there is one."""
    if found is None:
        return None
    clauses = tuple(tuple(_condition(*test) for test in clause) for clause in guard_data(found))
    return Guard(clauses=clauses, words=published.viewer.in_words(tree, found))


def _condition(question: str, how: str, values: object) -> Condition:
    if values is None:
        return Condition(question=question, how=How.UNANSWERED, values=())
    if isinstance(values, list):
        return Condition(question=question, how=How(how), values=tuple(values))
    return Condition(question=question, how=How(how.removeprefix("d")), values=(str(values),))


def formula(found: model.Formula) -> Formula:
    """A formula with all its parts."""
    return Formula(operation=found.operation, parts=tuple(_part(part) for part in found.parts))


def _part(part: model.Formula | model.Constant | model.Answer) -> Formula | Number | Answered:
    if isinstance(part, model.Constant):
        return Number(number=part.value)
    if isinstance(part, model.Answer):
        return Answered(answer=part.question)
    return formula(part)
