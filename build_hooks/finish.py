"""What is done with a finished site, whichever generator wrote it: leave out what no page uses."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from build_hooks.collector import without_collector
from build_hooks.folders import files_of
from build_hooks.theme_style import lighter, used_by

UNUSED = re.compile(r"assets/javascripts/.*|assets/stylesheets/.*\.map|search\.json")
"""What themes bring and no page asks for: scripts, maps to their sources, an index of their own."""
THEME_STYLES = "assets/stylesheets"
OWN_STYLES = "assets/decision-tree"
STYLE = re.compile(r'<link\b[^>]*\bhref="([^"]+\.css)"')


@without_collector()
def finish(site: Path) -> None:
    """Leave out the theme's scripts, and of its styles what no page of the finished site has."""
    for path in files_of(site):
        if UNUSED.fullmatch(path):
            (site / path).unlink()
    asked: set[str] = set()
    used = used_by(_noting(asked, site.rglob("*.html")))
    own = "".join(file.read_text("utf-8") for file in sorted((site / OWN_STYLES).glob("*.css")))
    styles = dict(_asked(site / THEME_STYLES, asked))
    for name, style in lighter(styles, used, own).items():
        Path(name).write_text(style, "utf-8")
    _leave_out_empty(site / "assets")


def _noting(asked: set[str], pages: Iterable[Path]) -> Iterator[str]:
    """The text of all pages, one by one; the names of the styles that they ask for are noted."""
    for file in pages:
        page = file.read_text("utf-8")
        asked.update(Path(address).name for address in STYLE.findall(page))
        yield page


def _asked(folder: Path, asked: set[str]) -> Iterator[tuple[str, str]]:
    """The theme's styles that some page asks for, by file; the others go."""
    for file in (folder / path for path in files_of(folder)):
        if file.name in asked:
            yield str(file), file.read_text("utf-8")
        else:
            file.unlink()


def _leave_out_empty(folder: Path) -> None:
    for inner in sorted(folder.rglob("*"), reverse=True):
        if inner.is_dir() and not any(inner.iterdir()):
            inner.rmdir()
