"""`completion`: what a shell needs to complete commands, options and the ids of trees."""

from __future__ import annotations

import click
from click.shell_completion import get_completion_class

from build_hooks.locale import ui

PROGRAM = "weiquan"
VARIABLE = "_WEIQUAN_COMPLETE"
SHELLS = ("bash", "zsh", "fish")


@click.command("completion")
@click.argument("shell", type=click.Choice(SHELLS))
@click.pass_context
def command(context: click.Context, shell: str) -> None:
    """输出 SHELL 的补全脚本：按 Tab 补全 weiquan 的命令、选项和树的名字。

    例：weiquan completion bash >> ~/.bashrc
    """
    found = get_completion_class(shell)
    if found is None:
        raise click.ClickException(ui("cli.bad-choice", name="SHELL", known=" · ".join(SHELLS)))
    click.echo(found(context.find_root().command, {}, PROGRAM, VARIABLE).source())
