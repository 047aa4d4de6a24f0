"""Strict YAML: every value stays text and knows its line; the only module that imports yaml.

PyYAML's events are composed here into three kinds of node. A safe loader would turn `yes` into
`True` and `1.10` into `1.1`, and would keep the last of two equal keys without a word
(docs/decisions/0004-yaml-is-composed.md).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any, NamedTuple

import yaml

from build_hooks.load.slips import LINE_END, slip_near
from build_hooks.place import Place, Text

MAX_BYTES = 1_000_000
MAX_DEPTH = 16
UNSEEN_LINE_END = re.compile("[\x85\u2028\u2029]")
"""YAML 1.1 ends a line here, an editor does not: places would be wrong from here on."""
CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ufffe\uffff]")
"""Characters that may not be read as they are, nor written as escapes."""
REMEMBERED = 200_000
"""Characters up to which what was read is kept."""
MISLEADING = ("yaml-colon", "yaml-indent", "yaml-syntax", "yaml-bracket", "yaml-character")
"""Mistakes that may follow from a slip before them."""
BEGUN = ("yaml-quote", "yaml-bracket", "yaml-missing-colon")
"""Mistakes that are seen later than they were made: their place is where the text begins."""
BLANK = "\0 \t\r\n\x85\u2028\u2029"
OUTSIDE = re.compile(rf"(?:[^{BLANK}:]|:(?![{BLANK}]))+")
IN_BRACKETS = re.compile(rf"(?:[^{BLANK}:,\[\]{{}}]|:(?![{BLANK},?\[\]{{}}]))+")
UNEXPECTED = re.compile(r":[,?\[\]{}]")
UNREADABLE = yaml.reader.Reader.NON_PRINTABLE
"""Characters that no YAML may hold."""


@dataclass(frozen=True, slots=True)
class Sequence:
    """A list of nodes."""

    items: tuple[Node, ...]
    place: Place


@dataclass(frozen=True, slots=True)
class Mapping:
    """Keys and values in the order of the file; keys are unique."""

    entries: tuple[tuple[Text, Node], ...]
    place: Place

    def get(self, key: str) -> Node | None:
        """Return the value of `key`, or None."""
        return next((value for name, value in self.entries if name == key), None)


Node = Text | Sequence | Mapping


class Scalar(NamedTuple):
    """Where a key or a value stands in its source: `text[start:end]`, with its quotes."""

    place: Place
    start: int
    end: int
    plain: bool
    """Whether it has no quotes and is no block."""


class SourceError(Exception):
    """A file that cannot be read as strict YAML; carries the kind, place and data of a finding."""

    def __init__(self, kind: str, place: Place, **data: object) -> None:
        super().__init__(kind)
        self.kind = kind
        self.place = place
        self.data = data


class PythonLoader(yaml.BaseLoader):
    """PyYAML without libyaml: in a browser there is nothing else. It says the same (tests look).

    What people write and the two read in different ways are question marks, which are text inside
    of brackets too, and values that are missing.
    """

    def scan_plain(self) -> yaml.ScalarToken:
        """Read text without quotes, a run of characters at a time: most of a tree is such text."""
        start = end = self.get_mark()
        read: list[str] = []
        spaces: Any = []
        while run := self.run(start):
            self.allow_simple_key = False
            read += [*spaces, run]
            self.skip(run)
            end = self.get_mark()
            spaces = self.scan_plain_spaces(self.indent + 1, start)
            is_out = not self.flow_level and self.column < self.indent + 1
            if not spaces or is_out or self.peek() == "#":
                break
        return yaml.ScalarToken("".join(read), True, start, end)

    def parse_flow_mapping_value(self) -> Any:
        """Take the value of a key in braces."""
        parser: Any = super()
        return self.where_missing(parser.parse_flow_mapping_value())

    def parse_flow_sequence_entry_mapping_value(self) -> Any:
        """Take the value of a key in square brackets."""
        parser: Any = super()
        return self.where_missing(parser.parse_flow_sequence_entry_mapping_value())

    def where_missing(self, event: Any) -> Any:
        """A value that is missing is missing where the next sign stands."""
        if isinstance(event, yaml.ScalarEvent) and event.style is None and not event.value:
            parser: Any = self
            event.start_mark = event.end_mark = parser.peek_token().start_mark
        return event

    def run(self, start: Any) -> str:
        """The characters from here to a space, a line's end or a sign of YAML's."""
        found = (IN_BRACKETS if self.flow_level else OUTSIDE).match(self.buffer, self.pointer)
        run = found[0] if found else ""
        if self.flow_level and UNEXPECTED.match(self.buffer, self.pointer + len(run)):
            self.skip(run)
            raise yaml.scanner.ScannerError(
                "while scanning a plain scalar", start, "found unexpected ':'", self.get_mark()
            )
        return run

    def skip(self, run: str) -> None:
        """Go on behind characters without a line's end."""
        self.pointer += len(run)
        self.index += len(run)
        self.column += len(run) - run.count("\ufeff")


LOADER: Any = getattr(yaml, "CBaseLoader", PythonLoader)
"""libyaml, if PyYAML was built with it: it is twenty times as fast."""


class _Composer:
    """Builds nodes from PyYAML's events with a stack of its own, so that depth is bounded."""

    def __init__(self, path: str) -> None:
        self.path = path
        self.stack: list[tuple[Place, bool]] = []
        self.parts: list[list[Node]] = [[]]
        """The nodes of each open collection; the first list takes the document itself."""

    def place(self, mark: Any) -> Place:
        """The place of one of PyYAML's marks, which count from 0; there may be none."""
        return Place(self.path, mark.line + 1, mark.column + 1) if mark else Place(self.path)

    def compose(self, events: Iterable[Any]) -> Node | None:
        """Take all events; this loop is where reading a thousand trees spends its time."""
        scalar, start, end = yaml.ScalarEvent, yaml.CollectionStartEvent, yaml.CollectionEndEvent
        path, parts = self.path, self.parts
        string, row = str.__new__, tuple.__new__  # without a call of Python for each
        for event in events:
            if type(event) is scalar:
                mark: Any = event.start_mark
                if event.anchor or event.tag or event.style == '"':
                    self.refuse_cleverness(event)
                text = string(Text, event.value)
                text.place = row(Place, (path, mark.line + 1, mark.column + 1))
                parts[-1].append(text)
            elif isinstance(event, start):
                self.open(event)
            elif isinstance(event, end):
                self.close()
            elif isinstance(event, yaml.AliasEvent):
                self.refuse_cleverness(event)
            elif isinstance(event, yaml.DocumentStartEvent) and parts[0]:
                raise SourceError("yaml-documents", self.place(event.start_mark))
        return parts[0][0] if parts[0] else None

    def open(self, event: Any) -> None:
        place = self.place(event.start_mark)
        if event.anchor or event.tag:
            self.refuse_cleverness(event)
        if len(self.stack) >= MAX_DEPTH:
            raise SourceError("yaml-depth", place, depth=MAX_DEPTH)
        self.stack.append((place, isinstance(event, yaml.MappingStartEvent)))
        self.parts.append([])

    def close(self) -> None:
        place, is_mapping = self.stack.pop()
        parts = self.parts.pop()
        node = Mapping(self.pairs(parts), place) if is_mapping else Sequence(tuple(parts), place)
        self.parts[-1].append(node)

    def pairs(self, parts: list[Node]) -> tuple[tuple[Text, Node], ...]:
        keys = parts[::2]
        for key in keys:
            if not isinstance(key, Text):
                raise SourceError("yaml-key", key.place)
        if len(set(keys)) < len(keys):
            self.refuse_duplicate(keys)
        return tuple(zip(keys, parts[1::2], strict=True))  # type: ignore[arg-type]

    def refuse_duplicate(self, keys: list[Node]) -> None:
        seen: dict[Node, Place] = {}
        for key in keys:
            if key in seen:
                raise SourceError("duplicate-key", key.place, key=key, line=seen[key].line)
            seen[key] = key.place

    def refuse_cleverness(self, event: Any) -> None:
        """Aliases, anchors, tags and control characters hide from a reader what a line says."""
        place = self.place(event.start_mark)
        if isinstance(event, yaml.ScalarEvent) and not (event.anchor or event.tag):
            if CONTROL.search(event.value):
                raise SourceError("binary-file", place)
            return
        if event.anchor:
            mark = "*" if isinstance(event, yaml.AliasEvent) else "&"
            raise SourceError("yaml-alias", place, found=f"{mark}{event.anchor}")
        raise SourceError("yaml-tag", place, found=event.tag)


def parse(text: str, path: str) -> Node:
    """Compose `text` into nodes whose places name `path`.

    Raises:
        SourceError: with the first thing that is not strict YAML.
    """
    return _remembered(text, path) if len(text) <= REMEMBERED else _parsed(text, path)


@lru_cache(maxsize=256)
def _remembered(text: str, path: str) -> Node:
    """Nodes do not change, so a file that has not changed need not be read again while serving."""
    return _parsed(text, path)


def _parsed(text: str, path: str) -> Node:
    _refuse_characters(text, path)
    composer = _Composer(path)
    try:
        root = composer.compose(yaml.parse(text, Loader=LOADER))
    except yaml.MarkedYAMLError as error:
        kind = _syntax_kind(error)
        begun = kind in BEGUN and error.context_mark
        place = composer.place(begun or error.problem_mark or error.context_mark)
        seen = composer.place(error.problem_mark or error.context_mark)
        slip = slip_near(text, min(place, seen), seen) if kind in MISLEADING else None
        if slip:
            raise SourceError(slip.kind, slip.place, **slip.data) from None
        raise SourceError(kind, _inside(_at_backslash(place, error), text)) from None
    if root is None or root == "":
        raise SourceError("empty-file", Place(path))
    return root


def scalars(text: str, path: str) -> Iterator[Scalar]:
    """Find every key and value of a text that can be parsed."""
    for event in yaml.parse(text, Loader=LOADER):
        if isinstance(event, yaml.ScalarEvent):
            start: Any = event.start_mark
            end: Any = event.end_mark
            place = Place(path, start.line + 1, start.column + 1)
            yield Scalar(place, start.index, end.index, not event.style)


def read(file: Path, path: str) -> Node:
    """Read and compose a file.

    Raises:
        SourceError: too large, not UTF-8, binary, or not strict YAML.
    """
    return parse(decode(file, path), path)


def decode(file: Path, path: str) -> str:
    """Return the text of a file of at most `MAX_BYTES` bytes of UTF-8.

    Raises:
        SourceError: too large, not UTF-8, or with control characters.
    """
    size = file.stat().st_size
    if size > MAX_BYTES:
        raise SourceError("file-too-large", Place(path), size=size, limit=MAX_BYTES)
    data = file.read_bytes()
    if b"\0" in data:
        raise SourceError("binary-file", _place_of_byte(data, data.index(b"\0"), path))
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise SourceError("not-utf8", _place_of_byte(data, error.start, path)) from None


def read_flat(file: Path) -> dict[str, str]:
    """Read a flat mapping of strings, such as a locale."""
    node = read(file, file.name)
    if not isinstance(node, Mapping):
        raise SourceError("not-a-mapping", node.place)
    return {key: value for key, value in node.entries if isinstance(value, Text)}


def _place_of_byte(data: bytes, offset: int, path: str) -> Place:
    return _place_after(data[:offset].decode("utf-8-sig", errors="replace"), path)


def _place_after(before: str, path: str) -> Place:
    """The place of the character that follows `before`."""
    ends = [end.end() for end in LINE_END.finditer(before)]
    return Place(path, len(ends) + 1, len(before) - (ends[-1] if ends else 0) + 1)


def _inside(place: Place, text: str) -> Place:
    """The end of the text for a place behind it, as libyaml names it when the text breaks off."""
    lines = LINE_END.split(text)
    if place.line > len(lines):
        return Place(place.path, len(lines), len(lines[-1]) + 1)
    return place


def _refuse_characters(text: str, path: str) -> None:
    if "\t" in text:
        raise SourceError("yaml-tab", _place_after(text[: text.index("\t")], path))
    unseen = UNSEEN_LINE_END.search(text) or UNREADABLE.search(text)
    if unseen:
        raise SourceError("binary-file", _place_after(text[: unseen.start()], path))


def _at_backslash(place: Place, error: yaml.MarkedYAMLError) -> Place:
    """Where libyaml sees an unknown escape; PyYAML, which names it, looks one further."""
    if "unknown escape character '" in str(error.problem):
        return place._replace(column=place.column - 1)
    return place


def _syntax_kind(error: yaml.MarkedYAMLError) -> str:
    """Name the mistake behind the words of libyaml or PyYAML, if it is one that people make."""
    problem = str(error.problem or "")
    for words, kind in (
        ("mapping values are not allowed", "yaml-colon"),
        ("could not find expected ':'", "yaml-missing-colon"),
        ("did not find expected key", "yaml-indent"),
        ("did not find expected '-' indicator", "yaml-indent"),
        ("expected <block end>", "yaml-indent"),
        ("expected ',' or", "yaml-bracket"),
        ("unexpected end of stream", "yaml-quote"),
        ("cannot start any token", "yaml-character"),
    ):
        if words in problem:
            return kind
    return "yaml-syntax"
