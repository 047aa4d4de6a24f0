"""The words of the people as rules of the search: what to look for too when somebody types them."""

from __future__ import annotations

from build_hooks.model.registers import Registers


def synonyms(registers: Registers) -> dict[str, str]:
    """What documents say, and what people say for it: words with a space between, each once.

    The other names of terms are not among them: they are words of the term's own document.
    """
    found: dict[str, dict[str, None]] = {}
    for rule in registers.synonyms:
        meant = found.setdefault(" ".join(rule.find), {})
        meant.update(dict.fromkeys(_plain(word) for word in rule.say))
    return {meant: " ".join(said) for meant, said in found.items()}


def _plain(word: str) -> str:
    """As `query.js` folds what was typed."""
    return word.lower().replace(" ", "")
