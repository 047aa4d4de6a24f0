"""The site's pages, one of each kind, and the modes in which a reader may see them."""

from __future__ import annotations

from collections.abc import Iterable

from playwright.sync_api import Page

from build_hooks.checking import Checked

KEY = "weiquan-sight"
"""Where a browser keeps what its reader has chosen."""
PAGES = {
    "home": "",
    "topic": "complaint/",
    "question": "complaint/which-route/",
    "law": "law/xiaobaofa/",
    "laws": "law/",
    "channels": "channels/",
    "remedies": "remedies/",
    "evidence": "evidence/",
    "timescales": "timescales/",
    "letters": "letters/",
    "terms": "terms/",
    "guide": "guides/keep-evidence/",
    "diagnostics": "contribute/diagnostics/",
    "reference": "contribute/reference/",
    "playground": "contribute/playground/",
    "prose": "privacy/",
    "claims": "corrections/",
    "search": "search/?q=%E9%80%80%E6%AC%BE",
    "place": "embed/",
    "not-found": "404.html",
}
"""Pages that only have to be opened."""
FIELDS = {
    "checklist": ("quality/after-sales", "items"),
    "money": ("complaint/write-12315", "money"),
    "number": ("liability/promise-and-prize", "number"),
    "date": ("complaint/seven-day-return", "date"),
}
"""A tree for each kind of field."""
ENDS = ("liability/who-is-liable", "complaint/which-route", "quality/ready-to-go-live")


def fragment(answers: Iterable[tuple[str, str]]) -> str:
    return "#/" + "&".join(f"{question}={answer}" for question, answer in answers)


def longest(real: Checked, tree: str) -> str:
    """The address of an outcome at the end of a longest route."""
    answers, _ = max(real.proofs[tree].routes.listed(), key=lambda route: len(route[0]))
    return f"{tree}/{fragment(answers)}"


def asking(real: Checked, tree: str, kind: str) -> str:
    """The address of a question with a field of that kind."""
    for question in real.proofs[tree].tree.questions.values():
        given = "items" if question.items is not None else question.input and question.input.type
        if given == kind:
            return f"{tree}/#/@={question.id}"
    raise AssertionError(f"{tree} has no {kind}")


def places(real: Checked) -> dict[str, str]:
    """All kinds of pages, by name, with their addresses."""
    fields = {name: asking(real, *where) for name, where in FIELDS.items()}
    return {**PAGES, **fields, **{f"outcome of {tree}": longest(real, tree) for tree in ENDS}}


def choose(page: Page, words: str) -> None:
    """Keep the reader's choice as an earlier visit did; the next page opened shows it."""
    page.evaluate("([key, words]) => localStorage.setItem(key, words)", [KEY, words])


def visit(page: Page, address: str) -> None:
    """Open an address anew and wait until all that comes by itself is there, all folds open."""
    page.goto("about:blank")
    page.goto(address)
    page.wait_for_load_state("networkidle")
    page.evaluate(SETTLE)


SETTLE = """async () => {
  const tree = document.querySelector('decision-tree');
  const section = tree && tree.querySelector('.wq-node:not([hidden])');
  const until = async (test) => { while (!test()) await new Promise((go) => setTimeout(go, 10)); };
  if (section && section.matches('.wq-outcome')) {
    const styles = () => [...document.querySelectorAll('link[href$="result.css"]')];
    await until(() => !section.querySelector('a[data-card]'));
    await until(() => tree.querySelector('[data-act=plain]'));
    await until(() => styles().some((style) => style.sheet));
    await until(() => !section.hasAttribute('data-unfolding'));
    const asks = [...section.querySelectorAll('.wq-due[data-ask]')];
    await until(() => asks.every((due) => due.parentElement.querySelector('.wq-day')));
  }
  for (const fold of document.querySelectorAll('details:not(.wq-map)')) fold.open = true;
  await new Promise((go) => requestAnimationFrame(() => setTimeout(go)));
}"""
"""The cards, the parts of a result and their style are fetched; then every fold is opened, but not
the map: it has tests of its own."""
