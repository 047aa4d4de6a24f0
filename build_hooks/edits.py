"""Turn a finding into the one edit of its source that mends it, if there is only one."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass

from build_hooks.findings import Finding
from build_hooks.graph import node_ids
from build_hooks.load.source import Scalar
from build_hooks.locale import ui
from build_hooks.model.content import Content
from build_hooks.model.tree import Tree
from build_hooks.place import Place
from build_hooks.punctuation import Change, full_width

Data = Mapping[str, str]
Known = Callable[[Content, Tree, Data], Collection[str]]


@dataclass(frozen=True, slots=True)
class Fix:
    """What was changed, for the contributor."""

    place: Place
    kind: str
    """The kind of finding that it mends; `key-order` mends none."""
    before: str = ""
    after: str = ""

    def __str__(self) -> str:
        """The sentence that tells it."""
        sentence = {"yaml-tab": "fix.tab", "key-order": "fix.order"}.get(self.kind, "fix.changed")
        place = self.place.path if self.kind == "key-order" else self.place
        return ui(sentence, place=place, before=self.before, after=self.after, kind=self.kind)


@dataclass(frozen=True, slots=True)
class Repair:
    """Changes to one file that belong together."""

    path: str
    changes: tuple[Change, ...]
    fixes: tuple[Fix, ...]


def applied(text: str, changes: Iterable[Change]) -> str:
    """The text after `changes`, which do not overlap."""
    for start, end, new in sorted(changes, reverse=True):
        text = text[:start] + new + text[end:]
    return text


def edit_for(finding: Finding, text: str, scalar: Scalar, content: Content) -> Repair | None:
    """The edit of `scalar`, at which `finding` stands, or None if there is not just one."""
    raw, data = text[scalar.start : scalar.end], dict(finding.data)
    if finding.kind == "half-width-punctuation":
        fix = Fix(finding.place, finding.kind, data["found"], data["better"])
        return _repair(fix, Change(scalar.start, scalar.end, full_width(raw)))
    if finding.kind == "yaml-hash":
        return _unhidden(finding, text, scalar)
    near = _near(finding, data, content)
    if len(near) != 1 or raw.strip("\"'") != data["found"]:
        return None
    fix = Fix(finding.place, finding.kind, data["found"], near[0])
    return _repair(fix, Change(scalar.start, scalar.end, raw.replace(data["found"], near[0])))


def _repair(fix: Fix, change: Change) -> Repair:
    return Repair(fix.place.path, (change,), (fix,))


def _unhidden(finding: Finding, text: str, scalar: Scalar) -> Repair | None:
    """Quote a value that a number sign cuts short; before anything else it may be a remark."""
    end = len(text[: scalar.end]) + len(text[scalar.end :].splitlines()[0])
    whole = text[scalar.start : end].rstrip()
    if not text[scalar.end : end].strip()[1].isdigit() or "\n" in whole:
        return None
    fix = Fix(finding.place, finding.kind, whole, quoted(whole))
    return _repair(fix, Change(scalar.start, scalar.start + len(whole), quoted(whole)))


def quoted(value: str) -> str:
    """A value in quotes that need no escapes, or as few as possible."""
    if '"' not in value and "\\" not in value:
        return f'"{value}"'
    return "'" + value.replace("'", "''") + "'"


def one_edit_away(found: str, known: str) -> bool:
    """Whether one letter was added, left out, mistaken or swapped with its neighbour.

    Digits are not letters: who writes article 149 does not mean article 148.
    """
    start = 0
    while start < min(len(found), len(known)) and found[start] == known[start]:
        start += 1
    one, other = found[start:], known[start:]
    while one and other and one[-1] == other[-1]:
        one, other = one[:-1], other[:-1]
    if any(char.isdigit() for char in one + other):
        return False
    swapped = len(one) == len(other) == len("ab") and one == other[::-1]
    return swapped or (found != known and len(one) <= 1 and len(other) <= 1)


def _near(finding: Finding, data: Data, content: Content) -> list[str]:
    if finding.kind == "unknown-key":
        known: Collection[str] = data["known"].split("、")
    else:
        tree = content.trees.get(tree_id(finding.place.path))
        known_of, needs_tree = KNOWN.get(finding.kind, (None, False))
        if known_of is None or (needs_tree and tree is None):
            return []
        known = known_of(content, tree, data)  # type: ignore[arg-type]
    return [str(name) for name in known if one_edit_away(data["found"], name)]


def tree_id(path: str) -> str:
    """The id of the tree that a file of trees or of cases belongs to."""
    return path.partition("/")[2].removesuffix(".yaml").removesuffix(".cases")


def _nodes(content: Content, tree: Tree, data: Data) -> Collection[str]:  # noqa: ARG001
    return node_ids(tree)


def _answers(content: Content, tree: Tree, data: Data) -> Collection[str]:
    names: set[str] = set()
    question = tree.questions.get(data["question"])
    if question:
        names |= {str(name) for name in question.options or question.items or ()}
    shared = content.registers.questions.get(data["question"])
    return names | {str(name) for name in (shared.options if shared else ())}


KNOWN: dict[str, tuple[Known, bool]] = {
    "unknown-start": (_nodes, True),
    "unknown-target": (_nodes, True),
    "unknown-question": (lambda _, tree, __: tree.questions, True),
    "unknown-outcome": (lambda _, tree, __: tree.outcomes, True),
    "unknown-option": (_answers, True),
    "unknown-tree": (lambda content, _, __: content.trees, False),
    "unknown-citation": (lambda content, _, __: content.registers.provisions, False),
    "unknown-entry": (lambda content, _, data: getattr(content.registers, data["of"]), False),
    "unknown-shared-question": (lambda content, _, __: content.registers.questions, False),
}
"""Per kind: the ids that may stand there, and whether they are those of the finding's tree."""
