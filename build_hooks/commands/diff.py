"""`diff`: which routes of readers end elsewhere, or show something else, than before."""

from __future__ import annotations

from pathlib import Path

import click

from build_hooks.behaviour import compare
from build_hooks.behaviour_printers import PRINTERS, Named
from build_hooks.checking import Checked, check
from build_hooks.commands.check import TREES
from build_hooks.locale import ui
from build_hooks.revisions import RevisionError, trees_of
from build_hooks.terminal import tracked


@click.command("diff")
@click.argument("base")
@click.argument("head", required=False)
@click.option("--trees", default=TREES, type=click.Path(path_type=Path), help="树所在的文件夹。")
@click.option("--format", "format_", type=click.Choice(list(PRINTERS)), default="markdown")
def command(base: str, head: str | None, trees: Path, format_: str) -> None:
    """比较 BASE 和 HEAD：多少条路线到了别处，或显示了别的内容。

    BASE 和 HEAD 是 git 版本，或含有 trees 的文件夹；不写 HEAD 就是现在的文件。
    只改措辞时，没有路线改变。

    例：python -m build_hooks diff main
    """
    before = _checked(base, trees)
    after = _present(trees) if head is None else _checked(head, trees)
    present = ui("diff.present") if head is None else head
    named = Named(base, present, compare(before, after))
    click.echo(PRINTERS[format_](named))


def _checked(name: str, trees: Path) -> Checked:
    try:
        with trees_of(name, trees) as folder:
            return check(folder, each=tracked(ui("cli.checking")))
    except RevisionError as error:
        raise click.ClickException(str(error)) from None


def _present(trees: Path) -> Checked:
    if not trees.is_dir():
        raise click.ClickException(ui("check.none", path=trees))
    return check(trees, each=tracked(ui("cli.checking")))
