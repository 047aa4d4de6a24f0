"""A reader types and ticks: numbers, days and checklists, sums computed, nothing sent."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, Route, expect

from build_hooks.checking import Checked, check
from build_hooks.letters import letters_json
from build_hooks.model.tree import InputType
from build_hooks.render.links import Links, cards_path
from build_hooks.render.pages import pages, tree_fragment
from tests.browser.conftest import NewPage
from tests.browser.test_accessibility import violations
from tests.content import SMALL

pytestmark = pytest.mark.browser

OUTCOME = """\
    title: {title}
    summary: 这样办。
    certainty: likely
    today: 留好订单。
    parties: [{{party: seller, liability: full, because: 他卖的}}]
    steps: [market]
    evidence: [order]
    cites: [rule-1]
"""
TREE = f"""\
title: 能要多少钱？
summary: 填几个数。
audience: consumer
status: live
reviewed: {{on: 2026-11-20, by: [测试]}}
start: price
renamed: {{old-price: price}}
questions:
  price:
    ask: 你付了多少钱？
    help: 看付款记录。
    input: {{type: money, min: 0.01, max: 1000000}}
    next:
      - {{when: {{price: "< 167"}}, to: bought}}
      - {{to: kept}}
  bought:
    ask: 哪天下的单？
    input: {{type: date, min: 2020-01-01, max: 2026-12-31}}
    next:
      - {{when: {{bought: before 2026-02-01}}, to: old-law}}
      - {{to: kept}}
  kept:
    ask: 手里有哪些证据？
    items:
      recording: {{label: 直播录屏}}
      order: {{label: 订单}}
      chat: {{label: 聊天记录}}
    next:
      - {{when: {{kept: {{has: [recording, order]}}}}, to: strong}}
      - {{to: weak}}
outcomes:
  old-law:
{OUTCOME.format(title="按旧规定")}
    deadlines: [{{use: seven, from: bought}}]
  strong:
{OUTCOME.format(title="证据够")}
    letter: refund
    remedies: [refund]
    amounts:
      - {{label: 三倍赔偿, formula: {{max: [{{times: [3, price]}}, 500]}}, cites: [rule-1]}}
      - {{label: 打对折, when: {{price: "> 100000"}}, formula: {{times: [0.5, price]}}}}
  weak:
{OUTCOME.format(title="证据不够")}
"""

LETTERS = """\
letters:
  refund:
    title: 要求退款
    to: 卖家
    how: 在聊天里发给卖家。
    body: |
      我叫{name}，付了{price}，手里有{kept}。
      我要：{claims}。依据：{law}。
    blanks:
      name: {label: 你的姓名}
"""


@pytest.fixture(scope="module")
def checked(tmp_path_factory: pytest.TempPathFactory) -> Checked:
    folder = tmp_path_factory.mktemp("content") / "trees"
    for name, text in {
        **SMALL,
        "reference/letters.yaml": LETTERS,
        "liability/small.yaml": TREE,
    }.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(str(text), "utf-8")
    found = check(folder)
    assert [str(finding) for finding in found.findings] == []
    return found


@pytest.fixture(scope="module")
def path(checked: Checked, site: Path) -> Iterator[str]:
    """A page of the built site with the tree of this module in the place of its own."""
    whole = (site / "liability/who-is-liable/index.html").read_text("utf-8")
    inner = str(tree_fragment(checked.proofs["liability/small"], checked.content, Links("../../")))
    begin = whole.index("<decision-tree ")
    end = whole.index("</decision-tree>") + len("</decision-tree>")
    file = site / "liability/fields/index.html"
    file.parent.mkdir(exist_ok=True)
    file.write_text(whole[:begin] + inner + whole[end:], "utf-8")
    name = cards_path("liability/small")
    cards = next(out for out in pages(checked.content, checked.proofs) if out.path == name)
    (site / name).write_text(cards.content, "utf-8")
    yield "liability/fields/"
    shutil.rmtree(file.parent)
    (site / name).unlink()


def give(page: Page, text: str) -> None:
    page.locator(".wq-node:visible .wq-typed input").fill(text)
    page.locator(".wq-node:visible .wq-submit").click()


def heading(page: Page) -> str:
    return page.locator(".wq-node:visible h2").inner_text()


def test_from_a_sum_to_an_amount(new_page: NewPage, path: str) -> None:
    page = new_page(path)
    give(page, "１，２３４．５０")
    assert page.evaluate("location.hash") == "#/price=1234.5"
    assert heading(page) == "手里有哪些证据？"
    page.get_by_label("直播录屏").check()
    page.get_by_label("订单").check()
    page.locator(".wq-node:visible .wq-submit").click()
    assert heading(page) == "证据够"
    expect(page.locator(".wq-amount:visible")).to_have_text("3703.50 元")
    assert page.evaluate("location.hash") == "#/price=1234.5&kept=recording%2Corder"
    expect(page.locator(".wq-answers")).to_contain_text("1234.5 元")
    expect(page.locator(".wq-answers")).to_contain_text("直播录屏、订单")


def test_a_deadline_is_computed_from_the_day_that_was_typed(new_page: NewPage, path: str) -> None:
    page = new_page(f"{path}#/price=99&bought=2026-01-30")
    expect(page.locator(".wq-due:visible")).to_have_text("最后一天：2026-02-06")


def test_a_letter_is_filled_with_the_answers(
    new_page: NewPage, path: str, checked: Checked
) -> None:
    page = new_page(f"{path}#/price=99.5&bought=2026-03-01&kept=recording%2Corder")
    letters = letters_json(checked.content).content  # of this module's tree, as its page
    page.route("**/letters.json", lambda route: route.fulfill(body=letters))
    page.locator("a[data-letter]:visible").click()
    text = page.locator("textarea.wq-letter-text:visible")
    expect(text).to_have_value(
        "我叫【你的姓名】，付了99.5元，手里有直播录屏、订单。\n我要：退款。依据：新办法第一条。"
    )
    page.get_by_label("你的姓名").fill("李<b>雷</b>")
    expect(text).to_have_value(re.compile("^我叫李<b>雷</b>，"))


def test_a_conditional_amount_is_shown_on_its_condition(new_page: NewPage, path: str) -> None:
    page = new_page(f"{path}#/price=200000&kept=recording%2Corder")
    expect(page.locator(".wq-amount:visible")).to_have_text(["600000.00 元", "100000.00 元"])


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("一千二百", "没看懂“一千二百”"),
        ("", "还没有填金额"),
        ("-5", "你填的是 -5，要在 0.01 以上"),
        ("0", "要在 0.01 以上"),
        ("1000000.01", "不能超过 1000000"),
        ("1.234", "最多两位小数"),
        ("<img src=x onerror=alert(1)>", "没看懂“<img src=x onerror=a…”"),
        ("😀", "没看懂“😀”"),
        ("9" * 40, f"没看懂“{'9' * 20}…”"),
        ("八" * 10_000, f"没看懂“{'八' * 20}…”"),
    ],
)
def test_a_wrong_sum_is_answered_beside_the_field(
    text: str, says: str, new_page: NewPage, path: str
) -> None:
    page = new_page(path)
    give(page, text)
    error = page.locator(".wq-error:visible")
    expect(error).to_contain_text(says)
    field = page.locator(".wq-node:visible .wq-typed input")
    expect(field).to_have_attribute("aria-invalid", "true")
    assert error.inner_text().startswith("错误：")
    assert error.get_attribute("id") in field.get_attribute("aria-describedby")
    assert error.bounding_box()["y"] < field.bounding_box()["y"]
    expect(field).to_have_value(text)  # whatever was typed is kept, however long
    assert page.title().startswith("错误：")
    field.press("End")
    field.type("1")
    expect(error).to_be_visible()  # until the reader says that it is done
    assert page.evaluate("document.activeElement.id") == "price--input"
    assert page.evaluate("location.hash") == ""
    give(page, "99")
    assert heading(page) == "哪天下的单？"
    assert not page.title().startswith("错误")


@pytest.mark.parametrize("text", ["￥３００", "300元", "300.00 元", "¥300", "人民币300圆"])
def test_a_sum_with_its_unit_is_read(text: str, new_page: NewPage, path: str) -> None:
    page = new_page(path)
    give(page, text)
    assert page.evaluate("location.hash") == "#/price=300"


def test_an_error_leaves_the_title_with_its_question(new_page: NewPage, path: str) -> None:
    page = new_page(f"{path}#/price=99")
    give(page, "昨天")
    assert page.title().startswith("错误：")
    page.get_by_role("button", name="上一步").click()
    assert not page.title().startswith("错误")


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("2026-2-30", "日历上没有 2026-2-30 这一天"),
        ("2026年2月30日", "日历上没有 2026-2-30 这一天"),
        ("2026/13/1", "日历上没有 2026/13/1 这一天"),
        ("20261301", "日历上没有 2026-13-01 这一天"),
        ("2月30日", "把年月日都写上"),
        ("13月", "把年月日都写上"),
        ("昨天", "没看懂“昨天”"),
        ("", "还没有填日期"),
        ("2019-12-31", "要在 2020-01-01 或以后"),
        ("2027-01-01", "不能晚于 2026-12-31"),
    ],
)
def test_an_impossible_day_is_refused_with_a_reason(
    text: str, says: str, new_page: NewPage, path: str
) -> None:
    page = new_page(f"{path}#/price=99")
    give(page, text)
    expect(page.locator(".wq-error:visible")).to_contain_text(says)
    expect(page.locator(".wq-node:visible .wq-typed input")).to_have_value(text)


@pytest.mark.parametrize(
    "text",
    [
        "２０２６/１/３１",
        "20260131",
        "２０２６０１３１",
        "2026年1月31日",
        "2026.1.31",
        "2026 年 1 月 31 号",
    ],
)
def test_a_day_in_any_usual_form_is_read(text: str, new_page: NewPage, path: str) -> None:
    page = new_page(f"{path}#/price=99")
    give(page, text)
    assert page.evaluate("location.hash") == "#/price=99&bought=2026-01-31"
    assert heading(page) == "按旧规定"


def test_nothing_ticked_is_an_answer(new_page: NewPage, path: str) -> None:
    page = new_page(f"{path}#/price=200")
    page.locator(".wq-node:visible .wq-submit").click()
    assert heading(page) == "证据不够"
    assert page.evaluate("location.hash") == "#/price=200&kept=-"
    expect(page.locator(".wq-answers")).to_contain_text("都没有")


def test_going_back_shows_what_was_typed(new_page: NewPage, path: str) -> None:
    page = new_page(f"{path}#/price=200")
    page.get_by_role("button", name="上一步").click()
    expect(page.locator(".wq-node:visible .wq-typed input")).to_have_value("200")


def test_fields_that_come_late_show_what_was_typed(new_page: NewPage, path: str) -> None:
    page = new_page("")
    held: list[Route] = []

    def hold(route: Route) -> None:
        held.append(route)

    page.route("**/fields.js", hold)
    page.goto(f"{path}#/price=200")
    page.get_by_role("button", name="上一步").click()
    expect(page.locator(".wq-node:visible h2")).to_have_text("你付了多少钱？")
    expect(page.locator(".wq-typed")).to_have_count(0)
    for route in held:
        route.continue_()
    expect(page.locator(".wq-node:visible .wq-typed input")).to_have_value("200")


@pytest.mark.parametrize("answer", ["abc", "200.00", "-1", "99999999", "1e3", "%3Cimg%3E"])
def test_a_link_with_a_wrong_answer_asks_again_and_says_so(
    answer: str, new_page: NewPage, path: str
) -> None:
    page = new_page(f"{path}#/price={answer}")
    assert heading(page) == "你付了多少钱？"
    expect(page.locator(".wq-notice")).to_contain_text("用不上了")


def test_a_link_with_an_old_name_lands_and_says_so(new_page: NewPage, path: str) -> None:
    page = new_page(f"{path}#/old-price=200")
    assert heading(page) == "手里有哪些证据？"
    expect(page.locator(".wq-notice")).to_contain_text("改过名字")


def test_nothing_typed_leaves_the_browser(new_page: NewPage, path: str) -> None:
    page = new_page(path)
    page.wait_for_load_state("networkidle")
    sent: list[str] = []
    page.on("request", lambda request: sent.append(request.url + (request.post_data or "")))
    give(page, "1234.5")
    page.locator(".wq-node:visible .wq-submit").click()
    page.wait_for_load_state("networkidle")
    assert not [url for url in sent if "1234" in url]
    stored = page.evaluate("JSON.stringify([localStorage, sessionStorage])")
    assert "1234" not in stored
    assert "kept" not in stored


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("state", ["", "#/price=99", "#/price=200"])
def test_fields_are_accessible(state: str, scheme: str, new_page: NewPage, path: str) -> None:
    page = new_page(path + state, color_scheme=scheme)
    page.wait_for_selector(".wq-node:visible .wq-submit")
    if not state:
        give(page, "五百")
    assert violations(page) == []


def test_without_scripts_the_ways_on_are_listed(new_page: NewPage, path: str) -> None:
    page = new_page(path, java_script_enabled=False)
    expect(page.locator("#price--next")).to_contain_text("“你付了多少钱？”填的小于 167")
    expect(page.locator("#kept--next")).to_contain_text(
        "“手里有哪些证据？”里勾了“直播录屏”和“订单”"
    )
    page.locator("#price--next a").first.click()
    assert page.url.endswith("#bought")


KEYBOARDS = {InputType.DATE: "numeric", InputType.MONEY: "decimal", InputType.NUMBER: "decimal"}


def test_every_typed_question_brings_the_keyboard_of_its_kind(
    new_page: NewPage, real: Checked
) -> None:
    """Digits alone for a day, digits and a point for a sum; never the alphabet."""
    kinds = set()
    for name, proof in real.proofs.items():
        typed = [one for one in proof.tree.questions.values() if one.input]
        page = new_page(f"{name}/") if typed else None
        for question in typed:
            assert page
            page.evaluate("id => { location.hash = '#' + id; }", str(question.id))
            field = page.locator(f"#{question.id}--input")
            expect(field).to_be_visible()
            expect(field).to_have_attribute("inputmode", KEYBOARDS[question.input.type])
            kinds.add(question.input.type)
    assert {InputType.DATE, InputType.MONEY} <= kinds
