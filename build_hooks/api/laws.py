"""`laws.json`: the law that the site rests on, with what rests on each provision."""

from __future__ import annotations

from datetime import date

from build_hooks import cited
from build_hooks.api.published import Published
from build_hooks.api.shape import Address, Id, TreeId, Version, shape
from build_hooks.locale import ui
from build_hooks.model import registers as model


@shape
class Users:
    """The nodes of one tree that rest on a provision."""

    tree: TreeId
    questions: tuple[Id, ...]
    outcomes: tuple[Id, ...]


@shape
class Provision:
    """One article, or a few that belong together, in our own words."""

    id: Id
    label: str
    url: Address
    article: str | None
    """Nothing where the full text has not been seen."""
    gist: str
    limits: str | None
    """The mistake that is easily made with it."""
    confidence: model.Confidence
    in_force_from: date
    """Its own day, or that of the law."""
    in_force_until: date | None
    used_by: tuple[Users, ...]
    """Where it is named, by tree."""


@shape
class Law:
    """A text of law."""

    id: Id
    title: str
    short: str
    kind: model.LawKind
    kind_words: str
    url: Address
    official: Address | None
    """Where the full text is."""
    confidence: model.Confidence
    in_force_from: date
    in_force_until: date | None
    """The last day."""
    replaced_by: Id | None
    provisions: tuple[Provision, ...]


@shape
class Laws:
    """All laws in the order of the register."""

    version: Version
    laws: tuple[Law, ...]


def laws(published: Published) -> Laws:
    """All laws, with a reverse index."""
    uses = _uses(published)
    found = tuple(_law(law, uses, published) for law in published.registers.laws.values())
    return Laws(version=1, laws=found)


def _law(law: model.Law, uses: dict[str, tuple[Users, ...]], published: Published) -> Law:
    return Law(
        id=law.id,
        title=law.title,
        short=law.short,
        kind=law.kind,
        kind_words=ui(f"law.kind.{law.kind}"),
        url=published.links.law(law.id),
        official=law.url,
        confidence=law.confidence,
        in_force_from=law.from_,
        in_force_until=law.until,
        replaced_by=law.replaced_by,
        provisions=tuple(
            _provision(law, one, uses.get(one.id, ()), published) for one in law.provisions.values()
        ),
    )


def _provision(
    law: model.Law, found: model.Provision, used_by: tuple[Users, ...], published: Published
) -> Provision:
    return Provision(
        id=found.id,
        label=f"{law.short}{found.article or ''}",
        url=published.links.provision(law.id, found.id),
        article=found.article,
        gist=found.gist,
        limits=found.limits,
        confidence=found.confidence,
        in_force_from=found.from_ or law.from_,
        in_force_until=found.until or law.until,
        used_by=used_by,
    )


def _uses(published: Published) -> dict[str, tuple[Users, ...]]:
    """Per provision the trees that rest on it."""
    found = cited.users(proof.tree for proof in published.live)
    return {name: tuple(_users(own) for own in of) for name, of in found.items()}


def _users(found: cited.Users) -> Users:
    return Users(tree=found.tree.id, questions=found.questions, outcomes=found.outcomes)
