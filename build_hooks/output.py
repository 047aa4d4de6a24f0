"""The one thing that crosses the edge to a site generator."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Output:
    """A generated file of the site's source."""

    path: str
    """Where it belongs in the docs folder, with forward slashes."""
    content: str | bytes
    source: str | None = None
    """The YAML file that "edit this page" opens, relative to the repository."""
