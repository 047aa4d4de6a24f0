"""`mutate`: put mistakes into a tree and say who catches them."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

import click

from build_hooks.catching import By, Caught, catch, rate
from build_hooks.commands.check import TREES, proved
from build_hooks.locale import ui
from build_hooks.mutate import mutants
from build_hooks.mutations.mutant import Class
from build_hooks.terminal import TreeId, tracked


@click.command("mutate")
@click.argument("tree", type=TreeId())
@click.option("--every", default=1, type=click.IntRange(1), help="每 N 个只试第一个，快一些。")
@click.option("--json", "as_json", is_flag=True, help="输出 JSON。")
@click.option("--trees", default=TREES, type=click.Path(path_type=Path), help="树所在的文件夹。")
def command(tree: str, every: int, as_json: bool, trees: Path) -> None:
    """在 TREE 里一次放进一个错误，看验证器和案例能不能发现。

    结构错误应当由验证器发现，意思错误应当由案例发现；列出没有做到的。

    例：python -m build_hooks mutate liability/who-is-liable --every 5
    """
    checked, _ = proved(trees, tree, alone=False)
    tried = list(mutants(checked.content.trees[tree]))[::every]
    counted = tracked(ui("cli.trying"))
    results = [catch(mutant, checked.content) for mutant in counted(tried)]
    if as_json:
        click.echo(json.dumps(_as_data(results), ensure_ascii=False, indent=2))
        return
    click.echo("\n".join(_lines(results)))


def _lines(results: Sequence[Caught]) -> Iterator[str]:
    for result in results:
        if not result.as_wanted:
            yield f"{ui(f'mutate.by.{result.by}')}\t{result.mutant}"
    counted = Counter((result.mutant.class_, result.mutant.kind, result.by) for result in results)
    for class_, kind in dict.fromkeys((r.mutant.class_, r.mutant.kind) for r in results):
        shares = {str(by): counted[class_, kind, by] for by in By}
        yield f"{kind}\t{ui('mutate.kind', **shares)}"
    for class_ in Class:
        found = rate(results, class_)
        percent = f"{found.percent:.1f}"
        yield ui(f"mutate.rate.{class_}", caught=found.caught, total=found.total, percent=percent)


def _as_data(results: Sequence[Caught]) -> dict[str, object]:
    return {
        "rates": {
            str(class_): {"caught": found.caught, "total": found.total}
            for class_ in Class
            if (found := rate(results, class_))
        },
        "mutants": [_mutant_data(result) for result in results],
    }


def _mutant_data(result: Caught) -> dict[str, object]:
    mutant = result.mutant
    return {
        "class": str(mutant.class_),
        "kind": mutant.kind,
        "node": mutant.node,
        "path": mutant.place.path,
        "line": mutant.place.line,
        "column": mutant.place.column,
        "message": mutant.message,
        "by": str(result.by),
    }
