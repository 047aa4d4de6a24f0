"""Load a folder of trees: every YAML file in it becomes part of one `Content`."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import fields
from pathlib import Path
from typing import Any

from build_hooks.findings import Report, suggestion
from build_hooks.load.belongs import homes
from build_hooks.load.comments import cut_texts
from build_hooks.load.fields import ID, Reader, UnreadableError
from build_hooks.load.formulas import read_formula
from build_hooks.load.guards import read_guard
from build_hooks.load.source import Mapping, SourceError, decode, parse
from build_hooks.model.cases import CaseFile
from build_hooks.model.content import Content
from build_hooks.model.formula import Formula
from build_hooks.model.guard import Guard
from build_hooks.model.registers import BESIDE, Registers
from build_hooks.model.tree import Topic, Tree
from build_hooks.place import Place, Text

CASES_ENDING = ".cases.yaml"
REFERENCE = "reference"
SCHEMAS = ("tree.schema.json", "cases.schema.json", "reference.schema.json")
"""What editors read beside the files; `python -m build_hooks schema` writes them."""
REGISTERS = tuple(item.name for item in fields(Registers))
FILES = {
    file: [name for name in REGISTERS if BESIDE.get(name, name) == file]
    for file in dict.fromkeys(BESIDE.get(name, name) for name in REGISTERS)
}
"""The registers of each file."""


def load_folder(folder: Path, report: Report, only: Collection[str] = ()) -> Content:
    """Read all trees, cases and registers below `folder`; what cannot be read is reported.

    With `only`, ids of trees, the other trees and their cases are not opened.
    """
    loader = _Loader(folder, report, only)
    loader.refuse_strays()
    registers = loader.registers()
    trees = {str(tree.id): tree for tree in loader.trees()}
    cases = {str(file.id): file for file in loader.case_files()}
    return Content(trees, registers, cases, frozenset(loader.unread), frozenset(loader.elsewhere))


class _Loader:
    def __init__(self, folder: Path, report: Report, only: Collection[str] = ()) -> None:
        self.folder = folder
        self.report = report
        self.only = only
        self.elsewhere: set[str] = set()
        self.reader = Reader(report, {Guard: read_guard, Formula: read_formula}, homes)
        self.unread: set[str] = set()
        self.files = sorted(path for path in folder.rglob("*") if path.is_file())

    def path(self, file: Path) -> str:
        return f"{self.folder.name}/{file.relative_to(self.folder).as_posix()}"

    def refuse_strays(self) -> None:
        """A file that nobody reads is a mistake that nobody sees."""
        for file in self.files:
            if not self.expected(file):
                self.report.add("stray-file", Place(self.path(file)), name=file.name)

    def expected(self, file: Path) -> bool:
        if file.name == "README.md" or (file.parent == self.folder and file.name in SCHEMAS):
            return True
        if file.suffix != ".yaml" or file.parent.parent != self.folder:
            return False
        if file.parent.name == REFERENCE:
            return file.stem in FILES
        return file.parent.name in list(Topic)

    def mapping(self, file: Path) -> Mapping | None:
        """Return the file's top mapping, or report why there is none."""
        try:
            text = decode(file, self.path(file))
            node = parse(text, self.path(file))
        except SourceError as error:
            self.report.add(error.kind, error.place, **error.data)
            return None
        for scalar, rest in cut_texts(text, self.path(file)):
            self.report.warn("yaml-hash", scalar.place, found=rest.strip())
        if isinstance(node, Mapping):
            return node
        self.report.add("not-a-mapping", node.place)
        return None

    def in_topics(self, *, cases: bool) -> Iterator[tuple[Text, Mapping]]:
        """Yield the id and content of every tree file, or of every cases file."""
        for file in self.files:
            if not self.expected(file) or file.parent.name not in list(Topic):
                continue
            if file.name.endswith(CASES_ENDING) is cases:
                id_ = self.id_of(file)
                if self.only and id_ not in self.only:
                    self.elsewhere |= set() if cases else {str(id_)}
                elif mapping := self.mapping(file):
                    yield id_, mapping
                elif not cases:
                    self.unread.add(id_)

    def id_of(self, file: Path) -> Text:
        """`<topic>/<name>`: where the file stands is what it is called."""
        place = Place(self.path(file))
        name = file.name.removesuffix(CASES_ENDING).removesuffix(".yaml")
        if not ID.fullmatch(name):
            self.report.add("bad-id", place, found=name)
        return Text(f"{file.parent.name}/{name}", place)

    def trees(self) -> Iterator[Tree]:
        for id_, mapping in self.in_topics(cases=False):
            try:
                yield self.reader.read(mapping, Tree, id=id_, place=id_.place)
            except UnreadableError:
                self.unread.add(id_)

    def case_files(self) -> Iterator[CaseFile]:
        for id_, mapping in self.in_topics(cases=True):
            try:
                yield self.reader.read(mapping, CaseFile, id=id_, place=id_.place)
            except UnreadableError:
                continue

    def registers(self) -> Registers:
        values: dict[str, Any] = {}
        for stem, names in FILES.items():
            file = self.folder / REFERENCE / f"{stem}.yaml"
            mapping = self.mapping(file) if file in self.files else None
            read = self.register(mapping, names) if mapping else None
            if read is not None:
                values |= read
            elif file in self.files:
                self.unread.update(names)
        return Registers(**values)

    def register(self, mapping: Mapping, names: list[str]) -> dict[str, Any] | None:
        """Read one register file: a key of the file's own name, and of those beside it."""
        for key, _ in mapping.entries:
            if key not in names:
                known = " · ".join(names)
                hint = suggestion(key, names)
                self.report.add("unknown-key", key.place, found=key, hint=hint, known=known)
        kept = tuple(entry for entry in mapping.entries if entry[0] in names)
        try:
            read = self.reader.read(Mapping(kept, mapping.place), Registers)
        except UnreadableError:
            return None
        return {name: getattr(read, name) for name in names}
