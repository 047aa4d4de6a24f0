"""What the readers of single values accept, told to editors as JSON Schema.

The loader reads text, an editor reads YAML's types: `500` is a number there, `true` a boolean, and
in an old dialect so is `yes`. All of them are text to the loader, so none may be refused. That is
said by what text is not: with `type: boolean` an editor would offer `true` at every key.
"""

from __future__ import annotations

from datetime import date
from typing import Any

from build_hooks.load.fields import ID, URL, WHOLE
from build_hooks.locale import ui
from build_hooks.place import Text, Url

Schema = dict[str, Any]
MOST = 999_999_999
DAY = "^[0-9]{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12][0-9]|3[01])$"


def scalar() -> Schema:
    """Any single value."""
    not_text = {"type": ["array", "object", "null"]}
    return {"if": not_text, "then": {"type": "string", "errorMessage": ui("schema.scalar")}}


def text() -> Schema:
    """Any text that is not blank."""
    return scalar() | {"pattern": r"\S", "patternErrorMessage": ui("schema.text")}


def url() -> Schema:
    """A web address."""
    return _string(f"^{URL.pattern}$", ui("schema.url"))


def number() -> Schema:
    """A whole number."""
    return {
        "type": ["integer", "string"],
        "minimum": 0,
        "maximum": MOST,
        "pattern": f"^{WHOLE.pattern}$",
        "patternErrorMessage": ui("schema.number"),
    }


def flag() -> Schema:
    """`true` or `false`, in quotes too."""
    return {"type": ["boolean", "string"], "pattern": "^(?:true|false)$"}


def day() -> Schema:
    """A date; whether its month has that day is for the loader."""
    return _string(DAY, ui("schema.day"))


def id_() -> Schema:
    """A name, as a key."""
    return {"pattern": f"^{ID.pattern}$", "patternErrorMessage": ui("schema.id")}


def _string(pattern: str, message: str) -> Schema:
    return {"type": "string", "pattern": pattern, "patternErrorMessage": message}


SCALARS = {Text: text, Url: url, int: number, bool: flag, date: day}
"""By the types of the model's fields."""
