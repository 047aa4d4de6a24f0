"""Shorten what an embed is made of, further than the site's own files: it must weigh little.

tdewolff's minifiers give short names to what only one script knows and leave out closing tags that
HTML does not ask for. Where there is none (no wheel for a Mac), pages are correct and a little
heavier.
"""

from __future__ import annotations

from rjsmin import jsmin

try:
    import minify as shortener
except ImportError:  # pragma: no cover - a platform without it
    shortener = None

TYPES = {"script": "application/javascript", "style": "text/css", "markup": "text/html"}
YEAR = 2017
"""Of the JavaScript that a WebView of 2019 reads: nothing newer may come out."""


def smaller(kind: str, text: str) -> str:
    """A `script`, a `style` or some `markup`, shorter."""
    if shortener is None:
        return str(jsmin(text)) if kind == "script" else text
    shortener.config({"js-version": YEAR})
    return str(shortener.string(TYPES[kind], text))
