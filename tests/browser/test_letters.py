"""A reader fills in a letter and takes it along: nothing is lost, nothing stays, nothing runs."""

from __future__ import annotations

import re
import zipfile
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from playwright.sync_api import Download, Locator, Page, expect

from build_hooks.checking import Checked
from tests.browser import office
from tests.browser.conftest import NewPage, Watch
from tests.browser.test_accessibility import violations

pytestmark = pytest.mark.browser

TREE = "complaint/write-12315"
LETTER = "complaint-12315"
MARKUP = '<img src=x onerror="window.ran=1"><script>window.ran=1</script>{order}$&&amp;\'"'
WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
STORED = "JSON.stringify([Object.assign({}, localStorage), Object.assign({}, sessionStorage)])"
NO_PRINT = "() => { window.print = () => {}; }"
NO_CLIPBOARD = "() => { navigator.clipboard.writeText = () => Promise.reject(new Error('no')); }"
REFUSES = """
for (const name of ['getItem', 'setItem', 'removeItem']) {
  const real = Storage.prototype[name];
  Storage.prototype[name] = function (key, ...rest) {
    if (key === 'weiquan-letter') throw new DOMException('no', 'SecurityError');
    return real.call(this, key, ...rest);
  };
}
"""


@pytest.fixture(scope="module")
def state(real: Checked) -> str:
    """The address of an outcome with a letter, a sum that was typed and things that were ticked."""
    cases = real.content.cases(real.content.trees[TREE])
    answers = next(c.answers for c in cases if "price" in c.answers and "," in c.answers["kept"])
    return f"{TREE}/#/" + "&".join(f"{name}={answer}" for name, answer in answers.items())


def link(page: Page, letter: str = LETTER) -> Locator:
    return page.locator(f'a[data-letter="{letter}"]:visible').first


def desk(page: Page, letter: str = LETTER) -> Locator:
    """Open a letter."""
    link(page, letter).click()
    found = page.locator(".wq-letter-desk:visible")
    expect(found).to_have_count(1)
    return found


def text_of(page: Page) -> Locator:
    return page.locator("textarea.wq-letter-text:visible")


def act(page: Page, name: str) -> None:
    page.locator(f'[data-letter-act="{name}"]:visible').click()


def says(page: Page, words: str) -> None:
    expect(page.locator(".wq-letter-status:visible")).to_contain_text(words)


def saved(page: Page, name: str) -> Download:
    with page.expect_download() as waiting:
        act(page, name)
    return waiting.value


def paragraphs(file: Path) -> list[str]:
    """The text of a docx by paragraphs, read as XML."""
    with zipfile.ZipFile(file) as archive:
        assert archive.testzip() is None
        assert set(archive.namelist()) == {
            "[Content_Types].xml",
            "_rels/.rels",
            "word/document.xml",
        }
        for name in archive.namelist():
            ET.fromstring(archive.read(name))
        document = ET.fromstring(archive.read("word/document.xml"))
    marks = {f"{WORD}t": lambda part: part.text or "", f"{WORD}tab": lambda _: "\t"}
    return [
        "".join(marks[part.tag](part) for part in paragraph.iter() if part.tag in marks)
        for paragraph in document.iter(f"{WORD}p")
    ]


def docx(page: Page, folder: Path) -> Path:
    download = saved(page, "save-docx")
    file = folder / download.suggested_filename
    download.save_as(file)
    return file


@pytest.mark.every_builder
def test_a_letter_opens_from_a_step_and_begins_with_the_answers(
    new_page: NewPage, state: str
) -> None:
    page = new_page(state)
    steps = page.locator(".wq-outcome:visible .wq-steps")
    opened = desk(page)
    expect(steps.locator(".wq-letter-desk")).to_have_count(1)
    expect(link(page)).to_have_attribute("aria-expanded", "true")
    expect(opened.locator(".wq-letter-title")).to_be_focused()
    price = re.search(r"price=([\d.]+)", state)
    assert price
    expect(opened.get_by_label("付了多少钱")).to_have_value(f"{price[1]}元")
    expect(opened.get_by_label("你有哪些证据")).to_have_value(re.compile("；"))
    expect(text_of(page)).to_have_value(re.compile(f"付款{price[1]}元。"))


def test_blanks_fill_the_preview_while_one_types(new_page: NewPage, state: str) -> None:
    page = new_page(state)
    opened = desk(page)
    expect(text_of(page)).to_have_value(re.compile("投诉人：【你的姓名】\n"))
    opened.get_by_label("你的姓名").press_sequentially("王秀")
    expect(text_of(page)).to_have_value(re.compile("投诉人：王秀\n"))
    opened.get_by_label("你的姓名").fill("")
    expect(text_of(page)).to_have_value(re.compile("投诉人：【你的姓名】\n"))


def test_what_may_stay_empty_leaves_no_trace(new_page: NewPage, state: str) -> None:
    page = new_page(state)
    opened = desk(page)
    expect(text_of(page)).not_to_have_value(re.compile("主播或商品页说"))
    opened.get_by_label("主播或商品页怎么说").fill("百分之百羊绒")
    expect(text_of(page)).to_have_value(re.compile("\n主播或商品页说：百分之百羊绒\n"))


def test_nobody_is_made_to_say_what_they_did_not_tick(new_page: NewPage, state: str) -> None:
    page = new_page(state)
    opened = desk(page)
    expect(text_of(page)).not_to_have_value(re.compile("受理|经营"))
    opened.get_by_label("没有别处受理或处理过").check()
    expect(text_of(page)).to_have_value(re.compile("\n这件事没有被其他行政机关"))
    opened.get_by_label("没有别处受理或处理过").uncheck()
    expect(text_of(page)).not_to_have_value(re.compile("受理|经营"))


def test_what_the_outcome_lists_goes_in_with_a_tap(new_page: NewPage, state: str) -> None:
    page = new_page(state)
    opened = desk(page)
    claims = opened.locator(".wq-blank", has_text="你要什么")
    offered = claims.locator(".wq-offers button")
    titles = offered.all_inner_texts()
    assert any(re.search(r"：[\d.]+元$", title) for title in titles)
    offered.nth(0).click()
    offered.nth(1).click()
    expect(claims.locator("textarea")).to_have_value(f"{titles[0]}\n{titles[1]}")
    expect(text_of(page)).to_have_value(re.compile(f"投诉请求：{re.escape(titles[0])}\n"))
    law = opened.locator(".wq-blank", has_text="依据的法律").locator(".wq-offers button")
    assert all("条" in label for label in law.all_inner_texts())


def test_a_text_changed_by_hand_is_kept_and_that_is_said(new_page: NewPage, state: str) -> None:
    page = new_page(state)
    opened = desk(page)
    expect(page.locator('[data-letter-act="again"]')).to_be_hidden()
    text_of(page).fill("我自己写的信")
    opened.get_by_label("你的姓名").fill("王秀兰")
    expect(text_of(page)).to_have_value("我自己写的信")
    says(page, "你改过全文，上面新填的内容没有放进去")
    act(page, "again")
    expect(text_of(page)).to_have_value(re.compile("投诉人：王秀兰\n"))
    says(page, "已按上面填的重写")
    expect(page.locator('[data-letter-act="again"]')).to_be_hidden()


def answer_again(page: Page, price: str) -> None:
    page.locator(".wq-answers").evaluate("item => { item.open = true; }")
    page.locator('a[data-change="price"]').click()
    page.locator(".wq-typed:visible input").fill(price)
    page.locator(".wq-submit:visible").click()


def test_a_changed_answer_goes_into_untouched_blanks(new_page: NewPage, state: str) -> None:
    page = new_page(state)
    opened = desk(page)
    opened.get_by_label("你的姓名").fill("王秀兰")
    answer_again(page, "55")
    expect(opened.get_by_label("付了多少钱")).to_have_value("55元")
    expect(text_of(page)).to_have_value(re.compile("投诉人：王秀兰\n(.|\n)*付款55元。"))
    opened.get_by_label("付了多少钱").fill("六十元")
    answer_again(page, "77")
    expect(text_of(page)).to_have_value(re.compile("付款六十元。"))


def test_closing_and_opening_again_loses_nothing(new_page: NewPage, state: str) -> None:
    page = new_page(state)
    opened = desk(page)
    opened.get_by_label("你的姓名").fill("王秀兰")
    text_of(page).fill("我自己写的信")
    act(page, "close")
    expect(opened).to_have_count(0)
    expect(link(page)).to_be_focused()
    expect(link(page)).to_have_attribute("aria-expanded", "false")
    link(page).click()
    expect(opened).to_have_count(1)
    expect(text_of(page)).to_have_value("我自己写的信")
    expect(opened.get_by_label("你的姓名")).to_have_value("王秀兰")
    link(page).click()
    expect(opened).to_have_count(0)


def test_going_back_loses_nothing(new_page: NewPage, state: str) -> None:
    page = new_page(state)
    page.wait_for_load_state("networkidle")
    opened = desk(page)
    opened.get_by_label("你的姓名").fill("王秀兰")
    opened.get_by_label("没有别处受理或处理过").check()
    text_of(page).fill("我自己写的信")
    answer_again(page, "55")
    page.go_back()
    page.go_back()
    page.wait_for_timeout(1_000)  # the theme fetches the page anew and replaces all of it
    if not page.locator(".wq-letter-desk:visible").count():
        link(page).click()
    expect(opened.get_by_label("你的姓名")).to_have_value("王秀兰")
    expect(opened.get_by_label("没有别处受理或处理过")).to_be_checked()
    expect(text_of(page)).to_have_value("我自己写的信")
    act(page, "again")
    expect(text_of(page)).to_have_value(re.compile("^投诉人：王秀兰\n"))


def test_what_was_typed_begins_the_next_letter(new_page: NewPage, state: str) -> None:
    page = new_page(state)
    desk(page).get_by_label("订单号").fill("A-77")
    act(page, "close")
    opened = desk(page, "platform-complaint")
    expect(opened.get_by_label("订单号")).to_have_value("A-77")
    expect(text_of(page)).to_have_value(re.compile("订单号：A-77\n"))


# Bad input ---------------------------------------------------------------------------------


def test_markup_in_blanks_never_becomes_elements(
    new_page: NewPage, state: str, tmp_path: Path
) -> None:
    page = new_page(state)
    opened = desk(page)
    fields = opened.locator(".wq-blank input, .wq-blank textarea:not(.wq-letter-text)")
    assert fields.count() > 10
    for field in fields.all():
        field.fill(MARKUP)
    expect(text_of(page)).to_have_value(re.compile(re.escape(f"投诉人：{MARKUP}\n")))
    page.evaluate(NO_PRINT)
    act(page, "print")
    assert page.locator(".wq-sheet").count() == 1
    assert page.locator(".wq-letter-desk img, .wq-letter-desk script, .wq-sheet *").count() == 1
    assert f"投诉人：{MARKUP}" in paragraphs(docx(page, tmp_path))
    assert page.evaluate("window.ran") is None


def test_ten_thousand_characters_are_kept_and_that_is_said(
    new_page: NewPage, state: str, tmp_path: Path
) -> None:
    page = new_page(state)
    opened = desk(page)
    long = "长" * 9_999 + "😀"
    opened.get_by_label("出了什么问题").fill(long)
    blank = opened.locator(".wq-blank", has_text="出了什么问题").first
    expect(blank.locator(".wq-note")).to_contain_text("超过 10000 个字")
    expect(text_of(page)).to_have_value(re.compile(f"实际情况：{long}\n"))
    assert f"实际情况：{long}" in paragraphs(docx(page, tmp_path))
    opened.get_by_label("出了什么问题").fill("短")
    expect(blank.locator(".wq-note")).to_have_text("")


PASTE = """async ([parts]) => {
  const data = {};
  for (const type of Object.keys(parts)) data[type] = new Blob([parts[type]], { type });
  await navigator.clipboard.write([new ClipboardItem(data)]);
}"""
PICTURE = """async () => {
  const canvas = document.createElement('canvas');
  const blob = await new Promise((done) => canvas.toBlob(done));
  await navigator.clipboard.write([new ClipboardItem({ 'image/png': blob })]);
}"""
CLIPBOARD = ["clipboard-read", "clipboard-write"]


def test_pasted_rich_text_becomes_plain_and_that_is_said(
    new_page: NewPage, watch: Watch, state: str
) -> None:
    watch.expected.append("Executing inline event handler")  # when this test fills the clipboard
    page = new_page(state, permissions=CLIPBOARD)
    opened = desk(page)
    rich = "<b onclick='window.ran=1'>不退</b><img src=x onerror='window.ran=1'>"
    page.evaluate(PASTE, [{"text/html": rich, "text/plain": "不退"}])
    for label in ("你的姓名", "出了什么问题"):
        opened.get_by_label(label).focus()
        page.keyboard.press("Control+V")
        expect(opened.get_by_label(label)).to_have_value("不退")
        blank = opened.locator(".wq-blank", has_text=label).first
        expect(blank.locator(".wq-note")).to_contain_text("只放进了文字")
    text_of(page).focus()
    page.keyboard.press("Control+V")
    says(page, "只放进了文字")
    assert page.evaluate("window.ran") is None


def test_pasted_lines_go_into_one_line_and_that_is_said(new_page: NewPage, state: str) -> None:
    page = new_page(state, permissions=CLIPBOARD)
    opened = desk(page)
    page.evaluate(PASTE, [{"text/plain": "\n一号楼\r\n  二单元\n"}])
    address = opened.get_by_label("你的通讯地址")
    address.fill("长安街，")
    address.press("End")
    page.keyboard.press("Control+V")
    expect(address).to_have_value("长安街，一号楼 二单元")
    expect(text_of(page)).to_have_value(re.compile("通讯地址：长安街，一号楼 二单元\n"))
    expect(opened.locator(".wq-note:not(:empty)")).to_contain_text("换行已经改成空格")
    address.press("a")
    expect(opened.locator(".wq-note:not(:empty)")).to_have_count(0)


def test_a_pasted_picture_is_answered(new_page: NewPage, state: str) -> None:
    page = new_page(state, permissions=CLIPBOARD)
    opened = desk(page)
    page.evaluate(PICTURE)
    opened.get_by_label("你有哪些证据").focus()
    before = text_of(page).input_value()
    page.keyboard.press("Control+V")
    expect(opened.locator(".wq-note:not(:empty)")).to_contain_text("图片和文件没有放进去")
    text_of(page).focus()
    page.keyboard.press("Control+V")
    says(page, "图片和文件没有放进去")
    expect(text_of(page)).to_have_value(before)
    expect(page.locator('[data-letter-act="again"]')).to_be_hidden()


# Out of the page ---------------------------------------------------------------------------


def test_copying_says_what_is_still_to_be_filled_in(new_page: NewPage, state: str) -> None:
    page = new_page(state, permissions=CLIPBOARD)
    opened = desk(page)
    act(page, "copy")
    says(page, "已复制")
    marks = len(set(re.findall("【.*?】", text_of(page).input_value())))
    says(page, f"还有 {marks} 处没有填")
    for field in opened.locator(".wq-blank input, .wq-blank textarea:not(.wq-letter-text)").all():
        field.fill("好")
    act(page, "copy")
    expect(page.locator(".wq-letter-status:visible")).to_have_text("已复制，可以去粘贴了。")
    assert page.evaluate("navigator.clipboard.readText()") == text_of(page).input_value()


def test_where_the_clipboard_is_closed_the_old_way_copies(new_page: NewPage, state: str) -> None:
    page = new_page(state)
    page.evaluate(NO_CLIPBOARD)
    opened = desk(page)
    act(page, "copy")
    says(page, "已复制")
    expected = text_of(page).input_value()
    opened.get_by_label("出了什么问题").focus()
    page.keyboard.press("Control+V")
    expect(opened.get_by_label("出了什么问题")).to_have_value(expected)


@pytest.mark.parametrize("gone", ["navigator.clipboard.writeText", "navigator.clipboard"])
def test_where_nothing_copies_the_text_is_selected(
    gone: str, new_page: NewPage, state: str
) -> None:
    page = new_page(state)
    if gone == "navigator.clipboard":
        page.evaluate("Object.defineProperty(navigator, 'clipboard', { value: undefined })")
    else:
        page.evaluate(NO_CLIPBOARD)
    page.evaluate("() => { document.execCommand = () => false; }")
    desk(page)
    act(page, "copy")
    says(page, "全文已经选中")
    expect(text_of(page)).to_be_focused()
    length = text_of(page).evaluate("field => field.selectionEnd - field.selectionStart")
    assert length == len(text_of(page).input_value())


def test_a_text_file_holds_the_whole_letter(new_page: NewPage, state: str, tmp_path: Path) -> None:
    page = new_page(state)
    desk(page).get_by_label("出了什么问题").fill("第一行 😀\n第二行 <b>&amp;</b>")
    download = saved(page, "save-text")
    assert download.suggested_filename == "12315 投诉单.txt"
    says(page, "已交给浏览器保存")
    download.save_as(tmp_path / "letter.txt")
    written = (tmp_path / "letter.txt").read_bytes().decode("utf-8-sig")
    lines = ["12315 投诉单", "", *text_of(page).input_value().split("\n"), ""]
    assert written == "\r\n".join(lines)


@pytest.mark.every_builder
def test_a_docx_holds_the_whole_letter(new_page: NewPage, state: str, tmp_path: Path) -> None:
    page = new_page(state)
    desk(page).get_by_label("出了什么问题").fill(
        f"一\t二 <w:p/> & ]]> {MARKUP} 😀👨‍👩‍👧\n\n  空两格"
    )
    file = docx(page, tmp_path)
    assert file.name == "12315 投诉单.docx"
    assert paragraphs(file) == ["12315 投诉单", *text_of(page).input_value().split("\n")]


def test_what_a_docx_cannot_hold_is_left_out_and_that_is_said(
    new_page: NewPage, state: str, tmp_path: Path
) -> None:
    page = new_page(state)
    desk(page)
    text_of(page).evaluate(
        """field => {
          field.value = '前\\u0000\\u0007\\u001b\\ufffe后\\ud800尾\\n第二行';
          field.dispatchEvent(new Event('input'));
        }"""
    )
    assert paragraphs(docx(page, tmp_path)) == ["12315 投诉单", "前后尾", "第二行"]
    says(page, "有 5 个看不见的控制字符")


def test_libreoffice_reads_what_was_saved(new_page: NewPage, state: str, tmp_path: Path) -> None:
    page = new_page(state)
    opened = desk(page)
    opened.get_by_label("出了什么问题").fill(f"含绒量不对 <b>&amp;</b> 😀\n{'很长' * 2_000}")
    expected = ["12315 投诉单", *text_of(page).input_value().split("\n")]
    text = office.as_text(docx(page, tmp_path), tmp_path)
    assert text.rstrip("\n").split("\n") == expected


def test_libreoffice_opens_every_letter(new_page: NewPage, real: Checked, tmp_path: Path) -> None:
    letters = real.content.registers.letters
    assert len(letters) >= 6
    for name, letter in letters.items():
        page = new_page("letters/")
        opened = desk(page, str(name))
        for field in opened.locator(".wq-blank input:visible").all():
            field.fill("王秀兰 <b>&amp;</b> 😀")
        expected = [str(letter.title), *text_of(page).input_value().split("\n")]
        folder = tmp_path / str(name)
        folder.mkdir()
        text = office.as_text(docx(page, folder), folder)
        assert text.rstrip("\n").split("\n") == expected, name
        page.close()


VISIBLE = """() => [...document.querySelectorAll('body *')]
  .filter((item) => item.checkVisibility() && item.getBoundingClientRect().height > 0)
  .map((item) => item.className)"""


def test_only_the_letter_is_printed(new_page: NewPage, state: str) -> None:
    page = new_page(state)
    desk(page).get_by_label("你的姓名").fill("王秀兰")
    page.evaluate("() => { window.print = () => { window.printed = (window.printed || 0) + 1; }; }")
    act(page, "print")
    assert page.evaluate("window.printed") == 1
    expect(page.locator(".wq-sheet")).to_be_hidden()
    page.emulate_media(media="print")
    assert page.evaluate(VISIBLE) == ["wq-sheet", "wq-sheet-title"]
    shown = page.locator(".wq-sheet").inner_text()
    assert shown.startswith("12315 投诉单")
    assert "投诉人：王秀兰" in shown
    page.emulate_media(media="screen")
    page.evaluate("window.dispatchEvent(new Event('afterprint'))")
    expect(page.locator(".wq-sheet")).to_have_count(0)
    assert not page.evaluate("document.body.hasAttribute('data-sheet')")
    page.emulate_media(media="print")
    expect(page.locator(".wq-outcome:visible h2")).to_be_visible()
    expect(page.locator(".wq-letter-desk")).to_be_hidden()


def test_where_nobody_tells_that_printing_is_over_the_next_key_does(
    new_page: NewPage, state: str
) -> None:
    page = new_page(state)
    desk(page)
    page.evaluate(NO_PRINT)
    act(page, "print")
    says(page, "没有反应的话")
    expect(page.locator(".wq-sheet")).to_have_count(1)
    page.keyboard.press("Tab")
    expect(page.locator(".wq-sheet")).to_have_count(0)
    page.evaluate("window.print = undefined")
    act(page, "print")
    says(page, "这个浏览器不能打印")


# What stays --------------------------------------------------------------------------------


def test_nothing_typed_is_stored_or_sent(new_page: NewPage, state: str) -> None:
    page = new_page(state)
    opened = desk(page)
    page.wait_for_load_state("networkidle")
    sent: list[str] = []
    page.on("request", lambda request: sent.append(request.url + (request.post_data or "")))
    opened.get_by_label("你的姓名").fill("secret-name")
    opened.get_by_label("你的电话").fill("13900000000")
    act(page, "copy")
    act(page, "close")
    stored = page.evaluate(STORED)
    assert "secret-name" not in stored
    assert "139" not in stored
    assert "weiquan-letter" not in stored
    assert page.context.cookies() == []
    assert not [line for line in sent if "secret" in line or "139" in line]
    page.reload()
    expect(desk(page).get_by_label("你的姓名")).to_have_value("")


def test_what_is_kept_on_demand_is_forgotten_on_demand(new_page: NewPage, state: str) -> None:
    page = new_page(state)
    opened = desk(page)
    opened.get_by_label("你的姓名").fill("王秀兰")
    opened.get_by_label("订单号").fill("A-77")
    opened.get_by_label("在这台设备上记住").check()
    says(page, "记住了")
    opened.get_by_label("你的电话").fill("13900000000")
    stored = page.evaluate(STORED)
    assert "王秀兰" in stored
    assert "13900000000" in stored
    assert "A-77" not in stored
    page.reload()
    opened = desk(page, "platform-complaint")
    expect(opened.get_by_label("你的姓名")).to_have_value("王秀兰")
    expect(opened.get_by_label("订单号")).to_have_value("")
    opened.get_by_label("你的姓名").fill("王兰")
    act(page, "close")
    page.reload()
    opened = desk(page)
    expect(opened.get_by_label("你的姓名")).to_have_value("王兰")
    expect(opened.get_by_label("你的电话")).to_have_value("13900000000")
    opened.get_by_label("在这台设备上记住").uncheck()
    says(page, "已经忘掉")
    assert "weiquan-letter" not in page.evaluate(STORED)
    opened.get_by_label("你的姓名").fill("张三")
    page.reload()
    expect(desk(page).get_by_label("你的姓名")).to_have_value("")


def test_refused_storage_is_harmless_and_is_said(new_page: NewPage, state: str) -> None:
    page = new_page()
    page.add_init_script(REFUSES)
    page.goto(page.url + state)
    opened = desk(page)
    opened.get_by_label("你的姓名").fill("王秀兰")
    opened.get_by_label("在这台设备上记住").click()
    says(page, "没有记住")
    expect(opened.get_by_label("在这台设备上记住")).not_to_be_checked()
    expect(text_of(page)).to_have_value(re.compile("投诉人：王秀兰\n"))


@pytest.mark.parametrize("kept", ["{", "null", "7", '{"name": 7}', '["<b>"]'])
def test_what_others_left_in_storage_does_no_harm(kept: str, new_page: NewPage, state: str) -> None:
    page = new_page()
    page.add_init_script(f"localStorage.setItem('weiquan-letter', {kept!r})")
    page.goto(page.url + state)
    expect(desk(page).get_by_label("你的姓名")).to_have_value("")


# Ways in -----------------------------------------------------------------------------------


def test_a_letter_is_written_with_the_keyboard_alone(new_page: NewPage, state: str) -> None:
    page = new_page(state, permissions=CLIPBOARD)
    link(page).focus()
    page.keyboard.press("Enter")
    expect(page.locator(".wq-letter-title:visible")).to_be_focused()
    page.keyboard.press("Tab")
    page.keyboard.type("王秀兰")
    expect(text_of(page)).to_have_value(re.compile("投诉人：王秀兰\n"))
    reached: list[str] = []
    for _ in range(60):
        page.keyboard.press("Tab")
        name = page.evaluate("document.activeElement.getAttribute('data-letter-act')")
        reached += [name] if name else []
        if name == "copy":
            page.keyboard.press("Enter")
            says(page, "已复制")
        if name == "close":
            page.keyboard.press("Space")
            break
    assert reached == ["copy", "print", "save-text", "save-docx", "close"]
    expect(page.locator(".wq-letter-desk")).to_be_hidden()
    expect(link(page)).to_be_focused()


def test_targets_are_large_enough(new_page: NewPage, state: str) -> None:
    page = new_page(state)
    opened = desk(page)
    for target in opened.locator("button:visible, label:has(input), .wq-blank input").all():
        box = target.bounding_box()
        assert box
        assert box["height"] >= 44, target.inner_text()
    wide = page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
    assert wide <= 0


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [390, 1280])
def test_no_violation_with_a_letter_open(
    width: int, scheme: str, new_page: NewPage, state: str
) -> None:
    size = {"width": width, "height": 844}
    page = new_page(state, color_scheme=scheme, viewport=size)
    opened = desk(page)
    opened.get_by_label("出了什么问题").fill("长" * 600)
    act(page, "copy")
    says(page, "没有填")
    assert violations(page) == []


def test_a_letter_that_does_not_come_is_read_on_its_page(
    new_page: NewPage, state: str, watch: Watch
) -> None:
    page = new_page(state)
    watch.expected.append("ERR_FAILED")
    page.route("**/letters.json", lambda route: route.abort())
    link(page).click()
    page.wait_for_url(f"**/letters/#{LETTER}")
    place = page.locator(f"#{LETTER} letter-place")
    place.locator("a").click()
    expect(place.locator(".wq-error")).to_contain_text("照着下面的信抄写")
    page.unroute("**/letters.json")
    place.locator("a").click()
    expect(page.locator(".wq-letter-desk:visible")).to_have_count(1)
    expect(place.locator(".wq-error")).to_have_text("")


@pytest.mark.every_builder
def test_without_scripts_the_letter_stands_with_its_blanks(new_page: NewPage, state: str) -> None:
    page = new_page(TREE + "/", java_script_enabled=False)
    page.locator(f'a[data-letter="{LETTER}"]').first.click()
    page.wait_for_url(f"**/letters/#{LETTER}")
    letter = page.locator(f"#{LETTER}")
    expect(letter).to_be_in_viewport()
    expect(letter.locator(".wq-letter-paper")).to_contain_text("投诉人：【你的姓名】")
    expect(letter.locator(".wq-letter-paper")).to_contain_text("【确实这样才写：这件事没有被")
    expect(letter.locator(".wq-letter-paper")).to_contain_text("【依据的法律，可以不写】")
    expect(page.locator("letter-place").first).to_be_hidden()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_letters_are_filled_in_on_their_page_too(
    scheme: str, new_page: NewPage, tmp_path: Path
) -> None:
    page = new_page("letters/", color_scheme=scheme)
    assert violations(page) == []
    opened = desk(page, "small-claim")
    assert opened.locator(".wq-offers button").count() == 0
    opened.get_by_label("你的姓名").fill("王秀兰")
    expect(text_of(page)).to_have_value(re.compile("^原告：王秀兰，"))
    assert violations(page) == []
    assert paragraphs(docx(page, tmp_path))[:2] == [
        "民事起诉状",
        text_of(page).input_value().split("\n")[0],
    ]


@pytest.mark.every_builder
def test_the_page_of_letters_works_again_after_going_elsewhere(new_page: NewPage) -> None:
    page = new_page("terms/")
    page.wait_for_load_state("networkidle")
    for name in ("letters", "terms", "letters"):
        page.locator(f'.md-nav a[href$="/{name}/"]').first.evaluate("item => item.click()")
        page.wait_for_url(f"**/{name}/")
        if name == "letters":
            desk(page, "report-letter")
        else:
            expect(page.locator("letter-place")).to_have_count(0)
