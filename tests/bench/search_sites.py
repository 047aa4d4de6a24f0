"""The site built for measuring the search: as it is, with other documents, or with Material's.

python -m tests.bench.search_sites FOLDER    build the site with Material's own search on
"""

from __future__ import annotations

import sys
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from unittest import mock

from mkdocs.commands.build import build
from mkdocs.config import load_config

from build_hooks import assembly
from build_hooks.output import Output
from build_hooks.search.documents import Document
from build_hooks.search.shards import search_files
from tests.conftest import ROOT


@dataclass
class Built:
    """What the search of a built site was made of."""

    documents: list[Document] = field(default_factory=list)
    rest: tuple[Any, ...] = ()
    """What else it was made of."""

    def keep(self, documents: Iterable[Document], *rest: Any) -> Iterable[Output]:
        """Stand in for the `search_files` of the assembly."""
        self.documents, self.rest = list(documents), rest
        return search_files(self.documents, *rest)

    def write(self, folder: Path, documents: Iterable[Document]) -> None:
        """Write the search of other documents into a folder."""
        for output in search_files(documents, *self.rest):
            file = folder / output.path
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(output.content, "utf-8")


def build_site(folder: Path, **settings: object) -> Built:
    """Build the site into a folder, as `make site` does."""
    made = Built()
    config = load_config(str(ROOT / "mkdocs.yml"), site_dir=str(folder), **settings)
    with mock.patch.object(assembly, "search_files", made.keep):
        build(config)
    return made


if __name__ == "__main__":
    build_site(Path(sys.argv[1]), plugins=["search"])
