"""Every kind of file that the API has: name, address, shape. Schema and description follow it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from build_hooks.api.cases import Cases
from build_hooks.api.changes import Changes
from build_hooks.api.channels import Channels
from build_hooks.api.evidence import Evidence
from build_hooks.api.glossary import Glossary
from build_hooks.api.index import Index
from build_hooks.api.laws import Laws
from build_hooks.api.letters import Letters
from build_hooks.api.oembed import Oembed
from build_hooks.api.outcomes import Outcomes
from build_hooks.api.parties import Parties
from build_hooks.api.proof import Proofs
from build_hooks.api.questions import Questions
from build_hooks.api.remedies import Remedies
from build_hooks.api.search import Documents
from build_hooks.api.timescales import Timescales
from build_hooks.api.tree import Tree
from build_hooks.api.trees import Trees
from build_hooks.locale import ui


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of file."""

    name: str
    shape: Any
    path: str = ""
    """Below `/api/v1/`; may hold `{topic}` and `{name}`. Empty: the name and `.json`."""

    @property
    def file(self) -> str:
        """Where it is, below `/api/v1/`."""
        return self.path or f"{self.name}.json"

    @property
    def schema(self) -> str:
        """Where its schema is, below `/api/v1/`."""
        return f"schema/{self.name}.json"

    @property
    def what(self) -> str:
        """What it is, in a few words."""
        return ui(f"api.{self.name}")


KINDS = (
    Kind("index", Index),
    Kind("trees", Trees),
    Kind("tree", Tree, "trees/{topic}/{name}.json"),
    Kind("outcomes", Outcomes),
    Kind("questions", Questions),
    Kind("cases", Cases),
    Kind("laws", Laws),
    Kind("channels", Channels),
    Kind("parties", Parties),
    Kind("remedies", Remedies),
    Kind("evidence", Evidence),
    Kind("timescales", Timescales),
    Kind("letters", Letters),
    Kind("glossary", Glossary),
    Kind("search", Documents),
    Kind("proof", Proofs),
    Kind("changes", Changes),
    Kind("oembed", Oembed, "oembed/{topic}/{name}.json"),
)
