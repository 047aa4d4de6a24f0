"""Make one script of our own modules, for a page that may load nothing.

Not a bundler for JavaScript at large: it knows the few forms in which our modules import and
export, one a line, and refuses every other. Each module becomes a function that runs once, in the
order of the imports; an `import()` becomes a promise that is settled already.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping

from rjsmin import jsmin

from build_hooks.compact import compact

STATIC = re.compile(r"^import (?:(?:(\w+)|\{ ([\w, ]+) \}) from )?'\./([\w-]+\.js)';$", re.M)
DYNAMIC = re.compile(r"\bimport\('\./([\w-]+\.js)'\)")
EXPORT = re.compile(r"^export (?:const|(?:async )?function|class) (\w+)", re.M)
DEFAULT = re.compile(r"^export default\b ?", re.M)
LEFT = re.compile(r"(?<![\w$.'-])(?:import|export)(?![\w$'-])")
"""An import or an export that none of the above has taken."""
WORDS = "-strings.js"
KEY = re.compile(r"'([\w.-]+)'")
PREFIX = re.compile(r"`([\w.-]+)\$\{")


class BundleError(ValueError):
    """A module that this bundler does not understand, or one that is missing."""


def bundle(entry: str, sources: Mapping[str, str], instead: Mapping[str, str | None]) -> str:
    """One script of the module `entry` and all that it imports.

    `instead` names other modules to take, or none for what is left out: its `import()` fails, as it
    does on a site that cannot be reached.
    """
    order = list(dict.fromkeys(_visit(entry, sources, instead, ())))
    code = {name: sources[name] for name in order if not _is_words(name)}
    said = "".join(code.values())
    modules = {name: code[name] if name in code else _words(sources[name], said) for name in order}
    return "(()=>{" + "".join(_module(name, modules[name], instead) for name in order) + "})();"


def _is_words(name: str) -> bool:
    return name == "strings.js" or name.endswith(WORDS)


def _visit(
    name: str, sources: Mapping[str, str], instead: Mapping[str, str | None], way: tuple[str, ...]
) -> Iterator[str]:
    """The modules that `name` needs, those first that others need; then itself."""
    if name in way or name not in sources:
        raise BundleError(f"{' > '.join((*way, name))}: {'a circle' if name in way else 'missing'}")
    text = sources[name]
    needed = [found[3] for found in STATIC.finditer(text)] + DYNAMIC.findall(text)
    for other in needed:
        there = instead.get(other, other)
        if there:
            yield from _visit(there, sources, instead, (*way, name))
    yield name


def _words(text: str, said: str) -> str:
    """The interface's words that some module of the bundle asks for."""
    words: dict[str, str] = json.loads(DEFAULT.sub("", text).rstrip(";\n"))
    keys, prefixes = set(KEY.findall(said)), tuple(PREFIX.findall(said))
    kept = {key: word for key, word in words.items() if key in keys or key.startswith(prefixes)}
    return f"export default {compact(kept)};\n"


def _module(name: str, text: str, instead: Mapping[str, str | None]) -> str:
    """A module as a function that gives what it exports."""
    given = EXPORT.findall(text)
    text = STATIC.sub(lambda found: _import(found, instead), text)
    text = DYNAMIC.sub(lambda found: _promise(found[1], instead), text)
    text = EXPORT.sub(lambda found: found[0].removeprefix("export "), text)
    if DEFAULT.search(text):
        text, given = DEFAULT.sub("const $default = ", text), [*given, "default:$default"]
    left = LEFT.search(str(jsmin(text)))
    if left:
        raise BundleError(f"{name}: {left.string[left.start() : left.start() + 60]}")
    return f"const {_name(name)}=(()=>{{{text}\nreturn{{{','.join(given)}}}}})();\n"


def _import(found: re.Match[str], instead: Mapping[str, str | None]) -> str:
    default, names, name = found.groups()
    there = instead.get(name, name)
    if not there:
        raise BundleError(f"{found[0]}: this module is left out")
    if default:
        return f"const {default} = {_name(there)}.default;"
    return f"const {{ {names.replace(' as ', ': ')} }} = {_name(there)};" if names else ""


def _promise(name: str, instead: Mapping[str, str | None]) -> str:
    there = instead.get(name, name)
    return f"Promise.resolve({_name(there)})" if there else "Promise.reject()"


def _name(module: str) -> str:
    return "$" + module.removesuffix(".js").replace("-", "_")
