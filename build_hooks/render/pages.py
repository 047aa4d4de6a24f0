"""The generated pages: one per tree, topic and law, and the lists of laws, channels and terms."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from markupsafe import Markup

from build_hooks.catalogue import catalogue
from build_hooks.cited import Users, users
from build_hooks.compile import compile_tree
from build_hooks.locale import ui
from build_hooks.model.content import Content
from build_hooks.model.registers import Law, LawKind, Provision
from build_hooks.model.tree import Status, Topic, Tree
from build_hooks.output import Keep, Output
from build_hooks.proof import Proof
from build_hooks.render.environment import fragment, render
from build_hooks.render.links import Links, cards_path, from_page
from build_hooks.render.lists import Cut, Further
from build_hooks.render.situations import OTHERS, situations
from build_hooks.render.viewer import Viewer
from build_hooks.schema.reference import reference
from build_hooks.spread import spread

REFERENCE = "trees/reference"
CARD_REGISTERS = ("channels", "remedies", "evidence", "timescales")
"""What outcomes show by name; each has a page of its own."""
MOST_TREES = 100
"""Trees on a topic's page that no situation names."""
MOST_USERS = 20
"""Trees that the page of a law names for one provision."""
MOST_LISTED = 50
"""Trees of a topic on the page of the search."""


@dataclass(frozen=True, slots=True)
class Back:
    """Where a list began that goes on at another page."""

    title: str
    path: str
    anchor: str = ""


def tree_fragment(proof: Proof, content: Content, links: Links, *, lean: bool = False) -> Markup:
    """The player with all its nodes: on the tree's page, in a guide, in an embed (lean)."""
    payload = compile_tree(proof.tree, proof.facts.remaining)
    if lean:  # nothing leads on to further trees, which would begin with a shared question
        for question in payload["questions"].values():
            question.pop("use", None)
    viewer = Viewer(content, links, lean)
    return fragment("tree.html.j2", tree=proof.tree, payload=payload, viewer=viewer)


def pages(content: Content, proofs: Mapping[str, Proof], keep: Keep = list) -> Iterator[Output]:
    """Every generated page; `keep` takes those of trees."""
    live = [proofs[tree.id] for tree in content.live()]
    for made in spread(lambda proof: keep(tree_pages(proof, content)), live):
        yield from made
    yield from _moved_pages(content)
    for topic in Topic:
        yield from _topic_pages(topic, live, content)
    yield from _law_pages(content, live)
    for register in (*CARD_REGISTERS, "terms", "letters"):
        yield _register_page(register, content)
    yield _diagnostics_page(content)
    yield _reference_page(content)
    yield _search_page(live, content)


def tree_pages(proof: Proof, content: Content) -> Iterator[Output]:
    """A tree's page, and what it fetches of the registers."""
    yield _tree_page(proof, content)
    yield _cards(proof.tree, content)


def _page(path: str, template: str, content: Content, source: str, **context: object) -> Output:
    viewer = Viewer(content, from_page(path))
    text = render(template, viewer=viewer, **context).lstrip("\n")
    return Output(f"{path}.md", text, source)


def _tree_page(proof: Proof, content: Content) -> Output:
    tree = proof.tree
    inner = tree_fragment(proof, content, from_page(tree.id))
    return _page(
        tree.id, "tree.md.j2", content, tree.place.path, tree=tree, proof=proof, fragment=inner
    )


def _moved_pages(content: Content) -> Iterator[Output]:
    """A page at each address that a tree has had, and at those of retired trees: it leads on."""
    retired = [tree for tree in content.trees.values() if tree.status is Status.RETIRED]
    earlier = [(str(old), tree) for tree in content.live() for old in tree.was]
    for path, tree in [*((str(tree.id), tree) for tree in retired), *earlier]:
        old = path != tree.id
        yield _page(path, "moved.md.j2", content, tree.place.path, tree=tree, old=old)


def _topic_pages(topic: Topic, live: list[Proof], content: Content) -> Iterator[Output]:
    """The page of a topic; trees that no situation names go on at further pages."""
    found = situations(topic, [proof for proof in live if proof.tree.topic is topic])
    others = [proof for one in found if one.name == OTHERS for proof in one.proofs]
    cut = Cut(topic, others, MOST_TREES)
    source = f"trees/{topic}"
    told = {"topics": list(Topic), "situations": found, "cuts": {OTHERS: cut}, "minutes": minutes}
    yield _page(f"{topic}/index", "topic.md.j2", content, source, topic=topic, **told)
    back = Back(ui(f"topic.{topic}"), str(topic))
    for further in cut.further():
        yield _further_page(further, "tree_list.html.j2", back, content, source, minutes=minutes)


def _further_page(
    further: Further, template: str, back: Back, content: Content, source: str, **more: object
) -> Output:
    told = {"further": further, "list": template, "back": back, **more}
    return _page(further.path, "further.md.j2", content, source, **told)


def minutes(questions: int) -> int:
    """How long so many questions take, ten seconds each, in minutes begun."""
    return max(1, -(-questions // 6))


def _law_pages(content: Content, live: list[Proof]) -> Iterator[Output]:
    source = f"{REFERENCE}/laws.yaml"
    found = users(proof.tree for proof in live)
    laws = content.registers.laws.values()
    for law in laws:
        uses = {name: Cut(name, found.get(name, []), MOST_USERS) for name in law.provisions}
        yield _page(f"law/{law.id}", "law.md.j2", content, source, law=law, uses=uses)
        for provision in law.provisions.values():
            yield from _further_users(uses[provision.id], law, provision, content)
    groups = [(kind, [law for law in laws if law.kind is kind]) for kind in LawKind]
    kept = [group for group in groups if group[1]]
    yield _page("law/index", "laws.md.j2", content, source, groups=kept)


def _further_users(
    cut: Cut[Users], law: Law, provision: Provision, content: Content
) -> Iterator[Output]:
    label = f"{law.short}{provision.article or ''}"
    back = Back(label, f"law/{law.id}", str(provision.id))
    for further in cut.further():
        yield _further_page(further, "users.html.j2", back, content, f"{REFERENCE}/laws.yaml")


def _register_page(name: str, content: Content) -> Output:
    return _page(name, "register.md.j2", content, f"{REFERENCE}/{name}.yaml", register=name)


def _diagnostics_page(content: Content) -> Output:
    path, source = "contribute/diagnostics", "build_hooks/diagnostics"
    kinds = catalogue().values()
    return _page(path, "diagnostics.md.j2", content, source, diagnostics=kinds)


def _reference_page(content: Content) -> Output:
    path, source = "contribute/reference", "build_hooks/locales/fields.zh.yaml"
    return _page(path, "reference.md.j2", content, source, reference=reference())


def _search_page(live: list[Proof], content: Content) -> Output:
    """All hits of a search; without scripts, the ways to everything."""
    topics = [(topic, [one.tree for one in live if one.tree.topic is topic]) for topic in Topic]
    return _page(
        "search",
        "search.md.j2",
        content,
        "build_hooks/templates/search.md.j2",
        topics=topics,
        most=MOST_LISTED,
    )


def _cards(tree: Tree, content: Content) -> Output:
    """All that the outcomes of a tree show of registers."""
    path = cards_path(tree.id)
    inner = fragment(
        "cards.html.j2",
        viewer=Viewer(content, from_page(path)),
        registers=CARD_REGISTERS,
        inline=("remedies", "timescales"),
        used=_entries_used(tree),
        cited={str(name) for outcome in tree.outcomes.values() for name in outcome.cites},
    )
    return Output(path, str(inner))


def _entries_used(tree: Tree) -> set[str]:
    """The ids of the register entries that some outcome names."""
    blocks = (block for outcome in tree.outcomes.values() for _, block in outcome.blocks())
    return {str(use) for block in blocks if (use := getattr(block, "use", None))}
