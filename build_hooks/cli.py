"""The command line; `python -m build_hooks --help` shows it."""

from __future__ import annotations

from importlib import import_module
from pkgutil import iter_modules

import click

from build_hooks import commands


class Commands(click.Group):
    """Finds each command in its module of `build_hooks.commands`, when it is asked for."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click passes it
        """The names of all commands."""
        return sorted(module.name for module in iter_modules(commands.__path__))

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Load a command by its name."""
        if cmd_name not in self.list_commands(ctx):
            return None
        found: click.Command = import_module(f"build_hooks.commands.{cmd_name}").command
        return found


@click.command(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
def main() -> None:
    """检查并生成决策树。"""
