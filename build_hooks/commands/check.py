"""`check`: findings, and a proof line for every tree without errors."""

from __future__ import annotations

from pathlib import Path

import click

from build_hooks.checking import Checked, check_only
from build_hooks.findings import suggestion
from build_hooks.locale import ui
from build_hooks.printers import PRINTERS
from build_hooks.proof import Proof
from build_hooks.terminal import say, tracked, tree_ids

TREES = Path("trees")


@click.command("check")
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path))
@click.option("--trees", default=TREES, type=click.Path(path_type=Path), help="树所在的文件夹。")
@click.option("--format", "format_", type=click.Choice(list(PRINTERS)), default="text")
@click.option("--fix", "fixes", is_flag=True, help="只有一种改法的，直接改好，并列出改了什么。")
@click.pass_context
def command(
    context: click.Context, paths: tuple[Path, ...], trees: Path, format_: str, fixes: bool
) -> None:
    """检查 PATHS（文件或文件夹，默认全部），每棵没有错误的树给出一行证明。

    例：python -m build_hooks check trees/liability/who-is-liable.yaml
    """
    if fixes:
        from build_hooks.fix import fix  # noqa: PLC0415 - `check` starts faster without

        done = fix(trees, names_of(trees, paths))
        lines = [str(found) for found in done] or [ui("fix.none")]
        say("\n".join(lines), err=format_ != "text")
    checked = checked_paths(trees, paths)
    printed = PRINTERS[format_](checked)
    say(printed) if format_ == "text" else click.echo(printed)
    context.exit(0 if checked.ok else 1)


def checked_paths(trees: Path, paths: tuple[Path, ...]) -> Checked:
    """Check `trees` and keep what concerns `paths`, or all.

    Raises:
        click.ClickException: a path does not exist, or is outside of `trees`.
    """
    return check_only(trees, names_of(trees, paths), each=tracked(ui("cli.checking")))


def names_of(trees: Path, paths: tuple[Path, ...]) -> list[str]:
    """Write `paths` as findings write them.

    Raises:
        click.ClickException: a path does not exist, or is outside of `trees`.
    """
    paths = tuple(_file_of(trees, path) for path in paths)
    paths = tuple(_file_of(trees, path) for path in paths)
    for path in (trees, *paths):
        if not (path.exists() and path.resolve().is_relative_to(trees.resolve())):
            raise click.ClickException(ui("check.none", path=path))
    base = trees.resolve().parent
    return [path.resolve().relative_to(base).as_posix() for path in paths]


def _file_of(trees: Path, path: Path) -> Path:
    """The file that is meant by a path, or by the id of a tree."""
    named = trees / f"{path}.yaml"
    return named if not path.exists() and named.is_file() else path


def proved(trees: Path, tree: str, *, alone: bool = True) -> tuple[Checked, Proof]:
    """Check a tree, alone or among all others, and return its proof.

    Raises:
        click.ClickException: there is no such tree, or it has errors, which are printed.
    """
    known = tree_ids(trees)
    if tree not in known:
        raise click.ClickException(ui("tree.none", found=tree, hint=suggestion(tree, known)))
    path = f"{trees.resolve().name}/{tree}.yaml"
    checked = check_only(trees, [path] if alone else [])
    if tree not in checked.proofs:
        say("\n".join(map(str, checked.only([path]).findings)), err=True)
        raise click.ClickException(ui("tree.broken", found=tree))
    return checked, checked.proofs[tree]
