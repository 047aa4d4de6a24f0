"""What each key and each choice means, in a contributor's words: `locales/fields.zh.yaml`.

The file is read by the same reader as trees, so examples keep their form: a list, a mapping, text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cache

from build_hooks.findings import Report
from build_hooks.load.fields import Reader, UnreadableError
from build_hooks.load.source import Node, read
from build_hooks.locale import FOLDER, LANGUAGE
from build_hooks.place import Text

CAPITAL = re.compile(r"(?<!^)(?=[A-Z])")


@dataclass(frozen=True, slots=True)
class Example:
    """What may be written behind a key, as a node of YAML."""

    node: Node


@dataclass(frozen=True, slots=True)
class KeyWords:
    """A key of a class."""

    title: Text
    plain: Text
    examples: tuple[Example, ...]


@dataclass(frozen=True, slots=True)
class ClassWords:
    """A class of the model: what stands in one mapping."""

    title: Text
    plain: Text
    keys: dict[Text, KeyWords]


@dataclass(frozen=True, slots=True)
class MemberWords:
    """One of the words that may be chosen."""

    title: Text
    plain: Text


@dataclass(frozen=True, slots=True)
class EnumWords:
    """Words of which one is chosen."""

    title: Text
    members: dict[Text, MemberWords]


@dataclass(frozen=True, slots=True)
class FormWords:
    """A way of writing a condition or a formula."""

    plain: Text
    example: Example


@dataclass(frozen=True, slots=True)
class Words:
    """All words; `common` holds keys that mean the same in several classes."""

    classes: dict[str, ClassWords]
    enums: dict[str, EnumWords]
    guards: tuple[FormWords, ...]
    formulas: tuple[FormWords, ...]
    common: dict[str, KeyWords] = field(default_factory=dict)

    def of_class(self, type_: type) -> ClassWords:
        """The words of a class."""
        return self.classes[name_of(type_)]

    def of_key(self, type_: type, key: str) -> KeyWords:
        """The words of a key: those of the class, of one that it extends, or the common ones."""
        for name in lineage(type_):
            found = self.classes.get(name)
            if found and key in found.keys:
                return found.keys[Text(key)]
        return self.common[key]

    def of_enum(self, type_: type[StrEnum]) -> EnumWords:
        """The words of an enumeration and of its members."""
        return self.enums[name_of(type_)]


class WordsError(Exception):
    """The file of words is not written as it should be; carries what is wrong with it."""


@cache
def words(language: str = LANGUAGE) -> Words:
    """Read the words of a language.

    Raises:
        WordsError: the file has a finding.
    """
    file = FOLDER / f"fields.{language}.yaml"
    report = Report()
    reader = Reader(report, {Example: lambda node, _: Example(node)})
    try:
        found = reader.read(read(file, file.name), Words)
    except UnreadableError:
        found = None
    if found is None or report.findings:
        raise WordsError("\n".join(map(str, report.findings)))
    return found


def name_of(type_: type) -> str:
    """The name of a class as words and anchors write it: `PartyBlock` is `party-block`."""
    return CAPITAL.sub("-", type_.__name__).lower()


def lineage(type_: type) -> Iterator[str]:
    """The names of a class and of the classes that it extends."""
    for each in type_.__mro__[:-1]:
        yield name_of(each)
