"""How good an answer is: MRR@10, share answered among the first five, share without any hit."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from tests.search.judged import Query, page

Answered = tuple[Query, list[str]]
"""A query with the places that a search found, best first."""
FIRST, FEW = 10, 5


@dataclass(frozen=True)
class Figures:
    """Of a set of queries."""

    count: int
    mrr: float
    """Mean of 1/rank of the first hit that answers or leads there in one step; 0 after ten."""
    best: float
    """The same for the very place only."""
    recall: float
    """Share of queries with an answer among the first five."""
    empty: float
    """Share of queries without any hit."""

    def row(self) -> str:
        """As cells of a Markdown table."""
        return f"{self.mrr:.3f} | {self.best:.3f} | {self.recall:.3f} | {self.empty:.1%}"


HEAD = "MRR@10 | very place | recall@5 | empty"


def figures(answered: Iterable[Answered]) -> Figures:
    """The figures of queries by the very places that were found."""
    rows = [(rank(hits, query, 1), rank(hits, query, 2), bool(hits)) for query, hits in answered]
    count = len(rows) or 1
    return Figures(
        len(rows),
        sum(inverse(any_) for any_, _, _ in rows) / count,
        sum(inverse(best) for _, best, _ in rows) / count,
        sum(0 < any_ <= FEW for any_, _, _ in rows) / count,
        sum(not found for _, _, found in rows) / count,
    )


def by_page(answered: Iterable[Answered]) -> list[Answered]:
    """The same as if a page were found as soon as any place of it is."""
    return [(_pages(query), list(dict.fromkeys(map(page, hits)))) for query, hits in answered]


def _pages(query: Query) -> Query:
    best = frozenset(map(page, query.best))
    good = frozenset(map(page, query.good)) - best
    return Query(query.text, query.group, query.need, best, good)


def rank(hits: list[str], query: Query, least: int) -> int:
    """The rank of the first of ten hits with at least this grade; 0 if there is none."""
    places = enumerate(hits[:FIRST], 1)
    return next((number for number, hit in places if query.grade(hit) >= least), 0)


def inverse(number: int) -> float:
    """1/rank, 0 for none."""
    return 1 / number if number else 0.0


def in_groups(answered: list[Answered]) -> dict[str, list[Answered]]:
    """The queries of each group, in the order of the file."""
    found: dict[str, list[Answered]] = {}
    for query, hits in answered:
        found.setdefault(query.group, []).append((query, hits))
    return found
