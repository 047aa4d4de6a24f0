"""Mend how a file is laid out: tabs, missing quotes, slips of an input method, a tree's keys."""

from __future__ import annotations

import re
from dataclasses import fields
from itertools import pairwise

from build_hooks.edits import Fix, Repair, applied, edit_of_slip, quoted
from build_hooks.load.source import Mapping, Node, Sequence, SourceError, parse
from build_hooks.load.specs import IMPLICIT, key_of
from build_hooks.model.tree import Tree
from build_hooks.place import Place, Text
from build_hooks.punctuation import Change

INDENT = re.compile(r"(?m)^ *\t[ \t]*")
BLOCK = re.compile(r"( *(?:- )*[a-z][a-z0-9-]*: +)([^\s\"'\[{|>&*!%@`#].*?)(\s*)")
FLOW = re.compile(
    r"([{,] *[a-z][a-z0-9-]*: +)([^\s\"'\[{][^\"\[\]{}\r\n]*?)(?=, *[a-z][a-z0-9-]*: |\})"
)
BREAKS = re.compile("\r(?!\n)|[\x85\u2028\u2029]")
"""What YAML takes for the end of a line and an editor may not."""
MODELINE = "# yaml-language-server"
ORDER = [key_of(item.name) for item in fields(Tree) if item.name not in IMPLICIT]
MOST_ROUNDS = 100


def readable(text: str, path: str) -> Repair | None:
    """Mend tabs and missing quotes until the text can be parsed; None if that does not do it."""
    mended, fixes = text, []
    for _ in range(MOST_ROUNDS):
        try:
            parse(mended, path)
        except SourceError as error:
            found = _mend(mended, error)
            if found is None or found[0] == mended:
                return None
            mended = found[0]
            fixes.append(found[1])
        else:
            return Repair(path, tuple(_by_line(text, mended)), tuple(fixes)) if fixes else None
    return None


def _mend(text: str, error: SourceError) -> tuple[str, Fix] | None:
    if error.kind == "yaml-tab":
        fix = Fix(error.place, error.kind)
        return INDENT.sub(lambda found: found[0].replace("\t", "  "), text), fix
    data = {name: str(value) for name, value in error.data.items()}
    if slip := edit_of_slip(error.kind, error.place, data, text):
        return applied(text, slip.changes), slip.fixes[0]
    lines = text.split("\n")
    line = lines[error.place.line - 1]
    quote = {"yaml-colon": _quote_rest, "yaml-bracket": _quote_inside}.get(error.kind)
    found = quote(line) if quote else None
    if found is None:
        return None
    lines[error.place.line - 1] = found
    return "\n".join(lines), Fix(error.place, error.kind, line.strip(), found.strip())


def _quote_rest(line: str) -> str | None:
    """Quote all that stands behind the key, unless a part of it may be a comment."""
    found = BLOCK.fullmatch(line)
    if not found or " #" in found[2]:
        return None
    return found[1] + quoted(found[2]) + found[3]


def _quote_inside(line: str) -> str:
    """Quote the values between brackets that YAML misreads."""
    return FLOW.sub(lambda found: found[1] + _quoted_if_needed(found[2]), line)


def _quoted_if_needed(value: str) -> str:
    return quoted(value) if ": " in value or " #" in value else value


def _by_line(old: str, new: str) -> list[Change]:
    """The changes between texts of as many lines."""
    changes, start = [], 0
    for before, after in zip(old.split("\n"), new.split("\n"), strict=True):
        if before != after:
            changes.append(Change(start, start + len(before), after))
        start += len(before) + 1
    return changes


def in_order(text: str, path: str) -> Repair | None:
    """Put the keys of a tree in their order, with their comments; None if they are."""
    try:
        root = parse(text, path)
    except SourceError:
        return None
    if not isinstance(root, Mapping) or BREAKS.search(text):
        return None
    keys = [key for key, _ in root.entries]
    known = all(key in ORDER and key.place.column == 1 for key in keys)
    if not known or keys == sorted(keys, key=ORDER.index):
        return None
    new = _sorted(text, keys)
    if values(parse(new, path)) != values(root):
        return None
    return Repair(path, (Change(0, len(text), new),), (Fix(Place(path), "key-order"),))


def _sorted(text: str, keys: list[Text]) -> str:
    end = "\r\n" if "\r\n" in text else "\n"
    is_ended = text.endswith("\n")
    lines = (text if is_ended else text + end).splitlines(keepends=True)
    starts = [_above(lines, key.place.line - 1) for key in keys]
    starts[0] = _head(lines, starts[0], keys[0].place.line - 1)
    tail = _above(lines, len(lines))
    parts = {key: lines[a:b] for key, (a, b) in zip(keys, pairwise([*starts, tail]), strict=True)}
    middle = [line for key in sorted(keys, key=ORDER.index) for line in parts[key]]
    new = "".join([*lines[: starts[0]], *middle, *lines[tail:]])
    return new if is_ended else new.removesuffix(end)


def _above(lines: list[str], line: int) -> int:
    """The first of the comments and blank lines right above `line`: they travel with it."""
    while line > 0 and (not lines[line - 1].strip() or lines[line - 1].startswith("#")):
        line -= 1
    return line


def _head(lines: list[str], start: int, key: int) -> int:
    """Where the file's own head ends: behind its mode line and the last blank line."""
    for number in range(start, key):
        if not lines[number].strip() or lines[number].startswith(MODELINE):
            start = number + 1
    return start


def values(node: Node) -> object:
    """What a node says, whatever the order and the places."""
    if isinstance(node, Mapping):
        return {str(key): values(value) for key, value in node.entries}
    return [values(item) for item in node.items] if isinstance(node, Sequence) else str(node)
