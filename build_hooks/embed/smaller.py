"""Shorten what an embed is made of, further than the site's own files: it must weigh little.

tdewolff's minifiers give short names to what only one script knows and leave out closing tags that
HTML does not ask for. Where there is none (no wheel for a Mac), pages are correct and a little
heavier.
"""

from __future__ import annotations

from typing import Any

from rjsmin import jsmin

try:
    import minify
except ImportError:  # pragma: no cover - a platform without it
    minify: Any = None  # type: ignore[no-redef]

TYPES = {"script": "application/javascript", "style": "text/css", "markup": "text/html"}
YEAR = 2017
"""Of the JavaScript that a WebView of 2019 reads: nothing newer may come out."""


def smaller(kind: str, text: str) -> str:
    """A `script`, a `style` or some `markup`, shorter."""
    if minify is None:
        return str(jsmin(text)) if kind == "script" else text
    minify.config({"js-version": YEAR})
    return str(minify.string(TYPES[kind], text))
