"""`paths`: a shortest sequence of answers to every option, branch, block and outcome."""

from __future__ import annotations

import json
from pathlib import Path

import click

from build_hooks.commands.check import TREES, proved
from build_hooks.findings import suggestion
from build_hooks.locale import ui
from build_hooks.terminal import TreeId
from build_hooks.witnesses import Witness, witnesses


@click.command("paths")
@click.argument("tree", type=TreeId())
@click.option("--to", "outcome", help="只列出通向这个结果的。")
@click.option("--json", "as_json", is_flag=True, help="输出 JSON。")
@click.option("--trees", default=TREES, type=click.Path(path_type=Path), help="树所在的文件夹。")
def command(tree: str, outcome: str | None, as_json: bool, trees: Path) -> None:
    """列出 TREE 每个选项、分支、区块和结果的一条最短走法。

    例：python -m build_hooks paths liability/who-is-liable --to seller-first
    """
    _, proof = proved(trees, tree)
    known = proof.tree.outcomes
    if outcome is not None and outcome not in known:
        raise click.ClickException(
            ui("finding.unknown-outcome", found=outcome, hint=suggestion(outcome, known))
        )
    found = [w for w in witnesses(proof.routes) if outcome in (None, w.end)]
    if as_json:
        click.echo(json.dumps([_as_data(w) for w in found], ensure_ascii=False, indent=2))
        return
    for witness in found:
        way = " → ".join(f"{question}={answer}" for question, answer in witness.answers)
        click.echo(f"{witness.kind}\t{witness.what}\t{way or ui('way.start')}")


def _as_data(witness: Witness) -> dict[str, object]:
    return {
        "kind": witness.kind,
        "what": witness.what,
        "answers": [list(pair) for pair in witness.answers],
        "end": witness.end,
    }
