"""Find text that YAML takes for a comment: `第一 #2 间` ends before its `#`."""

from __future__ import annotations

import re
from collections.abc import Iterator

from build_hooks.load.source import Scalar, scalars

HASH = re.compile(r"(?<=\S) +#[^\s#]")
REST = re.compile(r" +#[^\s#][^\r\n]*")


def cut_texts(text: str, path: str) -> Iterator[tuple[Scalar, str]]:
    """Values without quotes that a `#` cuts short, each with what is cut off.

    A comment has a space behind its `#`, so it is none of these.
    """
    if not HASH.search(text):
        return
    for scalar in scalars(text, path):
        rest = REST.match(text, scalar.end)
        if scalar.plain and rest:
            yield scalar, rest[0]
