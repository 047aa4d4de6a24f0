"""How commands speak at a terminal: in Chinese, in colours and with progress where one is there.

Exit codes: 0 all is well, 1 something was found or is missing, 2 the command was written wrongly,
130 it was stopped by hand.
"""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Callable, Iterable, Sequence
from functools import cache
from pathlib import Path
from typing import Any, TypeVar

import click
from click.exceptions import NoArgsIsHelpError
from click.shell_completion import CompletionItem

from build_hooks.findings import suggestion
from build_hooks.load.folder import CASES_ENDING, REFERENCE
from build_hooks.locale import ui

T = TypeVar("T")

STOPPED = 130
SECTIONS = {
    "Options": "cli.options",
    "Commands": "cli.commands",
    "Positional arguments": "cli.arguments",
}
FINDING = re.compile(r"(?m)^(\S+?:\d+(?::\d+)?): (.*) (\[[a-z0-9-]+\])$")
STYLES = {"✓": "green", "✗": "red"}


class Formatter(click.HelpFormatter):
    """Help whose headings are Chinese."""

    def write_usage(self, prog: str, args: str = "", prefix: str | None = None) -> None:
        """See `click.HelpFormatter`."""
        super().write_usage(prog, args, prefix or ui("cli.usage"))

    def write_heading(self, heading: str) -> None:
        """See `click.HelpFormatter`."""
        super().write_heading(ui(SECTIONS[heading]) if heading in SECTIONS else heading)


class Context(click.Context):
    """A context whose help is Chinese."""

    formatter_class = Formatter

    def __init__(self, command: click.Command, *arguments: Any, **more: Any) -> None:
        super().__init__(command, *arguments, **more)
        command.options_metavar = ui("cli.options-metavar")
        flag = command.get_help_option(self)
        if flag:
            flag.help = ui("cli.help-flag")


class WrongUseError(click.UsageError):
    """A wrong use that is told in our own words."""


def in_words(error: click.ClickException) -> str:
    """What is wrong with how a command was written."""
    if isinstance(error, click.UsageError) and not isinstance(error, WrongUseError):
        return _of_use(error)
    return error.format_message()


def _of_use(error: click.UsageError) -> str:
    match error:
        case click.NoSuchOption():
            near = suggestion(error.option_name, error.possibilities or [])
            return ui("cli.no-option", found=error.option_name, hint=near)
        case click.MissingParameter():
            name = error.param.make_metavar(error.ctx) if error.param and error.ctx else ""
            return ui("cli.missing", name=name.strip("[]."))
        case click.BadParameter():
            return _bad(error)
        case click.BadOptionUsage():
            return ui("cli.no-value", found=error.option_name)
    return ui("cli.unexpected", found=_quoted(error.message))


def _bad(error: click.BadParameter) -> str:
    kind = error.param.type if error.param else None
    name = (error.param.opts or [""])[-1] if error.param else ""
    if isinstance(kind, click.Choice):
        known = " · ".join(map(str, kind.choices))
        return ui("cli.bad-choice", name=name, known=known)
    if isinstance(kind, click.Path):
        return ui("cli.bad-path", found=_quoted(error.message))
    return ui("cli.bad-value", name=name, found=_quoted(error.message))


def _quoted(message: str) -> str:
    """What click quotes of what was typed."""
    found = re.search(r"'([^']*)'|\(([^)]*)\)", message)
    return next(part for part in (*found.groups(), message) if part) if found else message


def speak(error: click.ClickException) -> None:
    """Say on the error stream what is wrong, and for a wrong use how it is written."""
    context = getattr(error, "ctx", None)
    if isinstance(error, click.UsageError) and context:
        click.echo(context.get_usage(), err=True)
        click.echo(ui("cli.help", command=context.command_path), err=True)
    click.echo(coloured(f"✗ {in_words(error)}"), err=True, color=colours())


def colours() -> bool | None:
    """Never where somebody has said so; else where a terminal is."""
    return False if os.environ.get("NO_COLOR") else None


def say(text: str, *, err: bool = False) -> None:
    """Print lines, coloured at a terminal."""
    click.echo(coloured(text), err=err, color=colours())


def coloured(text: str) -> str:
    """Lines of findings and proofs in colours, which `click.echo` drops outside a terminal."""
    text = FINDING.sub(_finding, text)
    return "\n".join(
        click.style(line, fg=STYLES[line[0]]) if line[:1] in STYLES else line
        for line in text.split("\n")
    )


def _finding(found: re.Match[str]) -> str:
    place, words, kind = found.groups()
    return f"{click.style(place, bold=True)}: {words} {click.style(kind, dim=True)}"


def tracked(label: str) -> Callable[[Sequence[T]], Iterable[T]]:
    """Count items on the error stream while they are worked on, if that is a terminal."""

    def counted(items: Sequence[T]) -> Iterable[T]:
        if not sys.stderr.isatty() or len(items) <= 1:
            yield from items
            return
        with click.progressbar(items, label=label, file=sys.stderr) as bar:
            yield from bar

    return counted


@cache
def tree_ids(trees: Path) -> tuple[str, ...]:
    """The ids of all trees of a folder, whether they can be read or not."""
    return tuple(
        file.relative_to(trees).with_suffix("").as_posix()
        for file in sorted(trees.glob("*/*.yaml"))
        if not file.name.endswith(CASES_ENDING) and file.parent.name != REFERENCE
    )


class TreeId(click.ParamType[str]):
    """The id of a tree; a shell completes it."""

    name = "tree"

    def shell_complete(
        self,
        ctx: click.Context,
        param: click.Parameter,  # noqa: ARG002 - click passes it
        incomplete: str,
    ) -> list[CompletionItem]:
        """The ids that begin as what is typed."""
        trees = Path(ctx.params.get("trees") or "trees")
        return [CompletionItem(id_) for id_ in tree_ids(trees) if id_.startswith(incomplete)]


def exit_code(called: Callable[[], Any]) -> int:
    """Call a command line that tells nobody what goes wrong; tell it, and return its exit code."""
    try:
        return int(called() or 0)
    except NoArgsIsHelpError as error:
        click.echo(error.format_message())
        return 0
    except click.ClickException as error:
        speak(error)
        return error.exit_code
    except click.Abort:
        click.echo(ui("cli.stopped"), err=True)
        return STOPPED
    except ModuleNotFoundError as error:
        speak(click.ClickException(ui("cli.no-package", name=error.name)))
        return 1
