"""A result leaves the phone as a link: short, as a code that a camera reads, and it leads back."""

from __future__ import annotations

import base64
import shutil
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from urllib.parse import quote, unquote

import pytest
import zxingcpp
from playwright.sync_api import Locator, Page, expect

from build_hooks.checking import Checked, check
from build_hooks.memory import State
from build_hooks.model.tree import Question
from build_hooks.proof import Proof
from build_hooks.render.links import cards_path
from build_hooks.render.pages import pages
from tests.browser.conftest import NewPage, Watch
from tests.browser.test_accessibility import violations
from tests.content import SMALL

pytestmark = pytest.mark.browser

TREE = "complaint/which-route"
SITE = "https://weiquan.example/"
LONGEST_LINK = 300
"""Characters; chats fold links from about 200 and some cut them from 512."""
BUTTON = "[data-act='qr']"
PIXELS = """async (png) => {
  const image = await createImageBitmap(await (await fetch(`data:image/png;base64,${png}`)).blob());
  const canvas = document.createElement('canvas');
  canvas.width = image.width;
  canvas.height = image.height;
  const context = canvas.getContext('2d');
  context.drawImage(image, 0, 0);
  const { data } = context.getImageData(0, 0, image.width, image.height);
  const grey = [];
  for (let at = 0; at < data.length; at += 4) grey.push(data[at]);
  return [image.width, image.height, grey];
}"""


def decoded(page: Page, place: Locator) -> str:
    """What a real decoder reads off a screenshot."""
    place.evaluate("code => code.scrollIntoView({ block: 'center' })")  # not below the header
    png = base64.b64encode(place.screenshot()).decode()
    blank = page.context.new_page()
    width, height, grey = blank.evaluate(PIXELS, png)
    blank.close()
    image = memoryview(bytes(grey)).cast("B", shape=[height, width])
    (code,) = zxingcpp.read_barcodes(image, formats=zxingcpp.BarcodeFormat.QRCode)
    return str(code.text)


def fragment(answers: Mapping[str, str]) -> str:
    return "#/" + "&".join(f"{question}={quote(a, safe='')}" for question, a in answers.items())


def ways(proof: Proof) -> list[dict[str, str]]:
    return [dict(way) for way in proof.routes.witness.values()]


def link(tree: object, answers: Mapping[str, str]) -> str:
    return f"{SITE}{tree}/{fragment(answers)}"


def test_every_link_is_short_enough_for_a_chat(real: Checked, capsys) -> None:
    lengths = {
        tree: max(len(link(tree, way)) for way in ways(proof))
        for tree, proof in real.proofs.items()
    }
    with capsys.disabled():
        print(f"\nlongest link: {max(lengths.values())} characters")
    assert {tree: length for tree, length in lengths.items() if length > LONGEST_LINK} == {}


def test_even_the_longest_answers_on_the_longest_way_make_no_long_link(real: Checked) -> None:
    for tree, proof in real.proofs.items():
        widths = {str(id_): widest(question) for id_, question in proof.tree.questions.items()}

        assert len(f"{SITE}{tree}/#") + longest_rest(proof, widths) <= LONGEST_LINK, tree


def widest(question: Question) -> int:
    """Characters of a question's longest answer in a link."""
    if question.items is not None:
        return len(quote(",".join(map(str, question.items)), safe=""))
    if question.input:
        return len("999999999999.99")
    return max(len(str(option.id)) for option in question.all_options())


def longest_rest(proof: Proof, widths: Mapping[str, int]) -> int:
    """Characters of the longest answers from the start to an outcome."""

    @cache
    def rest(state: State) -> int:
        moves = proof.routes.moves.get(state, ())
        own = len(f"&{state[0]}=") + widths.get(state[0], 0)
        return max((own + rest(move.target) for move in moves), default=0)

    return rest((str(proof.tree.start), ()))


def longest(real: Checked) -> tuple[str, dict[str, str]]:
    """The tree and the way of the longest link of all."""
    found = [
        (tree, way)
        for tree, proof in real.proofs.items()
        for way in ways(proof)
        if not any(proof.tree.questions[q].input for q in way)  # type: ignore[index]
    ]
    return max(found, key=lambda one: len(link(*one)))


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [320, 1280])
def test_a_camera_reads_the_longest_link_off_the_screen(
    width: int, scheme: str, new_page: NewPage, real: Checked
) -> None:
    tree, way = longest(real)
    page = new_page(
        f"{tree}/{fragment(way)}",
        viewport={"width": width, "height": 800},
        color_scheme=scheme,
    )
    page.locator(BUTTON).click()
    code = page.locator(".wq-qr")
    expect(code).to_be_visible()
    assert decoded(page, code) == page.url
    assert unquote(page.url).endswith(unquote(fragment(way)))
    assert page.evaluate("document.documentElement.scrollWidth - window.innerWidth") <= 0


def test_the_code_has_words_the_link_and_a_way_to_put_it_away(
    new_page: NewPage, real: Checked
) -> None:
    page = new_page(f"{TREE}/{fragment(ways(real.proofs[TREE])[-1])}")
    page.wait_for_selector(BUTTON)
    button = page.locator(BUTTON)
    expect(button).to_have_attribute("aria-expanded", "false")
    button.focus()
    page.keyboard.press("Enter")
    panel = page.locator(".wq-link")
    expect(panel).to_contain_text("码里有你的回答")
    expect(page.locator(".wq-live")).to_contain_text("码里有你的回答")
    expect(panel.get_by_role("img")).to_have_attribute(
        "aria-label", "二维码，扫一扫打开下面这个链接"
    )
    expect(panel.get_by_label("这一步的链接")).to_have_value(page.url)
    expect(button).to_have_attribute("aria-expanded", "true")
    assert violations(page) == []
    page.get_by_role("button", name="收起二维码").click()
    expect(panel).to_be_hidden()
    expect(button).to_be_focused()
    button.click()
    expect(panel).to_be_visible()
    button.click()
    expect(panel).to_be_hidden()


def test_the_code_is_offered_while_asking_and_goes_with_the_step(
    new_page: NewPage, real: Checked
) -> None:
    tree = real.proofs[TREE].tree
    page = new_page(f"{TREE}/")
    page.wait_for_load_state("networkidle")
    assert page.locator(BUTTON).count() == 0  # not before somebody begins
    page.locator(".wq-node:visible a[data-option]").first.click()
    page.locator(BUTTON).click()
    assert decoded(page, page.locator(".wq-qr")) == page.url
    page.get_by_role("button", name="上一步").click()
    expect(page.locator(".wq-link")).to_be_hidden()
    assert page.evaluate("location.hash") == "#/"
    assert tree.start in page.locator(".wq-node:visible").evaluate_all("all => all.map(n => n.id)")


def test_without_the_code_the_link_is_there(new_page: NewPage, real: Checked, watch: Watch) -> None:
    watch.expected.append("ERR_FAILED")
    page = new_page(f"{TREE}/{fragment(ways(real.proofs[TREE])[-1])}")
    page.route("**/qrcode.js", lambda route: route.abort())
    page.locator(BUTTON).click()
    expect(page.locator(".wq-link")).to_contain_text("没能做出二维码")
    expect(page.locator(".wq-link textarea")).to_have_value(page.url)


def test_without_the_module_the_address_is_there(
    new_page: NewPage, real: Checked, watch: Watch
) -> None:
    watch.expected.append("ERR_FAILED")
    page = new_page("404.html")
    page.route("**/share.js", lambda route: route.abort())
    page.goto(f"{TREE}/")
    page.locator(".wq-node:visible a[data-option]").first.click()
    page.get_by_role("button", name="复制这一步的链接").click()
    expect(page.locator(".wq-link")).to_have_text(f"请长按复制这个链接：{page.url}")


def test_paper_carries_the_code(new_page: NewPage, real: Checked) -> None:
    tree, way = longest(real)
    page = new_page(f"{tree}/{fragment(way)}")
    page.wait_for_selector(BUTTON)
    page.wait_for_selector(".wq-printed-address", state="attached")
    page.evaluate("() => { window.printed = 0; window.print = () => { window.printed += 1; }; }")
    page.get_by_role("button", name="打印").click()
    page.wait_for_function("window.printed === 1")
    page.emulate_media(media="print")
    code = page.locator(".wq-printed-address .wq-qr")
    assert decoded(page, code) == page.url
    expect(page.locator(".wq-printed-address")).to_have_text(page.url)
    assert page.locator(".wq-tools:visible, .wq-link:visible").count() == 0


def test_a_shared_link_is_without_what_a_chat_has_added(new_page: NewPage, real: Checked) -> None:
    way = ways(real.proofs[TREE])[-1]
    page = new_page(f"{TREE}/?from=singlemessage&isappinstalled=0{fragment(way)}。")
    assert page.evaluate("location.hash") == fragment(way)
    page.locator(BUTTON).click()
    address = page.locator(".wq-link textarea").input_value()
    assert address.endswith(f"{TREE}/{fragment(way)}")
    expect(page.locator(".wq-notice")).to_be_hidden()


HOSTILE = {
    "markup": "#/<img src=x onerror=alert(1)>=1&a=<b>",
    "quotes": "#/'\"><svg onload=alert(1)>",
    "prototype": "#/__proto__=x&constructor=y",
    "prototype-as-entry": "#/@=__proto__",
    "prototype-as-node": "#__proto__",
    "invalid-percent": "#/%E0%A4%A=%ZZ&%=%",
    "nul": "#/%00=%00",
    "long": "#/" + "x" * 100_000,
    "long-node": "#" + "长" * 10_000,
    "many": "#/" + "a=b&" * 25_000,
}


@pytest.mark.parametrize("wrong", HOSTILE.values(), ids=HOSTILE)
def test_a_hostile_fragment_is_answered_with_a_sentence(
    wrong: str, new_page: NewPage, real: Checked
) -> None:
    page = new_page(TREE + "/")
    page.on("dialog", lambda _: pytest.fail("a script ran"))
    page.goto("about:blank")
    page.goto(f"{TREE}/{wrong}")
    tree = real.proofs[TREE].tree
    expect(page.locator(f"#{tree.start}")).to_be_visible()
    notice = page.locator(".wq-notice")
    expect(notice).to_be_visible()
    assert len(notice.inner_text()) < 200
    assert notice.locator("img, svg, b").count() == 0


def test_everything_that_is_wrong_with_a_link_is_said(new_page: NewPage, real: Checked) -> None:
    proof = real.proofs[TREE]
    question = str(proof.tree.start)
    answer = next(iter(proof.tree.questions[proof.tree.start].options or {}))
    other = next(str(q) for q in proof.tree.questions if str(q) != question)
    page = new_page(f"{TREE}/#/@={other}&{question}={answer}&gone=x")
    notice = page.locator(".wq-notice")
    expect(notice).to_contain_text("前面的问题还没回答")
    expect(notice).to_contain_text("用不上了")
    expect(notice.get_by_role("link")).to_have_text("从第一个问题开始")


def test_answers_in_another_order_lead_to_the_same_place(new_page: NewPage, real: Checked) -> None:
    way = max(ways(real.proofs[TREE]), key=len)
    page = new_page(f"{TREE}/{fragment(dict(reversed(way.items())))}")
    end = page.locator(".wq-node:visible").get_attribute("id")
    expect(page.locator(".wq-notice")).to_be_hidden()
    other = new_page(f"{TREE}/{fragment(way)}")
    assert other.locator(".wq-node:visible").get_attribute("id") == end


@pytest.mark.parametrize(
    "path",
    [
        "{0}/%23/{1}",
        "{0}/%E3%80%82#/{1}",
        "{0}%EF%BC%8C#/{1}",
        "{0}/”#/{1}",
        "{0}/&from=timeline#/{1}",
    ],
)
def test_an_address_that_a_chat_has_spoiled_leads_to_the_page(
    path: str, new_page: NewPage, real: Checked, address: str, watch: Watch
) -> None:
    """The tests' server has no page for a wrong address: what `404.html` computes is tested."""
    way = fragment(ways(real.proofs[TREE])[-1])
    page = new_page("404.html")
    found = page.evaluate(
        """async (wrong) => {
          const { meant } = await import('/assets/decision-tree/lost.js');
          const { pathname, search, hash } = new URL(wrong, location.href);
          return meant(pathname, search, hash);
        }""",
        "/" + path.format(TREE, way[2:]),
    )
    assert found == f"/{TREE}/{way}"


@pytest.mark.parametrize(
    "path", ["/nothing/here/", "/404.html", "/a%E0%A4%A/", "/" + "。x" * 40_000]
)
def test_an_address_that_is_only_wrong_stays(path: str, new_page: NewPage) -> None:
    page = new_page("404.html")
    found = page.evaluate(
        "async (path) => (await import('/assets/decision-tree/lost.js')).meant(path, '', '')", path
    )
    assert found is None


MOVED = """\
status: live
was: [liability/old-name]
renamed: {old-question: {reason: 新规定出来后不用问了。}}
"""


@pytest.fixture(scope="module")
def moved(site: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Checked]:
    """Pages of a tree that had another name, in the built site."""
    folder = tmp_path_factory.mktemp("content") / "trees"
    small = str(SMALL["liability/small.yaml"])
    assert "status: live\n" in small
    retired = small.replace("status: live", "status: retired")
    files = {
        **SMALL,
        "liability/small.yaml": small.replace("status: live\n", MOVED),
        "liability/retired.yaml": retired,
    }
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(str(text), "utf-8")
    checked = check(folder)
    assert checked.ok, checked.findings
    outputs = {output.path: output.content for output in pages(checked.content, checked.proofs)}
    whole = (site / "404.html").read_text("utf-8")
    begin = whole.index('<div class="wq-page')
    end = whole.index("</article>")
    made = []
    for name in ("old-name", "retired", "small"):
        body = outputs[f"liability/{name}.md"].split("---\n", 2)[2]
        file = site / f"liability/{name}/index.html"
        file.parent.mkdir(exist_ok=True)
        file.write_text(whole[:begin] + body + whole[end:], "utf-8")
        made.append(file.parent)
    cards = site / cards_path("liability/small")
    cards.write_text(outputs[cards_path("liability/small")], "utf-8")
    yield checked
    cards.unlink()
    for place in made:
        shutil.rmtree(place)


def test_the_old_address_of_a_tree_leads_on_with_the_answers(
    moved: Checked, new_page: NewPage
) -> None:
    tree = moved.content.trees["liability/small"]
    question = tree.questions[tree.start]
    option = next(iter(question.options or {}))
    page = new_page(f"liability/old-name/#/{tree.start}={option}")
    expect(page.locator("h1")).to_have_text("这一页改了名字")
    page.locator(".wq-trees a").click()
    page.wait_for_selector("decision-tree[data-ready]")
    assert page.url.endswith(f"/liability/small/#/{tree.start}={option}")
    expect(page.locator(".wq-answers li")).to_have_count(1)


def test_the_address_of_a_retired_tree_says_so(moved: Checked, new_page: NewPage) -> None:
    page = new_page("liability/retired/")
    expect(page.locator("h1")).to_contain_text("这一页不再用了")
    expect(page.locator("main site-search")).to_be_visible()


@pytest.mark.parametrize("gone", ["#/old-question=x", "#old-question", "#/@=old-question"])
def test_a_question_that_is_gone_says_why(gone: str, moved: Checked, new_page: NewPage) -> None:
    page = new_page(f"liability/small/{gone}")
    expect(page.locator(".wq-notice")).to_contain_text("新规定出来后不用问了")
    expect(page.locator(f"#{moved.content.trees['liability/small'].start}")).to_be_visible()


def test_without_scripts_a_question_that_is_gone_says_why(
    moved: Checked, new_page: NewPage
) -> None:
    page = new_page("liability/small/#old-question", java_script_enabled=False)
    expect(page.locator("#old-question")).to_be_visible()
