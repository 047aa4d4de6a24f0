"""A reader walks a tree: forward, back, change, share, wrong links, without scripts."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from build_hooks.checking import Checked
from build_hooks.compile import compile_tree
from build_hooks.proof import Proof
from build_hooks.walk import blocks, walk
from tests.browser.conftest import NewPage, Watch

pytestmark = [pytest.mark.browser, pytest.mark.every_builder]

TREE = "liability/who-is-liable"


@pytest.fixture
def proof(real: Checked) -> Proof:
    return real.proofs[TREE]


def fragment(answers: object) -> str:
    return "#/" + "&".join(f"{question}={option}" for question, option in answers)


def long_way(proof: Proof) -> tuple:
    """A longest route with its outcome."""
    return max(proof.routes.listed(), key=lambda route: len(route[0]))


def shown(page: Page) -> str:
    """The id of the only section that is shown."""
    ids = page.eval_on_selector_all(
        "decision-tree .wq-node", "nodes => nodes.filter(n => n.offsetParent).map(n => n.id)"
    )
    assert len(ids) == 1, ids
    return ids[0]


def visit(page: Page, answers: object) -> None:
    """Open another link on the same page, as a tap on it does."""
    page.evaluate("hash => { location.hash = hash; }", fragment(answers))
    page.wait_for_function("hash => location.hash === hash", arg=fragment(answers))


def tap(page: Page, option: str) -> None:
    page.locator(f".wq-node:visible a[data-option='{option}']").click()


def test_walking_to_an_outcome_one_tap_a_question(new_page: NewPage, proof: Proof) -> None:
    answers, outcome = long_way(proof)
    page = new_page(f"{TREE}/")
    for number, (question, option) in enumerate(answers, 1):
        assert shown(page) == question
        least, most = proof.routes.remaining[question]
        left = f"{least}–{most}" if least != most else f"{least}"
        expect(page.locator(".wq-progress")).to_contain_text(f"第 {number} 问")
        expect(page.locator(".wq-progress")).to_contain_text(left)
        tap(page, option)
    assert shown(page) == outcome
    assert page.evaluate("location.hash") == fragment(answers)
    focused = page.evaluate("document.activeElement.id")
    assert focused == f"{outcome}--title"
    expect(page.locator(".wq-live")).to_contain_text(str(proof.tree.outcomes[outcome].title))


def test_the_browsers_back_and_forward(new_page: NewPage, proof: Proof) -> None:
    answers, outcome = long_way(proof)
    page = new_page(f"{TREE}/")
    for _, option in answers:
        tap(page, option)
    page.go_back()
    page.wait_for_function("hash => location.hash === hash", arg=fragment(answers[:-1]))
    assert shown(page) == answers[-1][0]
    page.go_forward()
    page.wait_for_function("hash => location.hash === hash", arg=fragment(answers))
    assert shown(page) == outcome


def test_back_moves_the_focus(new_page: NewPage, proof: Proof) -> None:
    answers, _ = long_way(proof)
    page = new_page(f"{TREE}/")
    page.wait_for_load_state("networkidle")
    tap(page, answers[0][1])
    tap(page, answers[1][1])
    page.go_back()
    page.wait_for_function("hash => location.hash === hash", arg=fragment(answers[:1]))
    page.wait_for_timeout(1500)
    assert shown(page) == answers[1][0]
    assert page.evaluate("document.activeElement.id") == f"{answers[1][0]}--title"


def test_our_own_back_marks_what_was_chosen(new_page: NewPage, proof: Proof) -> None:
    answers, _ = long_way(proof)
    page = new_page(f"{TREE}/{fragment(answers[:2])}")
    page.get_by_role("button", name="上一步").click()
    question, option = answers[1]
    assert shown(page) == question
    chosen = page.locator(".wq-node:visible a[data-chosen]")
    assert chosen.get_attribute("data-option") == option


def test_changing_an_answer_keeps_the_later_ones_that_still_apply(
    new_page: NewPage, proof: Proof
) -> None:
    payload = compile_tree(proof.tree)
    answers, _ = long_way(proof)
    question, option = answers[0]
    page = new_page(f"{TREE}/{fragment(answers)}")
    others = [o for o in proof.tree.questions[question].options if o != option]
    for other in others:
        expected = walk(payload, {**dict(answers), question: other})
        visit(page, answers)
        page.locator(".wq-answers").evaluate("details => { details.open = true; }")
        page.locator(f"[data-change='{question}']").click()
        assert shown(page) == question
        tap(page, other)
        assert shown(page) == expected["at"]
        assert page.evaluate("location.hash") == fragment(expected["route"])


def test_answers_are_listed_and_starting_again_empties_them(
    new_page: NewPage, proof: Proof
) -> None:
    answers, _ = long_way(proof)
    page = new_page(f"{TREE}/{fragment(answers)}")
    assert page.locator(".wq-answers li").count() == len(answers)
    question, option = answers[0]
    first = page.locator(".wq-answers li").first
    tree_question = proof.tree.questions[question]
    expect(first).to_contain_text(str(tree_question.ask))
    expect(first).to_contain_text(str(tree_question.options[option].label))
    page.get_by_role("button", name="重新开始").click()
    assert shown(page) == proof.tree.start
    expect(page.locator(".wq-answers")).to_be_hidden()


def test_a_shared_link_opens_the_same_outcome(new_page: NewPage, proof: Proof) -> None:
    answers, outcome = long_way(proof)
    page = new_page(
        f"{TREE}/{fragment(answers)}", permissions=["clipboard-read", "clipboard-write"]
    )
    page.get_by_role("button", name="复制这一步的链接").click()
    expect(page.locator(".wq-link")).to_contain_text("链接已复制")
    link = page.evaluate("navigator.clipboard.readText()")
    other = new_page(link.split("/", 3)[3])
    assert shown(other) == outcome


def test_without_a_clipboard_the_link_is_shown(new_page: NewPage, proof: Proof) -> None:
    answers, _ = long_way(proof)
    page = new_page(f"{TREE}/")
    page.evaluate("Object.defineProperty(navigator, 'clipboard', { value: undefined })")
    page.evaluate("() => { document.execCommand = () => false; }")
    tap(page, answers[0][1])
    page.get_by_role("button", name="复制这一步的链接").click()
    field = page.locator(".wq-link textarea")
    expect(field).to_be_focused()
    expect(field).to_have_value(page.url)
    assert field.evaluate("field => field.selectionEnd - field.selectionStart === field.textLength")
    expect(page.locator(".wq-link")).to_contain_text("长按")


def test_an_old_link_goes_as_far_as_it_can_and_says_so(new_page: NewPage, proof: Proof) -> None:
    answers, _ = long_way(proof)
    page = new_page(f"{TREE}/{fragment([*answers[:2], ('gone', 'x'), *answers[3:]])}")
    assert shown(page) == answers[2][0]
    expect(page.locator(".wq-notice")).to_contain_text("用不上了")


@pytest.mark.parametrize("wrong", ["#gone", "#/@=gone", "#/@=constructor", "#/a=b", "#/%E0%A4%A"])
def test_a_wrong_link_lands_at_the_start_and_says_so(
    wrong: str, new_page: NewPage, proof: Proof
) -> None:
    page = new_page(f"{TREE}/{wrong}")
    assert shown(page) == proof.tree.start
    expect(page.locator(".wq-notice")).to_be_visible()


def test_a_hostile_link_is_text(new_page: NewPage) -> None:
    page = new_page(f"{TREE}/#<img src=x onerror=alert(1)>")
    expect(page.locator(".wq-notice")).to_contain_text("<img")
    assert page.locator(".wq-notice img").count() == 0


def test_entering_in_the_middle_says_so_and_goes_on(new_page: NewPage, proof: Proof) -> None:
    answers, _ = long_way(proof)
    question, option = answers[2]
    page = new_page(f"{TREE}/#{question}")
    assert shown(page) == question
    expect(page.locator(".wq-notice")).to_contain_text("前面的问题还没回答")
    tap(page, option)
    assert shown(page) == walk(compile_tree(proof.tree), {question: option}, question)["at"]
    page.locator(".wq-notice a").click()
    assert shown(page) == proof.tree.start


def test_entering_at_an_outcome_shows_conditions_that_cannot_be_known(
    new_page: NewPage, proof: Proof
) -> None:
    outcome = next(o for o in proof.tree.outcomes.values() if any(b.when for b in o.parties))
    page = new_page(f"{TREE}/#{outcome.id}")
    hints = page.locator(f"#{outcome.id} .wq-parties .wq-when")
    assert hints.first.is_visible()
    expect(hints.first).to_contain_text("如果")


def test_conditional_blocks_follow_the_answers(new_page: NewPage, proof: Proof) -> None:
    payload = compile_tree(proof.tree)
    page = new_page(f"{TREE}/")
    checked = 0
    for (node, _), answers in proof.routes.witness.items():
        guards = payload["outcomes"].get(node)
        if not guards:
            continue
        visit(page, answers)
        for block in guards:
            item = page.locator(f"#{node} [data-block='{block}']")
            taken = walk(payload, dict(answers))
            assert item.is_visible() is blocks(payload, taken)[block], (node, block)
            checked += 1
        if checked > 60:
            return
    assert checked > 10


def test_back_leads_from_question_to_question_and_out(new_page: NewPage, proof: Proof) -> None:
    page = new_page("")
    page.locator(".wq-doors-home a").nth(1).click()
    page.wait_for_selector("decision-tree[data-ready]")
    answers, _ = long_way(proof)
    tap(page, answers[0][1])
    assert shown(page) == answers[1][0]
    page.go_back()
    page.wait_for_function("location.hash === ''")
    assert shown(page) == proof.tree.start
    page.go_back()
    page.wait_for_selector(".wq-home")


def test_without_scripts_the_page_is_a_document_to_walk(new_page: NewPage, proof: Proof) -> None:
    page = new_page(f"{TREE}/", java_script_enabled=False)
    tree = proof.tree
    for node in (*tree.questions, *tree.outcomes):
        assert page.locator(f"#{node}").is_visible()
    for question in tree.questions.values():
        for option in question.all_options():
            href = page.locator(f"#{question.id} a[data-option='{option.id}']").get_attribute(
                "href"
            )
            assert page.locator(f"[id='{href[1:]}']").count() == 1
    page.locator(f"#{tree.start} .wq-options a").first.click()
    assert "#" in page.url


def test_when_the_script_never_comes_the_whole_document_appears(
    new_page: NewPage, proof: Proof, watch: Watch
) -> None:
    watch.expected.append("ERR_FAILED")
    page = new_page("404.html")
    page.route("**/player.js", lambda route: route.abort())
    page.goto(page.url.replace("404.html", f"{TREE}/"))
    last = list(proof.tree.outcomes)[-1]
    page.wait_for_function(
        "id => document.getElementById(id).getBoundingClientRect().height > 100", arg=last
    )


def test_a_guide_holds_a_tree_that_works(new_page: NewPage, real: Checked) -> None:
    page = new_page("guides/keep-evidence/")
    tree = real.content.trees["complaint/which-route"]
    question = tree.questions[tree.start]
    assert shown(page) == tree.start
    tap(page, next(iter(question.options)))
    assert shown(page) != tree.start
    link = page.locator("decision-tree a[href*='law/']").first
    assert page.request.get(link.evaluate("link => link.href")).ok


@pytest.mark.parametrize("width", [320, 390, 1280])
def test_no_page_scrolls_sideways(
    width: int, new_page: NewPage, proof: Proof, address: str
) -> None:
    answers, _ = long_way(proof)
    page = new_page("", viewport={"width": width, "height": 800})
    for path in ("", f"{TREE}/", f"{TREE}/{fragment(answers)}", "law/xiaobaofa/", "channels/"):
        page.goto("about:blank")
        page.goto(address + path)
        wide = page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
        assert wide <= 0, path
