"""The real MkDocs with the real hook: bad input is one clear message, and never an empty site."""

from __future__ import annotations

import re
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import Files

from build_hooks.adapters.serving import Built, Stamps, only_prose, rebuild, stamps
from build_hooks.cli import main
from build_hooks.output import Output
from tests.conftest import ROOT

COPIED = ("mkdocs.yml", "docs", "trees", "build_hooks")
TREE = "trees/liability/who-is-liable.yaml"


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A copy of the project whose content a test may break."""
    for name in COPIED:
        source = ROOT / name
        if source.is_dir():
            shutil.copytree(source, tmp_path / name, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy(source, tmp_path / name)
    return tmp_path


def mkdocs(project: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "mkdocs", *arguments],
        cwd=project,
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )


def test_a_broken_tree_stops_the_build_with_its_findings(project: Path) -> None:
    tree = project / TREE
    tree.write_text(tree.read_text("utf-8").replace("start: ", "strat: ", 1), "utf-8")
    done = mkdocs(project, "build")
    assert done.returncode == 1
    assert re.search(rf"{TREE}:\d+:1: 这里不认识“strat”这个键；是不是“start”？", done.stderr)
    assert "网站没有生成" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_failed_build_leaves_the_last_site_alone(project: Path) -> None:
    kept = project / "site/kept.html"
    kept.parent.mkdir()
    kept.write_text("the last good site")
    (project / TREE).write_bytes(b"\xff\xfe\x00")
    assert mkdocs(project, "build").returncode == 1
    assert kept.exists()


def test_a_fence_with_an_unknown_tree_names_the_nearest(project: Path) -> None:
    guide = project / "docs/guides/keep-evidence.md"
    text = guide.read_text("utf-8").replace("complaint/which-route\n", "complaint/which-rout\n")
    guide.write_text(text, "utf-8")
    done = mkdocs(project, "build")
    assert done.returncode == 1
    assert "“complaint/which-rout”" in done.stderr
    assert "是不是“complaint/which-route”" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_script_in_a_guide_stops_a_strict_build(project: Path) -> None:
    guide = project / "docs/guides/keep-evidence.md"
    guide.write_text(guide.read_text("utf-8") + "\n<script>window.x = 1</script>\n", "utf-8")
    done = mkdocs(project, "build", "--strict")
    assert done.returncode == 1
    assert "guides/keep-evidence.md：这一段网页代码会被安全策略拦住" in done.stderr
    page = (project / "site/guides/keep-evidence/index.html").read_text("utf-8")
    assert "Content-Security-Policy" in page


def test_a_page_may_not_shadow_a_generated_one(project: Path) -> None:
    (project / "docs/liability").mkdir()
    (project / "docs/liability/who-is-liable.md").write_text("# x")
    done = mkdocs(project, "build")
    assert done.returncode == 1
    assert "liability/who-is-liable.md" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_site_that_lost_its_trees_fails_in_strict_mode(project: Path) -> None:
    config = project / "mkdocs.yml"
    config.write_text(config.read_text("utf-8").replace("hooks:", "# hooks:"), "utf-8")
    done = mkdocs(project, "build", "--strict")
    assert done.returncode == 1
    assert "complaint/which-route.md" in done.stderr


def test_addresses_come_from_the_environment(project: Path, monkeypatch) -> None:
    monkeypatch.setenv("SITE_URL", "https://fork.example/weiquan/")
    monkeypatch.setenv("REPO_URL", "https://git.example/fork/weiquan")
    monkeypatch.setenv("SITE_NAME", "本地消费者协会")
    assert mkdocs(project, "build", "--strict").returncode == 0
    page = (project / "site/liability/who-is-liable/index.html").read_text("utf-8")
    assert 'href="https://fork.example/weiquan/liability/who-is-liable/"' in page
    assert f"https://git.example/fork/weiquan/edit/main/{TREE}" in page
    assert "本地消费者协会" in page
    about = (project / "site/about/index.html").read_text("utf-8")
    assert "https://git.example/fork/weiquan/issues" in about


@pytest.fixture
def server(project: Path) -> Iterator[str]:
    """The address of `mkdocs serve` on the copy."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    CliRunner().invoke(main, ["new", "complaint/my-tree", "--trees", str(project / "trees")])
    log = (project / "serve.log").open("w")
    process = subprocess.Popen(
        [sys.executable, "-m", "build_hooks", "serve", "--address", f"127.0.0.1:{port}"],
        cwd=project,
        stdout=log,
        stderr=log,
    )
    try:
        yield f"http://127.0.0.1:{port}/"
    finally:
        process.terminate()
        process.wait(timeout=20)
        log.close()


def page_with(address: str, wanted: str, seconds: float = 300) -> str:
    """The page as soon as it holds `wanted`."""
    end = time.monotonic() + seconds
    text = ""
    while time.monotonic() < end:
        try:
            with urllib.request.urlopen(address, timeout=10) as response:
                text = response.read().decode()
            if wanted in text:
                return text
        except (urllib.error.URLError, TimeoutError, ConnectionError):
            pass
        time.sleep(0.3)
    raise AssertionError(f"{address} never held {wanted!r}")


def log_with(project: Path, wanted: str, seconds: float = 300) -> str:
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        text = (project / "serve.log").read_text("utf-8")
        if wanted in text:
            return text
        time.sleep(0.3)
    raise AssertionError(f"the log never held {wanted!r}:\n{text}")


def test_serving_shows_edits_and_keeps_the_last_good_site(project: Path, server: str) -> None:
    address = f"{server}liability/who-is-liable/"
    built = page_with(address, "<decision-tree")
    tree = project / TREE
    good = tree.read_text("utf-8")
    page_with(f"{server}complaint/my-tree/", "（草稿）读者会怎么问")
    edited = re.sub(r"^title: .*$", "title: 改过的标题", good, count=1, flags=re.M)
    tree.write_text(edited, "utf-8")
    page_with(address, "改过的标题")
    for bad in (edited.replace("start: ", "strat: ", 1).encode(), b"", b"a:\tb", b"\xff\x00"):
        tree.write_bytes(bad)
        text = log_with(project, "先保留上一次成功的网站")
        assert "Traceback" not in text
        page_with(address, "改过的标题")
        (project / "serve.log").write_text("", "utf-8")
        tree.write_text(edited.replace("改过的标题", f"又改好了{len(bad)}"), "utf-8")
        page_with(address, f"又改好了{len(bad)}")
        tree.write_text(edited, "utf-8")
        page_with(address, "改过的标题")
    assert "Building documentation" not in (project / "serve.log").read_text("utf-8")
    tree.write_text(good, "utf-8")
    assert without_reload(page_with(address, title(good))) == without_reload(built)
    evidence = project / "trees/reference/evidence.yaml"
    evidence.write_text(evidence.read_text("utf-8").replace("title: ", "title: 改了的", 1), "utf-8")
    page_with(f"{server}evidence/", "改了的")
    assert page_with(address, title(good)).count(title(good)) == built.count(title(good))
    log_with(project, "读到")
    edited = page_with(address, "改了的")
    (project / "serve.log").write_text("", "utf-8")
    about = project / "docs/about.md"
    about.write_text(about.read_text("utf-8") + "\n改过的一页\n", "utf-8")
    page_with(f"{server}about/", "改过的一页")
    log = (project / "serve.log").read_text("utf-8")
    assert "Building documentation" in log
    assert "读到" not in log  # no tree was looked at again
    assert without_reload(page_with(address, title(good))) == without_reload(edited)


def without_reload(page: str) -> str:
    """A page without the numbers by which the browser learns that there is a newer one."""
    return re.sub(r"livereload\([0-9]+, [0-9]+\);", "", page)


def title(tree: str) -> str:
    return tree.partition("title: ")[2].partition("\n")[0]


@pytest.mark.parametrize(
    ("now", "is_prose"),
    [
        ({"docs/a.md": (1, 1), "trees/a.yaml": (1, 1)}, True),
        ({"docs/a.md": (2, 2), "trees/a.yaml": (1, 1)}, True),
        ({"docs/a.md": (1, 1), "docs/b.md": (1, 1), "trees/a.yaml": (1, 1)}, True),
        ({"docs/a.md": (1, 1), "trees/a.yaml": (1, 2)}, False),
        ({"docs/a.md": (1, 1)}, False),
        ({"docs/a.md": (1, 1), "trees/a.yaml": (1, 1), "build_hooks/b.j2": (1, 1)}, False),
    ],
)
def test_only_prose_keeps_the_trees(now: Stamps, is_prose: bool) -> None:
    assert only_prose({"docs/a.md": (1, 1), "trees/a.yaml": (1, 1)}, now) is is_prose
    assert not only_prose({}, now)


@pytest.mark.parametrize(
    ("edited", "found", "is_whole"),
    [
        ("trees/liability/a.yaml", [], False),
        ("trees/liability/a.cases.yaml", [], False),
        ("trees/liability/a.yaml", None, True),
        ("trees/reference/laws.yaml", [], True),
        ("docs/index.md", [], True),
    ],
)
def test_what_asks_for_a_whole_build(
    edited: str, found: list[Output] | None, is_whole: bool, tmp_path: Path
) -> None:
    names = ("docs/index.md", "trees/reference/laws.yaml", "mkdocs.yml")
    for name in (*names, "trees/liability/a.yaml", "trees/liability/a.cases.yaml"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("old")
    config = MkDocsConfig(str(tmp_path / "mkdocs.yml"))
    config.load_dict({"docs_dir": str(tmp_path / "docs"), "watch": [str(tmp_path / "trees")]})
    built = Built(config, Files([]), None, stamps=stamps(config))
    (tmp_path / edited).write_text("changed")
    asked: list[list[str]] = []
    whole: list[bool] = []

    def pages(paths: list[str]) -> list[Output] | None:
        asked.append(paths)
        return found

    rebuild(built, pages, lambda: whole.append(True))
    assert asked == ([[edited]] if edited.startswith("trees/liability") else [])
    assert bool(whole) is is_whole
