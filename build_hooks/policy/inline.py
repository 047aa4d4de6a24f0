"""What stands in a page and could run there: scripts, styles, handlers, addresses that are code."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html.parser import HTMLParser

from build_hooks.policy.directives import Policy, hashed

INLINE = {"script": "script-src", "style": "style-src"}
DATA = ("application/json", "application/ld+json")
"""Types of scripts that are no programs."""
CODE = re.compile(r"(?:javascript|vbscript):|data:text", re.I)
UNREAD = re.compile(r"[\x00-\x20]")
"""What browsers pass over in front of a scheme, and some of it inside."""
ADDRESSES = ("href", "src", "action", "formaction", "data", "xlink:href", "srcdoc")


class _Inline(HTMLParser):
    """Collects the inline scripts and styles, and what no policy by hash can allow."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[tuple[str, str]] = []
        self.wrong: list[str] = []
        self._open = ""
        self._text: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag in INLINE and "src" not in given and given.get("type") not in DATA:
            self._open, self._text = tag, []
        for name, value in attrs:
            if name == "style" or name.startswith("on"):
                self.wrong.append(f"<{tag} {name}=…>")
            if name in ADDRESSES and CODE.match(UNREAD.sub("", value or "")):
                self.wrong.append(f'<{tag} {name}="{(value or "")[:30]}">')

    def handle_data(self, data: str) -> None:
        if self._open:
            self._text.append(data)

    def handle_endtag(self, tag: str) -> None:
        if tag == self._open:
            self.parts.append((tag, "".join(self._text)))
            self._open = ""


def parts_of(html: str) -> list[tuple[str, str]]:
    """The inline scripts and styles of a page: `script` or `style`, and the text of each."""
    return _parsed(html).parts


def strays(html: str, policy: Policy) -> Iterator[str]:
    """What stands in a page that its policy would stop, in a few characters each."""
    parsed = _parsed(html)
    for tag, text in parsed.parts:
        if hashed(text) not in policy.directives[INLINE[tag]]:
            yield f"<{tag}>{text.strip()[:40]}"
    yield from parsed.wrong


def _parsed(html: str) -> _Inline:
    parser = _Inline()
    parser.feed(html)
    parser.close()
    return parser
