"""`graph`: a tree as a picture, or in a language of charts."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import click

from build_hooks.commands.check import TREES, proved
from build_hooks.locale import ui
from build_hooks.maps.chart import chart
from build_hooks.maps.dot import dot
from build_hooks.maps.files import tree_files
from build_hooks.maps.mermaid import mermaid
from build_hooks.model.content import Content
from build_hooks.model.tree import Tree
from build_hooks.terminal import TreeId


def _svg(tree: Tree, content: Content) -> str:
    picture, _ = tree_files(tree, content)
    return str(picture.content)


FORMATS: dict[str, Callable[[Tree, Content], str]] = {
    "svg": _svg,
    "mermaid": lambda tree, _: mermaid(chart(tree)),
    "dot": lambda tree, _: dot(chart(tree)),
}


@click.command("graph")
@click.argument("tree", type=TreeId())
@click.option(
    "--format",
    "format_",
    type=click.Choice(list(FORMATS)),
    default="svg",
    help="svg 是图片；mermaid 和 dot 是给别的程序画图用的文字。",
)
@click.option(
    "--output",
    type=click.Path(path_type=Path, dir_okay=False),
    help="写进这个文件；不写就打印出来。",
)
@click.option("--trees", default=TREES, type=click.Path(path_type=Path), help="树所在的文件夹。")
def command(tree: str, format_: str, output: Path | None, trees: Path) -> None:
    """把 TREE 画成一张图：问题、结果，和它们之间的回答。

    例：python -m build_hooks graph liability/who-is-liable --output tree.svg
    """
    checked, proof = proved(trees, tree, alone=False)
    drawn = FORMATS[format_](proof.tree, checked.content)
    if output is None:
        click.echo(drawn, nl=False)
        return
    output.write_text(drawn, "utf-8")
    click.echo(ui("graph.written", path=output))
