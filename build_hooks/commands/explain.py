"""`explain`: what a kind of finding means, with a failing example and the mended one."""

from __future__ import annotations

from collections.abc import Iterator

import click

from build_hooks.catalogue import Diagnostic, Passage, catalogue
from build_hooks.findings import suggestion
from build_hooks.locale import ui


@click.command("explain")
@click.argument("kind", required=False)
def command(kind: str | None) -> None:
    """解释 KIND 这种提示是什么意思、怎么改；不写 KIND 就列出全部。

    例：python -m build_hooks explain unknown-target
    """
    known = catalogue()
    if kind is None:
        for found in known.values():
            click.echo(f"{found.kind}\t{found.weight}\t{found.title}")
        return
    if kind not in known:
        raise click.ClickException(ui("explain.none", found=kind, hint=suggestion(kind, known)))
    click.echo("\n".join(_lines(known[kind])))


def _lines(found: Diagnostic) -> Iterator[str]:
    yield f"{found.title} [{found.kind}] {found.weight}"
    yield from ("", found.meaning)
    yield from ("", ui("diagnostics.failing"), *_example(found.failing))
    yield from ("", ui("diagnostics.mended"), *_example(found.mended))


def _example(passages: tuple[Passage, ...]) -> Iterator[str]:
    for passage in passages:
        yield ""
        if passage.elsewhere:
            yield f"    # {passage.path}"
        yield from (f"    {line}" for line in passage.shown.splitlines())
