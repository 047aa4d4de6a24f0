"""What a reader keeps of a result: ticks on this device, last days in a calendar."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from build_hooks.checking import Checked
from build_hooks.deadlines import due
from tests.browser.conftest import NewPage
from tests.browser.test_accessibility import violations

pytestmark = pytest.mark.browser

TREE = "complaint/seven-day-return"
OUTCOME = "refund-due"
BEFORE = "stage=sent-back&seller-got=fine"
BACK = date(2026, 9, 28)
WAY = f"{TREE}/#/{BEFORE}&back-on={BACK}"
# The theme speaks in the console when it gets no storage: here only our modules get none.
REFUSED = """
const storage = window.localStorage;
Object.defineProperty(window, 'localStorage', {
  get() {
    if (!new Error().stack.includes('/decision-tree/')) return storage;
    throw new DOMException('no', 'SecurityError');
  },
});
"""
FULL = """
Storage.prototype.setItem = () => { throw new DOMException('full', 'QuotaExceededError'); };
"""
STUCK = """
Storage.prototype.removeItem = () => { throw new DOMException('no', 'SecurityError'); };
"""
KEPT = "Object.keys(localStorage).filter((key) => key.startsWith('weiquan-have:'))"
ICS = """
async (events) => {
  const { ics } = await import('/assets/decision-tree/ics.js');
  return ics(events, new Date('2026-11-22T01:02:03.456Z'));
}
"""
BOXES = ".wq-outcome:visible .wq-have input"
STATUS = ".wq-outcome:visible .wq-having [role=status]"
SAVE = ".wq-calendar [data-act=save]"


def opened(page: Page) -> Page:
    """The page when the cards, the boxes and the calendar are there."""
    page.wait_for_selector(f"{BOXES} >> nth=0")
    page.wait_for_selector(".wq-outcome:visible .wq-evidence details")
    page.wait_for_selector(".wq-calendar")
    return page


def ticked(page: Page) -> list[bool]:
    return page.eval_on_selector_all(
        "section:not([hidden]) .wq-have input", "all => all.map((box) => box.checked)"
    )


# Ticks


def test_ticks_survive_a_reload(new_page: NewPage, real: Checked) -> None:
    page = opened(new_page(WAY))
    outcome = real.proofs[TREE].tree.outcomes[OUTCOME]
    named = [real.content.registers.evidence[block.use].title for block in outcome.evidence]
    for name in named:
        expect(page.get_by_label(f"有：{name}")).to_have_count(1)
    expect(page.locator(STATUS)).to_have_text(f"这里的 {len(named)} 样，已经有了 0 样。")
    page.get_by_label(f"有：{named[1]}").check()
    expect(page.locator(STATUS)).to_have_text(f"这里的 {len(named)} 样，已经有了 1 样。")
    page.reload()
    opened(page)
    assert ticked(page) == [name == named[1] for name in named]
    assert page.evaluate(KEPT) == [f"weiquan-have:{TREE}/{OUTCOME}/{outcome.evidence[1].use}"]
    page.locator(BOXES).nth(1).uncheck()
    assert page.evaluate(KEPT) == []


def test_a_tick_is_a_tap_wide_and_works_by_keyboard(new_page: NewPage) -> None:
    page = opened(new_page(WAY))
    for box in page.locator(".wq-outcome:visible .wq-have label").all():
        size = box.bounding_box()
        assert size
        assert size["height"] >= 44
        assert size["width"] >= 44
    page.locator(BOXES).first.focus()
    page.keyboard.press("Space")
    assert ticked(page)[0]


def test_a_tick_belongs_to_its_outcome_and_boxes_are_there_once(new_page: NewPage) -> None:
    page = opened(new_page(WAY))
    count = page.locator(BOXES).count()
    page.locator(BOXES).first.check()
    page.evaluate("location.hash = '#/stage=sent-back&seller-got=disputed'")
    page.wait_for_selector("#refund-disputed:not([hidden]) .wq-have")
    assert not any(ticked(page))
    page.evaluate(f"location.hash = '#/{BEFORE}&back-on=2026-01-05'")
    page.wait_for_selector(f"#{OUTCOME}:not([hidden])")
    expect(page.locator(".wq-calendar textarea")).to_have_value(re.compile("2026-01-12"))
    assert page.locator(BOXES).count() == count
    assert ticked(page)[0]
    assert page.locator(".wq-calendar").count() == 1


def test_all_is_cleared(new_page: NewPage) -> None:
    page = opened(new_page(WAY))
    page.evaluate("localStorage.setItem('weiquan-have:other/tree/thing', '1')")
    page.evaluate("localStorage.setItem('another', '1')")
    page.locator(BOXES).first.check()
    page.locator(BOXES).nth(1).check()
    page.get_by_role("button", name="全部清除").click()
    assert not any(ticked(page))
    expect(page.locator(STATUS)).to_contain_text("已经全部清除")
    assert page.evaluate(KEPT) == []
    assert page.evaluate("localStorage.getItem('another')") == "1"
    page.reload()
    assert not any(ticked(opened(page)))


@pytest.mark.parametrize("trouble", [REFUSED, FULL])
def test_storage_that_does_not_keep_is_harmless(trouble: str, new_page: NewPage) -> None:
    page = new_page("404.html")
    page.add_init_script(trouble)
    page.goto(page.url.replace("404.html", WAY))
    opened(page).locator(BOXES).first.check()
    expect(page.locator(STATUS)).to_contain_text("不让保存")
    assert ticked(page)[0]
    page.get_by_role("button", name="全部清除").click()
    assert not any(ticked(page))
    expect(page.locator(STATUS)).to_contain_text("已经全部清除")
    assert page.locator(SAVE).is_visible()


def test_what_cannot_be_cleared_is_said(new_page: NewPage) -> None:
    page = opened(new_page(WAY))
    page.locator(BOXES).first.check()
    page.evaluate(f"() => {{ {STUCK} }}")
    page.get_by_role("button", name="全部清除").click()
    expect(page.locator(STATUS)).to_contain_text("没能清除")


# The calendar


def unfolded(text: str) -> list[str]:
    """The content lines of RFC 5545, each physical line checked."""
    assert text.endswith("\r\n")
    lines = text[:-2].split("\r\n")
    assert all("\n" not in line and "\r" not in line for line in lines)
    assert all(len(line.encode()) <= 75 for line in lines)
    return re.sub("\r\n ", "", text[:-2]).split("\r\n")


Parts = dict[str, list[str]]


def components(lines: list[str]) -> list[tuple[str, Parts]]:
    """Each component with its own properties, inner ones after the one that holds them."""
    found: list[tuple[str, Parts]] = []
    stack: list[tuple[str, Parts]] = []
    for line in lines:
        name, value = line.split(":", 1)
        if name == "BEGIN":
            stack.append((value, {}))
            found.append(stack[-1])
        elif name == "END":
            assert stack.pop()[0] == value
        else:
            stack[-1][1].setdefault(name, []).append(value)
    assert not stack
    return found


def unescaped(value: str) -> str:
    assert not re.search(r"(?<!\\)(?:\\\\)*[;,]", value)
    return re.sub(r"\\(.)", lambda m: "\n" if m[1] in "nN" else m[1], value)


def saved(page: Page) -> list[tuple[str, Parts]]:
    with page.expect_download() as waiting:
        page.locator(SAVE).click()
    assert waiting.value.suggested_filename == "期限.ics"
    return components(unfolded(Path(waiting.value.path()).read_bytes().decode()))


def test_the_calendar_has_the_days_that_python_computes(new_page: NewPage, real: Checked) -> None:
    page = opened(new_page(WAY))
    page.wait_for_selector(".wq-deadlines .wq-entry")
    expect(page.locator(".wq-outcome:visible .wq-due").last).to_contain_text("最后一天")
    found = saved(page)
    calendar, *_ = found
    assert calendar[0] == "VCALENDAR"
    assert calendar[1]["VERSION"] == ["2.0"]
    assert len(calendar[1]["PRODID"]) == 1
    events = [parts for name, parts in found if name == "VEVENT"]
    scales = [
        real.content.registers.timescales[block.use]
        for block in real.proofs[TREE].tree.outcomes[OUTCOME].deadlines
    ]
    assert len(events) == len(scales) == 2
    address = page.url.split("#")[0]
    for event, scale in zip(events, scales, strict=True):
        last = due(scale, BACK)
        assert not last.beyond
        assert event["DTSTART;VALUE=DATE"] == [last.day.strftime("%Y%m%d")]
        assert unescaped(event["SUMMARY"][0]) == f"最后一天：{scale.title}"
        rule, day, link = unescaped(event["DESCRIPTION"][0]).split("\n")
        assert rule == scale.rule
        assert last.day.isoformat() in day
        assert link == event["URL"][0] == address
        assert re.fullmatch(r"\d{8}T\d{6}Z", event["DTSTAMP"][0])
    assert len({event["UID"][0] for event in events}) == 2
    assert not any(str(BACK) in line or "sent-back" in line for line in map(str, found))


def test_each_day_is_announced_three_days_and_one_day_before(new_page: NewPage) -> None:
    found = saved(opened(new_page(WAY)))
    assert [name for name, _ in found] == ["VCALENDAR", *["VEVENT", "VALARM", "VALARM"] * 2]
    alarms = [parts for name, parts in found if name == "VALARM"]
    # nine o'clock of the day: fifteen hours before the midnight that ends it
    assert [parts["TRIGGER"] for parts in alarms] == [["-P2DT15H"], ["-PT15H"]] * 2
    assert all(parts["ACTION"] == ["DISPLAY"] and parts["DESCRIPTION"] for parts in alarms)


def test_saving_twice_gives_the_same_events(new_page: NewPage) -> None:
    page = opened(new_page(WAY))
    first, second = ([p["UID"] for name, p in saved(page) if name == "VEVENT"] for _ in "12")
    assert first == second
    expect(page.locator(".wq-calendar [role=status]")).to_contain_text("已交给浏览器")


def test_any_text_comes_through_the_file(new_page: NewPage) -> None:
    texts = [
        "逗号,分号;反斜杠\\n不是换行",
        "两行\n第二行\r\n第三行",
        "长" * 200,
        "a" * 63 + "😀" * 40,
        *("x" * n + "汉😀" * 20 for n in range(60, 70)),
        "BEGIN:VEVENT\r\nX:1",
    ]
    events = [
        {"uid": f"{n}@x", "day": "2026-12-01", "title": text, "text": text, "page": "http://x/"}
        for n, text in enumerate(texts)
    ]
    text = new_page("404.html").evaluate(ICS, events)
    found = [parts for name, parts in components(unfolded(text)) if name == "VEVENT"]
    for parts, sent in zip(found, texts, strict=True):
        said = sent.replace("\r\n", "\n")
        assert unescaped(parts["SUMMARY"][0]) == unescaped(parts["DESCRIPTION"][0]) == said
        stamp = datetime.strptime(parts["DTSTAMP"][0], "%Y%m%dT%H%M%SZ").replace(tzinfo=UTC)
        assert stamp == datetime(2026, 11, 22, 1, 2, 3, tzinfo=UTC)


def test_days_are_there_as_text_to_copy(new_page: NewPage, real: Checked) -> None:
    page = new_page(WAY, permissions=["clipboard-read", "clipboard-write"])
    opened(page).get_by_role("button", name="复制日期").click()
    expect(page.locator(".wq-calendar [role=status]")).to_contain_text("已复制")
    scales = [
        real.content.registers.timescales[block.use]
        for block in real.proofs[TREE].tree.outcomes[OUTCOME].deadlines
    ]
    lines = [f"{due(scale, BACK).day}　最后一天：{scale.title}" for scale in scales]
    assert page.locator(".wq-calendar textarea").input_value() == "\n".join(lines)
    assert page.evaluate("navigator.clipboard.readText()") == "\n".join(lines)


def test_a_day_outside_the_official_calendar_is_about_right(new_page: NewPage) -> None:
    period = {"length": 7, "unit": "working-days"}
    page = opened(new_page(f"{TREE}/#/{BEFORE}&back-on=2050-03-01"))
    page.eval_on_selector(
        f"#{OUTCOME} [data-due]",
        "(place, period) => place.setAttribute('data-due', period)",
        json.dumps(period),
    )
    page.evaluate("document.querySelector('decision-tree').restore(location.hash)")
    text = page.locator(f"#{OUTCOME} .wq-calendar textarea")
    expect(text).to_have_value(re.compile("^2050-03-10　大约最后一天："))


def test_no_calendar_without_a_day(new_page: NewPage) -> None:
    page = new_page(f"{TREE}/#{OUTCOME}")
    page.wait_for_selector(f"{BOXES} >> nth=0")
    page.wait_for_load_state("networkidle")
    assert page.locator(".wq-calendar").count() == 0
    page.goto(page.url.split("#")[0] + f"#/{BEFORE}&back-on={BACK}")
    page.wait_for_selector(".wq-calendar")
    page.evaluate(f"location.hash = '#{OUTCOME}'")
    expect(page.locator(".wq-calendar")).to_have_count(0)


# Further trees

FAULTY = "complaint/faulty-return"
FOOD = "liability/food-tenfold"
SAID = ".wq-outcome:visible .wq-carried"
LINK = f".wq-outcome:visible a[data-tree='{FOOD}']"


def ways_to_food(real: Checked) -> Iterator[tuple[str, str]]:
    """The answer about food on a route of FAULTY that leads on to FOOD, and the whole way."""
    proof = real.proofs[FAULTY]
    for answers, at in proof.routes.listed():
        onwards = [str(block.use) for block in proof.tree.outcomes[at].continue_ or ()]
        if FOOD in onwards:
            way = "&".join(f"{name}={answer}" for name, answer in answers)
            yield str(dict(answers).get("is-food", "")), f"{FAULTY}/#/{way}"


def test_a_further_tree_begins_with_the_answer(new_page: NewPage, real: Checked) -> None:
    answer, way = next(way for way in ways_to_food(real) if way[0] not in ("", "unsure"))
    tree = real.proofs[FOOD].tree
    asked = tree.questions["is-food"]
    chosen = next(option.label for option in asked.all_options() if option.id == answer)
    page = new_page(way)
    expect(page.locator(SAID).first).to_contain_text("点过去已经填好，可以改")
    expect(page.locator(SAID).first).to_contain_text(chosen)
    page.locator(LINK).click()
    page.wait_for_url(f"**/{FOOD}/#/is-food={answer}")
    trail = page.locator("decision-tree .wq-answers")
    expect(trail).to_contain_text(chosen)
    expect(page.locator(".wq-notice")).to_be_hidden()
    expect(page.locator("#is-food")).to_be_hidden()
    trail.locator("summary").click()
    page.locator("[data-change=is-food]").click()
    expect(page.locator("#is-food h2")).to_be_visible()


def test_no_answer_is_carried_where_none_was_given(new_page: NewPage, real: Checked) -> None:
    _, way = next(way for way in ways_to_food(real) if way[0] not in ("", "unsure"))
    page = new_page(way)
    page.wait_for_selector(SAID)
    outcome = page.locator(".wq-outcome:visible").get_attribute("id")
    page.goto(page.url.split("#")[0] + f"#{outcome}")
    expect(page.locator(SAID)).to_have_count(0)
    assert "#" not in str(page.locator(LINK).get_attribute("href"))


def test_every_carried_answer_is_one_of_the_further_tree(real: Checked) -> None:
    carried = set()
    for name, proof in real.proofs.items():
        asked = {question.use: question for question in proof.tree.questions.values()}
        for outcome in proof.tree.outcomes.values():
            for block in outcome.continue_ or ():
                other = real.proofs[block.use].tree
                first = other.questions[other.start]
                if first.use and first.use in asked:
                    mine = {option.id for option in asked[first.use].all_options()} - {"unsure"}
                    assert mine <= {option.id for option in first.all_options()}, (name, block.use)
                    carried.add((name, block.use))
    assert len(carried) > 20


def test_the_page_without_answers_asks_for_none_of_it(new_page: NewPage) -> None:
    page = new_page("404.html")
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url.rsplit("/", 1)[-1]))
    page.goto(page.url.replace("404.html", f"{TREE}/"))
    page.wait_for_load_state("networkidle")
    assert "engine.js" in asked
    later = {"result", "ticks", "ics", "result-strings", "letters", "desk", "docx", "map", "qrcode"}
    assert not {f"{name}.js" for name in later} & set(asked)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_no_violation(scheme: str, new_page: NewPage) -> None:
    page = opened(new_page(WAY, color_scheme=scheme))
    page.locator(BOXES).first.check()
    page.wait_for_load_state("networkidle")
    assert violations(page) == []
