"""The words of the interface: one flat file per language in `locales/`."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path

from build_hooks.load.source import read_flat

LANGUAGE = "zh"
THEME = "page."
FOLDER = Path(__file__).parent / "locales"


@cache
def strings(language: str = LANGUAGE) -> dict[str, str]:
    """All interface strings of a language by key.

    In the playground they lie ready as JSON: to read YAML takes a browser a second.
    """
    ready = FOLDER / f"{language}.json"
    if ready.is_file():
        return dict(json.loads(ready.read_text("utf-8")))
    return read_flat(FOLDER / f"{language}.yaml")


def ui(key: str, /, **values: object) -> str:
    """Return the string for `key` with `{name}` filled in.

    Raises:
        KeyError: the locale has no such key; a test looks for every key in use.
    """
    return strings()[key].format(**values) if values else _said(key)


@cache
def _said(key: str) -> str:
    return strings()[key].format()


def theme_words() -> dict[str, str]:
    """What the theme's templates say, by key; they find it in `config.extra.ui`.

    A function could not be lent to generators that are not written in Python.
    """
    return {str(key): str(text) for key, text in strings().items() if key.startswith(THEME)}
