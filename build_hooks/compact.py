"""JSON for browsers: as few bytes as it can be, with characters as they are."""

from __future__ import annotations

import json
from typing import Any

_ENCODER = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))


def compact(value: Any) -> str:
    """A value as JSON without a space; the encoder is made once, for there are many values."""
    return _ENCODER.encode(value)
