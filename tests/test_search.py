"""Tokens, documents and the index that the browser loads."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import yaml

from build_hooks.checking import Checked
from build_hooks.compile import compile_tree
from build_hooks.locale import ui
from build_hooks.search.documents import Document, card, documents, guide_documents
from build_hooks.search.facets import LETTERS
from build_hooks.search.index import KINDS, Index, index_of
from build_hooks.search.shards import GOES_ON, MANIFEST_PATH, search_files
from build_hooks.search.tokenizer import title_tokens, tokens
from build_hooks.walk import walk
from tests.bench.synthetic import queries, synthetic
from tests.lunr_oracle import lunr_index, lunr_terms

TOKENS = yaml.load(
    (Path(__file__).parent / "golden/tokens.yaml").read_text("utf-8"), Loader=yaml.BaseLoader
)


@pytest.mark.parametrize("text", TOKENS)
def test_golden_tokens(text: str) -> None:
    assert tokens(text) == TOKENS[text]


def test_titles_are_found_by_their_single_characters_too() -> None:
    assert title_tokens("谁负责？") == ["谁负", "负责", "谁", "负", "责"]


@pytest.fixture(scope="module")
def found(real: Checked) -> list[Document]:
    """The documents of the real trees and registers."""
    return list(documents(real.content, real.proofs))


def state_of(url: str) -> tuple[str, dict[str, str]]:
    """Which node an address opens, and the answers in it, as `readFragment` of engine.js reads."""
    fragment = url.split("#")[1]
    if not fragment.startswith("/"):
        return fragment, {}
    pairs = dict(part.split("=") for part in fragment.removeprefix("/").split("&"))
    return pairs.pop("@"), pairs


def test_every_node_and_provision_of_the_real_trees_is_a_document(
    real: Checked, found: list[Document]
) -> None:
    urls = {document.url for document in found}
    for tree in real.content.live():
        assert f"{tree.id}/" in urls
        own = {state_of(url)[0] for url in urls if url.startswith(f"{tree.id}/#")}
        assert own == {*tree.questions, *tree.outcomes}
    for law, provision in real.content.registers.provisions.values():
        assert f"law/{law.id}/#{provision.id}" in urls


def test_every_case_for_readers_and_every_entry_is_a_document(
    real: Checked, found: list[Document]
) -> None:
    cases = [c for tree in real.content.live() for c in real.content.cases(tree) if c.for_readers]
    assert sorted(d.title for d in found if d.kind == "case") == sorted(str(c.title) for c in cases)
    registers = real.content.registers
    for name in ("channels", "terms", "letters", "evidence", "remedies", "timescales"):
        urls = {d.url for d in found if d.url.startswith(f"{name}/#")}
        assert urls == {f"{name}/#{id_}" for id_ in getattr(registers, name)}
    assert {document.kind for document in found} | {"guide"} == set(KINDS)
    for kind in KINDS:
        assert ui(f"search.js.kind.{kind}")


def test_a_hit_lands_on_its_node_with_the_answers_that_are_filled_in(
    real: Checked, found: list[Document]
) -> None:
    whole = filled = 0
    payloads = {tree.id: compile_tree(tree) for tree in real.content.live()}
    for document in found:
        tree = document.url.split("/#")[0]
        if tree not in payloads or "#" not in document.url:
            continue
        node, answers = state_of(document.url)
        taken = walk(payloads[tree], answers, node)
        assert taken["at"] == node, document.url
        assert dict(taken["route"]) == answers, document.url
        assert taken["ignored"] == []
        whole += taken["whole"]
        filled += bool(answers)
    assert whole > 100
    assert filled > 1_000


def test_a_place_names_topic_and_tree(real: Checked, found: list[Document]) -> None:
    tree = real.content.trees["liability/who-is-liable"]
    places = {document.place for document in found if document.url.startswith(f"{tree.id}/#")}
    assert places == {f"谁负责 › {tree.title}"}


def test_every_weight_is_that_of_lunr(found: list[Document]) -> None:
    for given in (found, *(list(synthetic(found, count)) for count in (1, 7, 300, 1_000))):
        ours = index_of(given)
        assert list(ours.terms()) == lunr_terms(lunr_index(given), len(given))


def test_weights_are_those_of_lunr_where_words_repeat_and_fields_are_empty() -> None:
    given = [
        Document("guide", "a/", "", "", "退款" * 3_000),
        Document("term", "b/", "退款退款", "", "", "退款 退款 退款"),
        Document("tree", "c/", "", "", ""),
        Document("case", "d/", "constructor 12315", "", "constructor __proto__ 12315"),
    ]
    assert list(index_of(given).terms()) == lunr_terms(lunr_index(given), len(given))


def test_the_characters_of_a_posting_need_no_escape() -> None:
    used = LETTERS + GOES_ON + "0123456789, "
    assert len(set(used)) == len(used)
    assert not set(used) & set('"\\<&')


def test_the_folder_is_named_after_what_is_in_it(found: list[Document]) -> None:
    def folder(given: list[Document]) -> str:
        outputs = list(search_files(given))
        assert outputs[-1].path == MANIFEST_PATH
        return str(json.loads(outputs[-1].content)["folder"])

    assert folder(found[:300]) == folder(found[:300])
    assert folder(found[:300]) != folder(found[1:300])


def test_synthetic_documents_and_queries_are_the_same_each_time(found: list[Document]) -> None:
    first = list(synthetic(found, 500))
    assert first == list(synthetic(iter(found), 500))
    assert first[:100] == list(synthetic(found, 100))
    assert len({document.url for document in first}) == 500
    assert queries(found, 20) == queries(found, 40)[:20]


def test_the_index_finds_and_ranks_titles_first() -> None:
    given = [
        Document("guide", "a/", "别的事", "", "这里说到退款"),
        Document("guide", "b/", "退款要多久", "", "等一等"),
    ]
    assert best(index_of(given), given, ["退款"]) == [["b/", "a/"]]


def test_guides_become_a_document_per_section_without_their_embedded_tree() -> None:
    page = (
        "<h1>指南</h1><p>开头 &amp; 说明</p>"
        '<h2 id="一">第一节<a class="headerlink" href="#一">¶</a></h2><p>内容</p>'
        '<decision-tree tree="x"><h2 id="q--title">不要我</h2></decision-tree>'
        '<h3 id="二">第二节</h3><p>更多</p>'
    )
    found = list(guide_documents("guides/x/", "指南", page))
    assert [(doc.url, doc.title, doc.text) for doc in found] == [
        ("guides/x/", "指南", "指南 开头 & 说明"),
        ("guides/x/#一", "第一节", "内容"),
        ("guides/x/#二", "第二节", "更多"),
    ]


def test_cards_are_cut() -> None:
    assert card("短") == "短"
    assert card("长" * 200) == "长" * 80 + "…"


def best(index: Index, given: list[Document], queries: list[str]) -> list[list[str]]:
    """Per query the pages of the first hits, each once; every word counts the same."""
    postings = {term.text: term.postings for term in index.terms()}

    def pages(query: str) -> list[str]:
        scores: dict[int, int] = {}
        for word in dict.fromkeys(tokens(query)):
            for place, weight in postings.get(word, ()):
                ref = place % index.documents
                scores[ref] = scores.get(ref, 0) + weight
        refs = sorted(scores, key=lambda ref: -scores[ref])
        return list(dict.fromkeys(given[ref].url.split("#")[0] for ref in refs))

    return [pages(query) for query in queries]


def test_every_tree_is_found_by_five_ways_in_which_people_say_it(
    real: Checked, found: list[Document]
) -> None:
    said = [(f"{tree.id}/", str(word)) for tree in real.content.live() for word in tree.keywords]
    pages = best(index_of(found), found, [word for _, word in said])
    counts = {f"{tree.id}/": 0 for tree in real.content.live()}
    for (tree, _), first in zip(said, pages, strict=True):
        counts[tree] += tree in first[:5]
    assert {tree: count for tree, count in counts.items() if count < 5} == {}
