"""A word of the law is explained where it stands: by tap and by key, and nothing moves."""

from __future__ import annotations

import json
import re

import pytest
from playwright.sync_api import Page, expect

from build_hooks.checking import Checked
from build_hooks.terms import marked, terms_json
from tests.browser.conftest import NewPage, Watch
from tests.browser.test_accessibility import violations

pytestmark = pytest.mark.browser

FOUND = """
async ([data, texts]) => {
  const { found } = await import('/assets/decision-tree/terms.js');
  const known = { forms: data.forms, pattern: new RegExp(Object.keys(data.forms).join('|'), 'g') };
  return texts.map((text) => found(text, known).map(([, word]) => word));
}
"""
PARTS = """
(section) => [...section.querySelectorAll('.wq-term')].map((term) => [
  term.textContent, Boolean(term.parentNode.closest('a, button, summary, label')),
])
"""


def question_with(real: Checked, where: str) -> tuple[str, str, str]:
    """A tree, a question that says a word of the law in its text or only in an answer, the word."""
    words = marked(real.content)
    for id_, tree in real.content.trees.items():
        for name, question in tree.questions.items():
            own = "\n".join(map(str, (question.ask, question.help or "", question.why or "")))
            labels = "\n".join(str(option.label) for option in question.all_options())
            text, other = (str(question.ask), "") if where == "ask" else (labels, own)
            for word in words:
                if word in text and not any(one in other for one in words):
                    return id_, str(name), word
    raise AssertionError(where)


def shown(page: Page, tree: str, node: str) -> None:
    page.goto("about:blank")
    page.goto(f"{tree}/#{node}")
    page.wait_for_selector(f"#{node}:not([hidden])")
    page.mouse.wheel(0, 5)


def test_words_that_stand_everywhere_are_not_marked(real: Checked) -> None:
    words = marked(real.content)
    assert "平台" not in words
    assert "主播" not in words
    assert {"欺诈", "缺陷", "定金", "格式条款"} <= set(words)
    assert len(set(words.values())) > 100
    assert list(words) == sorted(words, key=lambda word: (-len(word), word))


def test_the_longest_word_wins_and_none_is_cut_out_of_another(
    new_page: NewPage, real: Checked
) -> None:
    data = json.loads(terms_json(real.content).content)
    texts = [
        "这算价格欺诈吗",
        "违约金多少",
        "找MCN机构",
        "XMCN和MCN2",
        "先行赔付、先行赔偿",
        "没有",
    ]
    assert new_page("404.html").evaluate(FOUND, [data, texts]) == [
        ["价格欺诈"],
        ["违约金"],
        ["MCN"],
        [],
        ["先行赔付", "先行赔偿"],
        [],
    ]


@pytest.mark.parametrize("how", ["click", "Enter"])
def test_a_word_opens_its_explanation_below_and_closes_again(
    how: str, new_page: NewPage, real: Checked
) -> None:
    tree, node, word = question_with(real, "ask")
    term = real.content.registers.terms[marked(real.content)[word]]
    page = new_page("404.html")
    shown(page, tree, node)
    link = page.locator(f"#{node} .wq-term", has_text=word).first
    expect(link).to_have_attribute("aria-expanded", "false")
    link.click() if how == "click" else (link.focus(), page.keyboard.press("Enter"))
    note = page.locator(f"#{node} .wq-term-note")
    expect(note).to_have_text(f"{term.title}：{term.plain}")
    expect(link).to_have_attribute("aria-expanded", "true")
    expect(link).to_be_focused()
    expect(page.locator(".wq-live")).to_contain_text(str(term.plain))
    assert page.evaluate(
        "id => document.querySelector(`#${id} h2`).nextElementSibling.className", node
    ) == ("wq-term-note")
    assert violations(page) == []
    page.keyboard.press("Escape")
    expect(note).to_have_count(0)
    expect(link).to_be_focused()
    expect(link).to_have_attribute("aria-expanded", "false")


def test_words_of_answers_stand_in_a_list_below_them(new_page: NewPage, real: Checked) -> None:
    tree, node, word = question_with(real, "label")
    page = new_page("404.html")
    shown(page, tree, node)
    page.locator(".wq-node:visible a[data-option]").first.click()
    page.wait_for_selector("[data-act=qr]", state="attached")  # what explains words has begun
    page.get_by_role("button", name="上一步").click()
    listed = page.locator(f"#{node} .wq-terms")
    expect(listed).to_contain_text("这些词是什么意思")
    link = listed.locator(".wq-term", has_text=word).first
    assert link.bounding_box()["height"] >= 44
    link.click()
    expect(listed.locator(".wq-term-note")).to_be_visible()
    assert page.locator(f"#{node} .wq-options .wq-term").count() == 0
    assert violations(page) == []


def test_each_word_once_per_node_and_never_inside_a_control(
    new_page: NewPage, real: Checked
) -> None:
    page = new_page("liability/who-is-liable/")
    page.mouse.wheel(0, 5)
    proof = real.proofs["liability/who-is-liable"]
    words = marked(real.content)
    seen = 0
    ends = {state[0]: way for state, way in proof.routes.witness.items()}
    for node, way in ends.items():
        hash_ = "#/" + "&".join(f"{q}={a}" for q, a in way)
        page.evaluate("hash => { location.hash = hash; }", hash_)
        page.wait_for_selector(f"#{node}:not([hidden])")
        page.wait_for_timeout(150)
        terms = page.locator(f"#{node}").evaluate(PARTS)
        ids = [words[word] for word, _ in terms]
        assert len(ids) == len(set(ids)), node
        assert not any(inside for _, inside in terms), node
        said = page.locator(f"#{node} h2").inner_text()
        for word in re.findall("|".join(words), said):
            assert words[word] in ids, (node, word)
        seen += len(terms)
    assert seen > 10


def test_marking_moves_nothing(new_page: NewPage, real: Checked) -> None:
    tree, node, _ = question_with(real, "ask")
    page = new_page(f"{tree}/#{node}")
    page.wait_for_load_state("networkidle")
    where = f"""() => [...document.querySelectorAll('#{node} > *, .wq-possible, .wq-tools')]
      .filter((item) => !item.matches('.wq-terms'))
      .map((item) => {{ const box = item.getBoundingClientRect(); return [box.top, box.height]; }})
      .filter(([top]) => top < window.innerHeight)"""
    before = page.evaluate(where)
    page.keyboard.press("Shift")
    expect(page.locator(f"#{node} .wq-term").first).to_be_visible()
    assert page.evaluate(where) == before


def test_nothing_is_fetched_before_the_reader_does_something(new_page: NewPage) -> None:
    page = new_page("404.html")
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto("liability/who-is-liable/")
    page.wait_for_load_state("networkidle")
    assert not [url for url in asked if re.search("terms|asking|share|qr", url)]
    with page.expect_request("**/terms.json"):
        page.keyboard.press("Tab")
    assert not [url for url in asked if "qrcode" in url]


def test_without_the_words_the_page_stays_as_it_is(new_page: NewPage, watch: Watch) -> None:
    watch.expected.append("ERR_FAILED")
    page = new_page("404.html")
    page.route("**/terms.json", lambda route: route.abort())
    page.goto("liability/who-is-liable/")
    page.locator(".wq-node:visible a[data-option]").first.click()
    page.wait_for_load_state("networkidle")
    assert page.locator(".wq-term").count() == 0


def test_the_text_of_a_result_is_the_same_with_words_marked_and_open(
    new_page: NewPage, real: Checked
) -> None:
    proof = real.proofs["liability/who-is-liable"]
    way = next(w for s, w in proof.routes.witness.items() if s[0] in proof.tree.outcomes)
    page = new_page(f"{proof.tree.id}/#/" + "&".join(f"{q}={a}" for q, a in way))
    page.wait_for_selector("[data-act='plain']")
    said = """async () => {
      const { inWords } = await import('/assets/decision-tree/plain.js');
      return inWords(document.querySelector('decision-tree'));
    }"""
    terms = page.locator(".wq-outcome:visible .wq-term")
    expect(terms.first).to_be_visible()
    marked_text = page.evaluate(said)
    for term in terms.all():
        term.click()
    opened = page.evaluate(said)
    assert opened == marked_text
    page.evaluate("""() => document.querySelectorAll('.wq-term, .wq-term-note').forEach((item) =>
      item.matches('.wq-term') ? item.replaceWith(item.textContent) : item.remove())""")
    assert page.evaluate(said) == opened
