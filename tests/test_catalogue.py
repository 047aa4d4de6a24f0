"""Every kind of finding is explained, and its examples give what they say."""

from __future__ import annotations

import re

import pytest
from click.testing import CliRunner, Result

from build_hooks.catalogue import CatalogueError, Diagnostic, Passage, catalogue, read_diagnostic
from build_hooks.checking import Checked
from build_hooks.cli import main
from build_hooks.locale import strings
from build_hooks.render.pages import pages
from tests.conftest import Check
from tests.content import CASES, SMALL

CASES_FILE = "liability/small.cases.yaml"
ENDINGS = {"finding.suggestion", "finding.no-suggestion", "finding.wide-mark"}
KINDS = {key[8:] for key in strings() if key.startswith("finding.") and key not in ENDINGS}
PICTURES = {0x2400 + code: code for code in range(32)}
"""Control pictures such as `␉` to the characters that they stand for."""

GOOD = """\
---
severity: error
title: 标题
---

## 意思

为什么。

## 会出错的写法

```yaml
# old
start: named
# new
start: name
```

## 改好的写法

```yaml
start: named
```
"""


def placed(passages: tuple[Passage, ...]) -> dict[str, str]:
    """The small content, with its cases where they are named, and passages in their places."""
    files = {name: str(text) for name, text in SMALL.items()}
    if any(passage.path.endswith(CASES_FILE) for passage in passages):
        files[CASES_FILE] = CASES
    for passage in passages:
        name = passage.path.removeprefix("trees/")
        if passage.instead_of is None:
            files[name] = passage.text
            continue
        lines, old = "\n" + files[name], "\n" + passage.instead_of
        assert lines.count(old) == 1, f"{passage.instead_of!r} stands {lines.count(old)} times"
        files[name] = lines.replace(old, "\n" + passage.text)[1:]
    return files


def stored(found: Diagnostic) -> dict[str, str | bytes]:
    """The failing files as they would be on a disk."""
    touched = {passage.path.removeprefix("trees/") for passage in found.failing}
    files: dict[str, str | bytes] = {}
    for name, text in placed(found.failing).items():
        data = text.translate(PICTURES).encode(found.encoding if name in touched else "utf-8")
        files[name] = data + b"#" * (found.size - len(data) if name in touched else 0)
    return files


@pytest.fixture(scope="module", params=sorted(catalogue()))
def explained(request: pytest.FixtureRequest) -> Diagnostic:
    return catalogue()[request.param]


def test_the_kinds_that_are_explained_are_those_that_are_found() -> None:
    assert len(KINDS) > 45
    assert set(catalogue()) == KINDS


def test_a_failing_example_gives_its_finding(explained: Diagnostic, check_files: Check) -> None:
    checked = check_files(stored(explained))
    found = {(finding.kind, finding.severity) for finding in checked.findings}
    assert (explained.kind, explained.severity) in found, "\n".join(map(str, checked.findings))


def test_a_mended_example_gives_no_finding(explained: Diagnostic, check_files: Check) -> None:
    kinds = {finding.kind for finding in check_files(dict(placed(explained.mended))).findings}
    assert explained.kind not in kinds
    assert kinds <= {"no-unsure-option"}, (
        "only the shared question of the small content may lack it"
    )


def test_an_explanation_is_short_and_its_examples_differ(explained: Diagnostic) -> None:
    assert len(explained.title) <= 20
    assert 1 <= len(re.findall("[。？！]", explained.meaning)) <= 4
    assert "\n" not in explained.meaning
    assert explained.failing != explained.mended


BROKEN = {
    "no-front-matter": ("---\nseverity", "severity"),
    "unknown-front-matter": ("title:", "titel:"),
    "section-missing": ("## 意思", "## 意义"),
    "sections-in-disorder": ("## 改好的写法", "## 意思"),
    "fence-without-old": ("# old\n", ""),
    "words-between-fences": ("```yaml\nstart: named\n", "这样：\n\n```yaml\nstart: named\n"),
    "fence-not-closed": ("start: named\n```\n", "start: named\n"),
    "too-few-mended": (
        "# new\nstart: name\n```\n",
        "# new\nstart: name\n```\n\n```yaml\n# old\n# new\n```\n",
    ),
}


@pytest.mark.parametrize("name", BROKEN)
def test_a_file_that_is_not_as_described_is_refused(name: str) -> None:
    old, new = BROKEN[name]
    assert GOOD.count(old) == 1
    assert read_diagnostic("good", GOOD).kind == "good"
    with pytest.raises(CatalogueError, match="good"):
        read_diagnostic("good", GOOD.replace(old, new))


def explain(*arguments: str) -> Result:
    return CliRunner().invoke(main, ["explain", *arguments])


def test_explain_shows_the_meaning_and_both_examples() -> None:
    done = explain("unknown-target")
    found = catalogue()["unknown-target"]
    assert done.exit_code == 0
    assert found.title in done.output
    assert found.meaning in done.output
    assert "next: platform-pay}" in done.output
    assert "next: platform-pays}" in done.output


def test_explain_names_the_file_of_an_example_that_is_not_the_tree() -> None:
    assert "# trees/reference/laws.yaml" in explain("bad-url").output
    assert "# trees" not in explain("unknown-target").output


def test_explain_answers_a_misspelt_kind_with_the_nearest() -> None:
    done = explain("unknown-taget")
    assert done.exit_code == 1
    assert "是不是“unknown-target”" in done.output


def test_explain_without_a_kind_lists_all() -> None:
    done = explain()
    assert done.exit_code == 0
    assert [line.split("\t")[0] for line in done.output.splitlines()] == sorted(catalogue())
    assert all(found.title in done.output for found in catalogue().values())


def test_the_page_has_a_section_per_kind_with_both_examples(real: Checked) -> None:
    made = {page.path: page.content for page in pages(real.content, real.proofs)}
    text = made["contribute/diagnostics.md"]
    assert re.findall(r'<section [^>]*id="([^"]+)"', text) == sorted(catalogue())
    assert set(re.findall(r'href="#([^"]+)"', text)) == set(catalogue())
    examples = re.findall(r"<pre><code>([^<]+)</code></pre>", text)
    assert len(examples) == sum(len(d.failing) + len(d.mended) for d in catalogue().values())
    assert "start:␉named" in text
    assert "<code>refused: {label: 不清楚, next: platform-pay}" in text
