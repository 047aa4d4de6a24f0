"""Pagefind and Material's search over the same built pages, asked through their own scripts.

Pagefind comes from PyPI (`pagefind[extended]`: it cuts Chinese into words), jieba too, with which
Material does the same. Both go into a cache outside the repository (`PEERS` names another place).
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterable
from importlib.util import find_spec
from pathlib import Path

from playwright.sync_api import Page

from build_hooks.search.documents import Document
from tests.conftest import ROOT
from tests.search.figures import Answered
from tests.search.judged import Query, place

CACHE = Path(os.environ.get("PEERS", Path.home() / ".cache/weiquan-peers"))
PAGEFIND = "pagefind[extended]==1.5.2"
JIEBA = "jieba==0.42.1"

ASK_PAGEFIND = """
async ([base, texts]) => {
  const pagefind = await import('/pagefind/pagefind.js');
  await pagefind.init();
  const answers = [];
  for (const text of texts) {
    const { results } = await pagefind.search(text);
    const pages = await Promise.all(results.slice(0, 10).map((result) => result.data()));
    const thin = (list) => [...list].sort((a, b) => b.locations.length - a.locations.length);
    answers.push([].concat(...pages.map(({ url, sub_results }) => {
      const kept = new Set(thin(sub_results).slice(0, 3));
      return [url, ...sub_results.filter((sub) => kept.has(sub)).map((sub) => sub.url)];
    })));
  }
  return answers;
}
"""
"""A page and its three best sections, as Pagefind's own interface shows them."""

ASK_MATERIAL = """
async ([base, texts]) => {
  const worker = new Worker(new URL('/assets/javascripts/workers/search.js', location.href));
  const answered = (message) => new Promise((resolve) => {
    worker.onmessage = (event) => resolve(event.data);
    worker.postMessage(message);
  });
  const index = await (await fetch('/search/search_index.json')).json();
  const options = { suggest: false };
  await answered({ type: 0, data: { ...index, options } });
  const answers = [];
  for (const text of texts) {
    const { data } = await answered({ type: 2, data: text });
    answers.push([].concat(...data.items.slice(0, 10).map((group) => {
      const whole = group.filter(({ location }) => !location.includes('#'));
      const parts = group.filter(({ location }) => location.includes('#'));
      return [...whole, ...parts].map(({ location }) => `/${location}`);
    })));
  }
  worker.terminate();
  return answers;
}
"""
"""Its worker, set up and asked with the messages of its page; results in the order of its page."""


def fetched(requirement: str) -> Path | None:
    """Where a package of PyPI lies in the cache; None if it cannot be had."""
    folder = CACHE / requirement.replace("[", "-").replace("]", "")
    if folder.exists():
        return folder
    command = [sys.executable, "-m", "pip", "install", "--quiet", "--no-deps", "--target"]
    if "[" in requirement:
        command.remove("--no-deps")
    done = subprocess.run([*command, str(folder), requirement], check=False, capture_output=True)
    if done.returncode:
        shutil.rmtree(folder, ignore_errors=True)
        print(f"{requirement} cannot be had here: left out.", file=sys.stderr)
        return None
    return folder


def pagefind(site: Path, *options: str) -> Path | None:
    """Index a folder's pages with Pagefind; give its program, None if it cannot be had."""
    folder = fetched(PAGEFIND)
    if folder is None:
        return None
    program = folder / "pagefind_bin_extended/pagefind_extended"
    subprocess.run(
        [program, "--site", site, "--quiet", *options], check=True, stdout=subprocess.DEVNULL
    )
    return program


def material(site: Path) -> str | None:
    """Build the site with Material's search; say which way its Chinese was cut."""
    folder = fetched(JIEBA)
    paths = [str(ROOT), *([str(folder)] if folder else [])]
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(paths)}
    command = [sys.executable, "-m", "tests.bench.search_sites", str(site)]
    subprocess.run(command, check=True, cwd=ROOT, env=environment, stderr=subprocess.DEVNULL)
    scripts = Path(str(find_spec("material").origin)).parent / "templates/assets/javascripts"
    there = site / "assets/javascripts"  # our pages do not have it: here it is asked by itself
    shutil.copytree(scripts, there, dirs_exist_ok=True)
    shutil.copy(next((there / "workers").glob("search*.js")), there / "workers/search.js")
    return "Material with jieba" if folder else "Material"


ASK_TEN = """
async (query) => {
  if (!window.pagefind) {
    window.pagefind = await import('/pagefind/pagefind.js');
    await window.pagefind.options({ noWorker: true });
    await window.pagefind.init();
  }
  const { results } = await window.pagefind.search(query);
  return (await Promise.all(results.slice(0, 10).map((result) => result.data()))).length;
}
"""
"""Ten hits ready to be shown; without a worker, which the browser's slow network would not slow."""


def build_pages(folder: Path, given: Iterable[Document]) -> None:
    """Write each document as a page, and index them with Pagefind."""
    for number, document in enumerate(given):
        file = folder / f"pages/{number // 1000}/{number}.html"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(
            f'<!doctype html><html lang="zh"><title>{document.title}</title><body>'
            f"<h1>{document.title}</h1><p>{document.place}</p>"
            f"<p>{document.text}</p><p>{document.words}</p>",
            "utf-8",
        )
    pagefind(folder, "--glob", "pages/**/*.html")


def answers(page: Page, script: str, queries: Iterable[Query]) -> list[Answered]:
    """Ask a peer in a page of its site."""
    asked = list(queries)
    found = page.evaluate(script, ["", [query.text for query in asked]])
    return [
        (query, list(dict.fromkeys(place(url.removeprefix("/")) for url in hits)))
        for query, hits in zip(asked, found, strict=True)
    ]
