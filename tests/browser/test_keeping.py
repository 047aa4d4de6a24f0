"""What a reader keeps of a result: ticks on this device, last days in a calendar."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from build_hooks.checking import Checked
from build_hooks.deadlines import due
from tests.browser.conftest import NewPage, Watch
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


def test_a_period_that_was_not_there_on_the_answered_day_has_no_last_day(
    new_page: NewPage,
) -> None:
    page = opened(new_page(f"{TREE}/#/{BEFORE}&back-on=2026-04-14"))
    rule = {"length": 60, "unit": "natural-days", "since": "2026-04-15"}
    places = page.locator(f"#{OUTCOME} [data-due]")
    places.evaluate_all(
        "(all, rule) => all.forEach((place) => place.setAttribute('data-due', rule))",
        json.dumps(rule),
    )
    page.evaluate("document.querySelector('decision-tree').restore(location.hash)")
    expect(page.locator(".wq-calendar")).to_have_count(0)
    assert not any("2026" in text for text in places.all_text_contents())
    page.goto(page.url.replace("2026-04-14", "2026-04-15"))
    expect(places.first).to_have_text("最后一天：2026-06-14")


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
    expect(page.locator(SAID).first).to_contain_text("你答过的会带过去")
    expect(page.locator(SAID).first).to_contain_text(chosen)
    page.locator(LINK).click()
    page.wait_for_url(f"**/{FOOD}/#/~is-food={answer}")
    trail = page.locator("decision-tree .wq-answers")
    expect(trail).to_contain_text(chosen)
    expect(page.locator(".wq-notice")).to_contain_text("1 个问题已经替你填好")
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


LIABLE = "liability/who-is-liable"
ROUTE = "complaint/which-route"
Way = dict[str, str]


def ways(real: Checked, tree: str) -> Iterator[tuple[Way, str]]:
    for answers, at in real.proofs[tree].routes.listed():
        yield {str(name): str(answer) for name, answer in answers}, str(at)


def shared(real: Checked, tree: str, way: Way) -> Way:
    """The answers of a way to questions of the register."""
    asked = real.proofs[tree].tree.questions
    return {
        str(asked[name].use): answer
        for name, answer in way.items()
        if asked[name].use and answer != "unsure"
    }


def carried_later(real: Checked) -> tuple[Way, Way, str, set[str]]:
    """A way to a result, a way on from it, where that ends, and what it need not ask."""
    tree = real.proofs[LIABLE].tree
    onward = {
        str(outcome.id)
        for outcome in tree.outcomes.values()
        if ROUTE in [str(block.use) for block in outcome.continue_ or () if not block.when]
    }
    for before, outcome in ways(real, LIABLE):
        given = shared(real, LIABLE, before)
        for after, end in ways(real, ROUTE) if outcome in onward and len(given) > 2 else ():
            asked = shared(real, ROUTE, after)
            same = {name for name in asked if asked[name] == given.get(name)}
            agrees = all(given.get(name, answer) == answer for name, answer in asked.items())
            if agrees and len(same) > 1 and set(after) != same:
                return before, after, end, same
    raise AssertionError("nothing is carried")


@pytest.mark.parametrize("reloads", [False, True], ids=["at once", "reloaded"])
def test_what_was_answered_is_not_asked_again_further_on(
    reloads: bool, new_page: NewPage, real: Checked
) -> None:
    before, after, end, known = carried_later(real)
    page = new_page(f"{LIABLE}/#/" + "&".join("=".join(pair) for pair in before.items()))
    page.wait_for_selector(SAID)
    page.locator(f".wq-outcome:visible a[data-tree='{ROUTE}']").click()
    page.wait_for_url(f"**/{ROUTE}/#/~**")
    page.wait_for_selector("decision-tree[data-ready]")
    uses = {name: question.use for name, question in real.proofs[ROUTE].tree.questions.items()}
    for name, answer in after.items():
        if uses[name] in known:
            expect(page.locator(f"#{name}")).to_be_hidden()
        else:
            page.locator(f"#{name} a[data-option='{answer}']").click()
            if reloads:
                page.reload()
                page.wait_for_selector("decision-tree[data-ready]")
    expect(page.locator(f"#{end}")).to_be_visible()
    trail = page.locator("decision-tree .wq-answers li")
    assert trail.count() == len(after)


def test_a_carried_answer_that_a_tree_does_not_know_is_asked_for(new_page: NewPage) -> None:
    page = new_page(f"{ROUTE}/#/~is-food=<b>&~nothing=x&~__proto__=y")
    start = page.locator(".wq-question:visible h2")
    expect(start).to_be_visible()
    expect(page.locator(".wq-notice")).to_be_hidden()


def test_answers_are_carried_to_each_tree_that_shares_a_question(real: Checked) -> None:
    links = 0
    for proof in real.proofs.values():
        mine = {question.use: question for question in proof.tree.questions.values()}
        for outcome in proof.tree.outcomes.values():
            for block in outcome.continue_ or ():
                for other in real.proofs[block.use].tree.questions.values():
                    if other.use and other.use in mine:
                        links += 1
                        here = {option.id for option in mine[other.use].all_options()}
                        there = {option.id for option in other.all_options()}
                        assert here - {"unsure"} <= there, (proof.tree.id, block.use, other.id)
    assert links > 500


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


# Days that no question asked for

MEDIATED = "complaint/12315-said-no/#still-mediating"
DAY = "section:not([hidden]) .wq-day:visible"
LAST = "section:not([hidden]) .wq-due"


def asked(page: Page, number: int = 0) -> Locator:
    """A period's field, opened."""
    page.wait_for_selector(DAY)
    fold = page.locator(DAY).nth(number)
    fold.locator("summary").click()
    return fold


def filled(page: Page, day: str, number: int = 0) -> Locator:
    fold = asked(page, number)
    fold.locator("input").fill(day)
    fold.locator("input").press("Enter")
    return fold


def test_a_day_that_nobody_asked_for_is_filled_in_beside_its_period(
    new_page: NewPage, real: Checked
) -> None:
    page = new_page(MEDIATED)
    here = page.url
    fold = filled(page, "2026年10月9日")
    scale = real.content.registers.timescales["mediation-sixty"]
    expect(fold.locator("label")).to_have_text(str(scale.ask))
    last = due(scale, date(2026, 10, 9))
    expect(page.locator(LAST).first).to_have_text(f"最后一天：{last.day}")
    expect(page.locator(".wq-calendar:visible textarea")).to_have_value(
        re.compile(f"^{last.day}　最后一天：{scale.title}")
    )
    expect(page.locator(".wq-live")).to_contain_text(str(last.day))
    [event, *_] = [parts for name, parts in saved(page) if name == "VEVENT"]
    assert event["DTSTART;VALUE=DATE"] == [last.day.strftime("%Y%m%d")]
    assert page.url == here
    assert page.evaluate("JSON.stringify(localStorage)") == "{}"
    assert violations(page) == []


def test_two_periods_that_begin_with_one_event_ask_for_it_once(
    new_page: NewPage, real: Checked
) -> None:
    page = new_page(MEDIATED)
    outcome = real.proofs["complaint/12315-said-no"].tree.outcomes["still-mediating"]
    scales = [real.content.registers.timescales[block.use] for block in outcome.deadlines]
    same = [scale.ask == scales[0].ask for scale in scales]
    assert same.count(True) == 2
    filled(page, "20261009")
    expect(page.locator(".wq-calendar:visible textarea")).to_be_visible()
    assert [bool(text) for text in page.locator(LAST).all_text_contents()] == same


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("", "还没有填日期"),
        ("2026-02-30", "没有 2026-02-30 这一天"),
        ("去年秋天", "没看懂“去年秋天”"),
        ("2999-01-01", "不能晚于"),
        ("1987-01-01", "2000-01-01 或以后"),
        ("2026-04-14", "这条规则从 2026-04-15 起才有"),
        ("<img src=x onerror=alert(1)>", "没看懂“<img"),
        ("１" * 10_000, "没看懂"),
    ],
)
def test_a_day_that_cannot_be_is_refused_beside_its_field(
    typed: str, said: str, new_page: NewPage
) -> None:
    page = new_page(MEDIATED)
    fold = filled(page, typed)
    expect(fold.locator(".wq-error")).to_contain_text(said)
    field = fold.locator("input")
    expect(field).to_be_focused()
    expect(field).to_have_attribute("aria-invalid", "true")
    expect(field).to_have_value(typed)
    assert page.locator(".wq-calendar").count() == 0
    field.fill("2026-05-01")
    field.press("Enter")
    expect(fold.locator(".wq-error")).to_be_hidden()
    expect(page.locator(LAST).first).to_contain_text("最后一天：2026-06-30")


def test_a_last_day_that_is_over_is_said_to_be_over(new_page: NewPage) -> None:
    page = new_page(MEDIATED)
    page.clock.set_fixed_time(datetime(2026, 6, 30, 12, tzinfo=UTC))
    filled(page, "2026-05-01")
    expect(page.locator(LAST).first).to_contain_text("2026-06-30")
    assert page.locator(".wq-passed").count() == 0
    page.clock.set_fixed_time(datetime(2026, 7, 1, 12, tzinfo=UTC))
    page.locator(DAY).first.locator("input").press("Enter")
    expect(page.locator(".wq-passed").first).to_have_text("这一天已经过了。")


def test_no_field_for_a_day_that_was_answered(new_page: NewPage) -> None:
    page = opened(new_page(WAY))
    answered = page.locator("section:not([hidden]) .wq-due[data-from][data-ask]")
    assert answered.count()
    for place in answered.all():
        expect(place.locator("xpath=../details[contains(@class, 'wq-day')]")).to_be_hidden()
    page.goto(page.url.split("#")[0] + f"#{OUTCOME}")
    expect(page.locator(DAY).first).to_be_visible()


def test_a_day_is_computed_without_a_line(new_page: NewPage) -> None:
    page = new_page(MEDIATED)
    page.wait_for_selector(DAY)
    page.context.set_offline(True)
    filled(page, "2026-05-01")
    expect(page.locator(LAST).first).to_have_text("最后一天：2026-06-30")


def test_where_the_fields_do_not_come_that_is_said_and_nothing_is_offered(
    new_page: NewPage, watch: Watch
) -> None:
    watch.expected.append("ERR_FAILED")
    page = new_page("404.html")
    page.route("**/deadlines.js", lambda route: route.abort())
    page.goto(f"/{MEDIATED}")
    expect(page.locator(".wq-notice:visible")).to_contain_text("有一部分没打开")
    assert page.locator(DAY).count() == 0
