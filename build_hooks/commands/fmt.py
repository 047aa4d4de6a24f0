"""`fmt`: one way of laying out the files of trees."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import click

from build_hooks.checking import inside
from build_hooks.commands.check import TREES, names_of
from build_hooks.findings import Finding
from build_hooks.fix import replace_file
from build_hooks.load.source import SourceError, decode
from build_hooks.locale import ui
from build_hooks.terminal import say, tracked
from build_hooks.tidy import UntidyError, tidy


@click.command("fmt")
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path))
@click.option("--check", "only_look", is_flag=True, help="只看有没有要改的，不写文件。")
@click.option("--trees", default=TREES, type=click.Path(path_type=Path), help="树所在的文件夹。")
@click.pass_context
def command(context: click.Context, paths: tuple[Path, ...], only_look: bool, trees: Path) -> None:
    """把 PATHS（文件或文件夹，默认全部）排成同一个样子：空格、缩进、键的顺序。

    只动空白和顺序，不改一个字，说明（井号后面的话）都留着。

    例：python -m build_hooks fmt trees/liability/price.yaml
    """
    files = files_of(trees, names_of(trees, paths))
    changed, failed = [], False
    for path, file in tracked(ui("cli.formatting"))(files):
        try:
            old = decode(file, path)
            new = tidy(old, path)
        except SourceError as error:
            say(str(Finding(error.kind, error.place, _data(error))), err=True)
            failed = True
        except UntidyError:
            say(ui("fmt.left", path=path), err=True)
            failed = True
        else:
            if new.encode() != file.read_bytes():
                changed.append(path)
                _write(file, new, path, only_look=only_look)
    click.echo(ui("fmt.summary", files=len(files), changed=len(changed)))
    context.exit(1 if failed or (only_look and changed) else 0)


def files_of(trees: Path, named: Sequence[str]) -> list[tuple[str, Path]]:
    """The YAML files that are named, or all, with their paths as findings write them."""
    found = (
        (f"{trees.name}/{file.relative_to(trees).as_posix()}", file)
        for file in sorted(trees.rglob("*.yaml"))
    )
    return [(path, file) for path, file in found if not named or inside(path, named)]


def _write(file: Path, text: str, path: str, *, only_look: bool) -> None:
    if only_look:
        click.echo(ui("fmt.would", path=path))
        return
    replace_file(file, text.encode())
    click.echo(ui("fmt.done", path=path))


def _data(error: SourceError) -> tuple[tuple[str, str], ...]:
    return tuple((name, str(value)) for name, value in error.data.items())
