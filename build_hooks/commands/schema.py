"""`schema`: write what editors need to help with trees, cases and registers."""

from __future__ import annotations

from pathlib import Path

import click

from build_hooks.commands.check import TREES
from build_hooks.locale import ui
from build_hooks.schema.files import MADE_BY, stale, write


@click.command("schema")
@click.option("--check", "only_check", is_flag=True, help="只看是不是最新的，不写。")
@click.option("--trees", default=TREES, type=click.Path(path_type=Path), help="树所在的文件夹。")
def command(only_check: bool, trees: Path) -> None:
    """写出编辑器用的 *.schema.json：有了它，编辑器会提示能写哪些键、是什么意思。

    例：python -m build_hooks schema --check
    """
    if not trees.is_dir():
        raise click.ClickException(ui("check.none", path=trees))
    names = stale(trees) if only_check else write(trees)
    for name in names:
        path = (trees / name).as_posix()
        click.echo(ui("schema.stale" if only_check else "schema.written", path=path, run=MADE_BY))
    if not names:
        click.echo(ui("schema.current"))
    if names and only_check:
        raise SystemExit(1)
