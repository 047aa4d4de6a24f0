"""Shards with our scorer against lunr.js with the index of lunr.py: the same ranking and scores."""

from __future__ import annotations

import gzip
import json
import os
import random
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import mkdocs.contrib.search
import pytest
from playwright.sync_api import Page, Route

from build_hooks.checking import Checked
from build_hooks.search import shards
from build_hooks.search.documents import Document, documents
from build_hooks.search.index import index_of
from build_hooks.search.shards import MANIFEST_PATH, inline_search, search_files
from tests.bench.synthetic import synthetic
from tests.browser.conftest import NewPage, Watch
from tests.lunr_oracle import lunr_index

pytestmark = pytest.mark.browser

LUNR = Path(mkdocs.contrib.search.__file__).parent / "templates/search/lunr.js"
"""The oracle: the lunr.js that MkDocs ships."""
SEED = 20261121
QUERIES = 300

ORACLE = """
([queries]) => queries.map((clauses) => window.oracle.query((query) => {
  const { presence, wildcard } = lunr.Query;
  for (const { term, boost, prefix, required, prohibited } of clauses) {
    query.clause({
      term, boost, usePipeline: false,
      wildcard: prefix ? wildcard.TRAILING : wildcard.NONE,
      presence: required ? presence.REQUIRED : prohibited ? presence.PROHIBITED : presence.OPTIONAL,
    });
  }
}).map(({ ref, score }) => [Number(ref), score]))
"""
OPEN = """
async ([address, inline]) => {
  const { openIndex, openInline } = await import('/assets/decision-tree/shards.js');
  window.index = inline ? openInline(inline) : await openIndex(new URL(address, location.href));
}
"""
SEARCH = """
async (queries) => {
  const found = [];
  for (const clauses of queries) {
    const { hits, missing } = await window.index.search(clauses);
    found.push({ hits: hits.map(({ ref, score }) => [ref, score]), missing });
  }
  return found;
}
"""
FIND = "([clauses, most]) => window.index.find(clauses, most)"


@dataclass(frozen=True)
class Lying:
    """An index that lies on the test server, beside that of the site (which has guides too)."""

    documents: list[Document]
    folder: Path
    address: str

    @property
    def manifest(self) -> dict[str, Any]:
        return json.loads((self.folder / MANIFEST_PATH).read_text("utf-8"))

    @property
    def files(self) -> Path:
        return (self.folder / MANIFEST_PATH).parent / str(self.manifest["folder"])

    def write(self) -> Lying:
        for output in search_files(self.documents):
            file = self.folder / output.path
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(output.content, "utf-8")
        return self

    def open(self, new_page: NewPage) -> Page:
        page = new_page("404.html")
        page.evaluate(OPEN, [f"{self.address}{self.folder.name}/{MANIFEST_PATH}", None])
        return page


@pytest.fixture
def lying(real: Checked, site: Path, address: str) -> Iterator[Lying]:
    """The index of the real trees."""
    made = Lying(list(documents(real.content)), site / "shards", address).write()
    yield made
    shutil.rmtree(made.folder)


@pytest.fixture
def large(
    real: Checked, site: Path, address: str, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Lying]:
    """An index with sections, as one of 100,000 documents has them."""
    monkeypatch.setattr(shards, "MOST_SHARDS", 40)
    monkeypatch.setattr(shards, "SECTION", 7)
    drawn = list(synthetic(documents(real.content), 1_000))
    made = Lying(drawn, site / "large", address).write()
    assert made.manifest["section"] == 7
    yield made
    shutil.rmtree(made.folder)


def random_queries(terms: list[str], count: int = QUERIES) -> list[list[dict[str, Any]]]:
    """Of one to eight clauses: known and unknown terms, boosts, beginnings, required, prohibited.

    A query of prohibited clauses alone is not one of ours: it would list the whole site.
    """
    chance = random.Random(SEED)

    def clause() -> dict[str, Any]:
        term = chance.choice(terms)
        kind = chance.random()
        if kind < 0.1:
            return {"term": term[:1], "boost": chance.choice([0.5, 1]), "prefix": True}
        if kind < 0.2:
            return {"term": term, "boost": 1, "required": True}
        if kind < 0.25:
            return {"term": term[:1], "boost": 1, "prefix": True, "required": True}
        known = "没有这个词" if kind < 0.3 else term
        return {"term": known, "boost": chance.choice([0.4, 1, 1, 1, 2.5])}

    def query() -> list[dict[str, Any]]:
        found = [clause() for _ in range(chance.randint(1, 8))]
        for _ in range(chance.choice([0, 0, 0, 1, 2])):
            out = {"term": chance.choice(terms), "boost": 1, "prohibited": True}
            found.insert(chance.randint(0, len(found)), out)
        return found

    return [query() for _ in range(count)]


def assert_exact(page: Page, given: list[Document], queries: list[list[dict[str, Any]]]) -> None:
    oracle = lunr_index(given)
    page.route("**/lunr.js", lambda route: route.fulfill(path=LUNR))
    page.add_script_tag(url="/lunr.js")  # the policy refuses a script in the page
    page.evaluate("(data) => { window.oracle = lunr.Index.load(data); }", oracle.serialize())
    wanted = page.evaluate(ORACLE, [queries])
    found = page.evaluate(SEARCH, queries)
    assert sum(bool(hits) for hits in wanted) > len(queries) / 2
    for clauses, theirs, ours in zip(queries, wanted, found, strict=True):
        assert ours["missing"] == 0
        assert ours["hits"] == theirs, clauses


def terms_of(given: list[Document]) -> list[str]:
    return [term.text for term in index_of(given).terms()]


def test_shards_rank_and_score_exactly_as_lunr_js(lying: Lying, new_page: NewPage) -> None:
    queries = random_queries(terms_of(lying.documents))
    for kind in ("prefix", "required", "prohibited"):
        assert sum(any(kind in clause for clause in query) for query in queries) > 50
    assert_exact(lying.open(new_page), lying.documents, queries)


def test_sections_rank_and_score_exactly_as_lunr_js(large: Lying, new_page: NewPage) -> None:
    queries = random_queries(terms_of(large.documents), 200)
    assert_exact(large.open(new_page), large.documents, queries)


def test_an_index_in_the_page_answers_the_same_without_the_network(
    lying: Lying, new_page: NewPage
) -> None:
    queries = random_queries(terms_of(lying.documents), 50)
    page = lying.open(new_page)
    wanted = page.evaluate(SEARCH, queries)
    cards = page.evaluate(FIND, [queries[0], 10])
    page.evaluate(OPEN, [None, json.loads(inline_search(lying.documents))])
    page.context.set_offline(True)
    assert page.evaluate(SEARCH, queries) == wanted
    assert page.evaluate(FIND, [queries[0], 10]) == cards
    assert cards["found"]


def test_each_address_is_found_once_and_the_best_come_first(
    lying: Lying, new_page: NewPage
) -> None:
    clauses = [{"term": term, "boost": 1} for term in ("退款", "主播", "平台")]
    result = lying.open(new_page).evaluate(FIND, [clauses, 10])
    urls = [lying.documents[hit["ref"]].url for hit in result["hits"]]
    assert [card[1] for card in result["found"]] == list(dict.fromkeys(urls))[:10]
    assert result["missing"] == 0


def ask(page: Page, lying: Lying, lost: str = "") -> dict[str, Any]:
    """Ask for the first term of the first shard and a word from the last."""
    there = lying.manifest["first"].split(" ")[-1]
    query = [{"term": lost, "boost": 1}, {"term": there, "boost": 1, "prefix": True}]
    return page.evaluate(FIND, [query, 5])


def first_term(file: Path) -> str:
    return next(iter(json.loads(file.read_text("utf-8"))))


def lose_first(lying: Lying) -> str:
    """Take the first shard away; a term of it."""
    file = lying.files / "t0.json"
    term = first_term(file)
    file.unlink()
    return term


def test_a_missing_shard_is_counted_and_the_rest_answers(
    lying: Lying, new_page: NewPage, watch: Watch
) -> None:
    watch.expected += ["404"]
    term = lose_first(lying)
    found = ask(lying.open(new_page), lying, term)
    assert found["missing"] == 1
    assert found["found"]


def test_a_cut_shard_counts_as_missing(lying: Lying, new_page: NewPage) -> None:
    file = lying.files / "t0.json"
    term, text = first_term(file), file.read_text("utf-8")
    file.write_text(text[: len(text) // 2], "utf-8")
    page = lying.open(new_page)
    found = ask(page, lying, term)
    assert found["missing"] == 1
    assert found["found"]
    file.write_text(text, "utf-8")
    later = file.stat().st_mtime + 10  # the server tells files apart by the second
    os.utime(file, (later, later))
    assert ask(page, lying, term)["missing"] == 0, "a failure is forgotten"


def test_after_a_new_deploy_the_search_goes_on_in_the_new_folder(
    lying: Lying, new_page: NewPage, watch: Watch
) -> None:
    watch.expected += ["404"]
    page = lying.open(new_page)
    old = lying.files
    Lying(lying.documents[40:], lying.folder, lying.address).write()
    shutil.rmtree(old)
    assert not old.exists()
    found = ask(page, lying, "退款")
    assert found["missing"] == 0
    refs = [hit["ref"] for hit in found["hits"]]
    assert found["found"][0][1] == lying.documents[40:][refs[0]].url


def test_a_file_that_is_gone_for_good_is_looked_for_once(
    lying: Lying, new_page: NewPage, watch: Watch
) -> None:
    watch.expected += ["404"]
    term = lose_first(lying)
    page = lying.open(new_page)
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url.rsplit("/", 1)[1]))
    for _ in range(3):
        assert ask(page, lying, term)["missing"] == 1
    assert asked.count("manifest.json") == 1
    assert asked.count("t0.json") == 3


def test_a_manifest_of_another_kind_is_refused(lying: Lying, new_page: NewPage) -> None:
    kept = {**lying.manifest, "version": 1}
    (lying.folder / MANIFEST_PATH).write_text(json.dumps(kept), "utf-8")
    with pytest.raises(Exception, match="manifest"):
        lying.open(new_page)


def test_offline_every_file_is_missing_and_nothing_fails(
    lying: Lying, new_page: NewPage, watch: Watch
) -> None:
    watch.expected += ["ERR_INTERNET_DISCONNECTED"]
    page = lying.open(new_page)
    page.context.set_offline(True)
    found = ask(page, lying, "退款")
    assert found["missing"] >= 2
    assert found["found"] == []
    page.context.set_offline(False)
    assert ask(page, lying, "退款")["missing"] == 0


ABORT = """
async ([gone, kept]) => {
  const [first, second] = [new AbortController(), new AbortController()];
  const one = index.search([{ term: gone, boost: 1 }, { term: kept, boost: 1 }], first.signal);
  const two = index.search([{ term: kept, boost: 1 }], second.signal);
  window.both = Promise.all([one, two]);
  await new Promise((go) => { window.abort = () => { first.abort(); go(); }; });
}
"""


def test_what_nobody_waits_for_is_aborted_and_what_another_query_needs_is_not(
    lying: Lying, new_page: NewPage, watch: Watch
) -> None:
    page = lying.open(new_page)
    held: list[Route] = []
    failed: list[str] = []

    def hold(route: Route) -> None:
        held.append(route)

    page.route("**/shards/**/t*.json", hold)
    page.on("requestfailed", lambda request: failed.append(request.url.rsplit("/", 1)[1]))
    terms = [first_term(lying.files / name) for name in ("t0.json", "t9.json")]
    page.evaluate(f"(terms) => {{ ({ABORT})(terms); }}", terms)
    while len(held) < 2:
        page.wait_for_timeout(20)
    page.evaluate("abort()")
    while not failed:
        page.wait_for_timeout(20)
    assert failed == ["t0.json"]
    for route in held:
        if route.request.url.endswith("t9.json"):
            route.continue_()
    one, two = page.evaluate("both")
    assert (one["missing"], two["missing"]) == (1, 0)
    assert two["hits"]
    page.unroute("**/shards/**/t*.json")
    (again,) = page.evaluate(SEARCH, [[{"term": terms[0], "boost": 1}]])
    assert again["hits"], "what was aborted can be fetched later"


def test_unknown_terms_are_told_apart_from_those_that_could_not_be_looked_up(
    lying: Lying, new_page: NewPage, watch: Watch
) -> None:
    watch.expected += ["404"]
    lost = lose_first(lying)
    clauses = [{"term": term, "boost": 1} for term in ("退款", "龘龘", lost)]
    page = lying.open(new_page)
    assert page.evaluate("async (c) => [...await index.unknown(c)]", clauses) == ["龘龘"]


def test_a_shard_is_a_kilobyte_or_two(site: Path) -> None:
    manifest = json.loads((site / MANIFEST_PATH).read_text("utf-8"))
    files = (site / "assets/search" / manifest["folder"]).glob("t*.json")
    sizes = sorted(len(gzip.compress(file.read_bytes(), 9)) for file in files)
    assert len(sizes) == len(manifest["first"].split(" ")) > 100
    assert sizes[len(sizes) // 2] < 1_600
    assert sizes[-1] < 4_000
    assert manifest.pop("synonyms")  # tests/browser/test_query.py weighs them
    assert len(gzip.compress(json.dumps(manifest, ensure_ascii=False).encode(), 9)) < 2_000
