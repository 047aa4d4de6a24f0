"""A result leaves the page: as text for a chat, on one or two sheets of paper."""

from __future__ import annotations

import re
from itertools import pairwise

import pytest
from playwright.sync_api import Page, expect

from build_hooks.checking import Checked
from tests.browser.conftest import NewPage
from tests.browser.test_accessibility import violations

pytestmark = pytest.mark.browser

TREES = ["liability/who-is-liable", "complaint/which-route", "quality/ready-to-go-live"]
LONGEST = 4000
SHEETS = 2
BUTTON = "[data-act='plain']"
CATCH = """() => {
  window.copied = [];
  const writeText = (text) => { window.copied.push(text); return Promise.resolve(); };
  Object.defineProperty(navigator, 'clipboard', { value: { writeText } });
}"""
REFUSE = """() => {
  const writeText = () => Promise.reject(new Error('refused'));
  Object.defineProperty(navigator, 'clipboard', { value: { writeText } });
  document.execCommand = () => false;
}"""
MISSING = """() => {
  Object.defineProperty(navigator, 'clipboard', { value: undefined });
  document.execCommand = () => false;
}"""
ITEMS = """() => {
  const squeeze = (text) => text.replace(/\\s+/g, ' ').trim();
  const said = { shown: [], hidden: [] };
  const kinds = ['gaps', 'parties', 'remedies', 'amounts', 'steps', 'evidence', 'prove',
    'deadlines', 'notes'];
  const section = document.querySelector('decision-tree .wq-outcome:not([hidden])');
  for (const kind of kinds) {
    for (const item of section.querySelectorAll(
      `.wq-${kind} > ul > li, .wq-${kind} > ol > li`)) {
      const main = kind === 'parties' || kind === 'gaps'
        ? [...item.querySelectorAll('p:not(.wq-cites)')][1]
        : item.querySelector('.wq-do, summary, .wq-more a, .wq-entry a, strong, p');
      const text = squeeze(main.textContent);
      (item.getBoundingClientRect().height > 0 ? said.shown : said.hidden).push([kind, text]);
    }
  }
  return said;
}"""


def fragment(answers: object) -> str:
    return "#/" + "&".join(f"{question}={answer}" for question, answer in answers)


def longest(real: Checked, tree: str) -> tuple:
    return max(real.proofs[tree].routes.listed(), key=lambda route: len(route[0]))


def opened(new_page: NewPage, real: Checked, tree: str, **options: object) -> Page:
    answers, _ = longest(real, tree)
    page = new_page(f"{tree}/{fragment(answers)}", **options)
    page.wait_for_load_state("networkidle")
    page.wait_for_selector(BUTTON)
    return page


def copied(page: Page) -> str:
    page.evaluate("() => { window.copied = []; }")
    page.locator(BUTTON).click()
    page.wait_for_function("window.copied.length === 1")
    return page.evaluate("window.copied[0]")


def group(text: str, title: str) -> list[str]:
    """The lines under a heading of the text."""
    found = [part for part in text.split("\n\n") if part.startswith(f"■ {title}\n")]
    return found[0].split("\n")[1:] if found else []


@pytest.mark.parametrize("tree", TREES)
def test_the_text_of_every_outcome_holds_what_is_visible_and_nothing_else(
    tree: str, new_page: NewPage, real: Checked
) -> None:
    page = new_page(f"{tree}/")
    page.wait_for_load_state("networkidle")
    page.evaluate(CATCH)
    proof = real.proofs[tree]
    routes = {outcome: answers for answers, outcome in proof.routes.listed()}
    assert set(routes) == set(proof.tree.outcomes)
    hidden = 0
    for outcome, answers in routes.items():
        page.evaluate("hash => { location.hash = hash; }", fragment(answers))
        page.wait_for_selector(f"#{outcome}:not([hidden])")
        page.wait_for_selector(".wq-printed-address", state="attached")
        text = copied(page)
        assert len(text) < LONGEST, outcome
        assert text.startswith("【")
        assert str(proof.tree.outcomes[outcome].title) in text.split("\n")[0]
        said = page.evaluate(ITEMS)
        body = text.split("■ 我的回答")[0].split("■ 法律依据")[0]
        for _, words in said["shown"]:
            assert words in body, (outcome, words)
        shown = [words for _, words in said["shown"]]
        for _, words in said["hidden"]:
            if not any(words in other for other in shown):
                hidden += 1
                assert f"· {words}" not in body, (outcome, words)
                assert f"：{words}\n" not in body, (outcome, words)
        lines = re.findall(r"^(?:· |\d+\. )", body, re.MULTILINE)
        assert len(lines) == len(said["shown"]), outcome
    assert hidden > 0 or not any(
        block.when for outcome in proof.tree.outcomes.values() for block in outcome.parties
    )


def test_the_text_ends_with_the_answers_the_review_and_the_address(
    new_page: NewPage, real: Checked
) -> None:
    tree = TREES[1]
    page = opened(new_page, real, tree)
    page.evaluate(CATCH)
    text = copied(page)
    answers, _ = longest(real, tree)
    proof = real.proofs[tree]
    given = group(text, "我的回答")
    assert len(given) == len(answers)
    for (question, answer), line in zip(answers, given, strict=True):
        asked = proof.tree.questions[question]
        assert line == f"· {asked.ask} {asked.options[answer].label}"
    last = text.split("\n")[-3:]
    assert last[0].startswith(f"审阅：{proof.tree.reviewed.on}")
    assert last[1] == "信息，不是法律意见。"
    assert last[2] == page.url
    assert len(new_page(last[2].split("/", 3)[3]).locator(".wq-outcome:visible").all()) == 1


def test_steps_are_numbered_with_their_phones_and_laws_are_named_once(
    new_page: NewPage, real: Checked
) -> None:
    page = opened(new_page, real, TREES[0])
    page.evaluate(CATCH)
    text = copied(page)
    steps = group(text, "接下来怎么做")
    numbers = [int(line.split(".")[0]) for line in steps if not line.startswith(" ")]
    assert numbers[0] == 1
    assert all(after == before + 1 for before, after in pairwise(numbers))
    assert "   拨打 12315" in steps
    (laws,) = group(text, "法律依据（我们的话）")
    names = laws.split("、")
    assert len(names) == len(set(names))
    visible = page.eval_on_selector_all(
        ".wq-outcome:not([hidden]) .wq-part > * > li > .wq-cites a",
        "links => links.filter(link => link.offsetParent).map(link => link.textContent)",
    )
    assert set(visible) <= set(names)


def test_where_the_answers_are_not_known_the_text_says_so(new_page: NewPage, real: Checked) -> None:
    outcome = next(
        outcome
        for outcome in real.proofs[TREES[0]].tree.outcomes.values()
        if any(block.when for block in outcome.parties)
    )
    page = new_page(f"{TREES[0]}/#{outcome.id}")
    page.wait_for_selector(BUTTON)
    page.evaluate(CATCH)
    text = copied(page)
    assert text.split("\n")[1].startswith("你是从链接或搜索直接来到这里的")
    assert "· 如果“" in text
    assert "我的回答" not in text
    assert text.endswith(f"#/@={outcome.id}")


def test_the_real_clipboard_takes_it(new_page: NewPage, real: Checked) -> None:
    page = opened(new_page, real, TREES[0], permissions=["clipboard-read", "clipboard-write"])
    page.locator(BUTTON).click()
    expect(page.locator(".wq-plain-status")).to_contain_text("已复制成文字")
    expect(page.locator(".wq-live")).to_contain_text("已复制成文字")
    expect(page.locator(".wq-plain textarea")).to_be_hidden()
    assert page.evaluate("navigator.clipboard.readText()").startswith("【")


@pytest.mark.parametrize(
    "refuse",
    [REFUSE, MISSING],
    ids=["refused", "missing"],
)
def test_a_refused_clipboard_gives_a_marked_text(
    refuse: str, new_page: NewPage, real: Checked
) -> None:
    page = opened(new_page, real, TREES[0])
    page.evaluate(refuse)
    page.locator(BUTTON).click()
    field = page.locator(".wq-plain textarea")
    expect(field).to_be_focused()
    expect(page.locator(".wq-plain-status")).to_contain_text("长按")
    assert field.evaluate("field => field.readOnly")
    assert field.evaluate("field => field.selectionEnd - field.selectionStart === field.textLength")
    assert field.input_value().startswith("【")
    page.get_by_role("button", name="上一步").click()
    expect(field).to_be_hidden()
    expect(page.locator(BUTTON)).to_be_hidden()


def test_where_the_clipboard_is_closed_the_old_way_copies(new_page: NewPage, real: Checked) -> None:
    page = opened(new_page, real, TREES[0])
    page.evaluate("Object.defineProperty(navigator, 'clipboard', { value: undefined })")
    page.locator(BUTTON).click()
    expect(page.locator(".wq-plain-status")).to_contain_text("已复制成文字")
    expect(page.locator(".wq-plain textarea")).to_be_hidden()
    expect(page.locator(BUTTON)).to_be_focused()
    page.locator("site-search input").first.click()
    page.keyboard.press("Control+V")
    assert page.locator("site-search input").first.input_value().startswith("【")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_no_violation_with_the_text_open(scheme: str, new_page: NewPage, real: Checked) -> None:
    page = opened(new_page, real, TREES[0], color_scheme=scheme)
    page.evaluate(REFUSE)
    page.locator(BUTTON).click()
    expect(page.locator(".wq-plain textarea")).to_be_visible()
    assert violations(page) == []
    box = page.locator(BUTTON).bounding_box()
    assert box is not None
    assert box["height"] >= 44
    assert page.evaluate("document.documentElement.scrollWidth - window.innerWidth") <= 0


@pytest.mark.parametrize("tree", TREES)
def test_paper_shows_the_result_in_black_on_white(
    tree: str, new_page: NewPage, real: Checked
) -> None:
    page = opened(new_page, real, tree, color_scheme="dark")
    page.emulate_media(media="print")
    for hidden in (
        ".md-header",
        ".md-tabs",
        ".md-footer",
        "site-search",
        ".wq-tools",
        ".wq-plain",
        ".wq-answers",
        ".wq-question",
        "[data-letter]",
        ".wq-proof",
        "decision-tree details dl",
    ):
        assert page.locator(f"{hidden}:visible").count() == 0, hidden
    for shown in (
        ".wq-outcome h2",
        ".wq-today",
        ".wq-steps li",
        ".wq-evidence summary",
        ".wq-law li a",
        ".wq-printed li",
        ".wq-reviewed",
    ):
        assert page.locator(f"{shown}:visible").count() > 0, shown
    expect(page.locator(".wq-printed-address")).to_have_text(page.url)
    for way in page.locator(".wq-outcome:visible .wq-contact a:visible").all():
        assert re.search(r"\d{3,}|https?://", way.inner_text())
    colours = page.evaluate("""() => [...document.querySelectorAll(
      '.wq-page h1, .wq-outcome:not([hidden]) *, .wq-printed *, .wq-foot *')]
      .filter((item) => item.getClientRects().length)
      .map((item) => getComputedStyle(item))
      .map((style) => `${style.color} ${style.backgroundColor}`)""")
    inks = {re.sub(r"rgba?\(|\)", "", colour.split(") ")[0]) for colour in colours}
    assert inks <= {"0, 0, 0", "51, 51, 51"}
    papers = {colour.split(") ")[1] for colour in colours}
    assert papers <= {"rgba(0, 0, 0, 0)", "rgb(255, 255, 255)"}
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"


def test_a_result_fits_on_two_sheets(new_page: NewPage, real: Checked) -> None:
    """Of every tree the result of its longest way."""
    sheets = {}
    page = new_page("404.html")
    for tree in real.proofs:
        page.goto("about:blank")
        page.goto(f"{tree}/{fragment(longest(real, tree)[0])}")
        page.wait_for_selector(".wq-printed-address", state="attached")
        page.wait_for_load_state("networkidle")
        (count,) = re.findall(rb"/Count (\d+)", page.pdf(format="A4"))
        sheets[tree] = int(count)
    print(sheets)
    assert {tree: count for tree, count in sheets.items() if not 1 <= count <= SHEETS} == {}


def test_a_letter_is_still_printed_alone(new_page: NewPage, real: Checked) -> None:
    page = opened(new_page, real, TREES[0])
    page.evaluate("""() => {
      const sheet = document.createElement('div');
      sheet.className = 'wq-sheet';
      sheet.textContent = '退货通知';
      document.body.append(sheet);
      document.body.setAttribute('data-sheet', '');
    }""")
    page.emulate_media(media="print")
    assert page.locator("body").inner_text().strip() == "退货通知"
    assert page.locator(".wq-printed:visible, .wq-outcome:visible").count() == 0
