"""Article numbers as people type them: 第五百八十七条 is 587条 to somebody in a hurry."""

from __future__ import annotations

import re

DIGITS = {char: value for value, char in enumerate("零一二三四五六七八九")} | {"两": 2}
UNITS = {"十": 10, "百": 100, "千": 1000}
NUMBER = re.compile(f"第([{''.join((*DIGITS, *UNITS))}]+)条")


def in_digits(text: str) -> str:
    """The numbers of the articles in a text: `587条 588条`."""
    return " ".join(f"{_value(number)}条" for number in NUMBER.findall(text))


def _value(number: str) -> int:
    """The value of a Chinese numeral below ten thousand."""
    total, digit = 0, 0
    for char in number:
        if char in UNITS:
            total += (digit or 1) * UNITS[char]
            digit = 0
        else:
            digit = DIGITS[char]
    return total + digit
