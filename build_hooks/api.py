"""The public API's files: static JSON that others may read. More will stand beside `proof.json`."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from build_hooks.model.content import Content
from build_hooks.output import Output
from build_hooks.proof import Proof
from build_hooks.routes import MOST_STATES
from build_hooks.verify.references import citations

ROOT = "api/v1"


def proof_json(content: Content, proofs: Mapping[str, Proof]) -> Output:
    """What was proved of every published tree."""
    trees = {str(tree.id): _proved(content, proofs[tree.id]) for tree in content.live()}
    text = json.dumps({"version": 1, "trees": trees}, ensure_ascii=False, indent=1)
    return Output(f"{ROOT}/proof.json", text + "\n")


def _proved(content: Content, proof: Proof) -> dict[str, Any]:
    tree = proof.tree
    cited = {str(name) for name in citations(tree)}
    laws = {str(content.registers.provisions[name][0].id) for name in cited}
    return {
        **proof.figures,
        "complete": not proof.routes.bounded,
        "bound": MOST_STATES,
        "states": len(proof.routes.moves),
        "provisions": len(cited),
        "laws": sorted(laws),
        "reviewed": tree.reviewed.on.isoformat(),
    }
