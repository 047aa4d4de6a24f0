"""Read a node as one of the model's classes, field by field, collecting every finding.

One reader for all classes: the dataclasses of `build_hooks.model` say what may be written, so the
reference of the language cannot drift from what is accepted.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Hashable
from dataclasses import is_dataclass
from datetime import date
from enum import StrEnum
from typing import Any, NoReturn, TypeVar, cast, get_args, get_origin

from build_hooks.findings import Report, suggestion
from build_hooks.load.source import Mapping, Node, Sequence
from build_hooks.load.specs import Spec, key_of, specs
from build_hooks.locale import strings, ui
from build_hooks.place import Place, Text, Url

T = TypeVar("T")

ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
URL = re.compile(r"""https?://[^\s<>"']+""")
WHOLE = re.compile(r"[0-9]{1,9}")
QUOTED = 20
"""Characters of a wrong value that a finding repeats."""
MOST_UNKNOWN = 100
"""Unknown keys of one mapping that are told at once."""


class UnreadableError(Exception):
    """A value that could not be read; its finding is already in the report."""


Special = Callable[[Node, Report], Any]


Read = Callable[[Node], Any]


Homes = Callable[[str, type], tuple[str, ...]]
"""Says under which keys a key may stand that is unknown to a class; see `load.belongs`."""


def _nowhere(key: str, type_: type) -> tuple[str, ...]:  # noqa: ARG001
    return ()


class Reader:
    """Reads nodes into model values; `special` holds readers for types with a form of their own."""

    def __init__(
        self, report: Report, special: dict[type, Special], homes: Homes = _nowhere
    ) -> None:
        self.report = report
        self.special = special
        self.homes = homes
        self._readers: dict[Any, Read] = {}

    def read(self, node: Node, type_: type[T], **implicit: object) -> T:
        """Read `node` as `type_`; `implicit` gives the fields that YAML does not hold, like `id`.

        Raises:
            UnreadableError: something required is missing or wrong; the report says what.
        """
        mapping = self._as_mapping(node, type_)
        known = specs(cast("Hashable", type_))
        values: dict[str, Any] = {"place": node.place, **implicit}
        unknown: list[Text] = []
        failed = False
        for key, value in mapping.entries:
            spec = known.by_key.get(key)
            if spec is None:
                unknown.append(key)
                continue
            try:
                values[spec.name] = self._present(key, value, spec)
            except UnreadableError:
                values[spec.name] = None
                failed = True
        self._unknown_keys(unknown, list(known.by_key), type_)
        for name in known.required:
            if name not in values:
                self.report.add("missing-key", mapping.place, key=key_of(name))
                failed = True
        if failed:
            raise UnreadableError
        return type_(**{name: value for name, value in values.items() if name in known.names})

    def _as_mapping(self, node: Node, type_: type) -> Mapping:
        shorthand = getattr(type_, "SHORTHAND", None)
        if isinstance(node, Text) and shorthand and node:
            return Mapping(((Text(shorthand, node.place), node),), node.place)
        if not isinstance(node, Mapping):
            shape = "{" + ", ".join(f"{key_of(key)}: …" for key in specs(type_).required) + "}"
            self._fail("expected-mapping", node.place, found=_describe(node), shape=shape)
        return node

    def _unknown_keys(self, keys: list[Text], known: list[str], type_: type) -> None:
        """Report each; who has more unknown keys than there are known ones has misspelt none."""
        near = known if len(keys) <= len(known) else []
        for key in keys[:MOST_UNKNOWN]:
            hint = _at_home(self.homes(key, type_)) or suggestion(key, near)
            self.report.add("unknown-key", key.place, found=key, hint=hint, known="、".join(known))

    def _present(self, key: Text, node: Node, spec: Spec) -> Any:
        if node == "":
            self._fail("empty-value", node.place, key=key)
        return self._reader(spec.type)(node)

    def _reader(self, type_: Any) -> Read:
        """The function that reads a node as `type_`, made once."""
        found = self._readers.get(type_)
        if found is None:
            found = self._readers[type_] = self._make_reader(type_)
        return found

    def _make_reader(self, type_: Any) -> Read:
        origin = get_origin(type_)
        if origin is tuple:
            item = self._reader(get_args(type_)[0])
            return lambda node: self._many(node, item)
        if origin is dict:
            value = get_args(type_)[1]
            return lambda node: self._named(node, value)
        if type_ in self.special:
            return lambda node: self.special[type_](node, self.report)
        if type_ in _SCALARS:
            return lambda node: _SCALARS[type_](self, node)
        if issubclass(type_, StrEnum):
            return lambda node: self._enum(node, type_)
        return lambda node: self.read(node, type_)

    def _many(self, node: Node, item: Read) -> tuple[Any, ...]:
        items = node.items if isinstance(node, Sequence) else (node,)
        return tuple(self._each(items, item))

    def _named(self, node: Node, type_: Any) -> dict[Text, Any]:
        if not isinstance(node, Mapping):
            shape = ui("shape.named")
            self._fail("expected-mapping", node.place, found=_describe(node), shape=shape)
        for key, _ in node.entries:
            if not ID.fullmatch(key):
                self.report.add("bad-id", key.place, found=key)
        if not (isinstance(type_, type) and is_dataclass(type_)):
            value = self._reader(type_)
            pairs = self._each(node.entries, lambda e: (e[0], value(e[1])))
        else:
            pairs = self._each(
                node.entries, lambda e: (e[0], self.read(e[1], type_, id=e[0], place=e[0].place))
            )
        return dict(pairs)

    def _each(self, items: tuple[Any, ...], read: Callable[[Any], Any]) -> list[Any]:
        """Read all items, so that one report holds what is wrong with any of them."""
        done = []
        failed = False
        for item in items:
            try:
                done.append(read(item))
            except UnreadableError:
                failed = True
        if failed:
            raise UnreadableError
        return done

    def _enum(self, node: Node, type_: type[StrEnum]) -> StrEnum:
        text = self.text(node)
        try:
            return type_(text)
        except ValueError:
            known = [member.value for member in type_]
            hint = _called(text, type_) or suggestion(text, known)
            self._fail("not-a-choice", node.place, found=text, known=" · ".join(known), hint=hint)

    def text(self, node: Node) -> Text:
        """Read a text."""
        if not isinstance(node, Text):
            self._fail("expected-text", node.place, found=_describe(node))
        if not node.strip():
            self._fail("empty-text", node.place)
        return node

    def url(self, node: Node) -> Url:
        """Read a web address."""
        text = self.text(node)
        if not URL.fullmatch(text):
            self._fail("bad-url", node.place, found=text)
        return Url(text, node.place)

    def number(self, node: Node) -> int:
        """Read a whole number written with ASCII digits."""
        text = self.text(node)
        if not WHOLE.fullmatch(text):
            self._fail("bad-number", node.place, found=text)
        return int(text)

    def flag(self, node: Node) -> bool:
        """Read `true` or `false`."""
        return self._enum(node, Flag) is Flag.TRUE

    def day(self, node: Node) -> date:
        """Read a date such as 2026-02-01."""
        text = self.text(node)
        try:
            if not re.fullmatch(r"\d{4}-\d{2}-\d{2}", text, re.ASCII):
                raise ValueError
            return date.fromisoformat(text)
        except ValueError:
            self._fail("bad-date", node.place, found=text)

    def _fail(self, kind: str, place: Place, **data: object) -> NoReturn:
        self.report.add(kind, place, **data)
        raise UnreadableError


_SCALARS: dict[Any, Callable[[Reader, Node], Any]] = {
    Text: Reader.text,
    Url: Reader.url,
    int: Reader.number,
    bool: Reader.flag,
    date: Reader.day,
}


class Flag(StrEnum):
    """How yes and no are written; YAML's many other ways are refused."""

    TRUE = "true"
    FALSE = "false"


def _called(text: str, type_: type[StrEnum]) -> str:
    """End a sentence with the member that readers see under the name `text`, if there is one."""
    name = type_.__name__.lower()
    for member in type_:
        if strings().get(f"{name}.{member}") == text:
            return ui("finding.suggestion", near=member)
    return ""


def _at_home(places: tuple[str, ...]) -> str:
    """End a sentence with the places where a key belongs, if there are any."""
    keys = ui("belongs.or").join(key for key in places if key)
    named = [ui("belongs.outermost")] if "" in places else []
    named += [ui("belongs.under", keys=keys)] if keys else []
    return ui("belongs.places", places=ui("belongs.or-else").join(named)) if named else ""


def _describe(node: Node) -> str:
    if isinstance(node, Sequence):
        return "[…]"
    if isinstance(node, Mapping):
        return "{…}"
    return node if len(node) <= QUOTED else node[:QUOTED] + "…"
