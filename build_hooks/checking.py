"""Load a folder and verify it: findings, and a proof of every tree without errors."""

from __future__ import annotations

import re
from collections import OrderedDict
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from hashlib import sha256
from pathlib import Path

from build_hooks.allowed import leave_out_allowed
from build_hooks.collector import without_collector
from build_hooks.findings import Finding, Report, errors_in
from build_hooks.judging import Proved, broken_files, files_of_tree, judge_all, proof_of
from build_hooks.load.folder import CASES_ENDING, REFERENCE, load_folder
from build_hooks.model.content import Content
from build_hooks.model.tree import Topic, Tree
from build_hooks.proof import Proof
from build_hooks.shared import with_shared_words
from build_hooks.verify import verify, verify_cases

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

    def key(tree: Tree) -> str:
        return shared + _digest(folder.parent / path for path in sorted(files_of_tree(tree)))

    return _judged(list(content.trees.values()), content, report, key, each)


def _check_beside(known: Content, folder: Path, today: date) -> Checked:
    report = Report()
    own = load_folder(folder, report)
    others = {id_: tree for id_, tree in known.trees.items() if id_ not in own.unread}
    trees = dict(sorted({**others, **own.trees}.items()))
    whole = Content(trees, known.registers, own.case_files, own.unread, today=today)
    content = with_shared_words(whole)
    verify_cases(content, report)
    return _judged([content.trees[id_] for id_ in own.trees], content, report)


def _judged(
    trees: list[Tree],
    content: Content,
    report: Report,
    key: Callable[[Tree], str] | None = None,
    each: Each = iter,
) -> Checked:
    """Judge trees one by one; those without errors have their proofs."""
    keys = {str(tree.id): key(tree) for tree in trees} if key else {}
    known = {id_: _proofs[name] for id_, name in keys.items() if name in _proofs}
    found = judge_all(trees, content, broken_files(report), known)
    judged = {str(tree.id): judged for tree, judged in zip(each(trees), found, strict=True)}
    for one in judged.values():
        report.findings.extend(one.findings)
    proved = {keys[id_]: one.proved for id_, one in judged.items() if id_ in keys and one.proved}
    _remember(proved, 2 * (len(content.trees) + len(content.elsewhere)))
    broken = broken_files(report)
    sound = {str(tree.id) for tree in trees if files_of_tree(tree).isdisjoint(broken)}
    for tree in trees:
        leave_out_allowed(tree, report, is_sound=tree.id in sound)
    proofs = {id_: proof_of(content.trees[id_], judged[id_]) for id_ in sorted(sound)}
    unproved = sorted(str(tree.id) for tree in trees if tree.id not in proofs)
    return Checked(content, report.sorted(), proofs, unproved)


def _digest(files: Iterable[Path]) -> str:
    """What a proof rests on: any change of these files asks for another."""
    digest = sha256()
    for file in files:
        digest.update(str(file).encode())
        digest.update(file.read_bytes() if file.is_file() else b"")
    return digest.hexdigest()


_proofs: OrderedDict[str, Proved] = OrderedDict()
"""While serving: of many trees an edit changes one."""
MOST_PROOFS = 64
"""Of few trees; of many, twice as many as there are."""


def _remember(proved: Mapping[str, Proved], most: int) -> None:
    for name, one in proved.items():
        _proofs[name] = one
        _proofs.move_to_end(name)
    while len(_proofs) > max(MOST_PROOFS, most):
        _proofs.popitem(last=False)


def inside(path: str, paths: Collection[str]) -> bool:
    """Whether a finding's path is one of the files or folders `paths`, or in one of them."""
    return any(path == part or path.startswith(part.rstrip("/") + "/") for part in paths)
