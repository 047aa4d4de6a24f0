"""One way of laying out a file of trees: the same words and remarks, the same spaces everywhere.

ruamel.yaml writes the file anew with its comments, quotes and kinds of brackets. What was written
is held against what was read: a file that would say something else, or lose a remark, is left.
"""

from __future__ import annotations

import re
from collections import Counter
from functools import cache
from io import StringIO

from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedBase
from ruamel.yaml.error import YAMLError
from ruamel.yaml.resolver import VersionedResolver

from build_hooks.edits import applied
from build_hooks.layout import in_order, values
from build_hooks.load.source import parse, scalars

WIDTH = 10**9
"""Characters of a line: a text is never broken, so that a change of it is one line."""
BLANK_LINES = re.compile(r"\n{3,}")
REMARK = re.compile(r"(?:^|(?<=\s))#[^\n]*")


class _Texts(VersionedResolver):
    """Reads every value as text, as we do: `yes` stays `yes`."""

    @property
    def versioned_resolver(self) -> dict[str, object]:
        """No value says by its looks what it is."""
        return {}


class UntidyError(Exception):
    """A file that cannot be laid out without changing what it says."""


def tidy(text: str, path: str) -> str:
    """The text laid out anew; the same text again if it is.

    Raises:
        SourceError: it is not strict YAML.
        UntidyError: it would say something else.
    """
    root = parse(text, path)
    plain = "\n".join(line.rstrip() for line in text.splitlines())
    written = BLANK_LINES.sub("\n\n", _rewritten(plain + "\n")).rstrip("\n") + "\n"
    ordered = in_order(written, path)
    done = applied(written, ordered.changes) if ordered else written
    if _said(values(parse(done, path))) != _said(values(root)) or _remarks(done) != _remarks(plain):
        raise UntidyError(path)
    return done


def _rewritten(text: str) -> str:
    out = StringIO()
    try:
        found: CommentedBase = _writer().load(text)
        _writer().dump(found, out)
    except YAMLError as error:
        raise UntidyError from error
    return out.getvalue()


@cache
def _writer() -> YAML:
    writer = YAML()
    writer.Resolver = _Texts
    writer.preserve_quotes = True
    writer.width = WIDTH
    writer.brace_single_entry_mapping_in_flow_sequence = True
    writer.indent(mapping=2, sequence=4, offset=2)
    return writer


def _said(found: object) -> object:
    """What a file says; white space at the ends of a text is nothing."""
    if isinstance(found, dict):
        return {key: _said(value) for key, value in found.items()}
    return [_said(item) for item in found] if isinstance(found, list) else str(found).strip()


def _remarks(text: str) -> Counter[str]:
    """The comments of a text, whatever the order; a number sign inside a value is none."""
    inside = [(scalar.start, scalar.end) for scalar in scalars(text, "")]
    found = (m for m in REMARK.finditer(text) if not any(a <= m.start() < b for a, b in inside))
    return Counter(mark[0].rstrip() for mark in found)
