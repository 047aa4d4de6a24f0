"""The project on disk for builders without hooks: complete, the same, and never half written."""

from __future__ import annotations

import re
import shutil
import subprocess
from html.parser import HTMLParser
from pathlib import Path

import pytest
from click.testing import CliRunner
from markdown import Markdown

from build_hooks.adapters.disk import in_folder, moved
from build_hooks.adapters.settings import front_matter, settings
from build_hooks.checking import Checked
from build_hooks.cli import main
from build_hooks.embed.offer import Offer
from build_hooks.finish import finish
from build_hooks.pipeline import Site
from build_hooks.prose import Parts, UnknownPartError
from tests.builders import ROOT, ZENSICAL, mkdocs
from tests.content import SMALL


def build(root: Path, folder: Path) -> tuple[int, str]:
    done = CliRunner().invoke(main, ["build", str(folder), "--root", str(root)])
    return done.exit_code, done.output


@pytest.fixture
def other_builder(pytestconfig: pytest.Config) -> None:
    """Only where `make builders` asks for another builder than the site's own."""
    if pytestconfig.getoption("--builder") == "mkdocs":
        pytest.skip("make builders")


@pytest.fixture(scope="module")
def real_parts(real: Checked) -> Parts:
    return Parts(Site(real), Offer((), "", "", "", "", "", ""), None)


@pytest.fixture
def small(tmp_path: Path) -> Path:
    """A project of one tree and one page, with our real settings, scripts and styles."""
    root = tmp_path / "small"
    for name, content in SMALL.items():
        file = root / "trees" / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(str(content), "utf-8")
    shutil.copy(ROOT / "mkdocs.yml", root)
    shutil.copytree(ROOT / "docs/assets", root / "docs/assets")
    shutil.copytree(ROOT / "build_hooks/theme", root / "build_hooks/theme")
    (root / "docs/guides").mkdir()
    text = "---\ntitle: 指南\n---\n\n# 指南\n\n[树](../liability/small.md#a)\n\n## 小节\n\n字\n"
    (root / "docs/guides/one.md").write_text(text, "utf-8")
    (root / "docs/benchmarks.md").write_text("# left out\n")
    return root


def test_what_is_written(small: Path, tmp_path: Path) -> None:
    folder = tmp_path / "out"
    code, said = build(small, folder)
    assert code == 0
    assert re.fullmatch(f"读到 1 棵树，生成的 \\d+ 个文件和原有的网页都写进了“{folder}”。\n", said)
    tree = (folder / "docs/liability/small/index.md").read_text("utf-8")
    meta, text = front_matter(tree)
    assert meta["edit_url"].endswith("/edit/main/trees/liability/small.yaml")
    assert text.startswith('<div class="wq-page')
    guide = (folder / "docs/guides/one/index.md").read_text("utf-8")
    assert "[树](../../liability/small/index.md#a)" in guide
    assert front_matter(guide)[0]["edit_url"].endswith("/edit/main/docs/guides/one.md")
    assert not (folder / "docs/benchmarks").exists()
    assert "小节" in (folder / "docs/api/v1/search.json").read_text("utf-8")
    assert "hooks" not in settings(folder).values
    script = "docs/assets/decision-tree/player.js"
    assert (folder / script).stat().st_size < (small / script).stat().st_size


@pytest.mark.parametrize("kept", ["notes.txt", "mkdocs.yml"])
def test_a_folder_of_somebody_else_is_left_alone(small: Path, tmp_path: Path, kept: str) -> None:
    folder = tmp_path / "mine"
    folder.mkdir()
    (folder / kept).write_text("site_name: mine\n")
    code, said = build(small, folder)
    assert (code, [file.name for file in folder.iterdir()]) == (1, [kept])
    assert f"“{folder}”里有别的东西" in said


def test_a_build_replaces_the_last_one_and_a_failed_one_does_not(
    small: Path, tmp_path: Path
) -> None:
    folder = tmp_path / "out"
    build(small, folder)
    (folder / "docs/of-the-last-build.md").write_text("x")
    tree = small / "trees/liability/small.yaml"
    good = tree.read_text("utf-8")
    tree.write_text(good.replace("start: ", "strat: ", 1), "utf-8")
    code, said = build(small, folder)
    assert code == 1
    assert re.search(r"trees/liability/small.yaml:\d+:1: .*“strat”", said)
    assert (folder / "docs/of-the-last-build.md").exists()
    tree.write_text(good, "utf-8")
    (small / "docs/guides/two.md").write_text("```tree\nliability/smal\n```\n")
    code, said = build(small, folder)
    assert code == 1
    assert "是不是“liability/small”" in said
    assert (folder / "docs/of-the-last-build.md").exists()
    (small / "docs/guides/two.md").unlink()
    assert build(small, folder)[0] == 0
    assert not (folder / "docs/of-the-last-build.md").exists()
    assert sorted(file.name for file in tmp_path.iterdir()) == ["out", "small"]


def test_a_page_may_not_shadow_a_generated_one(small: Path, tmp_path: Path) -> None:
    (small / "docs/terms.md").write_text("# x\n")
    code, said = build(small, tmp_path / "out")
    assert code == 1
    assert "terms.md" in said
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize(
    ("page", "link", "found"),
    [
        ("guides/one.md", "two.md", "../two/index.md"),
        ("guides/one.md", "../law/a.md", "../../law/a/index.md"),
        ("guides/one.md", "index.md", "../index.md"),
        ("guides/index.md", "one.md", "one/index.md"),
        ("about.md", "pictures/a.png", "../pictures/a.png"),
        ("index.md", "about.md", "about/index.md"),
    ],
)
def test_a_link_leads_where_it_led(page: str, link: str, found: str) -> None:
    assert moved(link, page) == found


def test_a_page_has_a_folder_of_its_own() -> None:
    assert in_folder("law/a.md") == "law/a/index.md"
    assert in_folder("law/index.md") == "law/index.md"
    assert in_folder("feed.xml") == "feed.xml"


def test_a_fence_inside_of_another_one_is_an_example(real_parts: Parts) -> None:
    text = "````\n```tree\nno/such\n```\n````\n\n~~~yaml\n```tree\n~~~\n"
    assert real_parts.filled("a.md", text) == text


def test_a_fence_of_ours_becomes_its_part(real_parts: Parts) -> None:
    text = real_parts.filled("guides/a.md", "```tree\nliability/who-is-liable\n```\n\nafter\n")
    assert text.startswith('<div class="wq-page">\n<decision-tree tree="liability/who-is-liable"')
    assert 'href="../../law/' in text
    assert text.endswith("</div>\n\nafter\n")
    with pytest.raises(UnknownPartError, match="liability/who-is-liabl”"):
        real_parts.filled("guides/a.md", "```tree\nliability/who-is-liabl\n```\n")


def test_a_player_can_be_put_in_after_markdown(real_parts: Parts) -> None:
    text = "before\n\n```tree\nliability/who-is-liable\n```\n\nafter\n"
    aside: dict[str, str] = {}
    left = real_parts.filled("guides/a.md", text, aside)
    ((mark, player),) = aside.items()
    assert left == f"before\n\n{mark}\n\nafter\n"
    assert left.replace(mark, player) == real_parts.filled("guides/a.md", text)
    assert mark in Markdown().convert(left), "Markdown leaves it as it is"


def test_a_finished_site_has_only_what_its_pages_ask_for(tmp_path: Path) -> None:
    styles = tmp_path / "assets/stylesheets"
    for name in ("classic", "modern"):
        (styles / name).mkdir(parents=True)
        (styles / name / f"{name}.css").write_text("p{color:red}.unused{color:red}")
    (tmp_path / "assets/javascripts/workers").mkdir(parents=True)
    (tmp_path / "assets/javascripts/workers/a.js").write_text("1")
    (tmp_path / "search.json").write_text("{}")
    (tmp_path / "index.html").write_text(
        '<link rel="stylesheet" href="assets/stylesheets/classic/classic.css"><p>'
    )
    finish(tmp_path)
    files = {str(f.relative_to(tmp_path)) for f in tmp_path.rglob("*")}
    classic = "assets/stylesheets/classic"
    assert files == {
        "index.html",
        "assets",
        "assets/stylesheets",
        classic,
        f"{classic}/classic.css",
    }
    assert (styles / "classic/classic.css").read_text() == "p{color:red}"


class Article(HTMLParser):
    """What stands in a page's article: elements with their attributes, and words."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.found: list[object] = []
        self.feed(re.split(r"<article[^>]*>", page, maxsplit=1)[1].split("</article>")[0])

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if ("id", "__skip") not in attrs:  # Zensical's own
            self.found.append((tag, sorted(attrs)))

    def handle_data(self, data: str) -> None:
        if data.strip():
            self.found.append(" ".join(data.split()))


@pytest.mark.every_builder
def test_every_builder_publishes_the_same(
    other_builder: None, site: Path, port: int, tmp_path: Path
) -> None:
    other = mkdocs(tmp_path, f"http://127.0.0.1:{port}/")
    files = {f.relative_to(other).as_posix() for f in other.rglob("*") if f.is_file()}
    theirs = {name for name in files if name.startswith("assets/stylesheets/")}
    files -= theirs | {"sitemap.xml.gz", "sitemap.xml", "404.html"}
    assert len(files) > 1000
    for name in sorted(files):
        if Path(name).name == "index.html" and b"<article" in (other / name).read_bytes():
            one, two = (Article((each / name).read_text("utf-8")) for each in (other, site))
            assert one.found == two.found, name
        else:
            assert (other / name).read_bytes() == (site / name).read_bytes(), name
    assert addresses(site) == addresses(other)


def addresses(site: Path) -> list[str]:
    return sorted(re.findall("<loc>(.*)</loc>", (site / "sitemap.xml").read_text("utf-8")))


@pytest.mark.every_builder
def test_zensical_fails_strictly_where_a_page_is_missing(
    other_builder: None, small: Path, tmp_path: Path
) -> None:
    """A home page whose trees were lost does not pass for a site."""
    folder = tmp_path / "out"
    build(small, folder)
    (folder / "docs/index.md").write_text("[a](complaint/which-route/index.md)\n")
    command = [str(ZENSICAL), "build", "--strict"]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    assert done.returncode == 1
    said = re.sub(r"\x1b\[[\d;]*m", "", done.stdout + done.stderr)
    assert "complaint/which-route/index.md" in said
    assert "Aborted because --strict flag is set" in said
