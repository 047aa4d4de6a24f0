"""The address of every document of a tree opens its node, with the necessary answers filled in."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from build_hooks.checking import Checked
from build_hooks.compile import compile_tree
from build_hooks.search.documents import Document, documents
from tests.browser.conftest import NewPage

pytestmark = pytest.mark.browser

ENGINE = """
async (trees) => {
  const { readFragment, walk } = await import('/assets/decision-tree/engine.js');
  return trees.map(([payload, fragments]) => fragments.map((fragment) => {
    const { entry, answers } = readFragment(fragment);
    const { at, route, ignored, given, whole } = walk(payload, answers, entry);
    return { entry, at, answers: answers.size, route: route.size, ignored, given, whole };
  }));
}
"""
SHOWN = """
() => [...document.querySelectorAll('decision-tree .wq-node')]
  .filter((node) => !node.hidden).map((node) => node.id)
"""
TREE = "liability/who-is-liable"
HIT = f"{TREE}/#/@=streamer-is-seller&who-streams=own-goods&regular-seller=yes-often"
ONE_WAY = "complaint/12315-said-no/#/@=accepted-on&said=waiting&accepted-when=since-2026-04"
NOTICE = "decision-tree .wq-notice"


@pytest.fixture(scope="module")
def found(real: Checked) -> list[Document]:
    """What is found inside trees."""
    trees = tuple(f"{tree.id}/#" for tree in real.content.live())
    return [d for d in documents(real.content, real.proofs) if d.url.startswith(trees)]


def test_every_address_of_every_tree_opens_its_node(
    new_page: NewPage, real: Checked, found: list[Document]
) -> None:
    trees = []
    for tree in real.content.live():
        own = dict.fromkeys(d.url for d in found if d.url.startswith(f"{tree.id}/#"))
        trees.append([compile_tree(tree), [url.split("/", 2)[2] for url in own]])
    results = new_page("404.html").evaluate(ENGINE, trees)
    compared = 0
    for (payload, fragments), opened in zip(trees, results, strict=True):
        nodes = {*payload["questions"], *payload["outcomes"]}
        assert {one["entry"] for one in opened} == nodes
        for fragment, one in zip(fragments, opened, strict=True):
            assert one["at"] == one["entry"], fragment
            assert one["route"] == one["answers"], fragment
            assert one["given"] == (0 if one["whole"] else one["answers"]), fragment
            assert one["ignored"] == []
            compared += 1
    assert compared > 600


def test_a_sample_of_hits_shows_its_node_and_the_answers(
    new_page: NewPage, address: str, found: list[Document]
) -> None:
    page = new_page("404.html")
    for document in found[:: len(found) // 20]:
        page.goto("about:blank")
        page.goto(address + document.url)
        page.locator("decision-tree[data-ready]").wait_for()
        node = document.url.split("@=")[-1].split("&")[0].split("#")[-1]
        assert page.evaluate(SHOWN) == [node]
        given = document.url.count("=") - document.url.count("@=")
        assert page.locator("decision-tree .wq-answers li").count() == given
        assert document.kind == "option" or page.locator(f"#{node} h2").inner_text()


def test_the_notice_names_the_answers_that_were_filled_in(new_page: NewPage) -> None:
    page = new_page(HIT)
    expect(page.locator(NOTICE)).to_contain_text("一定答过")
    for question in ("who-streams", "regular-seller"):
        words = page.locator(f"#{question} h2").text_content() or ""
        expect(page.locator(NOTICE)).to_contain_text(words)
    assert page.evaluate(SHOWN) == ["streamer-is-seller"]


def test_a_hit_without_necessary_answers_says_so(new_page: NewPage) -> None:
    page = new_page(f"{TREE}/#seller-first")
    expect(page.locator(NOTICE)).to_contain_text("前面的问题还没回答")


def test_a_hit_to_which_one_way_leads_is_a_whole_walk_without_a_notice(new_page: NewPage) -> None:
    page = new_page(ONE_WAY)
    assert page.evaluate(SHOWN) == ["accepted-on"]
    assert page.locator("decision-tree .wq-answers li").count() == 2
    expect(page.locator(NOTICE)).to_be_hidden()


def asked_on_the_way(page: Page) -> list[str]:
    """Take the first option of each question; the questions."""
    asked: list[str] = []
    while True:
        (node,) = page.evaluate(SHOWN)
        options = page.locator(f"#{node} a[data-option]")
        if not options.count():
            return asked
        assert node not in asked
        asked.append(node)
        options.first.click()


def test_confirming_asks_from_the_start_and_fills_in_what_was_given(new_page: NewPage) -> None:
    page = new_page(HIT)
    page.locator(f"{NOTICE} a").click()
    asked = asked_on_the_way(page)
    assert asked[0] == "what-went-wrong"
    assert "who-streams" not in asked
    answers = page.locator("decision-tree .wq-answers li")
    assert answers.count() > len(asked)
    expect(page.locator(NOTICE)).to_be_hidden()


def test_changing_a_filled_in_answer_asks_its_question(new_page: NewPage) -> None:
    page = new_page(HIT)
    page.locator(".wq-answers summary").click()
    page.locator("a[data-change=regular-seller]").click()
    assert page.evaluate(SHOWN) == ["regular-seller"]
    expect(page.locator("#regular-seller a[data-chosen]")).to_have_attribute(
        "data-option", "yes-often"
    )
    assert page.locator("decision-tree .wq-answers li").count() == 1


def test_back_from_a_hit_goes_to_the_start_and_keeps_what_was_given(new_page: NewPage) -> None:
    page = new_page(HIT)
    page.locator("button[data-act=back]").click()
    assert page.evaluate(SHOWN) == ["what-went-wrong"]
    expect(page.locator(NOTICE)).to_be_hidden()
    assert "who-streams" not in asked_on_the_way(page)


def test_answers_after_a_hit_keep_what_stood_before(new_page: NewPage) -> None:
    page = new_page(f"{TREE}/#/@=operator-knew&streamer-said=misled")
    page.locator("#operator-knew a[data-option]").first.click()
    assert page.locator("decision-tree .wq-answers li").count() == 2
    assert "streamer-said=misled&operator-knew=" in page.url
    page.locator("button[data-act=back]").click()
    assert page.evaluate(SHOWN) == ["operator-knew"]
    assert page.locator("decision-tree .wq-answers li").count() == 1
