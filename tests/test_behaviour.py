"""What became of readers' routes is counted exactly; rewording changes none."""

from __future__ import annotations

import json
import random
import subprocess
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from build_hooks.behaviour import Behaviour, Difference, Fate, compare
from build_hooks.behaviour_printers import Named, as_json, as_markdown
from build_hooks.changes import Change, Changes, Kind, Side, changes
from build_hooks.checking import Checked, check
from build_hooks.cli import main
from build_hooks.compile import compile_tree, visible_blocks
from build_hooks.findings import Report
from build_hooks.load.folder import load_folder
from build_hooks.model.content import Content
from build_hooks.model.tree import Outcome, Tree
from build_hooks.replay import Version
from build_hooks.routes import explore
from build_hooks.walk import walk
from tests.content import REGISTERS, TREE
from tests.test_routes import HEAD, OUTCOME, diamond

Files = dict[str, str | bytes]
Two = Callable[[Files, Files], tuple[Checked, Checked]]
NAME = "liability/x"

GUARDED = """\
title: 大一点的树
summary: 有条件的树。
audience: consumer
status: live
reviewed: {on: 2026-11-20, by: [测试]}
start: named
questions:
  named:
    ask: 看得出是谁在卖吗？
    options:
      clear: {label: 看得出, next: paid}
      unclear: {label: 看不出, next: asked}
      unsure: {label: 我不清楚, next: asked}
  asked:
    ask: 问过平台了吗？
    options:
      given: {label: 给了信息, next: paid}
      refused: {label: 没有给, next: paid}
  paid:
    ask: 钱怎么付的？
    options:
      inside:
        label: 平台里
        next: [{when: {asked: refused}, to: platform-pays}, {to: seller-pays}]
      outside: {label: 私下, next: seller-pays}
outcomes:
  seller-pays:
    title: 卖家负责
    summary: 找卖家。
    certainty: strong
    today: 留好订单。
    parties:
      - {party: seller, liability: full, because: 他卖的}
      - {party: platform, liability: conditional, because: 没给, when: {asked: refused}}
    remedies: [refund]
    deadlines: [seven]
    steps: [market, {do: 打电话问一问}]
    evidence: [order]
    notes: [{text: 私下付的钱难要, when: {named: clear}}]
    cites: [rule-1]
  platform-pays:
    title: 平台负责
    summary: 找平台。
    certainty: likely
    today: 留好订单。
    parties:
      - {party: platform, liability: full, because: 没有给信息}
    steps: [market]
    evidence: [order]
    cites: [rule-2]
"""

PRICE = (
    """\
title: 多少钱
summary: 按价钱分。
audience: consumer
status: live
reviewed: {on: 2026-11-20, by: [测试]}
start: price
questions:
  price:
    ask: 付了多少钱？
    input: {type: money}
    next: [{when: {price: "< 500"}, to: small}, {to: large}]
outcomes:
  small:
"""
    + OUTCOME
    + "  large:\n"
    + OUTCOME
)

PARTY = "      - {party: platform, liability: conditional, because: 没给, when: {asked: refused}}\n"


SWAP = ("{to: seller-pays}]", "{to: platform-pays}]")


@pytest.fixture
def two(tmp_path: Path) -> Two:
    """Check two versions, each with the registers."""

    def check_both(old: Files, new: Files) -> tuple[Checked, Checked]:
        return tuple(  # type: ignore[return-value]
            check(written(tmp_path / name, {**REGISTERS, **files}))
            for name, files in (("old", old), ("new", new))
        )

    return check_both


def written(folder: Path, files: Files) -> Path:
    for name, text in files.items():
        file = folder / "trees" / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(text.encode() if isinstance(text, str) else text)
    return folder / "trees"


def trees(text: str) -> Files:
    return {f"{NAME}.yaml": text}


def edited(text: str, *edits: tuple[str, str]) -> str:
    for old, new in edits:
        assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times"
        text = text.replace(old, new)
    return text


def differences(two: Two, old: str, new: str) -> Difference:
    """Compare two versions of a tree without errors, and hold the figures against a listing."""
    base, head = two(trees(old), trees(new))
    assert base.proofs.keys() == head.proofs.keys() == {NAME}, [*base.findings, *head.findings]
    found = compare(base, head).trees[0]
    listed = naive(base.content, head.content)
    assert {kind: found.routes(kind) for kind in Kind} == {kind: listed[kind] for kind in Kind}
    return found


def naive(old: Content, new: Content) -> Counter[Kind]:
    """List every route of both versions and walk it in the other: slow, and plain to see."""
    was, now = old.trees[NAME], new.trees[NAME]
    names = {str(id_): str(r.to) for id_, r in (now.renamed or {}).items() if r.to}
    back = {new_id: old_id for old_id, new_id in names.items()}
    found: Counter[Kind] = Counter()
    for answers, end in explore(now).listed():
        taken = walk(compile_tree(was), {back.get(q, q): a for q, a in answers})
        if taken["at"] not in was.outcomes:
            found[Kind.ONLY_NEW] += 1
        elif names.get(taken["at"], taken["at"]) != end:
            found[Kind.ELSEWHERE] += 1
        elif page(was, taken["at"], dict(taken["route"])) != page(now, end, dict(answers)):
            found[Kind.SHOWS] += 1
    for answers, end in explore(was).listed():
        taken = walk(compile_tree(now), {names.get(q, q): a for q, a in answers})
        if taken["at"] not in now.outcomes:
            found[Kind.ONLY_OLD] += 1
        elif taken["ignored"] and (
            names.get(end, end) != taken["at"]
            or page(was, end, dict(answers)) != page(now, taken["at"], dict(taken["route"]))
        ):
            found[Kind.SHORTER] += 1
    return found


def page(tree: Tree, id_: str, answers: dict[str, str]) -> tuple[object, ...]:
    """What an outcome shows, without its words; steps in order, all else in any."""
    outcome: Outcome = tree.outcomes[id_]
    visible = visible_blocks(outcome, answers)
    blocks = [(i.rpartition("-")[0], plain(b)) for i, b in outcome.blocks() if i in visible]
    steps = [block for block in blocks if block[0] == "steps"]
    return outcome.certainty, sorted(outcome.cites), sorted(blocks), steps


def plain(block: object) -> str:
    kept = {name: getattr(block, name, None) for name in ("party", "liability", "use", "cites")}
    return str({name: value for name, value in kept.items() if value})


def figures(found: Difference) -> dict[str, int]:
    return {str(kind): found.routes(kind) for kind in Kind if found.routes(kind)}


def ways(found: Difference) -> list[tuple[str, int, str, str, str]]:
    """Each group in short: kind, routes, shortest answers, before, after."""
    return [
        (str(c.kind), c.routes, ">".join(a for _, a in c.answers), c.before.node, c.after.node)
        for c in found.changes
    ]


def only(found: Difference) -> Change:
    assert len(found.changes) == 1, ways(found)
    return found.changes[0]


def test_the_same_tree_is_the_same(two: Two) -> None:
    found = differences(two, GUARDED, GUARDED)
    assert (found.fate, found.before, found.after) == (Fate.SAME, 10, 10)


REWORDINGS = {
    "title": ("title: 卖家负责", "title: 由卖家负责"),
    "question": ("ask: 钱怎么付的？", "ask: 你怎么付的钱？"),
    "option": ("label: 私下,", "label: 私下转账,"),
    "reason": ("because: 没给,", "because: 平台没给,"),
    "note": ("text: 私下付的钱难要", "text: 私下付的，难要回来"),
    "own-step": ("do: 打电话问一问", "do: 打个电话"),
    "today": ("certainty: likely\n    today: 留好订单。", "certainty: likely\n    today: 截图。"),
    "help": ("    ask: 钱怎么付的？", "    ask: 钱怎么付的？\n    help: 看订单。"),
}


@pytest.mark.parametrize("name", REWORDINGS)
def test_a_rewording_changes_no_route(name: str, two: Two) -> None:
    found = differences(two, GUARDED, edited(GUARDED, REWORDINGS[name]))
    assert (found.fate, found.changes, found.same_routes) == (Fate.SAME, (), True)


def test_options_in_another_order_change_no_route(two: Two) -> None:
    lines = GUARDED.splitlines(keepends=True)
    at = next(i for i, line in enumerate(lines) if line.lstrip().startswith("clear:"))
    lines[at], lines[at + 1] = lines[at + 1], lines[at]
    assert differences(two, GUARDED, "".join(lines)).fate is Fate.SAME


def test_a_swapped_target_is_counted_and_shown_with_titles(two: Two) -> None:
    found = differences(two, GUARDED, edited(GUARDED, SWAP))
    assert figures(found) == {"elsewhere": 3}
    change = only(found)
    assert change.answers == (("named", "clear"), ("paid", "inside"))
    assert (change.before.title, change.after.title) == ("卖家负责", "平台负责")


def test_a_changed_guard_moves_exactly_its_routes(two: Two) -> None:
    found = differences(
        two, GUARDED, edited(GUARDED, ("when: {asked: refused}, to", "when: {asked: given}, to"))
    )
    assert ways(found) == [
        ("elsewhere", 2, "unclear>given>inside", "seller-pays", "platform-pays"),
        ("elsewhere", 2, "unclear>refused>inside", "platform-pays", "seller-pays"),
    ]


def test_a_block_with_another_condition_shows_something_else(two: Two) -> None:
    found = differences(
        two,
        GUARDED,
        edited(GUARDED, ("没给, when: {asked: refused}", "没给, when: {asked: given}")),
    )
    assert figures(found) == {"shows": 6}
    lost, gained = (
        next(c for c in found.changes if c.routes == 2),
        next(c for c in found.changes if c.routes == 4),
    )
    assert [item.id for item in lost.lost] == [item.id for item in gained.gained] == ["platform"]
    assert gained.answers == (("named", "unclear"), ("asked", "given"), ("paid", "inside"))


def test_a_dropped_party_is_missing_where_it_was_shown(two: Two) -> None:
    found = differences(two, GUARDED, edited(GUARDED, (PARTY, "")))
    change = only(found)
    assert (change.kind, change.routes, change.gained) == (Kind.SHOWS, 2, ())
    assert [(i.part, i.id, i.how, i.words) for i in change.lost] == [
        ("parties", "platform", "conditional", "平台")
    ]


CONTENT_EDITS = {
    "liability": ("liability: full, because: 他卖的", "liability: joint, because: 他卖的"),
    "remedy": ("    remedies: [refund]\n", ""),
    "certainty": ("certainty: strong", "certainty: depends"),
    "citation": ("cites: [rule-1]", "cites: [rule-1, rule-2]"),
    "block-citation": ("because: 他卖的}", "because: 他卖的, cites: [rule-1]}"),
    "step-order": ("[market, {do: 打电话问一问}]", "[{do: 打电话问一问}, market]"),
    "deadline": ("    deadlines: [seven]\n", ""),
}


@pytest.mark.parametrize("name", CONTENT_EDITS)
def test_other_content_is_no_rewording(name: str, two: Two) -> None:
    found = differences(two, GUARDED, edited(GUARDED, CONTENT_EDITS[name]))
    assert figures(found) == {"shows": 8}
    assert all(change.lost or change.gained for change in found.changes)


def test_steps_in_another_order_say_so(two: Two) -> None:
    change = only(differences(two, GUARDED, edited(GUARDED, CONTENT_EDITS["step-order"])))
    assert [item.part for item in (*change.lost, *change.gained)] == ["order", "order"]


def test_a_register_that_changes_a_period_changes_what_is_shown(two: Two) -> None:
    base, _ = two(trees(GUARDED), trees(GUARDED))
    longer = edited(str(REGISTERS["reference/timescales.yaml"]), ("length: 7", "length: 10"))
    _, head = two(trees(GUARDED), {**trees(GUARDED), "reference/timescales.yaml": longer})
    found = compare(base, head).trees[0]
    assert figures(found) == {"shows": 8}
    assert [item.how for item in only(found).gained] == ["10 natural-days"]


def test_an_added_option_is_only_in_the_new_version(two: Two) -> None:
    text = edited(
        GUARDED,
        ("      unclear:", "      maybe: {label: 也许, next: platform-pays}\n      unclear:"),
    )
    found = differences(two, GUARDED, text)
    change = only(found)
    assert (change.kind, change.routes, change.answers) == (Kind.ONLY_NEW, 1, (("named", "maybe"),))
    assert (change.before.node, change.before.asks, change.before.refused) == (
        "named",
        True,
        "maybe",
    )
    assert found.vanished == ()


def test_a_removed_option_is_only_in_the_old_version_and_its_id_vanished(two: Two) -> None:
    text = edited(GUARDED, ("      unsure: {label: 我不清楚, next: asked}\n", ""))
    found = differences(two, GUARDED, text)
    assert figures(found) == {"only-old": 4}
    assert {c.after.refused for c in found.changes} == {"unsure"}
    assert found.vanished == ("named=unsure",)


QUESTION = """\
  first:
    ask: 先问一句？
    options:
      yes: {label: 是, next: named}
      no: {label: 否, next: platform-pays}
"""
ADDED = edited(
    GUARDED, ("start: named", "start: first"), ("questions:\n", f"questions:\n{QUESTION}")
)


def test_a_new_question_moves_only_those_whom_it_leads_elsewhere(two: Two) -> None:
    found = differences(two, GUARDED, ADDED)
    assert figures(found) == {"only-new": 1, "only-old": 10}
    assert {c.after.node for c in found.changes if c.kind is Kind.ONLY_OLD} == {"first"}


def test_a_question_that_is_gone_shows_what_its_answers_led_to(two: Two) -> None:
    text = edited(
        GUARDED,
        (
            "unsure: {label: 我不清楚, next: asked}",
            "unsure: {label: 我不清楚, next: platform-pays}",
        ),
    )
    found = differences(two, GUARDED, text)
    assert figures(found) == {"only-new": 1, "shorter": 3}
    shorter = next(c for c in found.changes if c.kind is Kind.SHORTER)
    assert [answer for _, answer in shorter.answers] == ["unsure", "given", "inside"]


def test_questions_in_another_order_change_no_route(two: Two) -> None:
    old = diamond(3)
    new = edited(old, ("start: q0", "start: q2"))
    new = new.replace("next: end", "next: q0").replace("next: q2", "next: end")
    assert differences(two, old, new).same_routes


RENAMED = GUARDED.replace("platform-pays", "operator-pays").replace("asked", "enquired")
NOTE = "renamed: {platform-pays: operator-pays, asked: enquired}\nstart:"


def test_renamed_nodes_change_no_route(two: Two) -> None:
    found = differences(two, GUARDED, edited(RENAMED, ("start:", NOTE)))
    assert (found.same_routes, found.vanished) == (True, ())


def test_ids_that_vanished_without_renamed_are_named(two: Two) -> None:
    found = differences(two, GUARDED, RENAMED)
    assert found.vanished == ("asked", "platform-pays")
    assert figures(found) == {"only-new": 8, "only-old": 8}


def test_a_renamed_outcome_that_shows_something_else_is_not_elsewhere(two: Two) -> None:
    text = edited(RENAMED, ("start:", NOTE), ("certainty: likely", "certainty: depends"))
    assert figures(differences(two, GUARDED, text)) == {"shows": 2}


def test_merged_outcomes_are_one_place(two: Two) -> None:
    text = GUARDED.replace("to: platform-pays", "to: seller-pays")
    text = text[: text.index("  platform-pays:")]
    text = edited(text, ("start:", "renamed: {platform-pays: seller-pays}\nstart:"))
    assert figures(differences(two, GUARDED, text)) == {"shows": 2}


def test_added_and_removed_trees_count_all_their_routes(two: Two) -> None:
    base, head = two({"liability/a.yaml": TREE}, {"liability/b.yaml": GUARDED})
    gone, come = compare(base, head).trees
    assert (gone.tree, gone.fate, figures(gone)) == ("liability/a", Fate.REMOVED, {"only-old": 3})
    assert (come.tree, come.fate, figures(come)) == ("liability/b", Fate.ADDED, {"only-new": 10})
    assert (gone.cites_lost, come.cites_gained) == (("rule-1", "rule-2"), ("rule-1", "rule-2"))


def test_citations_gained_and_lost_are_named_where_no_route_changed(two: Two) -> None:
    old = edited(GUARDED, ("    ask: 钱怎么付的？", "    ask: 钱怎么付的？\n    cites: [rule-1]"))
    old = edited(old, ("cites: [rule-1]\n  platform-pays", "cites: [rule-2]\n  platform-pays"))
    new = edited(old, ("    cites: [rule-1]\n", ""))
    found = differences(two, old, new)
    assert (found.fate, found.same_routes) == (Fate.CHANGED, True)
    assert (found.cites_gained, found.cites_lost) == ((), ("rule-1",))
    assert differences(two, new, old).cites_gained == ("rule-1",)


def test_a_tree_that_is_no_longer_published_is_told(two: Two) -> None:
    found = differences(two, GUARDED, edited(GUARDED, ("status: live", "status: retired")))
    assert (found.fate, found.same_routes, found.status) == (
        Fate.CHANGED,
        True,
        ("live", "retired"),
    )


def test_a_moved_threshold_changes_exactly_the_range_between(two: Two) -> None:
    new = edited(PRICE, ('"< 500"', '"< 600"'))
    base, head = two(trees(PRICE), trees(new))
    found = compare(base, head).trees[0]
    assert (found.before, found.after) == (3, 3)
    assert ways(found) == [("elsewhere", 1, "500", "large", "small")]
    payloads = [compile_tree(side.content.trees[NAME]) for side in (base, head)]
    moved = [
        price
        for price in ("0", "499.99", "500", "599.99", "600", "1000")
        if len({walk(payload, {"price": price})["at"] for payload in payloads}) == 2
    ]
    assert moved == ["500", "599.99"]


def test_a_threshold_that_says_the_same_in_another_way_changes_nothing(two: Two) -> None:
    new = edited(PRICE, ('"< 500"', '"<= 499.99"'))
    base, head = two(trees(PRICE), trees(new))
    assert compare(base, head).trees[0].same_routes


def test_a_narrower_input_refuses_what_it_took(two: Two) -> None:
    new = edited(PRICE, ("{type: money}", "{type: money, max: 1000}"))
    base, head = two(trees(PRICE), trees(new))
    assert ways(compare(base, head).trees[0]) == [("only-old", 1, "1000.01", "large", "price")]
    assert ways(compare(head, base).trees[0]) == [("only-new", 1, "1000.01", "price", "large")]


def test_a_day_that_moved_changes_the_days_between(two: Two) -> None:
    old = PRICE.replace("type: money", "type: date").replace('"< 500"', "before 2026-02-01")
    base, head = two(trees(old), trees(old.replace("2026-02-01", "2026-03-01")))
    assert ways(compare(base, head).trees[0]) == [("elsewhere", 1, "2026-02-01", "large", "small")]


CHECKLIST = edited(
    PRICE,
    ("input: {type: money}", "items: {order: {label: 订单}, chat: {label: 聊天}}"),
    ('"< 500"', "{has: [order]}"),
)


MORE_TO_TICK = ("has: [order]", "has: [order, chat]")


def test_a_checklist_in_another_order_changes_no_route(two: Two) -> None:
    new = edited(
        CHECKLIST,
        ("order: {label: 订单}, chat: {label: 聊天}", "chat: {label: 聊}, order: {label: 单}"),
    )
    old = edited(CHECKLIST, MORE_TO_TICK)
    base, head = two(trees(old), trees(edited(new, MORE_TO_TICK)))
    assert compare(base, head).same_routes


def test_a_checklist_item_that_now_decides_moves_who_ticks_it(two: Two) -> None:
    base, head = two(trees(CHECKLIST), trees(edited(CHECKLIST, MORE_TO_TICK)))
    found = compare(base, head).trees[0]
    assert (found.before, found.after) == (4, 4)
    assert ways(found) == [("elsewhere", 1, "order", "small", "large")]


def test_a_new_checklist_item_is_an_answer_that_was_not_there(two: Two) -> None:
    new = edited(CHECKLIST, ("chat: {label: 聊天}", "chat: {label: 聊天}, video: {label: 录屏}"))
    base, head = two(trees(CHECKLIST), trees(new))
    assert figures(compare(base, head).trees[0]) == {"only-new": 2}


def test_a_forty_level_diamond_is_counted_exactly_and_fast(two: Two) -> None:
    old = edited(diamond(40), ("outcomes:\n", f"outcomes:\n  other:\n{OUTCOME}"))
    old = edited(old, ("b: {label: 乙, next: end}", "b: {label: 乙, next: other}"))
    line = "a: {label: 甲, next: q20}, b: {label: 乙, next: q20}"
    new = edited(old, (line, "a: {label: 甲, next: q20}, b: {label: 乙, next: other}"))
    base, head = two(trees(old), trees(new))
    started = time.process_time()
    found = compare(base, head).trees[0]
    assert time.process_time() - started < 2
    assert (found.before, found.after) == (2**40, 2**39 + 2**19)
    assert figures(found) == {"only-new": 2**19, "shorter": 2**38}


def test_a_forty_level_diamond_with_one_other_end_counts_half(two: Two) -> None:
    old = edited(diamond(40), ("outcomes:\n", f"outcomes:\n  other:\n{OUTCOME}"))
    old = edited(old, ("b: {label: 乙, next: end}", "b: {label: 乙, next: other}"))
    line = "a: {label: 甲, next: end}, b: {label: 乙, next: other}"
    new = edited(old, (line, "a: {label: 甲, next: other}, b: {label: 乙, next: end}"))
    base, head = two(trees(old), trees(new))
    assert ways(compare(base, head).trees[0]) == [
        ("elsewhere", 2**39, ">".join("a" * 40), "end", "other"),
        ("elsewhere", 2**39, ">".join("a" * 39 + "b"), "other", "end"),
    ]


def test_where_a_bound_stops_the_search_no_proof_is_claimed(two: Two) -> None:
    new = edited(GUARDED, ("when: {asked: refused}, to", "when: {asked: given}, to"))
    base, head = two(trees(GUARDED), trees(new))
    found = compare(base, head, most=3).trees[0]
    assert (found.partial, found.same_routes) == (True, False)
    assert "数到上限就停了" in as_markdown(Named("a", "b", Behaviour((found,), ())))


def test_a_tree_with_errors_is_not_compared_and_nothing_is_claimed(two: Two) -> None:
    base, head = two(trees(GUARDED), trees(edited(GUARDED, ("start: named", "start: nobody"))))
    found = compare(base, head)
    assert (found.trees, found.unproved, found.same_routes) == ((), (NAME,), False)
    unread = compare(base, two({}, trees("- a\n"))[1])
    assert unread.unproved == (NAME,)


def test_markup_in_a_title_stays_text(two: Two) -> None:
    new = edited(
        GUARDED,
        ("title: 平台负责", "title: '**平台** <b>[x](y)'"),
        SWAP,
    )
    base, head = two(trees(GUARDED), trees(new))
    text = as_markdown(Named("a", "b", compare(base, head)))
    assert (
        "卖家负责（`seller-pays`） → \\*\\*平台\\*\\* \\<b\\>\\[x\\](y)（`platform-pays`）" in text
    )


def test_json_holds_figures_groups_ids_and_citations(two: Two) -> None:
    base, head = two(trees(GUARDED), trees(edited(GUARDED, (PARTY, ""))))
    data = json.loads(as_json(Named("a", "b", compare(base, head))))
    tree = data["trees"][0]
    assert (data["base"], data["head"], data["same-routes"]) == ("a", "b", False)
    assert tree["changed"] == {
        "elsewhere": 0,
        "shows": 2,
        "only-new": 0,
        "only-old": 0,
        "shorter": 0,
    }
    assert tree["groups"][0]["before"] == {"outcome": "seller-pays", "title": "卖家负责"}
    assert tree["groups"][0]["lost"] == [
        {"part": "parties", "id": "platform", "how": "conditional", "words": "平台"}
    ]
    assert (tree["vanished"], tree["cites"]) == ([], {"gained": [], "lost": []})


def scrambled(random_: random.Random) -> str:
    """A tree over the same five questions, in any order, with any targets, guards and blocks."""
    order = random_.sample(range(5), random_.randint(2, 5))
    text = HEAD.replace("start: q0", f"start: q{order[0]}")
    for place, number in enumerate(order):
        later = [f"q{n}" for n in order[place + 1 : place + 3]] + ["e0", "e1"]
        earlier = [f"q{n}" for n in order[: place + 1]]
        text += f"  q{number}:\n    ask: 问？\n    options:\n"
        for option in random_.sample("abc", random_.randint(2, 3)):
            guard = f"{{when: {{{random_.choice(earlier)}: {random_.choice('ab')}}}"
            branches = f"[{guard}, to: {random_.choice(later)}}}, {{to: {random_.choice(later)}}}]"
            text += f"      {option}: {{label: 答, next: {branches}}}\n"
    text += "outcomes:\n"
    for end in ("e0", "e1"):
        when = f"{{q{random_.choice(order)}: [{random_.choice('ab')}]}}"
        text += f"  {end}:\n{OUTCOME}    notes: [{{text: 注意, when: {when}}}]\n"
    return text


@pytest.mark.parametrize("seed", range(60))
def test_figures_of_scrambled_trees_are_those_of_a_listing(seed: int, tmp_path: Path) -> None:
    random_ = random.Random(seed)
    sides = []
    for name in ("old", "new"):
        folder = written(tmp_path / name, {**REGISTERS, **trees(scrambled(random_))})
        content = load_folder(folder, Report())
        sides.append(Side(Version(content.trees[NAME], {}), content))
    found: Changes = changes(*sides)
    counted = Counter(dict.fromkeys(Kind, 0))
    for change in found.found:
        counted[change.kind] += change.routes
    assert counted == Counter(dict.fromkeys(Kind, 0)) | naive(*(s.content for s in sides))
    for side, count in zip(sides, (found.before, found.after), strict=True):
        assert count == explore(side.version.tree).count
    for change in found.found:
        leads_where_it_says(change, *(side.version.tree for side in sides))


def leads_where_it_says(change: Change, old: Tree, new: Tree) -> None:
    answers = dict(change.answers)
    assert walk(compile_tree(old), answers)["at"] == change.before.node
    assert walk(compile_tree(new), answers)["at"] == change.after.node


def run(*arguments: str) -> Result:
    return CliRunner().invoke(main, ["diff", *arguments])


def git(folder: Path, *arguments: str) -> None:
    name = ("-c", "user.name=t", "-c", "user.email=t@example.org", "-c", "commit.gpgsign=false")
    subprocess.run(["git", *name, *arguments], cwd=folder, check=True, capture_output=True)


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    """A repository of two revisions, `before` and `after`, and a working tree reworded since."""
    written(tmp_path, {**REGISTERS, **trees(GUARDED)})
    git(tmp_path, "init", "--quiet")
    git(tmp_path, "add", ".")
    git(tmp_path, "commit", "--quiet", "-m", "one")
    git(tmp_path, "tag", "before")
    moved = edited(GUARDED, SWAP)
    written(tmp_path, trees(edited(moved, ("      unclear:", "      # 看不出的\n      unclear:"))))
    git(tmp_path, "commit", "--quiet", "-am", "two")
    git(tmp_path, "tag", "after")
    written(tmp_path, trees(edited(moved, ("title: 平台负责", "title: 由平台负责"))))
    return tmp_path


def test_two_revisions_are_read_from_git(repository: Path) -> None:
    option = ("--trees", str(repository / "trees"))
    done = run("before", "after", *option)
    assert done.exit_code == 0
    assert done.output == (
        "## 路线对比：`before` → `after`\n\n"
        "1 棵树有路线改变，0 棵树没有路线改变。\n\n"
        "### liability/x 大一点的树\n\n"
        "旧版 10 条路线，新版 10 条路线。\n\n"
        "**3 条路线到了别的结果**\n\n"
        "- 3 条，最短的是 `named=clear → paid=inside`："
        "卖家负责（`seller-pays`） → 平台负责（`platform-pays`）\n"
    )
    data = json.loads(run("before", "after", *option, "--format", "json").output)
    assert data["trees"][0]["changed"]["elsewhere"] == 3


def test_without_head_the_present_files_are_compared(repository: Path) -> None:
    option = ("--trees", str(repository / "trees"))
    assert "没有路线改变。" in run("after", *option).output.splitlines()
    assert "**3 条路线到了别的结果**" in run("before", *option).output


def test_folders_are_compared_with_or_without_trees_inside(
    repository: Path, tmp_path: Path
) -> None:
    other = written(tmp_path / "other", {**REGISTERS, **trees(GUARDED)})
    for base in (other, other.parent):
        done = run(str(base), str(repository))
        assert (done.exit_code, "**3 条路线到了别的结果**" in done.output) == (0, True)


@pytest.mark.parametrize("name", ["nowhere", "", "HEAD:trees", "--", "before..after"])
def test_an_unknown_revision_is_one_clear_line(name: str, repository: Path) -> None:
    done = run("--trees", str(repository / "trees"), "--", name)
    assert done.exit_code == 1
    assert done.output.startswith(f"✗ 没有“{name}”这个版本")
    assert len(done.output.splitlines()) == 1


def test_a_revision_without_trees_is_one_clear_line(repository: Path) -> None:
    done = run("before", "--trees", str(repository / "content"))
    assert (done.exit_code, done.output) == (1, "✗ 版本“before”里没有 content 文件夹。\n")


def test_outside_a_repository_a_revision_is_one_clear_line(tmp_path: Path) -> None:
    done = run("main", "--trees", str(tmp_path / "trees"))
    assert done.exit_code == 1
    assert done.output == "✗ 没有“main”这个文件夹，这里也不是 git 仓库。\n"
