"""A tree of ours as a SurveyJS page: the same questions, ways and outcomes, in its own bundle."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from build_hooks.compile import compile_tree
from build_hooks.proof import Proof

PEER = ("survey-core@2.5.38", "survey-js-ui@2.5.38")
"""The last release of which there is a bundle that needs no framework on the page."""
FILES = (
    "survey-core/survey-core.fontless.min.css",
    "survey-core/survey.core.min.js",
    "survey-js-ui/survey-js-ui.min.js",
)
PAGE = """<!doctype html>
<html lang="zh">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width,initial-scale=1">
<title>{title}</title>
<link rel="stylesheet" href="survey-core.fontless.min.css">
<script defer src="survey.core.min.js"></script>
<script defer src="survey-js-ui.min.js"></script>
<script defer src="page.js"></script>
</head>
<body><div id="survey"></div></body>
</html>
"""
SCRIPT = """Survey.settings.autoAdvanceDelay = 0; // its own pause of 300 ms is not counted
const survey = new Survey.Model({survey});
survey.render(document.getElementById('survey'));
"""


def write_peer(proof: Proof, page: str, folder: Path) -> None:
    """Write the survey with its scripts and style into a folder; npm must be there."""
    modules = folder / "npm"
    modules.mkdir(parents=True)
    (modules / "package.json").write_text('{"private": true}', "utf-8")
    command = ["npm", "install", "--no-audit", "--no-fund", "--ignore-scripts", *PEER]
    subprocess.run(command, cwd=modules, capture_output=True, text=True, check=True)
    for file in FILES:
        shutil.copy(modules / "node_modules" / file, folder)
    shutil.rmtree(modules)
    survey = json.dumps(survey_of(proof, page), ensure_ascii=False, separators=(",", ":"))
    (folder / "page.js").write_text(SCRIPT.replace("{survey}", survey), "utf-8")
    (folder / "index.html").write_text(PAGE.format(title=proof.tree.title), "utf-8")


def survey_of(proof: Proof, page: str) -> dict[str, Any]:
    """The tree as a survey of one question a page; outcomes hold the words of our own page."""
    questions = compile_tree(proof.tree)["questions"]
    if any("options" not in question for question in questions.values()):
        raise ValueError("only trees of choices can be compared")
    edges = _edges(questions)
    order = _by_depth(proof.tree.start, edges)
    nodes = [(node, " or ".join(sorted(found))) for node, found in _conditions(order, edges)]
    return {
        "showQuestionNumbers": "off",
        "autoAdvanceEnabled": True,
        "clearInvisibleValues": "onHidden",
        "showCompleteButton": False,
        "pages": [_page(proof, node, condition, page) for node, condition in nodes],
    }


Edge = tuple[str, str, str]
"""From a question by a condition to a node."""


def _edges(questions: Mapping[str, Any]) -> list[Edge]:
    found = []
    for id_, question in questions.items():
        for option, branches in question["options"].items():
            before = ""
            for branch in branches:
                own = _guard(branch["when"]) if "when" in branch else ""
                parts = [f"{{{id_}}} = '{option}'", *filter(None, [before, own])]
                found.append((id_, " and ".join(parts), branch["to"]))
                before = " and ".join(filter(None, [before, f"!({own})"]))
    return found


def _guard(clauses: Sequence[Sequence[Any]]) -> str:
    return "(" + " or ".join(" and ".join(map(_test, clause)) for clause in clauses) + ")"


def _test(test: Sequence[Any]) -> str:
    question, how, wanted = test
    if how != "in":
        raise ValueError(f"no translation for {how}")
    return "(" + " or ".join(f"{{{question}}} = '{option}'" for option in wanted) + ")"


def _by_depth(start: str, edges: Sequence[Edge]) -> list[str]:
    """All nodes, each after all those that lead to it."""
    depth = {start: 0}
    for _ in range(len(edges)):
        for from_, _, to in edges:
            if from_ in depth:
                depth[to] = max(depth.get(to, 0), depth[from_] + 1)
    return sorted(depth, key=lambda node: depth[node])


def _conditions(order: Iterable[str], edges: Sequence[Edge]) -> list[tuple[str, set[str]]]:
    return [(node, {how for _, how, to in edges if to == node}) for node in order]


def _page(proof: Proof, node: str, condition: str, page: str) -> dict[str, Any]:
    question = proof.tree.questions.get(node)  # type: ignore[call-overload]
    made: dict[str, Any] = {"name": f"page-{node}"}
    if condition:
        made["visibleIf"] = condition
    if question is None:
        return made | {"elements": [{"type": "html", "name": node, "html": _section(page, node)}]}
    choices = [{"value": str(o.id), "text": str(o.label)} for o in question.all_options()]
    asked = {"type": "radiogroup", "name": node, "title": str(question.ask), "choices": choices}
    help_ = {"description": str(question.help)} if question.help else {}
    return made | {"elements": [asked | help_ | {"isRequired": True}]}


def _section(page: str, node: str) -> str:
    """What our page says of an outcome."""
    found = re.search(rf'<section class="[^"]*" id="{node}".*?</section>', page, re.DOTALL)
    if found is None:
        raise ValueError(f"no section {node}")
    return found[0]
