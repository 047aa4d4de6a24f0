"""While MkDocs serves: an edited tree is shown at once, without building all other pages anew.

Lists, maps, embeds and the search stay as they are until something else than a tree changes; the
log says so.
"""

from __future__ import annotations

import logging
import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from mkdocs.__main__ import cli
from mkdocs.commands.build import get_context
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import Files
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page
from mkdocs.utils import write_file

from build_hooks.adapters.finished import finish_page
from build_hooks.checking import tree_of
from build_hooks.locale import ui
from build_hooks.output import Output

log = logging.getLogger("mkdocs.weiquan")

MADE_OF = ("trees/", "build_hooks/")
"""The folders of which everything that we generate is made."""
Stamps = dict[str, tuple[int, int]]
Pages = Callable[[list[str]], list[Output] | None]
"""The pages of the trees whose files changed, none where the last good ones stay; or None where a
whole build is needed."""


@dataclass(slots=True)
class Built:
    """What the last whole build leaves for a quick one."""

    config: MkDocsConfig
    files: Files
    env: Any
    nav: Navigation | None = None
    stamps: Stamps = field(default_factory=dict)
    """Size and time of every file that pages are made of."""


def serve(address: str) -> None:
    """Serve on `address`, such as `127.0.0.1:8000`, until somebody stops it.

    Raises:
        click.ClickException: the site cannot be built.
        OSError: the address is taken.
    """
    os.environ.setdefault("NO_MKDOCS_2_WARNING", "1")  # of a version that is not ours
    cli.main(["serve", "--livereload", "-a", address], prog_name="mkdocs", standalone_mode=False)


def stamps(config: MkDocsConfig) -> Stamps:
    """Look at every file that pages are made of."""
    root = Path(config.config_file_path).parent
    found: Stamps = {}
    for folder in (config.docs_dir, *config.watch):
        for file in _files(Path(folder)):
            stat = file.stat()
            name = file.relative_to(root) if file.is_relative_to(root) else file
            found[name.as_posix()] = stat.st_size, stat.st_mtime_ns
    return found


def only_prose(before: Stamps, now: Stamps) -> bool:
    """Whether nothing that trees and their pages are made of has changed."""
    changed = {path for path, _ in before.items() ^ now.items()}
    return bool(before) and not any(path.startswith(MADE_OF) for path in changed)


def _files(folder: Path) -> Iterator[Path]:
    """The files of a folder; those that vanish while we look are none."""
    for file in [folder] if folder.is_file() else sorted(folder.rglob("*")):
        if file.is_file() and not file.name.startswith("."):
            yield file


def edited_trees(built: Built) -> list[str]:
    """The files of trees that changed, if nothing else did and none came or went."""
    now = stamps(built.config)
    if set(now) != set(built.stamps):
        return []
    changed = [path for path, stamp in now.items() if built.stamps[path] != stamp]
    if not changed or any(tree_of(path) is None for path in changed):
        return []
    built.stamps = now
    return changed


def rebuild(built: Built | None, pages: Pages, whole: Callable[[], None]) -> None:
    """Show what changed: edited trees at once, anything else by a whole build."""
    changed = edited_trees(built) if built else []
    outputs = pages(changed) if changed else None
    if not built or outputs is None:
        whole()
        return
    for output in outputs:
        _write(output, built)
    if outputs:
        log.info(ui("build.quick", trees="、".join(sorted({str(tree_of(p)) for p in changed}))))


def _write(output: Output, built: Built) -> None:
    file = built.files.get_file_from_path(output.path)
    if file is None:
        return
    file.content_string = str(output.content)
    if not file.is_documentation_page():
        file.copy_file()
        return
    page = finish_page(file.page or Page(None, file, built.config))
    page.read_source(built.config)
    page.render(built.config, built.files)
    page.take_in()
    page.active = True
    context = get_context(built.nav, built.files, built.config, page)  # type: ignore[arg-type]
    written = built.env.get_template("main.html").render(context)
    page.active = False
    write_file(written.encode(), file.abs_dest_path)
