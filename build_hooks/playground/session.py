"""What runs in the browser: the check of one tree beside all others, and its live page.

Only what this module imports is packed for the browser. It is called from `playground-worker.js`
with text and gives JSON.
"""

from __future__ import annotations

import json
import pickle
from datetime import date
from pathlib import Path
from typing import Any

from build_hooks.catalogue import Passage
from build_hooks.checking import Checked, check_beside
from build_hooks.embed.markup import away, page_markup
from build_hooks.findings import Finding
from build_hooks.load.folder import CASES_ENDING
from build_hooks.locale import ui
from build_hooks.playground.known import Known, cases_path, tree_path
from build_hooks.render.links import Links
from build_hooks.render.pages import tree_fragment


class Session:
    """One visit to the playground."""

    def __init__(self, known: Known, folder: Path, today: date | None = None) -> None:
        """Work below `folder`, where nothing else is; `today` is by default the clock's."""
        self.known = known
        self.folder = folder
        self.today = today

    def sources(self) -> str:
        """Every tree with its title and its YAML, as JSON."""
        trees = self.known.content.trees
        found = [
            {"id": id_, "title": str(trees[id_].title) if id_ in trees else "", "text": text}
            for path, text in self.known.sources.items()
            if not path.endswith(CASES_ENDING)
            for id_ in [path.removeprefix("trees/").removesuffix(".yaml")]
        ]
        return json.dumps(found, ensure_ascii=False)

    def check(self, id_: str, text: str) -> str:
        """Check `text` as the file of the tree `id_`; findings, proof and live page as JSON."""
        self._write(id_, text)
        done = check_beside(self.known.content, self.folder / "trees", self.today)
        checked = done.only([tree_path(id_)])
        findings = [self._finding(finding) for finding in checked.findings]
        told = {"findings": findings, "proof": _proof(checked, id_), "page": self._page(checked)}
        return json.dumps(told, ensure_ascii=False)

    def _write(self, id_: str, text: str) -> None:
        for old in self.folder.glob("trees/*/*"):
            old.unlink()
        cases = self.known.sources.get(cases_path(id_))
        for path, content in ((tree_path(id_), text), (cases_path(id_), cases)):
            if content is not None:
                file = self.folder / path
                file.parent.mkdir(parents=True, exist_ok=True)
                file.write_bytes(content.encode())

    def _finding(self, finding: Finding) -> dict[str, Any]:
        why = self.known.explained[finding.kind]
        return {
            "kind": finding.kind,
            "severity": str(finding.severity),
            "weight": why.weight,
            "path": finding.place.path,
            "line": finding.place.line,
            "column": finding.place.column,
            "message": finding.message,
            "title": why.title,
            "meaning": why.meaning,
            "failing": _shown(why.failing),
            "mended": _shown(why.mended),
        }

    def _page(self, checked: Checked) -> str | None:
        """The tree to play, unless it has errors."""
        for proof in checked.proofs.values():
            site = self.known.publisher
            fragment = tree_fragment(proof, checked.content, Links(site.url), lean=True)
            return page_markup(proof.tree, away(str(fragment)), site, self.known.dress)
        return None


def _proof(checked: Checked, id_: str) -> str | None:
    proof = checked.proofs.get(id_)
    return ui("check.proof", tree=id_, **proof.figures) if proof else None


def _shown(passages: tuple[Passage, ...]) -> str:
    return "\n".join(passage.shown for passage in passages)


def begin(packed: str, folder: str) -> Session:
    """Begin with what `pack` has put into a file of our own; work below `folder`."""
    known: Known = pickle.loads(Path(packed).read_bytes())
    return Session(known, Path(folder))
