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
    """Its text is its content; a machine that reads Markdown is not even made."""

    def render(self, config: MkDocsConfig, files: Files) -> None:  # noqa: ARG002 - as MkDocs calls
        """Take the text as it is; there is no table of contents beside it."""
        self.content = Markup(self.markdown)
        self.toc = TableOfContents([])

    @property
    def present_anchor_ids(self) -> set[str]:  # type: ignore[override]
        """What links may name; looked for when a link does."""
        return anchors(self.content or "")


def anchors(html: str) -> set[str]:
    """What links to a page may name."""
    return set(ANCHOR.findall(html))


def finish_page(page: Page) -> None:
    """Make a page one that came as HTML: MkDocs makes pages itself, of one class."""
    page.__class__ = FinishedPage
