"""What `mkdocs.yml` says, read without MkDocs: every builder in sight reads this file."""

from __future__ import annotations

from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import Any

import yaml
from pathspec import GitIgnoreSpec
from yaml_env_tag import add_env_tag

from build_hooks.publisher import Publisher

FILE = "mkdocs.yml"
APPLY = "tag:yaml.org,2002:python/object/apply:"
HIDDEN = (".*", "/templates/")
"""What MkDocs never publishes."""
BUILT_IN = ("toc", "tables", "fenced_code")
"""The extensions of Markdown that MkDocs always has."""


@dataclass(frozen=True, slots=True)
class Made:
    """A value that a call makes, such as a function for anchors; the file names the call."""

    name: str
    """Such as `pymdownx.slugs.slugify`."""
    how: dict[str, Any]
    """Its arguments, under `kwds`."""

    def value(self) -> Any:
        """Make it."""
        module, _, name = self.name.rpartition(".")
        return getattr(import_module(module), name)(**self.how["kwds"])


@dataclass(frozen=True, slots=True)
class Settings:
    """What is said in `mkdocs.yml` beside the trees, with what the environment adds."""

    root: Path
    """The folder of the file."""
    values: dict[str, Any]

    @property
    def docs(self) -> Path:
        """The folder of prose, scripts and styles."""
        return self.root / str(self.values["docs_dir"])

    @property
    def theme(self) -> Path:
        """Our templates, which go before the theme's."""
        return self.root / str(self.values["theme"]["custom_dir"])

    @property
    def publisher(self) -> Publisher:
        """Who publishes and where."""
        url = str(self.values["site_url"]).rstrip("/") + "/"
        repo = str(self.values["repo_url"]).rstrip("/")
        return Publisher(url, str(self.values["site_name"]), repo)

    def edit_address(self, source: str) -> str:
        """Where a file of the repository is edited; `source` is its path in the repository."""
        branch = str(self.values["edit_uri"]).partition(f"{self.values['docs_dir']}/")[0]
        return f"{self.publisher.repo}/{branch}{source}"

    @property
    def extensions(self) -> dict[str, dict[str, Any]]:
        """The extensions of Markdown, each with its options."""
        found: dict[str, dict[str, Any]] = {name: {} for name in BUILT_IN}
        for entry in self.values["markdown_extensions"]:
            found |= entry if isinstance(entry, dict) else {entry: {}}
        return {name: _values(options) for name, options in found.items()}

    def files(self) -> dict[str, Path]:
        """The files of the folder of prose that are published, by their paths in it."""
        excluded = GitIgnoreSpec.from_lines(
            [*HIDDEN, *str(self.values.get("exclude_docs", "")).splitlines()]
        )
        every = (file for file in sorted(self.docs.rglob("*")) if file.is_file())
        named = {file.relative_to(self.docs).as_posix(): file for file in every}
        return {name: file for name, file in named.items() if not excluded.match_file(name)}


def _values(options: dict[str, Any]) -> dict[str, Any]:
    return {key: one.value() if isinstance(one, Made) else one for key, one in options.items()}


class _Loader(yaml.SafeLoader):
    """Reads `mkdocs.yml` as MkDocs does: it may name the environment and functions."""


class _Dumper(yaml.SafeDumper):
    """Writes what the loader has read."""


def _named(loader: yaml.SafeLoader, name: str, node: yaml.MappingNode) -> Made:
    how = loader.construct_mapping(node, deep=True)
    return Made(name, {str(key): value for key, value in how.items()})


def _tagged(dumper: yaml.SafeDumper, made: Made) -> yaml.Node:
    return dumper.represent_mapping(APPLY + made.name, made.how)


add_env_tag(_Loader)
_Loader.add_multi_constructor(APPLY, _named)
_Dumper.add_representer(Made, _tagged)


def settings(root: Path) -> Settings:
    """Read the settings of the project in `root`.

    Raises:
        OSError: there is no such file.
    """
    text = (root / FILE).read_text("utf-8")
    return Settings(root, yaml.load(text, _Loader))


def written(values: dict[str, Any]) -> str:
    """Settings as they are written to a file."""
    return str(yaml.dump(values, Dumper=_Dumper, allow_unicode=True, sort_keys=False))


def front_matter(text: str) -> tuple[dict[str, Any], str]:
    """Take apart what stands between `---` at the beginning of a page, and the page."""
    if not text.startswith("---\n"):
        return {}, text
    front, _, body = text.removeprefix("---\n").partition("\n---\n")
    return yaml.safe_load(front), body
