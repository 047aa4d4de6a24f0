"""Who publishes the site and where: what files that others fetch must say in full."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Publisher:
    """A site; a fork has another address and perhaps another name."""

    url: str = "/"
    """The address of its root, with a slash at the end; `/` where nobody has said it."""
    name: str = "weiquan"
    repo: str = ""
    """The address of the repository."""

    def at(self, path: str) -> str:
        """The whole address of a path below the root."""
        return f"{self.url}{path}"


NOBODY = Publisher()
"""Where it does not matter who publishes."""
