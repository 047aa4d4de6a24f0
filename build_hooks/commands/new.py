"""`new`: the files of a new tree, which pass the check before anything is rewritten."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from build_hooks.commands.check import TREES
from build_hooks.locale import ui
from build_hooks.starter import StarterError, start


@click.command("new")
@click.argument("tree")
@click.option("--title", default="读者会怎么问这个问题？", help="树的标题，一个问句。")
@click.option("--trees", default=TREES, type=click.Path(path_type=Path), help="树所在的文件夹。")
def command(tree: str, title: str, trees: Path) -> None:
    """新建一棵树：TREE 写成“栏目/名字”。

    栏目：complaint 去哪里投诉，liability 谁负责，quality 质量保证（给经营者看）。
    写出的文件带着说明，已经能通过检查；改一点，检查一次。

    例：python -m build_hooks new complaint/my-tree --title 我的问题该找谁？
    """
    try:
        files = start(trees, tree, title, date.today())
    except StarterError as error:
        raise click.ClickException(ui(error.key, **error.data)) from None
    for file in files:
        click.echo(ui("new.written", path=file))
    click.echo(ui("new.next", path=files[0], tree=tree))
