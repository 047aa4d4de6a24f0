"""Tokens, documents and the index that the browser loads."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from build_hooks.checking import Checked
from build_hooks.search.documents import Document, card, documents, guide_documents
from build_hooks.search.index import Built, built
from build_hooks.search.tokenizer import title_tokens, tokens

TOKENS = yaml.load(
    (Path(__file__).parent / "golden/tokens.yaml").read_text("utf-8"), Loader=yaml.BaseLoader
)


@pytest.mark.parametrize("text", TOKENS)
def test_golden_tokens(text: str) -> None:
    assert tokens(text) == TOKENS[text]


def test_titles_are_found_by_their_single_characters_too() -> None:
    assert title_tokens("谁负责？") == ["谁负", "负责", "谁", "负", "责"]


def test_every_node_and_provision_of_the_real_trees_is_a_document(real: Checked) -> None:
    urls = {document.url for document in documents(real.content)}
    for tree in real.content.live():
        assert f"{tree.id}/" in urls
        assert {f"{tree.id}/#{node}" for node in (*tree.questions, *tree.outcomes)} <= urls
    for law, provision in real.content.registers.provisions.values():
        assert f"law/{law.id}/#{provision.id}" in urls


def test_the_index_finds_and_ranks_titles_first() -> None:
    found = [
        Document("guide", "a/", "别的事", "", "这里说到退款"),
        Document("guide", "b/", "退款要多久", "", "等一等"),
    ]
    index = built(found)
    hits = index.lunr.search("退款")
    assert [index.cards[int(hit["ref"])][1] for hit in hits] == ["b/", "a/"]


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


def best(index: Built, query: str, most: int = 10) -> list[str]:
    """The addresses of the first hits, each page once, as the page's own scorer ranks them."""
    wanted = index.lunr.create_query()
    wanted.term(list(dict.fromkeys(tokens(query))), use_pipeline=False)
    urls = [index.cards[int(hit["ref"])][1] for hit in index.lunr.query(wanted)]
    return list(dict.fromkeys(url.split("#")[0] for url in urls))[:most]


def test_every_tree_is_found_by_five_ways_in_which_people_say_it(real: Checked) -> None:
    index = built(documents(real.content))
    found = {
        str(tree.id): sum(f"{tree.id}/" in best(index, word, 5) for word in tree.keywords)
        for tree in real.content.live()
    }
    assert {tree: count for tree, count in found.items() if count < 5} == {}
