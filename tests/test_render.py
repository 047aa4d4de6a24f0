"""Pages hold every word of a tree, escaped, with links that lead somewhere."""

from __future__ import annotations

import re
from dataclasses import replace
from html import unescape
from html.parser import HTMLParser
from itertools import chain
from pathlib import Path

import pytest
from jinja2.runtime import Context

from build_hooks.checking import Checked
from build_hooks.findings import errors_in
from build_hooks.model.tree import Topic
from build_hooks.pipeline import build_site
from build_hooks.place import Text
from build_hooks.render.environment import environment
from build_hooks.render.links import from_page
from build_hooks.render.lists import PER_PAGE
from build_hooks.render.pages import MOST_LISTED, MOST_TREES, minutes, pages, tree_pages
from build_hooks.render.situations import SITUATIONS, situations
from tests.conftest import TREES, Check
from tests.content import LAWS, REGISTERS, SMALL, TREE

HOSTILE = "</div><script>alert(1)</script><img src=x onerror=alert(1)>\"'&{{ 7*7 }}"


def outputs(checked: Checked) -> dict[str, str]:
    return {page.path: page.content for page in pages(checked.content, checked.proofs)}


def body(text: str) -> str:
    """A page without its front matter."""
    return text.split("---\n", 2)[2] if text.startswith("---\n") else text


@pytest.mark.parametrize(
    ("page", "root"),
    [
        ("liability/who-is-liable", "../../"),
        ("liability/index", "../"),
        ("channels", "../"),
        ("law/index", "../"),
        ("index", ""),
        ("guides/keep-evidence", "../../"),
    ],
)
def test_links_know_the_way_up(page: str, root: str) -> None:
    assert from_page(page).root == root


def test_a_tree_page_holds_every_node_once(real: Checked) -> None:
    made = outputs(real)
    for tree in real.content.live():
        text = made[f"{tree.id}.md"]
        for node in (*tree.questions, *tree.outcomes):
            assert text.count(f'id="{node}"') == 1


def test_ids_are_unique_in_a_page(real: Checked) -> None:
    for path, text in outputs(real).items():
        ids = re.findall(r'\bid="([^"]+)"', text)
        assert len(ids) == len(set(ids)), path


OURS = re.compile(r'<script type="module" src="../assets/decision-tree/[a-z-]+[.]js"></script>')


def test_functions_of_templates_are_called_as_jinja_calls_them(
    real: Checked, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Ours are called without the ways round that Jinja keeps for some of its own."""
    tree = real.proofs["liability/who-is-liable"]
    ours = [page.content for page in tree_pages(tree, real.content)]
    monkeypatch.setattr(environment(), "context_class", Context)
    assert [page.content for page in tree_pages(tree, real.content)] == ours
    known = environment().globals.values()
    assert not [each for each in known if getattr(each, "jinja_pass_arg", None)]


def test_every_text_field_is_escaped(check_files: Check) -> None:
    quoted = '"' + HOSTILE.replace("\\", "\\\\").replace('"', '\\"') + '"'
    files = {**SMALL}
    for name, value in SMALL.items():
        text = re.sub(
            r"((?:title|summary|ask|label|because|today|gist|plain|what|who|why|how|rule|short): ?)"
            r"[^,}\n\]]+",
            lambda match: match[1] + quoted,
            str(value),
        )
        files[name] = text
    checked = check_files(files)
    assert [str(finding) for finding in errors_in(checked.findings)] == []
    for path, text in outputs(checked).items():
        assert "<script" not in OURS.sub("", body(text)), path
        assert "<img" not in body(text), path
        assert HOSTILE[:12] not in body(text), path


def test_front_matter_survives_quotes_and_colons(check_files: Check) -> None:
    tree = TREE.replace("title: 小树", 'title: "a: \\"b\\" # c"')
    made = outputs(check_files({**SMALL, "liability/small.yaml": tree}))
    assert made["liability/small.md"].splitlines()[1] == 'title: "a: \\"b\\" # c"'


class Balance(HTMLParser):
    """Collects tags that are opened and not closed in turn."""

    VOID = frozenset({"br", "img", "input", "hr", "meta", "link"})

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.wrong: list[str] = []

    def handle_starttag(self, tag: str, _attrs: object) -> None:
        if tag not in self.VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if not self.open or self.open.pop() != tag:
            self.wrong.append(f"{tag} at {self.getpos()}")


def test_markup_is_balanced(real: Checked) -> None:
    for path, text in outputs(real).items():
        parser = Balance()
        parser.feed(body(text))
        assert (parser.wrong, parser.open) == ([], []), path


def test_a_guarded_option_leads_to_its_fork_without_scripts(check_files: Check) -> None:
    tree = TREE.replace("next: seller-pays}\n      unsure", "next: asked}\n      unsure").replace(
        "{label: 不清楚, next: platform-pays}",
        "{label: 不清楚, next: [{when: {named: unsure}, to: platform-pays}, {to: seller-pays}]}",
    )
    made = outputs(check_files({**SMALL, "liability/small.yaml": tree}))["liability/small.md"]
    assert 'data-option="refused" href="#asked--refused"' in made
    assert 'id="asked--refused"' in made
    assert "“看得出是谁在卖吗？”答的是“我不清楚”" in unescape(made)


def test_a_law_page_lists_what_rests_on_a_provision(check_files: Check) -> None:
    made = outputs(check_files(SMALL))
    assert 'href="../../liability/small/#platform-pays"' in made["law/rule.md"]
    assert "到 2026-04-14 为止" in made["law/old.md"]
    assert 'href="../../law/rule/"' in made["law/old.md"]


def test_lists_that_grow_go_on_at_further_pages(check_files: Check) -> None:
    names = [f"small-{number:04}" for number in range(PER_PAGE + MOST_TREES + 20)]
    files = {f"liability/{name}.yaml": TREE for name in names}
    made = outputs(check_files({**REGISTERS, **files}))
    pages_ = {path: text for path, text in made.items() if "/small-" not in path}
    assert {path for path in pages_ if path.startswith("lists/")} == {
        "lists/liability/1.md",
        "lists/liability/2.md",
        "lists/rule-1/1.md",
        "lists/rule-1/2.md",
        "lists/rule-2/1.md",
        "lists/rule-2/2.md",
    }
    law = pages_["law/rule.md"].split('id="rule-2"')
    for own, list_ in ((pages_["liability/index.md"], "liability"), (law[0], "rule-1")):
        texts = [own, pages_[f"lists/{list_}/1.md"], pages_[f"lists/{list_}/2.md"]]
        found = [re.findall(r"/liability/(small-\d+)/", text) for text in texts]
        assert sorted(chain(*found)) == names  # each once, none is lost
        assert max(map(len, found)) <= PER_PAGE
    first, second = pages_["lists/liability/1.md"], pages_["lists/liability/2.md"]
    assert 'href="../../../lists/liability/2/">下一页' in first
    assert "上一页" not in first
    assert 'href="../../../lists/liability/1/">上一页' in second
    assert 'href="../../../law/rule/#rule-1"' in pages_["lists/rule-1/1.md"]
    assert 'href="../lists/liability/1/">还有 220 个' in pages_["liability/index.md"]
    assert pages_["search.md"].count("/liability/small-") == MOST_LISTED
    assert f'href="../liability/">还有 {len(names) - MOST_LISTED} 个' in pages_["search.md"]


def test_drafts_and_retired_trees_are_not_published(check_files: Check) -> None:
    made = outputs(check_files({**SMALL, "liability/small.yaml": TREE.replace("live", "draft")}))
    assert "liability/small.md" not in made
    assert "small" not in made["liability/index.md"]


def test_generated_pages_name_the_yaml_they_come_from() -> None:
    site = build_site(TREES)
    for output in site.outputs:
        if output.source:
            assert (TREES.parent / output.source).exists(), output.path
    without = {output.path.split("/")[0] for output in site.outputs if output.source is None}
    assert without == {"assets", "api", "feed.xml", "llms.txt"}


def test_strings_for_the_browser_are_a_module() -> None:
    site = build_site(TREES)
    script = next(o for o in site.outputs if o.path.endswith("strings.js"))
    assert script.content.startswith('export default {"')


def test_registers_without_trees_still_make_pages(check_files: Check) -> None:
    made = outputs(check_files({**REGISTERS, "reference/laws.yaml": LAWS}))
    assert {"liability/index.md", "law/index.md", "channels.md", "terms.md"} <= set(made)
    assert Path("law/rule.md").as_posix() in made


def test_every_tree_stands_once_on_its_topic_page(real: Checked) -> None:
    made = outputs(real)
    for topic in Topic:
        ids = [tree.id for tree in real.content.live() if tree.topic is topic]
        links = re.findall(r'<a href="\.\./([^"]+)/"><strong>', made[f"{topic}/index.md"])
        assert sorted(links) == sorted(ids)


def test_each_card_says_how_many_questions_and_when_it_was_reviewed(real: Checked) -> None:
    made = outputs(real)
    for proof in real.proofs.values():
        page = made[f"{proof.tree.topic}/index.md"]
        card = page.split(f'<a href="../{proof.tree.id}/">', 1)[1].split("</a>", 1)[0]
        shortest, longest = proof.figures["shortest"], proof.figures["longest"]
        count = f"{shortest}–{longest} 个问题" if shortest != longest else f"{longest} 个问题"
        assert count in card
        assert proof.tree.reviewed.on.isoformat() in card


def test_situations_name_trees_that_there_are(real: Checked) -> None:
    named = [
        f"{t}/{id_}" for t, groups in SITUATIONS.items() for ids in groups.values() for id_ in ids
    ]
    assert sorted(named) == sorted(tree.id for tree in real.content.live())


def test_a_tree_of_no_situation_comes_last(real: Checked) -> None:
    proofs = [proof for proof in real.proofs.values() if proof.tree.topic is Topic.LIABILITY]
    tree = proofs[0].tree
    new = replace(proofs[0], tree=replace(tree, id=Text("liability/new", tree.place)))
    found = situations(Topic.LIABILITY, [new, *proofs[1:]])
    assert found[-1].name == "others"
    assert [proof.tree.id for proof in found[-1].proofs] == ["liability/new"]


def test_a_topic_without_trees_helps_on(check_files: Check) -> None:
    made = outputs(check_files(SMALL))
    empty = [
        made[f"{topic}/index.md"] for topic in Topic if "wq-trees" not in made[f"{topic}/index.md"]
    ]
    assert empty
    assert all('href="../' in text for text in empty)


@pytest.mark.parametrize(("questions", "expected"), [(0, 1), (1, 1), (6, 1), (7, 2), (13, 3)])
def test_minutes_are_counted_up(questions: int, expected: int) -> None:
    assert minutes(questions) == expected
