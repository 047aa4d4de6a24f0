"""Hypothesis strategies: trees as YAML text that load, and answers that may or may not fit them.

A tree is drawn as plain data first: its questions lead to later questions or to outcomes, so it has
no cycle; each list of branches ends without a guard, so it has no gap. Guards look at any question,
asked on the way or not. What only routes show (an unreachable node, a masked branch) may be there.
"""

from __future__ import annotations

from typing import Any

import yaml
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st

from build_hooks.values import from_hundredths
from tests.content import REGISTERS

Data = dict[str, Any]

REPEATABLE = settings(
    database=None,
    derandomize=True,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
"""The same inputs in every run, whatever the machine's speed."""

QUESTIONS = ("first", "constructor", "q2", "3", "to-string", "q5", "q6")
OPTIONS = ("a", "b", "constructor", "1")
ITEMS = ("order", "chat", "recording", "0")
OUTCOMES = ("end", "length", "0-out")
NUMBERS = (
    "0",
    "0.01",
    "99.5",
    "100",
    "167",
    "499.99",
    "500",
    "１０００",
    "1,234.5",
    "999999999999.99",
)
DAYS = ("0001-01-01", "2026-02-01", "2026-04-15", "2026/4/16", "2026-12-31", "9999-12-31")
LEAST_AND_MOST = {
    "money": (("0", "0.01", "100"), ("500", "1000000", "999999999999.99")),
    "number": (("-5", "0", "1"), ("1", "12", "500.5")),
    "date": (("0001-01-01", "2026-01-01"), ("2026-04-15", "9999-12-31")),
}
SIGNS = ("<", "<=", ">", ">=", "=")
WORDS = ("before", "after", "from", "until", "on")


def kind_of(question: Data) -> str:
    """`choice`, `items`, or the type of the input."""
    if "input" in question:
        return str(question["input"]["type"])
    return "items" if "items" in question else "choice"


@st.composite
def questions(draw: st.DrawFn, number: int) -> Data:
    """A question without its ways on."""
    kind = draw(st.sampled_from(("choice", "choice", "choice", "money", "number", "date", "items")))
    found: Data = {"ask": f"问{number}？"}
    if kind == "choice":
        names = draw(st.lists(st.sampled_from(OPTIONS), min_size=1, max_size=3, unique=True))
        found["options"] = {name: {"label": f"选{name}"} for name in names}
    elif kind == "items":
        names = draw(st.lists(st.sampled_from(ITEMS), min_size=1, max_size=3, unique=True))
        found["items"] = {name: {"label": f"有{name}"} for name in names}
    else:
        least, most = LEAST_AND_MOST[kind]
        bounds = {"min": draw(st.sampled_from((None, *least)))}
        bounds["max"] = draw(st.sampled_from((None, *most)))
        found["input"] = {"type": kind, **{key: at for key, at in bounds.items() if at}}
    return found


@st.composite
def conditions(draw: st.DrawFn, question: Data) -> Any:
    """What a guard may ask of a question."""
    if draw(st.integers(0, 5)) == 0:
        return "unanswered"
    kind = kind_of(question)
    if kind == "choice":
        names = list(question["options"])
        some = draw(st.lists(st.sampled_from(names), min_size=1, max_size=2, unique=True))
        return some[0] if len(some) == 1 else some
    if kind == "items":
        some = draw(st.lists(st.sampled_from(list(question["items"])), min_size=1, unique=True))
        return {draw(st.sampled_from(("has", "lacks"))): some}
    if kind == "date":
        return f"{draw(st.sampled_from(WORDS))} {draw(st.sampled_from(DAYS))}"
    return f"{draw(st.sampled_from(SIGNS))} {draw(st.sampled_from(NUMBERS))}"


@st.composite
def guards(draw: st.DrawFn, known: dict[str, Data]) -> Any:
    """One clause, or several of which any must hold."""
    clauses = []
    for _ in range(draw(st.sampled_from((1, 1, 1, 2)))):
        names = draw(st.lists(st.sampled_from(list(known)), min_size=1, max_size=2, unique=True))
        clauses.append({name: draw(conditions(known[name])) for name in names})
    return clauses if len(clauses) > 1 else clauses[0]


@st.composite
def ways(draw: st.DrawFn, known: dict[str, Data], targets: list[str]) -> Any:
    """A target, or guarded branches of which the last has no guard."""
    to = st.sampled_from(targets)
    guarded = draw(st.sampled_from((0, 0, 1, 2)))
    if not guarded:
        return draw(to)
    found = [{"when": draw(guards(known)), "to": draw(to)} for _ in range(guarded)]
    return [*found, {"to": draw(to)}]


@st.composite
def blocks(draw: st.DrawFn, name: str, known: dict[str, Data]) -> Data:
    """The blocks of an outcome: of each kind one for everybody, and some on condition."""
    party = {"party": "seller", "liability": "full", "because": "他卖的"}
    found: Data = {"parties": [party], "steps": ["market"], "evidence": ["order"], "notes": []}
    for list_name, block in (("parties", party), ("steps", {"use": "market"}), ("notes", {})):
        for number in range(draw(st.integers(0, 2))):
            own = {"text": f"{name} {number}"} if list_name == "notes" else block
            found[list_name].append({**own, "when": draw(guards(known))})
    sums = [id_ for id_, question in known.items() if kind_of(question) in ("money", "number")]
    if sums and draw(st.booleans()):
        formula = {"max": [{"times": ["3", draw(st.sampled_from(sums))]}, "500"]}
        found["amounts"] = [{"label": "三倍", "formula": formula, "when": draw(guards(known))}]
    return {key: value for key, value in found.items() if value}


@st.composite
def trees(draw: st.DrawFn, most: int = 5) -> Data:
    """The data of a tree whose shape is sound."""
    ids = list(QUESTIONS[: draw(st.integers(1, most))])
    known = {id_: draw(questions(number)) for number, id_ in enumerate(ids)}
    ends = list(OUTCOMES[: draw(st.integers(1, len(OUTCOMES)))])
    for number, question in enumerate(known.values()):
        onward = ids[number + 1 : number + 2]
        targets = [*onward, *onward, *ids[number + 2 :], *ends]
        if "options" not in question or draw(st.booleans()):
            question["next"] = draw(ways(known, targets))
        for option in question.get("options", {}).values():
            if "next" not in question or draw(st.booleans()):
                option["next"] = draw(ways(known, targets))
    outcomes = {end: draw(outcome(end, known)) for end in ends}
    days = [id_ for id_, question in known.items() if kind_of(question) == "date"]
    dated = {"dated-by": draw(st.sampled_from(days))} if days and draw(st.booleans()) else {}
    return {**HEAD, "start": ids[0], **dated, "questions": known, "outcomes": outcomes}


HEAD: Data = {
    "title": "小树",
    "summary": "一棵生成的树。",
    "audience": "consumer",
    "status": "live",
    "reviewed": {"on": "2026-11-20", "by": ["测试"]},
}


@st.composite
def outcome(draw: st.DrawFn, name: str, known: dict[str, Data]) -> Data:
    """An outcome with its blocks."""
    words = {"title": f"完{name}", "summary": "完了。", "certainty": "strong", "today": "留好。"}
    return {**words, **draw(blocks(name, known)), "cites": ["rule-1"]}


def as_yaml(tree: Data) -> str:
    """The text of a tree, as somebody could have written it."""
    return yaml.dump(tree, Dumper=_Plain, allow_unicode=True, sort_keys=False, width=10_000)


class _Plain(yaml.CSafeDumper):
    """Writes no anchors, which the language refuses."""

    def ignore_aliases(self, _: Any) -> bool:
        return True


@st.composite
def answers(draw: st.DrawFn, tree: Data) -> dict[str, str]:
    """Answers to some questions of a tree, most of them good, in any order."""
    names = draw(st.permutations([*tree["questions"], "nobody-asks"]))
    kept = names[: draw(st.integers(0, len(names)))] if draw(st.booleans()) else names
    return {id_: draw(answer(tree["questions"].get(id_))) for id_ in kept}


def answer(question: Data | None) -> st.SearchStrategy[str]:
    """One answer; of six about one does not fit."""
    if question is None:
        return bad_answers()
    return st.sampled_from((True,) * 5 + (False,)).flatmap(
        lambda good: good_answers(question) if good else bad_answers()
    )


def good_answers(question: Data) -> st.SearchStrategy[str]:
    """Answers in their one way of writing; they may lie outside of the bounds."""
    kind = kind_of(question)
    if kind == "choice":
        return st.sampled_from(list(question["options"]))
    if kind == "items":
        names = list(question["items"])
        return st.lists(st.sampled_from(names), unique=True).map(
            lambda some: ",".join(sorted(some, key=names.index)) or "-"
        )
    if kind == "date":
        return st.sampled_from(("2026-02-01", "2026-04-14")) | st.dates().map(str)
    return st.sampled_from(("0", "100", "167", "500")) | st.integers(0, 10**6).map(from_hundredths)


BAD = (
    "",
    "-",
    ",",
    "a,a",
    "chat,order",
    "constructor",
    "__proto__",
    "1.0",
    "01",
    "-0",
    "+1",
    "1e3",
)
WORSE = ("０", "1,000", " 1", "1 ", "0.001", "9999999999999", "2026-2-1", "2026-02-30", "NaN")
WORST = ("2026-02-01T00:00", "0000-01-01", "10000-01-01", "null", "a,b", "order,order", "二", "😀")


def bad_answers() -> st.SearchStrategy[str]:
    """What nobody could have tapped; some of it fits by chance."""
    return st.sampled_from((*BAD, *WORSE, *WORST)) | st.text(max_size=6)


CHARACTERS = "\n :-{}[],&*!#'\"|>%@`\t\r\x00\x7f\x85\u2028\ufeff\u3000：，0a甲"


@st.composite
def mutated(draw: st.DrawFn, text: str, most: int = 4) -> str:
    """Text with lines lost, doubled or moved, and characters changed, lost or swapped."""
    for _ in range(draw(st.integers(1, most))):
        lines = text.splitlines(keepends=True) or [""]
        at = draw(st.integers(0, len(lines) - 1))
        line = lines[at]
        column = draw(st.integers(0, max(0, len(line) - 1)))
        character = draw(st.sampled_from(CHARACTERS))
        changed = {
            "lose": "",
            "double": line + line,
            "indent": " " + line,
            "dedent": line[1:],
            "change": line[:column] + character + line[column + 1 :],
            "insert": line[:column] + character + line[column:],
            "swap": line[:column] + line[column + 1 : column + 2] + line[column : column + 1]
            + line[column + 2 :],
            "cut": line[:column],
        }  # fmt: skip
        lines[at] = changed[draw(st.sampled_from(sorted(changed)))]
        text = "".join(lines)
    return text


def files(text: str, name: str = "liability/drawn.yaml") -> dict[str, str | bytes]:
    """The small registers with one tree."""
    return {**REGISTERS, name: text}
