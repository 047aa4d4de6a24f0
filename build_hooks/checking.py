"""Load a folder and verify it: findings, and a proof of every tree without errors."""

from __future__ import annotations

import re
from collections import OrderedDict
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass, replace
from datetime import date
from hashlib import sha256
from pathlib import Path

from build_hooks.allowed import leave_out_allowed
from build_hooks.cases import run_cases
from build_hooks.collector import without_collector
from build_hooks.findings import Finding, Report, errors_in
from build_hooks.load.folder import CASES_ENDING, REFERENCE, load_folder
from build_hooks.model.content import Content
from build_hooks.model.tree import Topic, Tree
from build_hooks.proof import Proof, prove
from build_hooks.shared import with_shared_words
from build_hooks.verify import verify, verify_trees

Each = Callable[[list[Tree]], Iterable[Tree]]
TREE_FILE = re.compile(rf"[^/]+/((?:{'|'.join(Topic)})/[^/.]+)(?:\.cases)?\.yaml")


@dataclass(frozen=True, slots=True)
class Checked:
    """What is known of a folder of trees."""

    content: Content
    findings: list[Finding]
    proofs: dict[str, Proof]
    unproved: list[str]
    """Trees with errors of their own."""

    @property
    def ok(self) -> bool:
        """Whether nothing stops a release."""
        return not errors_in(self.findings)

    def only(self, paths: Collection[str]) -> Checked:
        """Keep what concerns the files or folders `paths`, written like the places' paths."""
        cases = [path.removesuffix(".yaml") + CASES_ENDING for path in paths]
        concerned = [*paths, *cases]
        kept = [finding for finding in self.findings if inside(finding.place.path, concerned)]
        content = self.content
        named = {id_ for id_, tree in content.trees.items() if inside(tree.place.path, paths)}
        proofs = {id_: proof for id_, proof in self.proofs.items() if id_ in named}
        return Checked(content, kept, proofs, [id_ for id_ in self.unproved if id_ in named])


def check(folder: Path, today: date | None = None, each: Each = iter) -> Checked:
    """Check every file below `folder`; `today` is the day of the check, by default the clock's."""
    with without_collector():
        return _check(folder, today or date.today(), (), each)


def check_only(
    folder: Path, paths: Collection[str], today: date | None = None, each: Each = iter
) -> Checked:
    """Check what concerns `paths`, which are written as findings write them, or all.

    Files of trees and their cases are checked alone, against the registers: no other tree can
    change what is found in them, but for the ids that trees had earlier. `each` passes on the trees
    that are proved, one by one, so that somebody can be shown how far it is.
    """
    ids = [tree_of(path) for path in paths]
    if not ids or None in ids:
        checked = check(folder, today, each)
        return checked.only(paths) if paths else checked
    with without_collector():
        checked = _check(folder, today or date.today(), [id_ for id_ in ids if id_], each)
    if any(tree.was for tree in checked.content.trees.values()):
        checked = check(folder, today)
    return checked.only(paths)


def tree_of(path: str) -> str | None:
    """The id of the tree that a file belongs to, written as findings write it."""
    found = TREE_FILE.fullmatch(path)
    return found[1] if found else None


def check_beside(known: Content, folder: Path, today: date | None = None) -> Checked:
    """Check the trees in `folder`, which has no registers, beside content that is known.

    What is found in their files is what `check` finds there; what else is wrong with the known
    content is not looked at.
    """
    with without_collector():
        return _check_beside(known, folder, today or date.today())


def _check(folder: Path, today: date, only: Collection[str], each: Each) -> Checked:
    report = Report()
    content = replace(with_shared_words(load_folder(folder, report, only)), today=today)
    verify(content, report)
    shared = _digest(sorted((folder / REFERENCE).glob("*.yaml")))

    def proof(tree: Tree) -> Proof:
        files = [folder.parent / path for path in sorted(_files(tree))]
        return _proof(shared + _digest(files), tree, content, report)

    return _proved(list(content.trees.values()), content, report, proof, each)


def _check_beside(known: Content, folder: Path, today: date) -> Checked:
    report = Report()
    own = load_folder(folder, report)
    others = {id_: tree for id_, tree in known.trees.items() if id_ not in own.unread}
    trees = dict(sorted({**others, **own.trees}.items()))
    whole = Content(trees, known.registers, own.case_files, own.unread, today=today)
    content = with_shared_words(whole)
    edited = [content.trees[id_] for id_ in own.trees]
    verify_trees(edited, content, report)
    return _proved(edited, content, report, lambda tree: prove(tree, content, report))


def _proved(
    trees: list[Tree],
    content: Content,
    report: Report,
    proof: Callable[[Tree], Proof],
    each: Each = iter,
) -> Checked:
    """Prove the trees without errors of their own, and run their cases."""
    tried = {str(tree.id): proof(tree) for tree in each(_sound(trees, report))}
    for tree in _sound(trees, report):
        run_cases(tree, content, report)
    for tree in trees:
        leave_out_allowed(tree, report)
    proofs = {str(tree.id): tried[tree.id] for tree in _sound(trees, report)}
    unproved = sorted(str(tree.id) for tree in trees if tree.id not in proofs)
    return Checked(content, report.sorted(), proofs, unproved)


def _digest(files: Iterable[Path]) -> str:
    """What a proof rests on: any change of these files asks for another."""
    digest = sha256()
    for file in files:
        digest.update(str(file).encode())
        digest.update(file.read_bytes() if file.is_file() else b"")
    return digest.hexdigest()


_proofs: OrderedDict[str, tuple[Proof, list[Finding]]] = OrderedDict()
MOST_PROOFS = 64
"""Of few trees; of many, twice as many as there are."""


def _proof(key: str, tree: Tree, content: Content, report: Report) -> Proof:
    """Prove a tree, or remember it while serving: of many trees an edit changes one."""
    if key not in _proofs:
        own = Report()
        _proofs[key] = prove(tree, content, own), own.findings
    _proofs.move_to_end(key)
    if len(_proofs) > max(MOST_PROOFS, 2 * len(content.trees)):
        _proofs.popitem(last=False)
    proof, findings = _proofs[key]
    report.findings.extend(findings)
    return proof


def _sound(trees: list[Tree], report: Report) -> list[Tree]:
    """The trees without errors in their own files, by id."""
    broken = {finding.place.path for finding in errors_in(report.findings)}
    ordered = sorted(trees, key=lambda tree: str(tree.id))
    return [tree for tree in ordered if not _files(tree) & broken]


def _files(tree: Tree) -> set[str]:
    path = tree.place.path
    return {path, path.removesuffix(".yaml") + CASES_ENDING}


def inside(path: str, paths: Collection[str]) -> bool:
    """Whether a finding's path is one of the files or folders `paths`, or in one of them."""
    return any(path == part or path.startswith(part.rstrip("/") + "/") for part in paths)
