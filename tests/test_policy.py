"""The policies: what they allow, what they find in a page, and how servers are told."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from click.testing import CliRunner

from build_hooks.cli import main
from build_hooks.permitted import on_every_page
from build_hooks.policy.directives import (
    NONE,
    SITE,
    embed_policy,
    hashed,
    playground_policy,
    site_policy,
)
from build_hooks.policy.inline import parts_of, strays
from build_hooks.policy.rules import rules
from build_hooks.policy.written import FORMS

META = '<meta http-equiv="Content-Security-Policy" content="{}">'
COMMON = site_policy(["let a"], ["b {}"])


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """A site with one page of each kind."""
    live = playground_policy(COMMON, "c {}", "let d")
    pages = {
        "404.html": COMMON,
        "contribute/playground/index.html": live,
        "contribute/index.html": COMMON,
        "embed/index.html": COMMON,
        "embed/liability/a/index.html": embed_policy("x {}", "let x", "let o"),
        "embed/liability/b/index.html": embed_policy("y {}", "let y", "let o"),
        "embed/questions/index.html": embed_policy("z {}", "let z"),
    }
    for path, policy in pages.items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text(META.format(policy.text.replace("'", "&#39;")), "utf-8")
    (tmp_path / "assets/decision-tree").mkdir(parents=True)
    (tmp_path / "assets/decision-tree/playground-worker.js").touch()
    for folder in ("v1", "0123456789abcdef"):
        (tmp_path / "embed" / folder).mkdir()
        (tmp_path / "embed" / folder / "embed.js").touch()
    return tmp_path


def run(*arguments: str) -> str:
    return CliRunner().invoke(main, ["headers", *arguments]).output


def test_a_directive_is_none_until_something_is_named() -> None:
    assert SITE.directives["object-src"] == (NONE,)
    assert "script-src 'none'; style-src 'sha256-" in embed_policy("x {}").text
    assert NONE not in embed_policy("", "let a").directives["script-src"]
    assert "unsafe" not in COMMON.text
    assert "'wasm-unsafe-eval'" in playground_policy(COMMON, "").text


def test_the_hash_is_the_one_that_browsers_compute() -> None:
    assert hashed("alert('Hello, world.');") == (
        "'sha256-qznLcsROx4GACP2dm0UCKCzCG+HiZ1guq6ZZDob/Tng='"
    )


def test_the_common_policy_names_what_stands_in_the_theme() -> None:
    assert len(on_every_page().directives["script-src"]) == 2
    assert len(on_every_page().directives["style-src"]) == 3


@pytest.mark.parametrize(
    ("html", "found"),
    [
        ("<p>x</p>", []),
        ("<script>let a</script>", []),
        ("<script src=x.js></script>", []),
        ('<script type="application/json">{}</script>', []),
        ("<style>b {}</style>", []),
        ("<script>let b</script>", ["<script>let b"]),
        ("<style>c {}</style>", ["<style>c {}"]),
        ("<p onclick=x>", ["<p onclick=…>"]),
        ("<p style=x>", ["<p style=…>"]),
        ("<a href='java\tscript:x'>", ['<a href="java\tscript:x">']),
        ("<a href=' data:text/html,x'>", ['<a href=" data:text/html,x">']),
        ("<a href='/data:x'>", []),
    ],
)
def test_what_a_policy_would_stop_is_found_before(html: str, found: list[str]) -> None:
    assert list(strays(html, COMMON)) == found


def test_parts_are_the_text_between_the_tags() -> None:
    assert parts_of("<script>a<b</script><style> c </style>") == [
        ("script", "a<b"),
        ("style", " c "),
    ]


def test_each_beginning_has_all_headers_of_its_own(site: Path) -> None:
    found = {rule.prefix: rule.headers for rule in rules(site)}
    assert set(found) == {
        "", "api/", "feed.xml", "embed/v1/", "embed/0123456789abcdef/", "contribute/playground/",
        "assets/decision-tree/playground-worker.js", "embed/liability/", "embed/questions/",
    }  # fmt: skip
    assert found[""]["Content-Security-Policy"] == COMMON.text + "; frame-ancestors 'self'"
    embed = found["embed/liability/"]["Content-Security-Policy"]
    assert hashed("let x") in embed
    assert hashed("let y") in embed
    assert embed.endswith("frame-ancestors *")
    assert "X-Frame-Options" not in found["embed/liability/"]
    assert found["api/"]["Access-Control-Allow-Origin"] == "*"
    assert "Access-Control-Allow-Origin" not in found[""]


def test_the_header_of_embeds_does_not_grow_with_their_styles(site: Path) -> None:
    before = len(rules(site)[-1].headers["Content-Security-Policy"])
    page = site / "embed/liability/c/index.html"
    page.parent.mkdir()
    page.write_text(META.format(embed_policy("w {}", "let x", "let o").text), "utf-8")
    assert len(rules(site)[-1].headers["Content-Security-Policy"]) == before


def test_every_form_has_every_rule(site: Path) -> None:
    for form in FORMS:
        text = run(str(site), "--for", form)
        assert "Content-Security-Policy" in text or "weiquan_content_security_policy" in text
    data = json.loads(run(str(site), "--root", "/weiquan"))
    assert [rule["prefix"] for rule in data][:3] == [
        "/weiquan/",
        "/weiquan/api/",
        "/weiquan/feed.xml",
    ]


def test_nginx_is_told_the_longest_beginning_first(site: Path) -> None:
    text = run(str(site), "--for", "nginx")
    first = re.findall(r'^  "~\^([^"]+?)\$?" ', text.split("}")[0], re.M)
    assert [len(prefix) for prefix in first] == sorted(map(len, first), reverse=True)
    names = set(re.findall(r"\$(weiquan_\w+)", text))
    assert set(re.findall(r"\$(weiquan_\w+)", run(str(site), "--for", "nginx-server"))) == names
    assert len(names) == 8


def test_a_headers_file_takes_away_what_a_wider_rule_has_set(site: Path) -> None:
    blocks = run(str(site), "--for", "headers-file").split("\n/")[1:]
    assert all("  ! Content-Security-Policy\n" in block for block in blocks)
    assert any(block.startswith("embed/liability/*\n") for block in blocks)


def test_a_folder_without_a_site_is_told(tmp_path: Path) -> None:
    done = CliRunner().invoke(main, ["headers", str(tmp_path)])
    assert done.exit_code == 1
    assert "没有生成好的网站" in done.output


def test_a_file_is_written_where_it_is_named(site: Path, tmp_path: Path) -> None:
    file = tmp_path / "headers.conf"
    assert str(file) in run(str(site), "--for", "nginx", "--output", str(file))
    assert file.read_text("utf-8").startswith("map $uri $weiquan_content_security_policy {")
