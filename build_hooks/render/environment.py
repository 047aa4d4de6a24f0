"""The Jinja environment: the one door through which text becomes HTML.

Autoescaping is on for every template. Nothing else in the project builds HTML, and no template
uses `safe` (a test looks).
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from functools import cache
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from jinja2.runtime import Context
from markupsafe import Markup

from build_hooks.compact import compact
from build_hooks.locale import ui


class _Context(Context):
    """Calls functions as they are: none of ours asks for the context, and there are thousands."""

    def call(
        self,
        function: Callable[..., Any],
        /,
        *args: Any,
        _loop_vars: object = None,
        _block_vars: object = None,
        **kwargs: Any,
    ) -> Any:
        return function(*args, **kwargs)


@cache
def environment() -> Environment:
    """Return the environment of all page templates."""
    env = Environment(
        loader=PackageLoader("build_hooks", "templates"),
        autoescape=True,
        auto_reload=False,  # else each import of macros looks at its file: `read_again` does
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    env.context_class = _Context
    env.globals["ui"] = ui
    env.filters["json_attribute"] = _json_attribute
    env.filters["yaml_string"] = _yaml_string
    return env


def read_again() -> None:
    """Forget the templates, which may have been edited."""
    environment.cache_clear()


def render(template: str, **context: object) -> str:
    """Fill a template; the result holds no blank line, which would end raw HTML in Markdown."""
    return environment().get_template(template).render(**context)


def fragment(template: str, **context: object) -> Markup:
    """Fill a template that is placed inside another one."""
    text = re.sub(r"\n\s*\n+", "\n", render(template, **context))
    return Markup(text)


def _json_attribute(value: object) -> Markup:
    """Compact JSON for an attribute in single quotes: JSON is full of double ones."""
    text = compact(value)
    return Markup(text.replace("&", "&amp;").replace("<", "&lt;").replace("'", "&#39;"))


def _yaml_string(value: str) -> Markup:
    """A double-quoted string for front matter; JSON's form is YAML's too."""
    return Markup(json.dumps(value, ensure_ascii=False))
