"""Whole walks by keyboard alone: from the header to an outcome, back, a letter, the search.

At every stop of the Tab key the focus must be on something that can be seen, has a role and a
name, shows a frame and is not behind something else; after every step it stands on the new
heading, and the live region has said it.
"""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from build_hooks.checking import Checked
from build_hooks.proof import Proof
from build_hooks.values import NOTHING
from tests.browser.conftest import NewPage
from tests.browser.kinds import choose, fragment

pytestmark = pytest.mark.browser

TREES = [
    "complaint/which-route",
    "liability/who-is-liable",
    "quality/after-sales",
    "complaint/write-12315",
    "complaint/seven-day-return",
    "liability/promise-and-prize",
]
"""Choices only, many guards, checklists, an amount and a checklist, days, a number."""
MOST_STOPS = 400
STOP = """() => {
  const node = document.activeElement;
  const style = getComputedStyle(node);
  const { left, top, bottom, width, height } = node.getBoundingClientRect();
  const middle = (Math.max(top, 0) + Math.min(bottom, innerHeight)) / 2;
  const on = document.elementFromPoint(left + width / 2, middle);
  return {
    tag: node.tagName,
    html: node.outerHTML.slice(0, 120),
    seen: width > 0 && height > 0 && left + width > 0 && left < innerWidth
      && style.visibility === 'visible',
    free: Boolean(on) && (node.contains(on) || on.contains(node)),
    framed: style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2,
  };
}"""
SNAPSHOT = re.compile(r'^- (?:/?)(\w+) "(.+)"')
ROLES = {"link", "button", "checkbox", "radio", "textbox", "combobox", "searchbox", "heading"}
UNNAMED = {"generic", "group", "text"}


def check_focus(page: Page) -> None:
    """What has the focus can be seen, is framed, and says what it is."""
    stop = page.evaluate(STOP)
    assert stop["tag"] != "BODY", "the focus is lost"
    assert stop["seen"], stop
    assert stop["framed"], stop
    assert stop["free"], stop
    if stop["tag"] != "SUMMARY":
        said = page.locator(":focus").aria_snapshot().splitlines()[0]
        found = SNAPSHOT.match(said)
        assert found, (said, stop)
        assert found[1] in ROLES, (said, stop)


def tab_to(page: Page, selector: str, key: str = "Tab") -> int:
    """Press Tab until `selector` has the focus; look at every stop on the way."""
    for count in range(MOST_STOPS):
        if page.evaluate("path => document.activeElement.matches(path)", selector):
            return count
        page.keyboard.press(key)
        check_focus(page)
    raise AssertionError(f"{selector} is not reached")


def expect_step(page: Page, node: str, title: str) -> None:
    """The focus stands on the heading of `node`, framed, and it has been said."""
    page.wait_for_function("id => document.activeElement.id === id", arg=f"{node}--title")
    check_focus(page)
    expect(page.locator("decision-tree .wq-live")).to_contain_text(title)


def title(proof: Proof, node: str) -> str:
    question = proof.tree.questions.get(node)  # type: ignore[call-overload]
    return str(question.ask if question else proof.tree.outcomes[node].title)  # type: ignore[index]


def give(page: Page, proof: Proof, question: str, answer: str) -> None:
    """Answer with Tab, Space, Enter and digits."""
    asked = proof.tree.questions[question]  # type: ignore[index]
    if not asked.is_choice:
        page.wait_for_selector(f"#{question} .wq-submit")  # fields are fetched
    if asked.items is not None:
        for item in [] if answer == NOTHING else answer.split(","):
            tab_to(page, f"#{question} input[value='{item}']")
            page.keyboard.press("Space")
        tab_to(page, f"#{question} .wq-submit")
    elif asked.input:
        tab_to(page, f"#{question} input")
        page.keyboard.type(answer)
    else:
        tab_to(page, f"#{question} a[data-option='{answer}']")
    page.keyboard.press("Enter")


def way(proof: Proof) -> tuple[list[tuple[str, str]], str]:
    answers, end = max(proof.routes.listed(), key=lambda route: len(route[0]))
    return [(str(question), str(answer)) for question, answer in answers], str(end)


@pytest.mark.parametrize("tree", TREES)
@pytest.mark.parametrize("width", [390, 1280])
def test_a_tree_is_walked_by_keyboard_alone(
    tree: str, width: int, new_page: NewPage, real: Checked
) -> None:
    proof = real.proofs[tree]
    answers, end = way(proof)
    page = new_page(f"{tree}/", viewport={"width": width, "height": 800})
    page.wait_for_selector("decision-tree[data-ready]")
    nodes = [question for question, _ in answers[1:]] + [end]
    for (question, answer), following in zip(answers, nodes, strict=True):
        give(page, proof, question, answer)
        expect_step(page, following, title(proof, following))
    assert page.evaluate("location.hash") == fragment(answers)


@pytest.mark.parametrize("words", ["", "big-2 clear"])
def test_back_change_letter_and_search_by_keyboard_alone(
    words: str, new_page: NewPage, real: Checked
) -> None:
    proof = real.proofs["liability/who-is-liable"]
    answers, end = way(proof)
    page = new_page("404.html", viewport={"width": 390, "height": 800})
    choose(page, words)
    page.goto(f"{proof.tree.id}/{fragment(answers)}")
    page.wait_for_selector("decision-tree[data-done]")
    expect(page.locator(f"#{end} a[data-card]")).to_have_count(0)

    tab_to(page, "[data-act=back]")
    page.keyboard.press("Space")
    last, answer = answers[-1]
    expect_step(page, last, title(proof, last))
    give(page, proof, last, answer)
    expect_step(page, end, title(proof, end))

    first, answer = answers[0]
    tab_to(page, ".wq-answers > summary")
    page.keyboard.press("Enter")
    tab_to(page, f"[data-change='{first}']")
    page.keyboard.press("Enter")
    expect_step(page, first, "正在改这个回答")
    give(page, proof, first, answer)
    expect_step(page, end, "答过的")

    tab_to(page, f"#{end} a[data-letter]")
    link = page.evaluate("document.activeElement.textContent")
    page.keyboard.press("Enter")
    page.wait_for_function("document.activeElement.matches('.wq-letter-title')")
    check_focus(page)
    tab_to(page, ".wq-blank input")
    page.keyboard.type("abc")
    tab_to(page, "[data-letter-act=close]")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.textContent") == link

    page.keyboard.press("Control+k")
    page.keyboard.type("退款")
    expect(page.locator("[role=option]").first).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator(".wq-search-panel").first).to_be_hidden()
    assert page.evaluate("document.activeElement.getAttribute('role')") == "combobox"
    check_focus(page)


def test_the_menu_of_a_narrow_screen_by_keyboard_alone(new_page: NewPage) -> None:
    page = new_page("about/")
    page.wait_for_load_state("networkidle")
    tab_to(page, ".md-header [data-open=menu]")
    for key in ("Enter", "Space"):
        page.keyboard.press(key)
        page.wait_for_function("document.activeElement.closest('.md-sidebar')")
        page.wait_for_function(
            "document.querySelector('.md-sidebar--primary').getBoundingClientRect().left === 0"
        )
        opener = page.locator(".md-header [data-open=menu]")
        expect(opener).to_have_attribute("aria-expanded", "true")
        tab_to(page, ".wq-nav a[aria-current]")
        page.keyboard.press("Escape")
        expect(opener).to_have_attribute("aria-expanded", "false")
        expect(opener).to_be_focused()
    page.keyboard.press("Enter")
    page.wait_for_function("document.activeElement.matches('.md-nav > label > span')")
    page.keyboard.press("Space")
    expect(opener).to_be_focused()


def test_a_closed_menu_is_not_on_the_way(new_page: NewPage) -> None:
    page = new_page("about/")
    page.wait_for_load_state("networkidle")
    tab_to(page, ".md-content a, .md-content summary")
    assert page.locator(".wq-nav a").first.is_visible() is False


def test_the_panel_by_keyboard_alone(new_page: NewPage) -> None:
    page = new_page("about/")
    tab_to(page, ".wq-sight")
    page.keyboard.press("Enter")
    panel = page.locator(".wq-sight-panel")
    expect(panel).to_be_visible()
    tab_to(page, "[name=wq-size]")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    assert page.evaluate("document.documentElement.getAttribute('data-sight')") == "big-2"
    check_focus(page)
    tab_to(page, "[name=wq-contrast]")
    page.keyboard.press("Space")
    assert "clear" in page.evaluate("document.documentElement.getAttribute('data-sight')")
    check_focus(page)
    page.keyboard.press("Escape")
    expect(panel).to_be_hidden()
    expect(page.locator(".wq-sight")).to_be_focused()


def test_no_single_letter_does_anything(new_page: NewPage) -> None:
    """WCAG 2.1.4: who speaks to the device, or trembles, must not be carried away."""
    page = new_page("guides/fill-in-12315/")
    page.wait_for_load_state("networkidle")
    for key in "pn,./fsjk":
        page.keyboard.press(key)
    assert page.url.endswith("guides/fill-in-12315/")
    assert page.evaluate("document.activeElement.tagName") == "BODY"
