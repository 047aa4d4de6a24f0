"""Check 1,000 synthetic trees of 12 questions; print time and peak memory, assert nothing.

python -m tests.bench.check_many [TREES]
"""

from __future__ import annotations

import resource
import sys
import tempfile
import time
from pathlib import Path

from build_hooks.checking import check
from tests.content import REGISTERS, TREE

QUESTIONS = 12
HEAD, TAIL = TREE.split("questions:\n")
OUTCOMES = TAIL[TAIL.index("outcomes:") :]


def synthetic_tree() -> str:
    """A tree of twelve questions with three options each, guarded branches among them."""
    questions = ""
    for number in range(QUESTIONS):
        last = number + 1 == QUESTIONS
        onward = "seller-pays" if last else f"q{number + 1}"
        guard = f"[{{when: {{q0: b}}, to: platform-pays}}, {{to: {onward}}}]"
        questions += (
            f"  q{number}:\n    ask: 第{number}个问题是什么？\n    help: 看一看订单。\n"
            f"    why: 这决定谁来负责。\n    cites: [rule-1]\n    options:\n"
            f"      a: {{label: 是的, next: {onward}}}\n"
            f"      b: {{label: 不是, next: {guard if number else onward}}}\n"
            f"      unsure: {{label: 我不清楚, next: {onward}}}\n"
        )
    return HEAD.replace("start: named", "start: q0") + "questions:\n" + questions + OUTCOMES


def main(count: int) -> None:
    """Write the trees, check them, print the figures."""
    with tempfile.TemporaryDirectory() as folder:
        trees = Path(folder) / "trees"
        for name, text in REGISTERS.items():
            (trees / name).parent.mkdir(parents=True, exist_ok=True)
            (trees / name).write_text(text, "utf-8")
        (trees / "liability").mkdir()
        for number in range(count):
            (trees / f"liability/tree-{number}.yaml").write_text(synthetic_tree(), "utf-8")
        begin = time.perf_counter()
        checked = check(trees)
        seconds = time.perf_counter() - begin
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    routes = next(iter(checked.proofs.values())).routes.count
    print(f"{count} trees of {QUESTIONS} questions ({routes} routes each): {seconds:.2f} s")
    print(
        f"peak memory {peak:.0f} MB, {len(checked.findings)} findings, {len(checked.proofs)} proved"
    )


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 1000)
