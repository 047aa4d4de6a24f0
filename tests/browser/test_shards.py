"""Shards with our scorer against lunr.js with the whole index: the same ranking and scores."""

from __future__ import annotations

import json
import random
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import mkdocs.contrib.search
import pytest

from build_hooks.checking import Checked
from build_hooks.search.documents import documents
from build_hooks.search.index import Built, built
from build_hooks.search.shards import MANIFEST_PATH, search_files
from tests.browser.conftest import NewPage

pytestmark = pytest.mark.browser

LUNR = Path(mkdocs.contrib.search.__file__).parent / "templates/search/lunr.js"
"""The oracle: the lunr.js that MkDocs ships."""
SEED = 20261121
QUERIES = 300

ORACLE = """
([queries]) => queries.map((clauses) => window.oracle.query((query) => {
  for (const { term, boost, prefix, required } of clauses) {
    query.clause({
      term, boost, usePipeline: false,
      wildcard: prefix ? lunr.Query.wildcard.TRAILING : lunr.Query.wildcard.NONE,
      presence: required ? lunr.Query.presence.REQUIRED : lunr.Query.presence.OPTIONAL,
    });
  }
}).map(({ ref, score }) => [Number(ref), score]))
"""
OURS = """
async ([address, queries]) => {
  const { openIndex } = await import('/assets/decision-tree/shards.js');
  const index = await openIndex(new URL(address, location.href));
  const found = [];
  for (const clauses of queries) {
    const { hits, missing } = await index.search(clauses);
    found.push({ hits: hits.map(({ ref, score }) => [ref, score]), missing });
  }
  return found;
}
"""


@pytest.fixture(scope="module")
def index(real: Checked) -> Built:
    return built(documents(real.content))


@pytest.fixture(scope="module")
def address(index: Built, real: Checked, site: Path, address: str) -> Iterator[str]:
    """The site's address; the site's own search also has the guides, so this one lies beside."""
    made = []
    for output in search_files(documents(real.content)):
        file = site / "shards" / output.path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(output.content, "utf-8")
        made.append(file)
    yield address
    for file in made:
        file.unlink()
    for folder in sorted((site / "shards").rglob("*"), reverse=True):
        folder.rmdir()
    (site / "shards").rmdir()


def random_queries(terms: list[str]) -> list[list[dict[str, Any]]]:
    """Of one to eight clauses: known and unknown terms, boosts, beginnings, required ones."""
    chance = random.Random(SEED)

    def clause() -> dict[str, Any]:
        term = chance.choice(terms)
        kind = chance.random()
        if kind < 0.1:
            return {"term": term[:1], "boost": chance.choice([0.5, 1]), "prefix": True}
        if kind < 0.2:
            return {"term": term, "boost": 1, "required": True}
        known = "没有这个词" if kind < 0.25 else term
        return {"term": known, "boost": chance.choice([0.4, 1, 1, 1, 2.5])}

    return [[clause() for _ in range(chance.randint(1, 8))] for _ in range(QUERIES)]


def test_shards_rank_and_score_exactly_as_lunr_js(
    index: Built, new_page: NewPage, address: str
) -> None:
    queries = random_queries(sorted(index.lunr.inverted_index))
    page = new_page("404.html")
    page.add_script_tag(content=LUNR.read_text("utf-8"))
    page.evaluate("(data) => { window.oracle = lunr.Index.load(data); }", index.lunr.serialize())
    wanted = page.evaluate(ORACLE, [queries])
    found = page.evaluate(OURS, [f"{address}shards/{MANIFEST_PATH}", queries])
    assert sum(bool(hits) for hits in wanted) > QUERIES / 2
    for clauses, theirs, ours in zip(queries, wanted, found, strict=True):
        assert ours["missing"] == 0
        assert ours["hits"] == theirs, clauses


def test_a_missing_shard_is_counted_and_the_rest_answers(
    index: Built, new_page: NewPage, address: str, site: Path, watch: Any
) -> None:
    watch.expected += ["404"]
    folder = site / "shards/assets/search"
    manifest = json.loads((site / "shards" / MANIFEST_PATH).read_text("utf-8"))
    lost = folder / manifest["folder"] / "t0.json"
    kept = lost.read_text("utf-8")
    gone, there = next(iter(json.loads(kept))), manifest["first"][-1]
    lost.unlink()
    try:
        page = new_page("404.html")
        query = [{"term": gone, "boost": 1}, {"term": there, "boost": 1}]
        (found,) = page.evaluate(OURS, [f"{address}shards/{MANIFEST_PATH}", [query]])
    finally:
        lost.write_text(kept, "utf-8")
    assert found["missing"] == 1
    assert found["hits"]


def test_a_shard_is_a_few_kilobytes(site: Path) -> None:
    manifest = json.loads((site / MANIFEST_PATH).read_text("utf-8"))
    sizes = [file.stat().st_size for file in (site / "assets/search").rglob("*.json")]
    assert len(manifest["first"]) > 20
    assert max(sizes) < 64_000
