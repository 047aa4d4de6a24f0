"""`words`: which words of queries no document has, so that somebody can write a synonym."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import click

from build_hooks.checking import check
from build_hooks.commands.check import TREES
from build_hooks.load.source import Mapping, Node, Sequence, SourceError, decode, parse
from build_hooks.locale import ui
from build_hooks.place import Text
from build_hooks.search.documents import documents
from build_hooks.search.unsaid import unsaid, vocabulary

DOCS = Path("docs")
QUERY_KEYS = ("query", "asked")
"""Keys of a YAML file under which queries stand, alone, in lists or in groups of lists."""


@click.command("words")
@click.argument("file", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.option("--trees", default=TREES, type=click.Path(path_type=Path), help="树所在的文件夹。")
@click.option("--docs", default=DOCS, type=click.Path(path_type=Path), help="指南所在的文件夹。")
def command(file: Path, trees: Path, docs: Path) -> None:
    """列出 FILE 里的搜索，有哪些词资料里没有、synonyms 里也没有。

    FILE 每行一个搜索；或是 YAML，搜索写在 query 或 asked 下面。

    例：python -m build_hooks words tests/search/queries.yaml
    """
    content = check(trees).content
    found = [f"{d.title} {d.words} {d.text}" for d in documents(content)]
    known = vocabulary([*found, *(page.read_text("utf-8") for page in sorted(docs.rglob("*.md")))])
    said = {str(word).lower() for rule in content.registers.synonyms for word in rule.say}
    queries = list(_queries(file))
    missing = {query: parts for query in queries if (parts := unsaid(query, known, said))}
    for query, parts in missing.items():
        click.echo(ui("words.query", query=query, words="、".join(parts)))
    counted = Counter(part for parts in missing.values() for part in dict.fromkeys(parts))
    for word, count in sorted(counted.items(), key=lambda item: (-item[1], item[0])):
        click.echo(ui("words.word", word=word, count=count))
    click.echo(ui("words.summary", queries=len(queries), missing=len(missing), words=len(counted)))


def _queries(file: Path) -> list[str]:
    """The queries of a file, each once.

    Raises:
        click.ClickException: the file cannot be read.
    """
    try:
        text = decode(file, file.name)
        found = _inside(parse(text, file.name)) if file.suffix == ".yaml" else text.splitlines()
    except SourceError as error:
        raise click.ClickException(ui(f"finding.{error.kind}", **error.data)) from None
    return list(dict.fromkeys(str(query).strip() for query in found if query.strip()))


def _inside(node: Node, *, named: bool = False) -> Iterator[str]:
    if isinstance(node, Mapping):
        for key, value in node.entries:
            yield from _inside(value, named=named or key in QUERY_KEYS)
    elif isinstance(node, Sequence):
        for item in node.items:
            yield from _inside(item, named=named)
    elif named and isinstance(node, Text):
        yield node
