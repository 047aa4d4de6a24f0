"""A page of MkDocs that needs no Markdown: it came as HTML."""

from __future__ import annotations

import re

from markupsafe import Markup
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import Files
from mkdocs.structure.pages import Page
from mkdocs.structure.toc import TableOfContents

ANCHOR = re.compile(r'\bid="([^"]+)"')


class FinishedPage(Page):
    """Its text is its content; it is read when it is written, and no Markdown is made ready."""

    _start: int
    """Where the text begins in the file, behind what the page says of itself."""

    def render(self, config: MkDocsConfig, files: Files) -> None:  # noqa: ARG002 - as MkDocs calls
        """Note where the text is; there is no table of contents beside it."""
        self._start = len(self.file.content_string) - len(self.markdown or "")
        self.markdown = self.content = ""
        self.toc = TableOfContents([])

    def take_in(self) -> None:
        """Have the text as content."""
        self.content = Markup(self._text())

    @property
    def present_anchor_ids(self) -> set[str]:  # type: ignore[override]
        """What links may name; looked for when a link does."""
        return anchors(self._text())

    def _text(self) -> str:
        return self.file.content_string[self._start :]


def finish_page(page: Page) -> FinishedPage:
    """Make a page one that came as HTML: MkDocs makes pages itself, of one class."""
    page.__class__ = FinishedPage
    assert isinstance(page, FinishedPage)
    return page


def anchors(html: str) -> set[str]:
    """What links to a page may name."""
    return set(ANCHOR.findall(html))
