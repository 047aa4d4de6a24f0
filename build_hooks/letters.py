"""The letters and the words around them: the file that `letters.js` fetches when one is opened."""

from __future__ import annotations

from typing import Any

from build_hooks.compact import compact
from build_hooks.locale import strings
from build_hooks.model.content import Content
from build_hooks.model.registers import Blank, Letter
from build_hooks.output import Output

LETTERS_PATH = "assets/decision-tree/letters.json"
WORDS = "letters.js."


def letters_json(content: Content) -> Output:
    """Every letter, with its blanks in the order of the register."""
    words = {
        key.removeprefix(WORDS): text for key, text in strings().items() if key.startswith(WORDS)
    }
    letters = {str(id_): _letter(letter) for id_, letter in content.registers.letters.items()}
    data = {"ui": words, "letters": letters}
    return Output(LETTERS_PATH, compact(data))


def _letter(letter: Letter) -> dict[str, Any]:
    return {
        "id": str(letter.id),
        "title": str(letter.title),
        "to": str(letter.to),
        "how": str(letter.how),
        "body": str(letter.body),
        "blanks": [_blank(blank) for blank in letter.blanks.values()],
    }


def _blank(blank: Blank) -> dict[str, Any]:
    data: dict[str, Any] = {"id": str(blank.id), "label": str(blank.label)}
    optional = {
        "hint": blank.hint and str(blank.hint),
        "lines": blank.lines if blank.lines > 1 else None,
        "personal": blank.personal and str(blank.personal),
        "from": [str(name) for name in blank.from_],
        "offer": [str(part) for part in blank.offer],
        "optional": blank.optional,
        "sentence": blank.sentence and str(blank.sentence),
    }
    return data | {key: value for key, value in optional.items() if value}
