"""Propose repairs for what was found, in the order in which they should be tried."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from build_hooks.checking import Checked
from build_hooks.edits import Repair, applied, edit_for, edit_of_slip, tree_id
from build_hooks.findings import Finding
from build_hooks.layout import in_order, readable
from build_hooks.load.folder import CASES_ENDING, REFERENCE
from build_hooks.load.source import SourceError, parse, scalars
from build_hooks.model.content import Content

Texts = Mapping[str, str]
Stage = Callable[[Checked, Texts], list[Repair]]


def was_read(path: str, content: Content) -> bool:
    """Whether a file became a part of the content, so that its findings are all known."""
    name = tree_id(path)
    if name.startswith(f"{REFERENCE}/"):
        return name.removeprefix(f"{REFERENCE}/") not in content.unread
    return name in (content.case_files if path.endswith(CASES_ENDING) else content.trees)


def _layouts(checked: Checked, texts: Texts) -> list[Repair]:
    """Files that cannot be parsed."""
    hidden = (path for path in texts if not was_read(path, checked.content))
    return [repair for path in hidden if (repair := readable(texts[path], path))]


def _words_of_unread(checked: Checked, texts: Texts) -> list[Repair]:
    return _words(checked, texts, read=False)


def _words_of_read(checked: Checked, texts: Texts) -> list[Repair]:
    return _words(checked, texts, read=True)


def _words(checked: Checked, texts: Texts, *, read: bool) -> list[Repair]:
    by_path: dict[str, list[Finding]] = {}
    for finding in checked.findings:
        if finding.place.path in texts:
            by_path.setdefault(finding.place.path, []).append(finding)
    return [
        repair
        for path, findings in by_path.items()
        if was_read(path, checked.content) is read
        for repair in _edits(texts[path], findings, checked.content)
    ]


def _edits(text: str, findings: list[Finding], content: Content) -> Iterator[Repair]:
    """One edit for each scalar at most: two findings may stand at one place."""
    path = findings[0].place.path
    try:
        parse(text, path)
    except SourceError:
        return
    places = {scalar.place: scalar for scalar in scalars(text, path)}
    for finding in findings:
        scalar = places.get(finding.place)
        if scalar:
            repair = edit_for(finding, text, scalar, content)
        else:  # inside of a scalar
            repair = edit_of_slip(finding.kind, finding.place, dict(finding.data), text)
        if repair and applied(text, repair.changes) != text:
            places.pop(finding.place, None)
            yield repair


def _orders(checked: Checked, texts: Texts) -> list[Repair]:
    """Trees whose keys stand in another order."""
    trees = {tree.place.path for tree in checked.content.trees.values()} & set(texts)
    return [repair for path in sorted(trees) if (repair := in_order(texts[path], path))]


STAGES: tuple[Stage, ...] = (_layouts, _words_of_unread, _words_of_read, _orders)
