"""The judged queries themselves: complete, apart, and every answer is a place of the site."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest

from build_hooks.checking import Checked
from tests.search.figures import figures
from tests.search.judged import GROUPS, KEPT, KEYS, OWN, Query, kept, own, page, place, read

ID = re.compile(r'\bid="([^"]+)"')


@pytest.fixture(scope="module")
def tuned(real: Checked) -> list[Query]:
    return own(real.content)


@pytest.fixture(scope="module")
def held(real: Checked) -> list[Query]:
    return kept(real.content)


def test_every_answer_is_a_place_of_the_built_site(
    tuned: list[Query], held: list[Query], site: Path
) -> None:
    answers = {address for query in (*tuned, *held) for address in query.best | query.good}
    ids = {
        name: set(ID.findall((site / name / "index.html").read_text("utf-8")))
        for name in {page(address) for address in answers}
        if (site / name / "index.html").exists()
    }
    missing = {a for a in answers if not _exists(a, ids)}
    assert missing == set()


def _exists(address: str, ids: dict[str, set[str]]) -> bool:
    name, _, anchor = address.partition("#")
    return name in ids and (not anchor or anchor in ids[name])


@pytest.mark.parametrize("file", [OWN, KEPT], ids=["own", "kept"])
def test_needs_say_who_asks_and_what_answers(file: Path) -> None:
    elsewhere = read(OWN)
    for name, need in read(file).items():
        assert set(need) <= KEYS, name
        assert need["asked"], name
        assert set(need["asked"]) <= set(GROUPS), name
        whole = need if "who" in need else elsewhere[name]
        assert whole["who"], name
        assert whole["best"], name
        assert not set(whole["best"]) & set(whole.get("good", ())), name


def test_no_query_is_asked_twice_or_known_to_those_who_tune(
    tuned: list[Query], held: list[Query]
) -> None:
    counted = Counter(query.text for query in (*tuned, *held))
    assert [text for text, count in counted.items() if count > 1] == []


def test_there_are_enough_of_each_group(tuned: list[Query], held: list[Query]) -> None:
    groups = Counter(query.group for query in tuned)
    assert groups["given"] == 50
    assert len(tuned) - groups["given"] >= 200
    assert min(groups.values()) >= 10
    assert 0.25 <= len(held) / (len(tuned) + len(held)) <= 0.35
    assert {query.group for query in held} == set(GROUPS) - {"given"}


def test_addresses_of_hits_are_compared_without_answers_and_headings() -> None:
    assert place("liability/price/#/@=what&a=b") == "liability/price/#what"
    assert place("liability/price/#what--title") == "liability/price/#what"
    assert place("guides/x/index.html#%E4%B8%80") == "guides/x/#一"
    assert place("terms/") == "terms/"


def test_figures_count_ranks_grades_and_empty_answers() -> None:
    query = Query("x", "exact", "n", frozenset({"a/"}), frozenset({"b/"}))
    found = figures([(query, ["b/", "a/"]), (query, ["c/", "a/"]), (query, []), (query, ["c/"])])
    assert (found.count, found.mrr, found.best) == (4, 0.375, 0.25)
    assert (found.recall, found.empty) == (0.5, 0.25)
