"""The glossary for the browser: which words are explained in place, and with what."""

from __future__ import annotations

from collections import Counter

from build_hooks.compact import compact
from build_hooks.model.content import Content
from build_hooks.model.registers import Term
from build_hooks.output import Output
from build_hooks.texts import texts
from build_hooks.verify.words import LEGAL_WORDS

TERMS_PATH = "assets/decision-tree/terms.json"
EVERYWHERE = 0.2
"""A word in more than this part of all nodes is no riddle (platform, streamer): nothing is marked,
the page of terms explains it."""


def terms_json(content: Content) -> Output:
    """The words to mark, the longest first, and per term its title and its explanation."""
    forms = marked(content)
    terms = content.registers.terms
    data = {
        "forms": forms,
        "terms": {id_: [str(terms[id_].title), str(terms[id_].plain)] for id_ in forms.values()},
    }
    return Output(TERMS_PATH, compact(data))


def marked(content: Content) -> dict[str, str]:
    """Each word that is explained where it stands, with the id of its term, the longest first."""
    forms = {
        word: str(term.id) for term in content.registers.terms.values() for word in _forms(term)
    }
    nodes = [
        "\n".join(texts(node))
        for tree in content.live()
        for node in (*tree.questions.values(), *tree.outcomes.values())
    ]
    counts = Counter(word for text in nodes for word in forms if word in text)
    rare = [word for word in forms if counts[word] <= EVERYWHERE * len(nodes)]
    return {word: forms[word] for word in sorted(rare, key=lambda word: (-len(word), word))}


def _forms(term: Term) -> list[str]:
    """A term's title, and those of its other names that are words of the law."""
    return [str(term.title), *(str(name) for name in term.also if name in LEGAL_WORDS)]
