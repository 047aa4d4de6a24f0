"""Words of others stay words in GitHub's own Markdown, whatever they hold."""

from __future__ import annotations

import re
from html import unescape

import cmarkgfm
import pytest
from cmarkgfm.cmark import Options
from hypothesis import example, given
from hypothesis import strategies as st

from build_hooks.markup import JOINER, code, fenced, inside_html, one_line, plain

HOSTILE = (
    "@octocat 看这里",
    "org/team @org/team",
    "[点我](https://evil.example)",
    "![图](https://evil.example/x.png)",
    "https://evil.example www.evil.example ftp://evil.example mail@evil.example",
    "<img src=x onerror=alert(1)><script>alert(1)</script>",
    "</summary></details><h1>已批准</h1>",
    "<!-- weiquan-review --> <a href='//evil.example'>x</a>",
    "# 标题 **粗** _斜_ ~~删~~ `码` | 表 |",
    "a\n\n# 另起一段\n\n- 列表\n\n```\n围栏",
    "```` ``` `` `",
    "&lt;b&gt; &#64;octocat &copy;",
    "[x]: https://evil.example",
    "[^1]: 注",
    "修好了 #12 GH-12 owner/repo#12",
    "\\@octocat \\<b\\>",
    "\N{RIGHT-TO-LEFT OVERRIDE}反过来\N{ZERO WIDTH SPACE}看不见",
    "$\\alpha$ $$x$$",
    "end",
)
SIGNS = st.sampled_from("`<>[]()!@#&*_~|\\:/.$-+=^'\" \nwWa1中")
WORDS = st.text(alphabet=st.one_of(SIGNS, st.characters()))


def html_of(markdown: str) -> str:
    """As GitHub's parser has it, with raw HTML let through so that none can hide."""
    options = Options.CMARK_OPT_UNSAFE
    return str(cmarkgfm.github_flavored_markdown_to_html(markdown, options))


def outside_code(html: str) -> str:
    return re.sub(r"<(code|pre)[^>]*>.*?</\1>", "", html, flags=re.S)


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_words_are_shown_as_they_are(text: str) -> None:
    html = html_of(f"标题：{plain(text)}。")
    assert re.fullmatch(r"<p>[^<]*</p>\n", html), html
    assert unescape(html)[3:-5].replace(JOINER, "") == f"标题：{one_line(text)}。"


@pytest.mark.parametrize("text", HOSTILE)
def test_nothing_is_left_that_github_links_afterwards(text: str) -> None:
    shown = unescape(html_of(f"标题：{plain(text)}。"))
    assert not re.search(r"@\w|#\d|GH-\d|://|www\.", shown)


@given(WORDS)
@example("\\")
@example("x\\\n")
def test_any_words_become_one_paragraph_with_those_words(text: str) -> None:
    html = html_of(f"x {plain(text)} x")
    assert re.fullmatch(r"<p>[^<]*</p>\n", html), html
    shown = " ".join(unescape(html)[3:-5].replace(JOINER, "").split())
    assert shown == " ".join(f"x {one_line(text)} x".split())


@given(WORDS)
@example(HOSTILE[5])
@example(HOSTILE[6])
def test_any_words_are_words_on_a_line_of_html(text: str) -> None:
    html = html_of(f"<summary>x {inside_html(text)} x</summary>")
    assert re.fullmatch(r"<summary>[^<]*</summary>\n", html), html
    assert not re.search(r"@\w|://|www\.", unescape(html))


@given(WORDS)
def test_any_id_becomes_one_piece_of_code(text: str) -> None:
    html = html_of(f"x {code(text)} x")
    assert re.fullmatch(r"<p>x (<code>[^<]*</code>)? ?x</p>\n", html), html


@given(st.lists(WORDS, max_size=4))
@example(["```", "````", "# x"])
@example(["~~~", "  ```"])
def test_no_line_ends_its_block(lines: list[str]) -> None:
    html = html_of("\n".join(["前", "", *fenced(lines, "diff"), "", "后"]))
    assert re.fullmatch(r"<p>前</p>\n<pre[^>]*><code[^>]*>[^<]*</code></pre>\n<p>后</p>\n", html), (
        html
    )


def test_signs_that_nobody_sees_are_left_out() -> None:
    assert one_line("a\u202eb\u200bc\x00d\te") == "abcd e"
