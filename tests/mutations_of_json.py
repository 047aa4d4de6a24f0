"""Wrong versions of a right file: what a published schema must refuse."""

from __future__ import annotations

import copy
from collections.abc import Iterator
from typing import Any

from jsonschema import Draft202012Validator

Path = tuple[str | int, ...]
Wrong = tuple[str, Path, Any]
"""What is wrong, where, and what stands there; `GONE` for a key that was taken away."""
GONE = object()


def trimmed(value: Any) -> Any:
    """The same with at most two entries per list: all kinds of places, but less to check."""
    if isinstance(value, list):
        return [trimmed(part) for part in value[:2]]
    if isinstance(value, dict):
        return {key: trimmed(part) for key, part in value.items()}
    return value


def wrongs(value: Any, schema: Any, root: Any, path: Path = ()) -> Iterator[Wrong]:
    """Every single mistake that can be made in `value` as far as its schema speaks of it."""
    schema = _resolved(value, schema, root)
    yield "type", path, 7.5 if isinstance(value, list | dict) else [[]]
    yield from ((what, path, put) for what, put in _other_values(value, schema))
    for key in schema.get("required", ()):
        yield "missing", (*path, key), GONE
    for step, part, inner in _parts(value, schema):
        yield from wrongs(part, inner, root, (*path, step))


def _other_values(value: Any, schema: Any) -> Iterator[tuple[str, Any]]:
    if "const" in schema:
        yield "version", 2
    if "enum" in schema:
        yield "unknown", "no-such-word"
    if "pattern" in schema:
        yield "pattern", "Not an id!"
    if schema.get("format") == "date":
        yield "date", "2026-13-45"


def _parts(value: Any, schema: Any) -> Iterator[tuple[str | int, Any, Any]]:
    """Keys or places with what stands there and its schema."""
    if isinstance(value, dict):
        for key, part in value.items():
            yield key, part, schema.get("properties", {}).get(key) or schema["additionalProperties"]
    if isinstance(value, list):
        fixed = schema.get("prefixItems", ())
        for place, part in enumerate(value):
            yield place, part, fixed[place] if place < len(fixed) else schema["items"]


def _resolved(value: Any, schema: Any, root: Any) -> Any:
    """Follow references, and of several forms take the one that the value has."""
    if "$ref" in schema:
        return _resolved(value, root["$defs"][schema["$ref"].rpartition("/")[2]], root)
    for form in schema.get("anyOf", ()):
        if Draft202012Validator({**form, "$defs": root["$defs"]}).is_valid(value):
            return _resolved(value, form, root)
    return schema


def made_wrong(value: Any, wrong: Wrong) -> Any:
    """A copy of `value` with one mistake."""
    _, path, put = wrong
    if not path:
        return put
    made = copy.deepcopy(value)
    inner = made
    for step in path[:-1]:
        inner = inner[step]
    if put is GONE:
        del inner[path[-1]]
    else:
        inner[path[-1]] = put
    return made
