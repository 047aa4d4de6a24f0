"""The command line; `python -m build_hooks --help` shows it."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from functools import partial
from importlib import import_module
from pkgutil import iter_modules
from typing import Any

import click

from build_hooks import commands
from build_hooks.findings import suggestion
from build_hooks.locale import ui
from build_hooks.terminal import Context, WrongUseError, exit_code


class Commands(click.Group):
    """Finds each command in its module of `build_hooks.commands`, when it is asked for."""

    context_class = Context

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click passes it
        """The names of all commands."""
        return sorted(module.name for module in iter_modules(commands.__path__))

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Load a command by its name."""
        if cmd_name not in self.list_commands(ctx):
            return None
        found: click.Command = import_module(f"build_hooks.commands.{cmd_name}").command
        found.context_class = Context
        return found

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Find the command that is called; an unknown one is answered with the nearest."""
        if args and not args[0].startswith("-") and not self.get_command(ctx, args[0]):
            hint = suggestion(args[0], self.list_commands(ctx))
            raise WrongUseError(ui("cli.no-command", found=args[0], hint=hint), ctx)
        return super().resolve_command(ctx, args)

    def main(  # type: ignore[override]
        self,
        args: Sequence[str] | None = None,
        prog_name: str | None = None,
        *,
        standalone_mode: bool = True,
        **extra: Any,
    ) -> Any:
        """Run a command line; errors are told in Chinese."""
        called = partial(super().main, args, prog_name, standalone_mode=False, **extra)
        return sys.exit(exit_code(called)) if standalone_mode else called()


@click.command(
    cls=Commands,
    context_settings={"help_option_names": ["-h", "--help"]},
    subcommand_metavar="命令 [参数]",
    epilog="退出码：0 没有问题；1 查出了错误，或没有找到；2 命令写错了；130 中途停下。",
)
@click.version_option(package_name="weiquan", message="%(version)s", help="显示版本。")
def main() -> None:
    """检查、编写和预览决策树。

    每个命令后面加 --help，看它怎么用、有什么例子。
    """
