"""Shorten what an embed is made of, further than the site's own files: it must weigh little.

tdewolff's minifiers give short names to what only one script knows and leave out closing tags that
HTML does not ask for. Where there is none (no wheel for a Mac), pages are correct and a little
heavier.
"""

from __future__ import annotations

from functools import cache
from typing import Any

from rjsmin import jsmin

TYPES = {"script": "application/javascript", "style": "text/css", "markup": "text/html"}
YEAR = 2017
"""Of the JavaScript that a WebView of 2019 reads: nothing newer may come out."""


def smaller(kind: str, text: str) -> str:
    """A `script`, a `style` or some `markup`, shorter."""
    shortener = _shortener()
    if shortener is None:
        return str(jsmin(text)) if kind == "script" else text
    return str(shortener.string(TYPES[kind], text))


@cache
def _shortener() -> Any:
    """Imported when it is needed: it brings threads of its own, after which nothing may fork."""
    try:
        import minify  # noqa: PLC0415
    except ImportError:  # pragma: no cover - a platform without it
        return None
    minify.config({"js-version": YEAR})
    return minify
