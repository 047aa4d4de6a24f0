"""Examples as JSON, typed as an editor types them, and as a line of YAML."""

from __future__ import annotations

import json
import re
from typing import Any

from build_hooks.load.source import Mapping, Node, Sequence
from build_hooks.place import Text

NUMBER = re.compile(r"(0|[1-9][0-9]{0,8})(\.[0-9]+)?")
UNQUOTED = re.compile(r"[^\s\[\]{},:#&*!|>'\"%@`?<=-](?:[^\[\]{},:#\s]|:(?=\S)| (?=\S))*")


def plain_value(node: Node) -> Any:
    """The value as JSON has it."""
    if isinstance(node, Mapping):
        return {str(key): plain_value(value) for key, value in node.entries}
    if isinstance(node, Sequence):
        return [plain_value(item) for item in node.items]
    return json.loads(node) if NUMBER.fullmatch(node) or node in ("true", "false") else str(node)


def flow(node: Node) -> str:
    """The value in one line of YAML."""
    if isinstance(node, Mapping):
        return "{" + ", ".join(f"{key}: {flow(value)}" for key, value in node.entries) + "}"
    if isinstance(node, Sequence):
        return "[" + ", ".join(map(flow, node.items)) + "]"
    return _scalar(node)


def _scalar(text: Text) -> str:
    return str(text) if UNQUOTED.fullmatch(text) else json.dumps(text, ensure_ascii=False)
