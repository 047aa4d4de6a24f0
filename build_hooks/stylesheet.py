"""What is read of a style sheet in more than one place."""

from __future__ import annotations

import re
from typing import Any

ASKED = re.compile(r"var\(\s*(--[\w-]+)")
"""A custom property that some declaration asks for."""


def selectors_of(prelude: list[Any]) -> list[list[Any]]:
    """The tokens of each selector of a rule, without the commas between them."""
    parts: list[list[Any]] = [[]]
    for token in prelude:
        if token == ",":
            parts.append([])
        else:
            parts[-1].append(token)
    return parts
