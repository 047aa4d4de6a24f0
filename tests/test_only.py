"""A file that is checked alone gets the findings and the proof that it gets among all others."""

from __future__ import annotations

from pathlib import Path

import pytest

from build_hooks.catalogue import Diagnostic, catalogue
from build_hooks.checking import Checked, check_only, tree_of
from tests.conftest import TODAY, TREES, Check
from tests.content import SMALL
from tests.test_catalogue import stored

FILES = [f"trees/{file.relative_to(TREES).as_posix()}" for file in sorted(TREES.rglob("*.yaml"))]


def told(checked: Checked) -> object:
    proofs = {id_: proof.figures for id_, proof in checked.proofs.items()}
    return [str(finding) for finding in checked.findings], proofs, checked.unproved


@pytest.mark.parametrize("path", FILES)
def test_each_file_of_the_real_content(path: str, real: Checked) -> None:
    assert told(check_only(TREES, [path], TODAY)) == told(real.only([path]))


@pytest.mark.parametrize("found", catalogue().values(), ids=lambda found: found.kind)
def test_each_mistake_that_is_explained(
    found: Diagnostic, check_files: Check, tmp_path: Path
) -> None:
    files = stored(found)
    whole = check_files(files)
    for name in files:
        path = f"trees/{name}"
        assert told(check_only(tmp_path / "trees", [path], TODAY)) == told(whole.only([path]))


def test_a_tree_that_goes_on_to_another_needs_no_more_than_its_name(
    check_files: Check, tmp_path: Path
) -> None:
    small = str(SMALL["liability/small.yaml"])
    onwards = small.replace("    cites: [rule-2]", "    cites: [rule-2]\n    continue: [{}]", 1)
    for target, kinds in (("complaint/broken", []), ("complaint/none", ["unknown-tree"])):
        files = {
            **SMALL,
            "liability/small.yaml": onwards.replace("[{}]", f"[{target}]"),
            "complaint/broken.yaml": "title: [",
        }
        whole = check_files(files).only(["trees/liability/small.yaml"])
        alone = check_only(tmp_path / "trees", ["trees/liability/small.yaml"], TODAY)
        assert [finding.kind for finding in alone.findings] == kinds
        places = [(finding.kind, finding.place) for finding in whole.findings]
        assert [(finding.kind, finding.place) for finding in alone.findings] == places


def test_which_files_belong_to_one_tree() -> None:
    assert tree_of("trees/liability/price.yaml") == "liability/price"
    assert tree_of("trees/liability/price.cases.yaml") == "liability/price"
    for path in ("trees", "trees/liability", "trees/reference/laws.yaml", "trees/x/price.yaml"):
        assert tree_of(path) is None
