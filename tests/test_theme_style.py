"""Of the theme's style stays what the pages use, and nothing else changes."""

from __future__ import annotations

from build_hooks.theme_style import Used, lighter, used_by

PAGE = '<body data-md-color-scheme="slate"><p class="lead  md-main">…</p></body>'
USED = used_by([PAGE])


def kept(style: str, also: str = "", used: Used = USED) -> str:
    return lighter({"main": style}, used, also)["main"]


def test_a_selector_stays_if_the_pages_have_all_of_its_classes() -> None:
    assert kept(".lead{color:red}") == ".lead{color:red}"
    assert kept(".md-main .lead>a:hover{color:red}") == ".md-main .lead>a:hover{color:red}"
    assert kept(".md-main .search{color:red}") == ""


def test_one_selector_of_several_goes() -> None:
    assert kept("p,.search,.lead{color:red}") == "p,.lead{color:red}"


def test_what_a_selector_excludes_is_not_asked_for() -> None:
    assert kept("a:not(.search,.lead){color:red}") == "a:not(.search,.lead){color:red}"


def test_what_our_script_gives_stays() -> None:
    used = used_by(["<p>…</p>"])
    for style in (".js p{color:red}", "[data-md-color-scheme=slate]{color:red}"):
        assert kept(style, used=used) == style


def test_a_colour_by_name_goes_unless_a_page_has_it() -> None:
    style = "[data-md-color-scheme=slate]{color:red}"
    assert kept(style) == style
    assert kept("[data-md-color-primary=pink]{color:red}") == ""
    assert kept("[data-md-color-switching] *{color:red}") != ""


def test_an_empty_condition_goes_and_others_stay() -> None:
    assert kept("@media print{.search{color:red}}") == ""
    assert kept("@media print{.lead{color:red}.search{top:0}}") == (
        "@media print{.lead{color:red}}"
    )


def test_keyframes_and_the_like_stay() -> None:
    assert kept("@keyframes a{0%{top:0}to{top:1px}}") == "@keyframes a{0%{top:0}to{top:1px}}"


def test_a_property_that_nothing_asks_for_goes_and_so_does_what_only_it_asked_for() -> None:
    style = ":root{--a:1px;--b:var(--a);--c:2px}p{top:var(--c)}"
    assert kept(style) == ":root{--c:2px}p{top:var(--c)}"
    assert "--b:var(--a)" in kept(style, also="i{top:var(--b, 1px)}")
    assert "--a:1px" in kept(style, also="i{top:var(--b, 1px)}")


def test_one_style_may_ask_for_a_property_of_another() -> None:
    found = lighter({"a": ":root{--a:1px}", "b": "p{top:var(--a)}"}, USED)
    assert found == {"a": ":root{--a:1px}", "b": "p{top:var(--a)}"}


def test_addresses_with_pictures_survive() -> None:
    style = ".lead{background:url('data:image/svg+xml;charset=utf-8,<svg viewBox=\"0 0 1 1\"/>')}"
    assert "data:image/svg+xml;charset=utf-8,<svg viewBox" in kept(style)
