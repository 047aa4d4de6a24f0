"""The golden walks: their tree as a payload, their cases, the same for both evaluators."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml

from build_hooks.model.guard import DATE_WORDS, NUMBER_SIGNS

GOLDEN = yaml.safe_load((Path(__file__).parent / "golden/walk.yaml").read_text("utf-8"))
CASES: dict[str, dict[str, Any]] = GOLDEN["cases"]


def guard(when: Any) -> list[list[list[Any]]]:
    clauses = when if isinstance(when, list) else [when]
    return [[test(q, value) for q, value in clause.items()] for clause in clauses]


def test(question: str, value: Any) -> list[Any]:
    if value == "unanswered":
        return [question, "un", None]
    if isinstance(value, dict):
        ((how, items),) = value.items()
        return [question, how, items]
    sign, _, constant = value.partition(" ") if isinstance(value, str) else ("", "", "")
    if sign in NUMBER_SIGNS:
        return [question, sign, constant]
    if sign in DATE_WORDS:
        return [question, f"d{DATE_WORDS[sign]}", constant]
    return [question, "in", value if isinstance(value, list) else [value]]


def branches(target: Any) -> list[dict[str, Any]]:
    if isinstance(target, str):
        return [{"to": target}]
    return [
        {"to": item["to"], **({"when": guard(item["when"])} if "when" in item else {})}
        for item in target
    ]


def payload() -> dict[str, Any]:
    tree = GOLDEN["tree"]
    return {
        "v": 1,
        "tree": "liability/golden",
        "start": tree["start"],
        "questions": {
            id_: {**given, "next": branches(given["next"])}
            if "next" in given
            else {"options": {option: branches(to) for option, to in given.items()}}
            for id_, given in tree["questions"].items()
        },
        "outcomes": {
            id_: {block: guard(when) for block, when in blocks.items()}
            for id_, blocks in tree["outcomes"].items()
        },
    }
