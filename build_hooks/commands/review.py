"""`review`: what a pull request changes for readers, as Markdown."""

from __future__ import annotations

from pathlib import Path

import click

from build_hooks.checking import Checked, check
from build_hooks.commands.check import TREES
from build_hooks.commands.words import DOCS
from build_hooks.locale import ui
from build_hooks.review.blocks import blocks
from build_hooks.review.changed import Review, review, with_shapes
from build_hooks.review.document import fitting, whole
from build_hooks.review.previews import previews
from build_hooks.revisions import RevisionError, trees_of


@click.command("review")
@click.argument("base")
@click.argument("head", required=False)
@click.option("--trees", default=TREES, type=click.Path(path_type=Path), help="树所在的文件夹。")
@click.option("--full", type=click.Path(path_type=Path), help="另把不删减的一份写进这个文件。")
@click.option(
    "--previews",
    "folder",
    type=click.Path(path_type=Path, file_okay=False),
    help="把改过的树各写成一个网页和一张图，放进这个文件夹。",
)
def command(
    base: str, head: str | None, trees: Path, full: Path | None, folder: Path | None
) -> None:
    """说明从 BASE 到 HEAD 的改动，对读者来说变了什么，给审阅的人看。

    BASE 和 HEAD 是 git 版本，或含有 trees 的文件夹；不写 HEAD 就是现在的文件。
    有错误也会写完，错误列在最前面。

    例：python -m build_hooks review main --previews 预览
    """
    try:
        with trees_of(base, trees) as before, trees_of(head or str(trees), trees) as after:
            checked = check(after)
            found = review(check(before), checked)
            made = blocks(found)
    except RevisionError as error:
        raise click.ClickException(str(error)) from None
    if full:
        full.write_text(whole(made), "utf-8")
    click.echo(fitting(made), nl=False)
    if folder:
        _write_previews(folder, found, checked)


def _write_previews(folder: Path, found: Review, checked: Checked) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    for output in previews([tree.tree for tree in found.trees], with_shapes(checked), DOCS):
        (folder / output.path).write_text(str(output.content), "utf-8")
    click.echo(ui("review.previews", folder=folder), err=True)
