"""How high a frame must be for a tree's tallest question, without a browser.

Chinese is set in squares, and all heights of an embed come from its style, so lines can be counted.
A test measures every question of every tree in a real browser: never more than computed here, and
the tallest never less than four fifths of it. Results are longer and scroll.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil
from unicodedata import east_asian_width

from build_hooks.locale import ui
from build_hooks.model.tree import Question, Tree

NARROW, WIDE = 320, 768
WIDTHS = (NARROW, WIDE)
"""Pixels of the frames: a small phone, a column of a page."""
SCALES = {"large": 147 / 125, "xlarge": 170 / 125}
"""Of `data-size` in embed.css."""
SIDES = 32
"""What a page has on its left and right."""
LATIN = 0.62
"""Of the width of a Chinese sign; capitals are wider, letters narrower."""
HANGING = 1
"""Signs by which a line may be short, because no line begins with a comma."""


@dataclass(frozen=True, slots=True)
class Text:
    """How a kind of text is set; all in pixels."""

    size: float
    line: float
    around: float
    """Margins and padding, above and below."""
    sides: float = 0
    least: float = 0

    def height(self, text: object, width: float) -> float:
        """Of a text in a column of `width`."""
        across = max(1, int((width - self.sides) / self.size) - HANGING)
        lines = ceil(sum(_ems(letter) for letter in str(text)) / across)
        return max(self.least, lines * self.line) + self.around


TITLE = Text(20, 28, 0)
ASK = Text(26, 36.4, 13)
HELP = Text(18, 31.5, 14.4)
OPTION = Text(19, 26.6, 12 + 26, sides=40 + 16, least=32)
ITEM = Text(19, 33.3, 10 + 20, sides=76, least=32)
FOOT = Text(15, 26.3, 6)
PAGE, PROGRESS, OPTIONS, WHY, SUBMIT, TYPED = 24, 36, 28, 60, 62, 110
BUTTONS = {NARROW: 118, WIDE: 64}
ANSWERS = 62
FOOT_RULE, FOOT_LINK = 40, 68


def heights(tree: Tree) -> dict[int, int]:
    """The height of the tallest question by the width of the frame."""
    return {width: _tallest(tree, width, width) for width in WIDTHS}


def taller(tree: Tree) -> dict[str, int]:
    """The height on a phone by the size of the text: as if the phone were that much narrower."""
    return {
        size: ceil(_tallest(tree, NARROW, NARROW / scale) * scale) for size, scale in SCALES.items()
    }


def _tallest(tree: Tree, kind: int, width: float) -> int:
    inner = width - SIDES
    around = PAGE + PROGRESS + TITLE.height(tree.title, inner) + _foot(tree, inner)
    steps = (
        _question(question, inner) + (0 if question.id == tree.start else BUTTONS[kind] + ANSWERS)
        for question in tree.questions.values()
    )
    return ceil(around + max(steps))


def _question(question: Question, width: float) -> float:
    height = ASK.height(question.ask, width) + OPTIONS
    if question.help:
        height += HELP.height(question.help, width)
    if question.why or question.cites:
        height += WHY
    if question.is_choice:
        return height + sum(OPTION.height(each.label, width) for each in question.all_options())
    items = question.items or {}
    height += sum(ITEM.height(item.label, width) for item in items.values())
    return height + SUBMIT + (TYPED if question.input else 0)


def _foot(tree: Tree, width: float) -> float:
    who = "、".join(str(name) for name in tree.reviewed.by)
    words = ui("tree.reviewed", on=tree.reviewed.on, by=who) + ui("disclaimer")
    return FOOT_RULE + FOOT.height(words, width) + FOOT_LINK


def _ems(letter: str) -> float:
    return 1 if east_asian_width(letter) in "WFA" else LATIN
