"""Turn a finding into the one edit of its source that mends it, if there is only one."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass

from build_hooks.findings import Finding
from build_hooks.graph import node_ids
from build_hooks.load.slips import KEY, LINE_END, half_width_signs
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
    near = _parted(finding, data, content) or _near(finding, data, content)
    if len(near) != 1 or raw.strip("\"'") != data["found"]:
        return None
    fix = Fix(finding.place, finding.kind, data["found"], near[0])
    return _repair(fix, Change(scalar.start, scalar.end, raw.replace(data["found"], near[0])))


SLIPS = {
    "yaml-wide-mark": re.compile(r"(?P<slip>.) *"),
    "yaml-missing-colon": re.compile(rf"(?:{KEY})?(?P<slip>[：:](?!\s)) *"),
    "yaml-dash": re.compile(r"(?P<slip>-)(?=\S)"),
}
"""What is typed for a sign of YAML's where the place of the finding is."""


def edit_of_slip(kind: str, place: Place, data: Data, text: str) -> Repair | None:
    """The edit that makes a sign of YAML's of the slip at `place`, or None if there is none."""
    at = _offset(text, place)
    found = SLIPS[kind].match(text, at) if kind in SLIPS else None
    if not found:
        return None
    slip = found["slip"]
    better = data.get("better", f"{slip} ".replace("：", ":"))
    is_last = text[found.end() : found.end() + 1] in ("", "\r", "\n")
    change = Change(found.start("slip"), found.end(), better.rstrip(" ") if is_last else better)
    return _repair(Fix(place, kind, slip, better.strip()), change)


def _offset(text: str, place: Place) -> int:
    """Where in the text a place is."""
    starts = [0, *(end.end() for end in LINE_END.finditer(text))]
    return starts[place.line - 1] + place.column - 1


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
    known = _known(finding, data, content)
    return [str(name) for name in known if one_edit_away(data["found"], name)]


def _parted(finding: Finding, data: Data, content: Content) -> list[str]:
    """Names that full-width commas made one; a key and its value that a full-width colon did."""
    found, known = data.get("found", ""), set(map(str, _known(finding, data, content)))
    if finding.kind == "unknown-key":
        key, mark, value = found.partition("：")
        return [f"{key}: {value.lstrip()}"] if mark and key in known else []
    better = half_width_signs(found)
    return [better] if known.issuperset(better.split(", ")) else []


def _known(finding: Finding, data: Data, content: Content) -> Collection[str]:
    """The names that may stand where the finding does."""
    if finding.kind == "unknown-key":
        return data["known"].split("、")
    tree = content.trees.get(tree_id(finding.place.path))
    known_of, needs_tree = KNOWN.get(finding.kind, (None, False))
    if known_of is None or (needs_tree and tree is None):
        return []
    return known_of(content, tree, data)  # type: ignore[arg-type]


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
