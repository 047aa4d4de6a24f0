"""Every word of the interface that code asks for exists, and none is left over."""

from __future__ import annotations

import re
from dataclasses import fields
from pathlib import Path

from build_hooks.api.kinds import KINDS
from build_hooks.catching import By
from build_hooks.changes import Kind
from build_hooks.chores.laws import BEGINS, ENDS
from build_hooks.locale import strings
from build_hooks.maps.chart import Mark
from build_hooks.model.cases import CaseKind
from build_hooks.model.formula import Operation
from build_hooks.model.guard import NUMBER_SIGNS
from build_hooks.model.registers import (
    BUILT_IN,
    Channel,
    Evidence,
    Law,
    LawKind,
    Letter,
    Party,
    Provision,
    Registers,
    Remedy,
    SharedQuestion,
    Synonym,
    Term,
    Timescale,
)
from build_hooks.model.tree import Certainty, InputType, Liability, Topic, Verdict
from build_hooks.mutations.mutant import Class
from build_hooks.pipeline import PARTS
from build_hooks.render.situations import SITUATIONS
from build_hooks.review.registers import PROVISIONS, SILENT
from build_hooks.schema.reference import FILES
from build_hooks.search import index as search
from tests.conftest import ROOT

PACKAGE = ROOT / "build_hooks"
SCRIPTS = ROOT / "docs/assets/decision-tree"
OUTCOME_PARTS = (
    *("steps", "parties", "remedies", "evidence", "prove"),
    "gaps",
    "amounts",
    "letter",
    *("deadlines", "notes", "cases", "law", "continue"),
)
CHANNEL_LISTS = ("how", "bring", "can", "cannot")
REGISTERS = ("channels", "remedies", "evidence", "timescales", "terms", "letters")
BUTTONS = ("back", "restart", "share", "print")
CONTENTS = ("parties", "gaps", "remedies", "steps", "amounts", "evidence", "prove", "deadlines")
CONTENTS += ("whatif", "law")
IN_TREES = {"question", "outcome", "option"}
"""Kinds of hits that readers see under trees."""
MAP_BUTTONS = ("in", "out", "all", "where")


def built_from_parts() -> set[str]:
    """Keys that code puts together, so that no search for them finds them."""
    return {
        *(f"outcome.{part}{end}" for part in OUTCOME_PARTS for end in ("", ".quality")),
        *(f"certainty.{c}{e}" for c in Certainty for e in ("", ".plain", ".plain.quality")),
        *(f"topic.{item}{end}" for item in Topic for end in ("", ".plain")),
        *(f"situation.{item}.{name}" for item in SITUATIONS for name in SITUATIONS[item]),
        *(f"verdict.{item}" for item in Verdict),
        *(f"liability.{item}" for item in Liability),
        *(f"law.kind.{item}" for item in LawKind),
        *(f"case.kind.{item}" for item in CaseKind if item is not CaseKind.CHECK),
        *(f"channel.{item}" for item in CHANNEL_LISTS),
        *(f"{item}{end}" for item in REGISTERS for end in (".title", ".plain")),
        *(f"js.player.{item}" for item in BUTTONS),
        *(f"result.js.contents.{item}" for item in CONTENTS),
        *(f"fields.js.{item}.{kind}" for item in ("hint", "error") for kind in InputType),
        *(f"fields.js.error.{kind}.empty" for kind in InputType),
        *(f"walk.type.{kind}" for kind in InputType),
        *(f"letter.{part}" for part in BUILT_IN),
        *(f"reference.form.{kind}" for kind in ("text", "url", "int", "date", "guard", "formula")),
        *(f"reference.file.{kind}" for kind in FILES),
        *(f"reference.{kind}{end}" for kind in ("guard", "formula") for end in ("", ".plain")),
        *(f"guard.{kind}.{sign}" for kind in ("number", "day") for sign in NUMBER_SIGNS),
        *(f"formula.{item}" for item in Operation),
        *(f"search.js.kind.{item}" for item in search.KINDS),
        *(f"search.js.group.{item}" for item in set(search.KINDS) - IN_TREES),
        *(f"search.js.filter.{item}" for item in ("topic", "kind")),
        *(f"map.{how}" for how in ("answered", "has", "lacks")),
        *(f"map.js.{item}" for item in MAP_BUTTONS),
        *(f"api.{kind.name}" for kind in KINDS),
        *(f"feed.law-{item}" for item in ("begins", "ends")),
        *(f"sight.js.size.{item}" for item in ("normal", "large", "huge")),
        *(f"sight.js.colour.{item}" for item in ("auto", "light", "dark")),
        *(f"sight.js.{item}.plain" for item in ("aloud", "contrast")),
        *(f"place.js.theme.{item}" for item in ("auto", "light", "dark")),
        *(f"place.js.size.{item}" for item in ("normal", "large", "xlarge")),
        *(f"place.js.qr.{item}" for item in ("svg", "png")),
        *(f"chart.{mark}" for mark in Mark if mark is not Mark.SAME),
        *(f"review.routes.{kind}" for kind in Kind),
        *(f"review.cases.{what}" for what in ("added", "changed", "removed")),
        *(f"review.register.{item}" for item in (PROVISIONS, *register_names())),
        *(f"review.field.{item}" for item in entry_fields()),
        *(f"chores.laws.{how}" for how in (BEGINS, ENDS)),
        *(f"playground.js.failed.{why}" for why in ("network", "other")),
        *(f"mutate.by.{item}" for item in By),
        *(f"mutate.rate.{item}" for item in Class),
        *(f"mutant.{item}-lost" for item in ("steps", "parties", "cites")),
    }


def register_names() -> list[str]:
    return [field.name for field in fields(Registers)]


def entry_fields() -> set[str]:
    """Fields of everything that stands in a register, but those that a review does not show."""
    entries = (Law, Provision, Channel, Party, Remedy, Evidence, Timescale, Term, Synonym)
    found = {one.name for entry in (*entries, Letter, SharedQuestion) for one in fields(entry)}
    return found - set(SILENT)


def quoted(folder: Path, ending: str) -> set[str]:
    text = "\n".join(file.read_text("utf-8") for file in sorted(folder.rglob(ending)))
    return set(re.findall(r"""["']([a-z0-9.-]+)["']""", text))


def test_every_string_is_used_and_every_used_string_exists() -> None:
    known = set(strings())
    words = quoted(PACKAGE, "*.py") | quoted(PACKAGE, "*.j2") | quoted(PACKAGE / "theme", "*.html")
    words |= {
        f"{part}.{word}"
        for part in ("js", "letters.js", *(f"{name}.js" for name in PARTS))
        for word in quoted(SCRIPTS, "*.js")
    }
    used = {key for key in known if key in words}
    used |= {key for key in known if key.startswith("finding.") and key[8:] in words}
    used |= {key for key in known if key.startswith("mutant.") and key[7:] in words}
    used |= {key for key in known if key.split(".")[0] in ("register", "block", "form")}
    assert known - used - built_from_parts() == set()
    assert built_from_parts() - known == set()


def test_every_kind_of_finding_has_its_sentence() -> None:
    kinds = set()
    for file in PACKAGE.rglob("*.py"):
        text = file.read_text("utf-8")
        kinds |= set(re.findall(r'(?:\.add|\.warn|_fail|SourceError)\(\s*"([a-z0-9-]+)"', text))
        kinds |= set(re.findall(r'_check\(\s*report, "([a-z0-9-]+)"', text))
    assert len(kinds) > 40
    assert {f"finding.{kind}" for kind in kinds} - set(strings()) == set()
