"""`coverage`: which options and outcomes real cases reach."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from pathlib import Path

import click

from build_hooks.checking import Checked, check
from build_hooks.commands.check import TREES, proved
from build_hooks.coverage import Coverage, Passed, coverage
from build_hooks.locale import ui
from build_hooks.proof import Proof
from build_hooks.terminal import TreeId


@click.command("coverage")
@click.argument("names", nargs=-1, metavar="TREE...", type=TreeId())
@click.option("--json", "as_json", is_flag=True, help="输出 JSON。")
@click.option("--trees", default=TREES, type=click.Path(path_type=Path), help="树所在的文件夹。")
def command(names: tuple[str, ...], as_json: bool, trees: Path) -> None:
    """列出 TREE（默认全部）的哪些结果和选项有真实案例走到，哪些只有举例和检查走到。

    例：python -m build_hooks coverage liability/who-is-liable
    """
    each = [proved(trees, name) for name in names] if names else _all(trees)
    found = {str(proof.tree.id): coverage(proof.tree, checked.content) for checked, proof in each}
    if as_json:
        data = {id_: asdict(covered) for id_, covered in found.items()}
        click.echo(json.dumps(data, ensure_ascii=False, indent=2))
        return
    click.echo("\n".join(line for id_, covered in found.items() for line in _lines(id_, covered)))


def _all(trees: Path) -> list[tuple[Checked, Proof]]:
    checked = check(trees)
    return [(checked, proof) for proof in checked.proofs.values()]


def _lines(tree: str, covered: Coverage) -> Iterator[str]:
    for kind, many in (("outcome", covered.outcomes), ("option", covered.options)):
        for passed in many:
            by = ui("coverage.by", real=len(passed.real), others=len(passed.others))
            yield f"{'✓' if passed.real else '✗'} {kind}\t{passed.what}\t{by}"
    yield ui(
        "coverage.summary",
        tree=tree,
        real=covered.real,
        others=covered.others,
        outcomes=_share(covered.outcomes),
        options=_share(covered.options),
        all_outcomes=_share_of_all(covered.outcomes),
        all_options=_share_of_all(covered.options),
    )


def _share(many: Sequence[Passed]) -> str:
    return f"{sum(bool(passed.real) for passed in many)}/{len(many)}"


def _share_of_all(many: Sequence[Passed]) -> str:
    return f"{sum(bool(passed.real or passed.others) for passed in many)}/{len(many)}"
