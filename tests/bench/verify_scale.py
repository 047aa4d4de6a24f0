"""Prove large trees; print seconds, peak memory and ratios to listing every route. Asserts nothing.

python -m tests.bench.verify_scale

Trees are built in memory: a file may hold one megabyte, and reading it is not what is measured
here. Each measurement runs in a process of its own, so that peak memory is its own. The naive
listing tries every answer with the evaluator, once, and is stopped at a limit of seconds.
"""

from __future__ import annotations

import multiprocessing
import resource
import time
from collections.abc import Callable, Iterator
from datetime import date

from build_hooks.compile import compile_tree
from build_hooks.findings import Report
from build_hooks.model.content import Content
from build_hooks.model.guard import Condition, Guard
from build_hooks.model.tree import (
    Audience,
    Branch,
    Certainty,
    Liability,
    Option,
    Outcome,
    PartyBlock,
    Question,
    Review,
    Status,
    StepBlock,
    Tree,
)
from build_hooks.place import NOWHERE, Text
from build_hooks.proof import prove
from build_hooks.verify import verify_tree
from build_hooks.walk import walk

SECONDS = 20.0
"""The naive listing is stopped after so long."""
GOALS = {"1000-nodes": 2.0, "100000-options": 30.0, "diamond-60": 1.0}
LEVELS = (6, 8, 10, 12, 14, 16)
"""Diamonds for which both are run."""


def text(value: str) -> Text:
    """A text from nowhere."""
    return Text(value, NOWHERE)


def tree(questions: list[Question]) -> Tree:
    """A tree of these questions and two outcomes."""
    return Tree(
        id=text("liability/large"),
        place=NOWHERE,
        title=text("大树"),
        summary=text("很大。"),
        audience=Audience.CONSUMER,
        status=Status.LIVE,
        reviewed=Review(place=NOWHERE, on=date(2026, 11, 20), by=(text("测试"),)),
        start=questions[0].id,
        questions={str(question.id): question for question in questions},
        outcomes={id_: outcome(id_) for id_ in ("end", "other")},
    )


def outcome(id_: str) -> Outcome:
    """The smallest outcome."""
    return Outcome(
        id=text(id_),
        place=NOWHERE,
        title=text(f"完 {id_}"),
        summary=text("完了。"),
        certainty=Certainty.STRONG,
        today=text("留好订单。"),
        parties=(PartyBlock(text("seller"), Liability.FULL, text("他卖的"), NOWHERE),),
        steps=(StepBlock(NOWHERE, do=text("投诉")),),
    )


def question(number: int, options: dict[str, tuple[Branch, ...]]) -> Question:
    """A choice with the branches of each option."""
    return Question(
        id=text(f"q{number}"),
        place=NOWHERE,
        ask=text(f"第 {number} 问？"),
        options={
            id_: Option(text(id_), NOWHERE, text(f"选{id_}"), ways) for id_, ways in options.items()
        },
    )


def to(target: str, **guarded: str) -> Branch:
    """A branch, taken if the questions have these options."""
    clause = tuple(Condition(text(q), options=(text(o),)) for q, o in guarded.items())
    return Branch(text(target), Guard((clause,), NOWHERE) if clause else None)


def onward(number: int, count: int) -> str:
    """The node after question `number` of `count`."""
    return f"q{number + 1}" if number + 1 < count else "end"


def diamond(levels: int) -> Tree:
    """2^levels routes: two options at each level, both leading to the next."""
    return tree(
        [
            question(n, {"a": (to(onward(n, levels)),), "b": (to(onward(n, levels)),)})
            for n in range(levels)
        ]
    )


def guarded(count: int) -> Tree:
    """Three options a question; every tenth question looks back at the one five before."""
    found = []
    for number in range(count):
        ways = (to(onward(number, count)),)
        back: tuple[Branch, ...] = ways
        if number % 10 == 9:
            back = (to("other", **{f"q{number - 5}": "b"}), *ways)
        found.append(question(number, {"a": ways, "b": back, "unsure": ways}))
    return tree(found)


def wide(questions: int, options: int) -> Tree:
    """Many options at each of many questions."""
    return tree(
        [
            question(n, {f"o{m}": (to(onward(n, questions)),) for m in range(options)})
            for n in range(questions)
        ]
    )


def proved(made: Tree) -> str:
    """Verify and prove a tree; return its number of routes."""
    report = Report()
    content = Content({str(made.id): made})
    verify_tree(made, content, report)
    return str(prove(made, content, report).figures["routes"])


def listed(made: Tree) -> str:
    """List every route by trying every answer with the evaluator; return how many there are."""
    payload = compile_tree(made)
    until = time.perf_counter() + SECONDS
    found = 0
    waiting: list[dict[str, str]] = [{}]
    while waiting:
        given = waiting.pop()
        at = walk(payload, given)["at"]
        if at in payload["outcomes"]:
            found += 1
        else:
            waiting += [{**given, at: option} for option in payload["questions"][at]["options"]]
        if time.perf_counter() > until:
            return f"> {found}"
    return str(found)


Case = tuple[str, Callable[[], Tree], Callable[[Tree], str]]


def measured(case: Case) -> tuple[str, float, float]:
    """The result of a case, its seconds, and the peak memory of this process in MB."""
    _, make, run = case
    made = make()
    begin = time.perf_counter()
    result = run(made)
    seconds = time.perf_counter() - begin
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return result, seconds, peak


def alone(case: Case) -> tuple[str, float, float]:
    """Measure a case in a process of its own."""
    context = multiprocessing.get_context("fork")
    receiver, sender = context.Pipe(duplex=False)
    process = context.Process(target=lambda: sender.send(measured(case)))
    process.start()
    sender.close()
    result: tuple[str, float, float] = receiver.recv()
    process.join()
    return result


def large() -> Iterator[Case]:
    """The trees that only the search can prove."""
    yield "1000-nodes", lambda: guarded(998), proved
    yield "100000-options", lambda: wide(100, 1000), proved
    yield "100000-options in 10000 questions", lambda: wide(10_000, 10), proved
    yield "100000-options of one question", lambda: wide(1, 100_000), proved
    yield "diamond-60", lambda: diamond(60), proved


def main() -> None:
    """Measure everything, print as Markdown tables."""
    print("| tree | routes | seconds | peak MB | goal |\n|---|---|---|---|---|")
    for case in large():
        result, seconds, peak = alone(case)
        goal = next((at for name, at in GOALS.items() if case[0].startswith(name)), None)
        shown = result if len(result) < 24 else f"about 10^{len(result) - 1}"
        print(f"| {case[0]} | {shown} | {seconds:.2f} | {peak:.0f} | < {goal} s |", flush=True)
    print("\n| diamond | routes | searched s | listed s | ratio |\n|---|---|---|---|---|")
    for levels in LEVELS:
        made = diamond(levels)
        routes, fast, _ = alone(("", lambda made=made: made, proved))
        counted, slow, _ = alone(("", lambda made=made: made, listed))
        note = "" if counted == routes else f" (stopped at {counted})"
        row = f"| {levels} | {routes} | {fast:.4f} | {slow:.4f}{note} | {slow / fast:.1f} |"
        print(row, flush=True)


if __name__ == "__main__":
    main()
