"""Content in which every field that people read holds a text of its own, harmless or hostile."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import fields, is_dataclass
from pathlib import Path
from typing import Any, get_args, get_type_hints

from build_hooks.model.cases import CaseFile
from build_hooks.model.registers import Registers
from build_hooks.model.tree import Tree
from build_hooks.place import Text
from tests.payloads import PAYLOADS

Words = Callable[[], str]
NAMES = {
    "Branch": ("to",), "Option": ("id",), "Item": ("id",), "Use": ("use",),
    "Question": ("id", "use", "cites"), "PartyBlock": ("party", "cites"),
    "TextBlock": ("cites",), "StepBlock": ("use", "cites"), "AmountBlock": ("cites",),
    "DeadlineBlock": ("use", "from_"), "GapBlock": ("cites",), "Input": ("min", "max"),
    "Outcome": ("id", "letter", "cites"), "Renamed": ("id", "to"),
    "Tree": ("id", "start", "dated_by", "was"),
    "Provision": ("id",), "Law": ("id", "replaced_by"), "Party": ("id",),
    "Channel": ("id", "times", "letters", "guide", "cites"), "Remedy": ("id", "cites"),
    "Evidence": ("id", "cites"), "Timescale": ("id", "cites"), "Term": ("id", "cites"),
    "Synonym": ("find",), "Blank": ("id", "from_"), "Letter": ("id", "cites"),
    "SharedOption": ("id",), "SharedQuestion": ("id", "cites"),
    "Case": ("id", "answers", "outcome"), "CaseFile": ("id",), "Comparison": ("value",),
    "Condition": ("question", "options", "has", "lacks"),
    "Constant": ("value",), "Answer": ("question",),
    "ExpectedAmount": ("label", "is_"), "Contact": (),
    "Listed": ("gaps", "parties", "remedies", "deadlines", "steps", "evidence", "prove", "notes"),
    "Shows": (
        "gaps", "parties", "remedies", "deadlines", "steps", "evidence", "prove", "notes",
        "cites", "liability", "first",
    ),
}  # fmt: skip
"""Fields that name something else, and must name what is there. All others hold words."""


def harmless() -> Words:
    """Words that stand nowhere else, each once."""
    numbers = iter(range(10_000))
    return lambda: f"字{next(numbers):04}字"


def hostile(first: int = 0) -> Words:
    """The payloads in a circle, from one of them on."""
    numbers = iter(range(first, first + 10_000))
    return lambda: PAYLOADS[next(numbers) % len(PAYLOADS)]


def write(folder: Path, files: Mapping[str, Any]) -> Path:
    """Write content; JSON is YAML too, and says every sign."""
    for name, data in files.items():
        file = folder / "trees" / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(json.dumps(data, ensure_ascii=False, indent=1), "utf-8")
    return folder / "trees"


def content(words: Words, trees: int = 3) -> dict[str, Any]:
    """All registers, trees and cases, by file."""
    files = dict(registers(words))
    for number in range(trees):
        name = f"t{number}"
        topic = ("complaint", "liability", "quality")[number % 3]
        files[f"{topic}/{name}.yaml"] = tree(words, quality=topic == "quality")
        files[f"{topic}/{name}.cases.yaml"] = cases(words)
    return files


def registers(w: Words) -> Iterator[tuple[str, Any]]:
    """Two entries in each register."""
    yield "reference/laws.yaml", {"laws": {f"law-{n}": law(w, n) for n in "ab"}}
    for name, entry in ENTRIES.items():
        yield f"reference/{name}.yaml", {name: {f"{name}-{n}": entry(w) for n in "ab"}}
    terms = {f"terms-{n}": term(w) for n in "ab"}
    synonyms = [{"say": [w(), w()], "find": ["字"]}]
    yield "reference/terms.yaml", {"terms": terms, "synonyms": synonyms}


def law(w: Words, n: str) -> dict[str, Any]:
    provision = {"article": w(), "gist": w(), "limits": w()}
    return {
        "title": w(), "short": w(), "kind": "law", "from": "2020-01-01",
        "url": "https://www.samr.gov.cn/x?a=1&b=%22%3Cx%3E",
        "provisions": {f"p-{n}": provision},
    }  # fmt: skip


def term(w: Words) -> dict[str, Any]:
    return {"title": w(), "plain": w(), "also": [w(), w()], "cites": ["p-a"]}


def channel(w: Words) -> dict[str, Any]:
    return {
        "title": w(), "short": w(), "kind": "complaint", "who": w(), "can": [w(), w()],
        "cannot": [w()], "how": [w()], "bring": [w()], "cost": w(), "if-fails": w(),
        "times": ["timescales-a"], "letters": ["letters-a"], "cites": ["p-a"],
        "contact": {"phone": w(), "url": "https://www.12315.cn/"},
    }  # fmt: skip


def letter(w: Words) -> dict[str, Any]:
    body = w().replace("{", "｛") + "\n{name}\n{claims}\n{law}\n{whole}"
    blanks = {
        "name": {"label": w(), "hint": w(), "personal": w()},
        "whole": {"label": w(), "sentence": w()},
    }
    return {"title": w(), "to": w(), "how": w(), "body": body, "blanks": blanks, "cites": ["p-a"]}


def shared(w: Words) -> dict[str, Any]:
    options = {"yes": {"label": w()}, "unsure": {"label": w()}}
    return {"ask": w(), "help": w(), "why": w(), "cites": ["p-a"], "options": options}


def timescale(w: Words) -> dict[str, Any]:
    return {
        "title": w(), "length": 7, "unit": "natural-days", "from": w(), "rule": w(),
        "extend": w(), "ask": w(), "cites": ["p-a"],
    }  # fmt: skip


ENTRIES: dict[str, Callable[[Words], dict[str, Any]]] = {
    "parties": lambda w: {"title": w(), "plain": w(), "also": [w()]},
    "channels": channel,
    "remedies": lambda w: {"title": w(), "what": w(), "limits": [w()], "proof": w()},
    "evidence": lambda w: {"title": w(), "why": w(), "how": w(), "kept-by-others": w()},
    "timescales": timescale,
    "letters": letter,
    "questions": shared,
}


def tree(w: Words, *, quality: bool = False) -> dict[str, Any]:
    """A tree with a question of each kind, and an outcome with a block of each kind."""
    said = {"ask": w(), "help": w(), "why": w(), "cites": ["p-a"]}
    options = {"a": {"label": w(), "next": "number"}, "unsure": {"label": w(), "next": "end"}}
    reason = {"guard-never-asked": w()}
    questions = {
        "pick": {**said, "options": options, "allow": reason},
        "number": {
            "ask": w(), "help": w(), "why": w(), "next": "day",
            "input": {"type": "number", "min": 0, "max": 9, "unit": w()},
        },
        "day": {"ask": w(), "help": w(), "why": w(), "input": {"type": "date"}, "next": "ticks"},
        "ticks": {
            "ask": w(), "help": w(), "why": w(), "next": "again",
            "items": {"one": {"label": w()}, "two": {"label": w()}},
        },
        "again": {"use": "questions-a", "options": {
            "yes": {"next": "full"}, "unsure": {"next": "full"}}},
    }  # fmt: skip
    verdict = {"verdict": "mend"} if quality else {}
    return {
        "title": w(), "summary": w(), "audience": "merchant" if quality else "consumer",
        "keywords": [w(), w()],
        "status": "live", "reviewed": {"on": "2026-11-20", "by": [w()]}, "start": "pick",
        "questions": questions,
        "outcomes": {"full": {**full(w), **verdict}, "end": {**end(w), **verdict}},
        "renamed": {"was-here": {"reason": w()}},
    }  # fmt: skip


def end(w: Words) -> dict[str, Any]:
    return {
        "title": w(), "summary": w(), "certainty": "likely", "today": w(),
        "parties": [{"party": "parties-a", "liability": "full", "because": w()}],
        "steps": [{"use": "channels-a", "do": w(), "cites": ["p-a"]}],
        "evidence": ["evidence-a"], "cites": ["p-a", "p-b"],
    }  # fmt: skip


def full(w: Words) -> dict[str, Any]:
    more = {
        "gaps": [{"duty": w(), "do": w(), "by": w(), "cites": ["p-a"]}],
        "prove": [{"text": w(), "cites": ["p-a"]}], "remedies": ["remedies-a", "remedies-b"],
        "amounts": [{"label": w(), "formula": {"times": [3, "number"]}, "cites": ["p-a"]}],
        "deadlines": [{"use": "timescales-a", "from": "day"}, "timescales-b"],
        "notes": [{"text": w(), "when": {"pick": "a"}}], "letter": "letters-a",
        "evidence": ["evidence-a", "evidence-b"],
        "allow": {"guard-never-asked": w()},
    }  # fmt: skip
    return {**end(w), **more}


def cases(w: Words) -> dict[str, Any]:
    case = {
        "title": w(), "kind": "court", "story": w(), "result": w(), "authority": w(),
        "decided": w(), "note": w(), "answers": {"pick": "unsure"}, "outcome": "end",
        "source": {"publisher": w(), "url": "https://www.court.gov.cn/x"},
    }  # fmt: skip
    return {"cases": {"one": case}}


def fields_of_words() -> set[tuple[str, str]]:
    """Every field of the model that holds words of people, as class and field."""
    found: set[tuple[str, str]] = set()
    seen: set[type] = set()
    for root in (Tree, CaseFile, Registers):
        _collect(root, seen, found)
    return found


def _collect(type_: Any, seen: set[type], found: set[tuple[str, str]]) -> None:
    if type_ in seen or not is_dataclass(type_):
        return
    seen.add(type_)  # type: ignore[arg-type]
    hints = get_type_hints(type_)
    for item in fields(type_):
        for part in _parts(hints[item.name]):
            if part is Text and item.name not in NAMES.get(type_.__name__, ()):
                found.add((type_.__name__, item.name))
            _collect(part, seen, found)


def _parts(hint: Any) -> Iterator[Any]:
    """The types inside of a hint; of a mapping only those of its values."""
    inside = get_args(hint)
    if not inside:
        yield hint
    for part in inside[1:] if getattr(hint, "__origin__", None) is dict else inside:
        yield from _parts(part)


def filled(value: Any, words: str = "字") -> set[tuple[str, str]]:
    """The fields of a value of the model in which words of ours stand."""
    found: set[tuple[str, str]] = set()
    for name, part in _named(value):
        if any(isinstance(text, Text) and text.startswith(words) for text in _flat(part)):
            found.add((type(value).__name__, name))
        for inner in _flat(part):
            found |= filled(inner, words)
    return found


def _named(value: Any) -> Iterator[tuple[str, Any]]:
    if is_dataclass(value):
        yield from ((item.name, getattr(value, item.name)) for item in fields(value))


def _flat(part: Any) -> list[Any]:
    if isinstance(part, dict):
        return list(part.values())
    return list(part) if isinstance(part, tuple) and not isinstance(part, Text) else [part]
