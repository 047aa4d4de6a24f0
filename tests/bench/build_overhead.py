"""Build our site, and a plain site with the same words written by hand; print what ours costs more.

python -m tests.bench.build_overhead [RUNS]

The plain site has a Markdown page for every page of ours, with the words of its headings,
paragraphs, lists, tables and links, Material with its own search, and none of our hooks. What only
ours has (proof, player, maps, embeds, API, feed, playground, a search that understands people) is
all in the overhead: it is the price of the whole, not of one part. Ours uses all cores, MkDocs one,
so there are two figures: what somebody waits, and what the processor does. Both are built in turn,
and the least of each counts: what disturbs a run only adds to it.
"""

from __future__ import annotations

import re
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from lxml import etree, html

from tests.conftest import ROOT

RUNS = 5
ARTICLE = "//article"
LEFT_OUT = ("script", "style", "svg", "template", "nav", "form", "button", "dialog")
MARKED = {"h1": "# ", "h2": "## ", "h3": "### ", "h4": "#### ", "li": "- ", "summary": "### "}
BLOCKS = ("p", "dt", "dd", "figcaption", "blockquote", "td", "th", *MARKED)
PLAIN = """site_name: plain
site_url: https://plain.example/
theme: {name: material, language: zh, font: false, features: [navigation.tabs]}
plugins: [search]
markdown_extensions: [attr_list, toc, pymdownx.superfences]
"""


@dataclass(frozen=True, slots=True)
class Built:
    """What building one site took."""

    seconds: float
    """Until it is there."""
    cpu: float
    """Seconds of the processor, all processes together."""
    pages: int


def build(folder: Path, site: Path) -> Built:
    """Build a project strictly, as it says."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    command = [sys.executable, "-m", "mkdocs", "build", "--quiet", "-d", str(site)]
    start = time.perf_counter()
    subprocess.run(command, cwd=folder, capture_output=True, text=True, check=True)
    seconds = time.perf_counter() - start
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return Built(seconds, cpu, len(pages(site)))


def pages(site: Path) -> list[Path]:
    """The pages of the site's own layout: no embeds, which the plain site has not at all."""
    return [file for file in sorted(site.rglob("*.html")) if b"md-content" in file.read_bytes()]


def write_plain(site: Path, folder: Path) -> int:
    """Write a plain project with every page of a built site, by hand as it were; how many."""
    found = [file for file in pages(site) if file.name != "404.html"]
    for file in found:
        name = file.relative_to(site).parent.as_posix()
        page = folder / "docs" / ("index.md" if name == "." else f"{name}/index.md")
        page.parent.mkdir(parents=True, exist_ok=True)
        page.write_text(markdown(file.read_text("utf-8")), "utf-8")
    (folder / "mkdocs.yml").write_text(PLAIN, "utf-8")
    return len(found)


def markdown(page: str) -> str:
    """The words of a page as somebody would write them: a block a paragraph, links as links."""
    (article,) = html.document_fromstring(page).xpath(ARTICLE)
    for element in article.xpath("|".join(f".//{name}" for name in LEFT_OUT)):
        element.drop_tree()
    blocks = [e for e in article.iter(*BLOCKS) if not any(True for _ in e.iterdescendants(*BLOCKS))]
    lines = [MARKED.get(block.tag, "") + words for block in blocks if (words := _words(block))]
    return "\n\n".join(lines) + "\n"


def _words(block: etree._Element) -> str:
    """The text of a block, its links in Markdown."""
    for link in block.iterdescendants("a"):
        target, text = link.get("href", ""), "".join(link.itertext())
        for child in list(link):
            link.remove(child)
        link.text = f"[{text}]({target})" if "://" in target else text
    return re.sub(r"\s+", " ", "".join(block.itertext())).strip()


def measured(folder: Path, runs: int) -> tuple[Built, Built]:
    """Both in turn; ours, and the plain site with as many pages."""
    ours, plain = [], []
    for number in range(runs):
        ours.append(build(ROOT, folder / "ours"))
        if number == 0:
            write_plain(folder / "ours", folder / "plain")
        plain.append(build(folder / "plain", folder / "plain-site"))
    return _least(ours), _least(plain)


def _least(runs: Sequence[Built]) -> Built:
    seconds, cpu = min(run.seconds for run in runs), min(run.cpu for run in runs)
    return Built(seconds, cpu, runs[0].pages)


def main(arguments: Sequence[str]) -> int:
    """Measure, print."""
    with tempfile.TemporaryDirectory() as folder:
        ours, plain = measured(Path(folder), int(arguments[0]) if arguments else RUNS)
    print("| site | pages | seconds | seconds of processor |\n|---|---|---|---|")
    for name, built in (("ours", ours), ("plain MkDocs and Material", plain)):
        print(f"| {name} | {built.pages} | {built.seconds:.1f} | {built.cpu:.1f} |")
    waited, worked = overheads(ours, plain)
    print(f"\noverhead: {waited:.0f} % of the time, {worked:.0f} % of the processor")
    return 0


def overheads(ours: Built, plain: Built) -> tuple[float, float]:
    """What ours takes more, in percent: of the time, and of the processor."""
    return (ours.seconds / plain.seconds - 1) * 100, (ours.cpu / plain.cpu - 1) * 100


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
