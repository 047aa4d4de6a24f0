"""What would change an outcome, and which outcomes are still possible: as Python computes both."""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping

import pytest
from playwright.sync_api import Locator, Page, expect

from build_hooks.checking import Checked
from build_hooks.compile import Payload, QuestionData, compile_tree
from build_hooks.memory import State
from build_hooks.proof import Proof
from build_hooks.routes import Routes
from build_hooks.values import from_ticked, ticked
from build_hooks.walk import walk
from tests.browser.conftest import NewPage
from tests.browser.test_accessibility import violations

pytestmark = pytest.mark.browser

MOST = 6
TREES = ("complaint/which-route", "liability/agency", "quality/ready-to-go-live")
POSSIBLE = """
async ([payload, cases]) => {
  const { possible } = await import('/assets/decision-tree/possible.js');
  return cases.map(([answers, entry, most]) => {
    const { outcomes, partial } = possible(payload, new Map(answers), entry, most || undefined);
    return [[...outcomes].sort(), partial];
  });
}
"""
CHANGES = """
async ([payload, ways]) => {
  const { walk } = await import('/assets/decision-tree/engine.js');
  const { changes } = await import('/assets/decision-tree/whatif.js');
  return ways.map((way) =>
    changes(payload, walk(payload, new Map(way), null), null).map(
      ({ question, option, at, route }) => [question, option, at, [...route]],
    ),
  );
}
"""
Change = tuple[str, str, str, list[tuple[str, str]]]
"""A question, another option, the node to which it leads, and the answers of that state."""


def others(question: QuestionData, given: str) -> list[str]:
    """Other answers to a question: all options, or each one tick made or taken back."""
    if "options" in question:
        return list(question["options"])
    items = question.get("items", [])
    ticks = set(ticked(given)) if items else set()
    return [from_ticked([i for i in items if i in ticks ^ {turned}]) for turned in items]


def changes(data: Payload, answers: Mapping[str, str]) -> list[Change]:
    """Every other answer that leads elsewhere, from the end; what is unsure stands elsewhere."""
    here = walk(data, answers)
    found: list[Change] = []
    sure = [step for step in here["route"][::-1] if step[1] != "unsure"]
    for question, given in sure:
        seen = {here["at"]}
        for option in others(data["questions"][question], given):
            there = walk(data, {**dict(here["route"]), question: option})
            if there["at"] not in seen:
                found.append((question, option, there["at"], there["route"]))
                if "options" not in data["questions"][question]:
                    seen.add(there["at"])
    return found[:MOST]


def still_possible(routes: Routes, begin: State) -> list[str]:
    """The outcomes that moves lead to from a state."""
    waiting = [begin]
    for state in waiting:
        waiting += {move.target for move in routes.moves[state]} - set(waiting)
    return sorted({node for node, _ in waiting if node in routes.tree.outcomes})


def to_outcomes(proof: Proof) -> list[dict[str, str]]:
    """A way to each outcome, and some in which the reader was unsure."""
    ways = [dict(proof.routes.first_witness(str(end)) or ()) for end in proof.tree.outcomes]
    ends = [w for s, w in proof.routes.witness.items() if s[0] in proof.tree.outcomes]
    return [*ways, *[dict(way) for way in ends if "unsure" in dict(way).values()][:10]]


def fragment(answers: Mapping[str, str]) -> str:
    return "#/" + "&".join(f"{question}={answer}" for question, answer in answers.items())


def links(page: Page) -> Locator:
    return page.locator(".wq-outcome:visible .wq-whatif a")


def unsure_way(proof: Proof) -> tuple[dict[str, str], list[Change]]:
    """A way on which the reader was unsure, and on which another answer would lead elsewhere."""
    data = compile_tree(proof.tree)
    for way in to_outcomes(proof):
        found = changes(data, way)
        if found and "unsure" in way.values():
            return way, found
    raise AssertionError("no such way")


def test_changes_are_those_that_python_finds(new_page: NewPage, real: Checked) -> None:
    page = new_page("404.html")
    compared = 0
    for proof in real.proofs.values():
        data, ways = compile_tree(proof.tree), to_outcomes(proof)
        results = page.evaluate(CHANGES, [data, [list(way.items()) for way in ways]])
        for way, result in zip(ways, results, strict=True):
            given = [(q, o, at, [tuple(step) for step in route]) for q, o, at, route in result]
            assert given == changes(data, way), (proof.tree.id, way)
            compared += len(given)
    assert compared > 500


@pytest.mark.parametrize("tree", TREES)
def test_what_would_change_the_outcome_is_listed(
    tree: str, new_page: NewPage, real: Checked
) -> None:
    proof = real.proofs[tree]
    data = compile_tree(proof.tree)
    page = new_page(f"{tree}/")
    for way in to_outcomes(proof)[:6]:
        expected = changes(data, way)
        page.goto("about:blank")
        page.goto(f"{tree}/{fragment(way)}")
        expect(links(page)).to_have_count(len(expected))
        for link, (question, option, at, route) in zip(links(page).all(), expected, strict=True):
            asked = proof.tree.questions[question]  # type: ignore[index]
            label = next(o.label for o in asked.all_options() if o.id == option)
            end = proof.tree.outcomes.get(at)  # type: ignore[call-overload]
            leads = f"→ 结果：{end.title}" if end else "→ 还要再问几题"
            expect(link).to_have_text(f"如果“{asked.ask}”答的是“{label}” {leads}")
            assert link.get_attribute("href") == fragment(dict(route))


def test_one_tick_that_would_change_the_outcome_is_listed_in_words(
    new_page: NewPage, real: Checked
) -> None:
    tree = "liability/is-it-fraud"
    proof = real.proofs[tree]
    data = compile_tree(proof.tree)
    way, option = next(
        (way, option)
        for way in to_outcomes(proof)
        for question, option, *_ in changes(data, way)
        if "items" in data["questions"][question]
    )
    words = [
        item.label
        for question in proof.tree.questions.values()
        for item in (question.items or {}).values()
        if item.id in option.split(",")
    ]
    page = new_page(f"{tree}/{fragment(way)}")
    found = links(page).filter(has_text="、".join(words) or "都没有")
    expect(found.first).to_be_visible()
    expect(links(page)).to_have_count(len(changes(data, way)))


def test_what_is_unsure_stands_first_and_only_there(new_page: NewPage, real: Checked) -> None:
    way, _ = unsure_way(real.proofs["complaint/which-route"])
    page = new_page(f"complaint/which-route/{fragment(way)}")
    expect(page.locator(".wq-outcome:visible .wq-whatif h3")).to_have_text("什么会改变结果")
    following = page.locator(".wq-outcome:visible .wq-unsure + .wq-whatif + .wq-law")
    expect(following).to_have_count(1)


@pytest.mark.parametrize("how", ["click", "Enter", "address"])
def test_a_link_leads_there_and_back(how: str, new_page: NewPage, real: Checked) -> None:
    way, (first, *_) = unsure_way(real.proofs["complaint/which-route"])
    page = new_page(f"complaint/which-route/{fragment(way)}")
    link = links(page).first
    if how == "click":
        link.click()
    elif how == "Enter":
        link.focus()
        page.keyboard.press("Enter")
    else:
        page.goto("complaint/which-route/" + str(link.get_attribute("href")))
    expect(page.locator(".wq-node:visible")).to_have_attribute("id", first[2])
    assert page.evaluate("location.hash") == fragment(dict(first[3]))
    assert page.evaluate("document.activeElement.id") == f"{first[2]}--title"
    page.go_back()
    expect(links(page).first).to_be_visible()
    assert page.evaluate("location.hash") == fragment(way)


def test_the_list_follows_the_answers(new_page: NewPage, real: Checked) -> None:
    """One outcome reached in two ways: each has its own list, and never two of them."""
    proof = real.proofs["complaint/which-route"]
    data = compile_tree(proof.tree)
    ends = [(s[0], w) for s, w in proof.routes.witness.items() if s[0] in proof.tree.outcomes]
    one, other = next(
        (dict(way), dict(also))
        for end, way in ends
        for again, also in ends
        if end == again and changes(data, dict(way)) != changes(data, dict(also))
    )
    page = new_page(f"complaint/which-route/{fragment(one)}")
    for way in (one, other, one):
        page.evaluate("hash => { location.hash = hash; }", fragment(way))
        hrefs = [fragment(dict(route)) for *_, route in changes(data, way)]
        expect(links(page)).to_have_count(len(hrefs))
        page.wait_for_function(
            "hrefs => [...document.querySelectorAll('.wq-node:not([hidden]) .wq-whatif a')]"
            ".every((link, place) => link.getAttribute('href') === hrefs[place])",
            arg=hrefs,
        )


def partial_routes(routes: Routes) -> Iterator[State]:
    asking = [state for state in routes.moves if state[0] in routes.tree.questions]
    yield (str(routes.tree.start), ())
    yield from random.Random(7).sample(asking, min(20, len(asking)))


def test_possible_outcomes_are_those_that_moves_reach(new_page: NewPage, real: Checked) -> None:
    page = new_page("404.html")
    fewer = 0
    for proof in real.proofs.values():
        states = list(partial_routes(proof.routes))
        cases = [[list(proof.routes.witness[state]), None, None] for state in states]
        results = page.evaluate(POSSIBLE, [compile_tree(proof.tree), cases])
        for state, result in zip(states, results, strict=True):
            expected = still_possible(proof.routes, state)
            assert result == [expected, False], (proof.tree.id, proof.routes.witness[state])
            fewer += len(expected) < len(proof.tree.outcomes)
    assert fewer > 100


@pytest.mark.parametrize("tree", ["liability/agency", "complaint/which-route"])
def test_possible_outcomes_from_the_middle_are_those_of_every_walk(
    tree: str, new_page: NewPage, real: Checked
) -> None:
    data = compile_tree(real.proofs[tree].tree)
    results = new_page("404.html").evaluate(
        POSSIBLE, [data, [[[], entry, None] for entry in data["questions"]]]
    )
    for entry, result in zip(data["questions"], results, strict=True):
        ends, waiting = set(), [dict[str, str]()]
        for answers in waiting:
            there = walk(data, answers, entry)
            options = data["questions"].get(there["at"], {}).get("options", {})
            waiting += [{**dict(there["route"]), there["at"]: option} for option in options]
            ends |= {there["at"]} & set(data["outcomes"])
        assert result == [sorted(ends), False], entry


def test_a_search_that_is_cut_short_says_so(new_page: NewPage, real: Checked) -> None:
    data = compile_tree(real.proofs["complaint/which-route"].tree)
    [[few, partial], [every, whole]] = new_page("404.html").evaluate(
        POSSIBLE, [data, [[[], None, 3], [[], None, None]]]
    )
    assert partial
    assert not whole
    assert set(few) < set(every)


def test_a_reader_can_ask_what_is_still_possible(new_page: NewPage, real: Checked) -> None:
    proof = real.proofs["complaint/which-route"]
    start: State = (str(proof.tree.start), ())
    page = new_page("complaint/which-route/")
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    summary = page.locator(".wq-possible > summary")
    items = page.locator(".wq-possible li")
    summary.focus()
    assert not [url for url in asked if "possible" in url]
    page.keyboard.press("Enter")
    titles = {str(id_): outcome.title for id_, outcome in proof.tree.outcomes.items()}
    expected = [titles[id_] for id_ in titles if id_ in still_possible(proof.routes, start)]
    expect(items).to_have_text(expected)
    expect(page.locator(".wq-possible > p")).to_contain_text(f"还可能有 {len(expected)} 个结果")
    expect(page.locator(".wq-live")).to_contain_text(f"还可能有 {len(expected)} 个结果")
    assert page.locator(".wq-possible a").count() == 0

    fewest = min(
        proof.routes.moves[start], key=lambda m: len(still_possible(proof.routes, m.target))
    )
    page.locator(f".wq-node:visible a[data-option={fewest.answer}]").click()
    left = still_possible(proof.routes, fewest.target)
    if fewest.target[0] in proof.tree.questions:
        expect(items).to_have_text([titles[id_] for id_ in titles if id_ in left])
    else:
        expect(page.locator(".wq-possible")).to_be_hidden()


def test_there_is_nothing_to_ask_at_an_outcome(new_page: NewPage, real: Checked) -> None:
    way = to_outcomes(real.proofs["complaint/which-route"])[0]
    page = new_page(f"complaint/which-route/{fragment(way)}")
    expect(page.locator(".wq-outcome:visible")).to_have_count(1)
    expect(page.locator(".wq-possible")).to_be_hidden()


def test_without_the_module_the_details_close_again(new_page: NewPage, watch) -> None:
    watch.expected.append("ERR_FAILED")
    page = new_page("complaint/which-route/")
    page.route("**/possible.js", lambda route: route.abort())
    page.locator(".wq-possible > summary").click()
    expect(page.locator(".wq-possible[open]")).to_have_count(0)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_both_are_accessible(scheme: str, new_page: NewPage, real: Checked) -> None:
    way, _ = unsure_way(real.proofs["complaint/which-route"])
    page = new_page(f"complaint/which-route/{fragment(way)}", color_scheme=scheme)
    expect(links(page).first).to_be_visible()
    assert violations(page) == []
    assert min(box["height"] for link in links(page).all() if (box := link.bounding_box())) >= 44
    page.get_by_role("button", name="重新开始").click()
    page.locator(".wq-possible > summary").click()
    expect(page.locator(".wq-possible li").first).to_be_visible()
    assert violations(page) == []
    box = page.locator(".wq-possible > summary").bounding_box()
    assert box
    assert box["height"] >= 44


# What is on a result


def test_a_result_begins_with_what_is_on_it(new_page: NewPage, real: Checked) -> None:
    proof = real.proofs["complaint/faulty-return"]
    way = dict(proof.routes.first_witness("return-in-seven") or ())
    page = new_page(f"complaint/faulty-return/{fragment(way)}")
    buttons = page.locator(".wq-outcome:visible .wq-contents button")
    expect(buttons.last).to_have_text("法律依据")
    for name in buttons.all_text_contents():
        page.get_by_role("button", name=name, exact=True).click()
        heading = page.locator(":focus")
        assert heading.evaluate("heading => heading.matches('.wq-part > h3')"), name
        assert 0 <= heading.bounding_box()["y"] < 844, name


def test_the_contents_name_what_is_shown_and_nothing_twice(new_page: NewPage) -> None:
    page = new_page("liability/who-is-liable/#seller-first")
    for other in ("#seller-and-producer", "#seller-first"):
        page.goto(f"liability/who-is-liable/{other}")
        expect(page.locator(".wq-outcome:visible")).to_have_attribute("id", other[1:])
        buttons = page.locator(".wq-outcome:visible .wq-contents button")
        expect(buttons.last).to_be_visible()
        words = buttons.all_text_contents()
        headings = page.locator(".wq-outcome:visible .wq-part:visible > h3")
        assert len(set(words)) == len(words) <= headings.count()


PARTS = (
    "parties",
    "remedies",
    "amounts",
    "steps",
    "evidence",
    "prove",
    "deadlines",
    "notes",
    "cases",
    "law",
    "continue",
)
"""What a reader is told, in this order: the answer, who and what, what to do, on what grounds."""


def test_a_result_tells_all_in_order(new_page: NewPage, real: Checked) -> None:
    proof = real.proofs["liability/food-tenfold"]
    end = proof.tree.outcomes["tenfold-seller"]  # type: ignore[index]
    witness = proof.routes.first_witness("tenfold-seller")
    page = new_page(f"{proof.tree.id}/{fragment(dict(witness or ()))}")
    section = page.locator(f"#{end.id}")
    expect(section.locator(".wq-whatif")).to_be_visible()
    names = section.locator(".wq-part").evaluate_all(
        "all => all.map(({ className }) => className.split('wq-part wq-')[1])"
    )
    assert [name for name in names if name in PARTS] == list(PARTS)
    assert section.locator(".wq-certainty strong").inner_text()
    party = section.locator(".wq-parties > ul > li:visible").first
    assert party.locator(".wq-liability").inner_text()
    expect(party).to_contain_text(next(iter(end.parties)).because)
    expect(section.locator(".wq-amounts li:visible").first).to_contain_text("算法：")
    card = section.locator(".wq-steps details[data-card^=channels]").first
    card.locator("summary").click()
    for words in ("带什么", "要多久", "没解决怎么办"):
        expect(card.locator("dl")).to_contain_text(words)
    expect(section.locator(".wq-cases summary").first).to_be_visible()
    law = section.locator(".wq-law > ul > li").first
    expect(law.locator(".wq-entry")).to_be_visible()
    assert len(law.inner_text()) > len(law.locator(".wq-entry").inner_text()) + 10
    expect(page.locator(".wq-reviewed")).to_contain_text(proof.tree.reviewed.on.isoformat())
    report = page.get_by_role("link", name="发现写错了？告诉我们")
    assert report.get_attribute("href").endswith("about/#report")  # type: ignore[union-attr]
