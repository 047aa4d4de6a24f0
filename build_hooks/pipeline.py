"""Trees in, a site out: everything between the folder and the edge."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path, PurePosixPath

from markupsafe import Markup

from build_hooks.api.files import api_files, search_file
from build_hooks.api.published import Published
from build_hooks.checking import Checked, check
from build_hooks.collector import without_collector
from build_hooks.compact import compact
from build_hooks.embed.files import embed_files
from build_hooks.embed.page import dress_for_any
from build_hooks.embed.start import Found
from build_hooks.findings import Finding
from build_hooks.letters import letters_json
from build_hooks.locale import strings, ui
from build_hooks.maps.files import map_files
from build_hooks.model.tree import Topic
from build_hooks.output import Output
from build_hooks.playground.files import Playground, playground
from build_hooks.playground.known import known_of
from build_hooks.publisher import NOBODY, Publisher
from build_hooks.render.links import Links
from build_hooks.render.pages import pages, tree_fragment
from build_hooks.search.addresses import addresses
from build_hooks.search.documents import Document, documents
from build_hooks.search.synonyms import synonyms
from build_hooks.shelf import Shelf
from build_hooks.terms import terms_json
from build_hooks.workdays import calendar_script

STRINGS_PATH = "assets/decision-tree/strings.js"
PARTS = ("result", "fields", "sight", "map", "embed", "search", "place", "playground")
"""What is fetched on demand and has interface strings of its own."""
CALENDAR_PATH = "assets/decision-tree/calendar.js"
SCRIPT_KEYS = "js."


@dataclass(frozen=True)
class Site:
    """What was built of a folder of trees."""

    checked: Checked
    publisher: Publisher = NOBODY

    @property
    def findings(self) -> list[Finding]:
        """What the verifier has to say."""
        return self.checked.findings

    @property
    def ok(self) -> bool:
        """Whether it may be published."""
        return self.checked.ok

    @cached_property
    @without_collector()
    def outputs(self) -> list[Output]:
        """Every generated page and script."""
        keep = self._shelf.put
        found = list(pages(self.checked.content, self.checked.proofs, keep))
        published = Published(self.checked.content, self.checked.proofs, self.publisher)
        letters = letters_json(self.checked.content)
        return [
            *found,
            *api_files(published, keep),
            *map_files(self.checked.content, self.checked.proofs, keep),
            letters,
            terms_json(self.checked.content),
            addresses(self.checked.content),
            *_script_modules(),
        ]

    @cached_property
    def _shelf(self) -> Shelf:
        """Where the outputs lie as long as somebody has this site."""
        return Shelf()

    @cached_property
    def documents(self) -> list[Document]:
        """What the search can find in trees and registers; guides come from the site generator."""
        return list(documents(self.checked.content, self.checked.proofs))

    def search_data(self, documents: list[Document]) -> Output:
        """The API's file of all that can be found."""
        return search_file(documents, self.publisher)

    def embeds(self, sources: dict[str, str], there: Collection[str]) -> Iterator[Output]:
        """The pages for frames; `sources` are our own scripts and styles, as they are written."""
        checked = self.checked
        found = Found(checked.content, checked.proofs, self.documents, self.synonyms)
        scripts = self._with_made(sources)
        keep = self._shelf.put
        yield from embed_files(found, self.publisher, scripts, there, keep)

    def playground(self, sources: dict[str, str], trees: Path) -> Playground | None:
        """The page that checks and plays a tree while it is written; None without its Python."""
        dress = dress_for_any(self._with_made(sources))
        return playground(known_of(self.checked.content, trees, self.publisher, dress))

    def _with_made(self, sources: dict[str, str]) -> dict[str, str]:
        """Scripts and styles by name, those that are generated too."""
        scripts = (output for output in self.outputs if output.path.endswith(".js"))
        made = {PurePosixPath(output.path).name: str(output.content) for output in scripts}
        return {**made, **sources}

    @cached_property
    def synonyms(self) -> dict[str, str]:
        """What to look for too when people use their own words."""
        return synonyms(self.checked.content.registers)

    def fragment(self, tree: str, links: Links) -> Markup:
        """The player of a tree, to stand inside another page.

        Raises:
            KeyError: there is no such tree, or it has errors.
        """
        return tree_fragment(self.checked.proofs[tree], self.checked.content, links)


def build_site(trees: Path, publisher: Publisher = NOBODY) -> Site:
    """Check a folder of trees; pages are rendered when they are asked for."""
    return Site(check(trees), publisher)


def script_modules() -> dict[str, str]:
    """The generated scripts by file name, as modules that ours import."""
    return {PurePosixPath(one.path).name: str(one.content) for one in _script_modules()}


def _script_modules() -> Iterator[Output]:
    yield Output(STRINGS_PATH, script_strings())
    yield from (Output(part_path(part), _module(_kept(f"{part}.js."))) for part in PARTS)
    yield Output(CALENDAR_PATH, calendar_script())


def script_strings() -> str:
    """The interface strings that every page loads, as a JavaScript module."""
    return _module(_kept(SCRIPT_KEYS) | {f"topic.{topic}": ui(f"topic.{topic}") for topic in Topic})


def part_path(part: str) -> str:
    """Where the interface strings of a part stand that is fetched on demand."""
    return f"assets/decision-tree/{part}-strings.js"


def _kept(prefix: str) -> dict[str, str]:
    return {
        key.removeprefix(prefix): text for key, text in strings().items() if key.startswith(prefix)
    }


def _module(kept: dict[str, str]) -> str:
    return f"export default {compact(kept)};\n"
