"""axe-core on every question and every outcome of every tree, in every mode, at 320 px.

Each node is shown by the player's own address, all folds open: by itself with all that it may
show, and each outcome once more at the end of real answers. The rules of WCAG 2.2 AA run on each;
a fold that was looked at, word by word the same, is not looked at again in another outcome. Three
rules look at colours and sizes, cost more than all others and know nothing of words: an element is
measured by them when none with the same tags, classes and attributes up to the tree has been
measured; so all of them are covered. They are what a mode can change: in large text the size of
targets and what scrolls, in the four colourings the contrast, which must reach 7 : 1 in high
contrast. Two pages work side by side. What stands around the tree is the same everywhere:
`test_accessibility.py` looks at whole pages.
"""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator
from itertools import zip_longest

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from build_hooks.checking import Checked
from build_hooks.proof import Proof
from tests.browser.conftest import NewPage
from tests.browser.kinds import choose, fragment

pytestmark = pytest.mark.browser

TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
SEEN = ["color-contrast", "link-in-text-block", "target-size"]
WHOLE = {
    "runOnly": {"type": "tag", "values": TAGS},
    "rules": {rule: {"enabled": False} for rule in SEEN},
}
NORMAL = {"runOnly": {"type": "rule", "values": SEEN}}
DARK = {"runOnly": {"type": "rule", "values": ["color-contrast", "link-in-text-block"]}}
CLEAR = {"runOnly": {"type": "rule", "values": ["color-contrast-enhanced"]}}
SIZES = {"runOnly": {"type": "rule", "values": ["target-size", "scrollable-region-focusable"]}}
MODES = [
    {"name": "light", "words": "", "scheme": "default", "seen": NORMAL, "other": WHOLE},
    {"name": "dark", "words": "", "scheme": "slate", "seen": DARK},
    {"name": "high contrast", "words": "clear", "scheme": "default", "seen": CLEAR},
    {"name": "high contrast, dark", "words": "clear", "scheme": "slate", "seen": CLEAR},
    {"name": "large", "words": "big-2", "scheme": "default", "seen": SIZES},
]
"""Each mode: what the reader chose, the colours, rules for what is seen, other rules."""
START = """([hashes, modes]) => {
  const ONLY = { resultTypes: ['violations'], preload: false, selectors: false };
  const until = async (test) => { while (!test()) await new Promise((go) => setTimeout(go, 5)); };
  const said = 'card|option|block|due|from|carry|letter|tree|change';
  const own = new RegExp(`^(id|href|aria-|data-(${said})|for|value|title|name)`);
  const kind = (node) => `${node.tagName}${[...node.attributes]
    .filter(({ name }) => !own.test(name))
    .map(({ name, value }) => `[${name}=${value}]`).join('')}`;
  const likeness = (node) => {
    const kinds = [];
    for (let part = node; part.tagName !== 'DECISION-TREE'; part = part.parentElement) {
      kinds.push(kind(part));
    }
    return kinds.join(' < ');
  };
  const measured = new Set(JSON.parse(localStorage.getItem('measured') || '[]'));
  const isNew = (key) => !measured.has(key) && measured.add(key);
  const TAPPED = 'a, button, input, select, textarea, summary, [tabindex]';
  const unlike = (tree) => [...tree.querySelectorAll('*')].filter((node) => {
    const words = [...node.childNodes].some((part) => part.nodeType === 3 && part.data.trim());
    const looked = (words || node.matches(TAPPED)) && node.getClientRects().length;
    return looked && isNew(likeness(node));
  });
  const hash = (text) => {
    let sum = 0;
    for (let i = 0; i < text.length; i++) sum = (sum * 31 + text.charCodeAt(i)) | 0;
    return `${text.length} ${sum}`;
  };
  const dropRepeated = (section) => [...section.querySelectorAll('details')]
    .filter((fold) => !isNew(hash(fold.outerHTML)))
    .forEach((fold) => fold.remove());
  const shown = async (hash) => {
    location.hash = hash;
    const tree = document.querySelector('decision-tree');
    await until(() => tree.walked && tree.hash === hash);
    const section = tree.nodes.get(tree.walked.at);
    if (section.matches('.wq-outcome')) {
      await until(() => !section.querySelector('a[data-card]'));
      await until(() => tree.querySelector('[data-act=plain]'));
      const styles = () => [...document.querySelectorAll('link[href$="result.css"]')];
      await until(() => styles().some((style) => style.sheet));
      await until(() => !section.hasAttribute('data-unfolding'));
      const asks = [...section.querySelectorAll('.wq-due[data-ask]')];
      await until(() => asks.every((due) => due.parentElement.querySelector('.wq-day')));
    } else {
      await until(() => !section.querySelector('.wq-answer') || section.querySelector('.wq-form'));
    }
    for (const fold of tree.querySelectorAll('details:not(.wq-map)')) fold.open = true;
    return [tree, section];
  };
  const look = async () => {
    const found = [];
    for (const hash of hashes) {
      const [tree, section] = await shown(hash);
      const place = section.parentElement;
      const all = [...place.children];
      const copy = section.cloneNode(true);
      dropRepeated(copy);
      place.replaceChildren(copy); // axe reads what is hidden too
      const new_ = unlike(tree);
      for (const { name, words, scheme, seen, other } of modes) {
        const runs = [];
        if (new_.length) runs.push([{ include: new_ }, seen]);
        if (other) runs.push([tree, other]);
        if (!runs.length) continue;
        document.documentElement.setAttribute('data-sight', words);
        document.body.setAttribute('data-md-color-scheme', scheme); // as the page's script does
        for (const [context, rules] of runs) {
          const { violations } = await axe.run(context, Object.assign({}, ONLY, rules));
          for (const { id, nodes } of violations) {
            for (const { html, failureSummary } of nodes) {
              const why = failureSummary.slice(0, 250);
              found.push(`${name}: ${hash} ${id} ${html.slice(0, 150)} ${why}`);
            }
          }
        }
      }
      place.replaceChildren(...all);
    }
    localStorage.setItem('measured', JSON.stringify([...measured]));
    return found;
  };
  window.found = null;
  const tell = (found) => { window.found = found; };
  look().then(tell, (error) => tell([String(error.stack)]));
}"""

Wait = Iterator[None]


def alone(proof: Proof) -> list[str]:
    """Every node by itself with all that it may show."""
    return [f"#/@={node}" for node in (*proof.tree.questions, *proof.tree.outcomes)]


def answered(proof: Proof) -> list[str]:
    """Every outcome with the answers that lead to it."""
    ends = proof.tree.outcomes
    return [fragment(proof.routes.first_witness(str(end)) or ()) for end in ends]


class Looker:
    """One page that looks at tree after tree; each step starts something and is waited for."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.found: list[str] = []
        self.count = 0

    def look(self, proofs: Iterable[Proof]) -> Wait:
        for proof in proofs:
            yield from self.look_at(proof)

    def look_at(self, proof: Proof) -> Wait:
        self.page.goto(f"{proof.tree.id}/")
        self.page.wait_for_selector("decision-tree[data-ready]")
        self.page.evaluate(Axe().axe_script)
        hashes = alone(proof) + answered(proof)
        self.page.evaluate(START, [hashes, MODES])
        yield
        self.page.wait_for_function("window.found", timeout=0)
        self.count += len(hashes)
        self.found += [f"{proof.tree.id} {line}" for line in self.page.evaluate("window.found")]


def test_every_node_in_every_mode(new_page: NewPage, real: Checked, capsys) -> None:
    proofs = sorted(real.proofs.values(), key=lambda proof: len(alone(proof)))
    began = time.monotonic()
    lookers = []
    for _ in range(2):
        page = new_page("404.html", viewport={"width": 320, "height": 740}, reduced_motion="reduce")
        choose(page, "clear")  # so that the style of the modes is there
        lookers.append(Looker(page))
    for _ in zip_longest(*(one.look(proofs[i::2]) for i, one in enumerate(lookers))):
        pass
    count = sum(one.count for one in lookers)
    nodes = sum(len(proof.tree.questions) + len(proof.tree.outcomes) for proof in proofs)
    with capsys.disabled():
        took = time.monotonic() - began
        print(f"\n{nodes} nodes, {count} looks in {len(MODES)} modes: {took:.0f} s")
    assert nodes > 600
    assert [line for one in lookers for line in one.found] == []
