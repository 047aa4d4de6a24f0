"""`walk`: answer a tree in the terminal, as a reader answers it on the site."""

from __future__ import annotations

from pathlib import Path
from unicodedata import normalize

import click

from build_hooks.commands.check import TREES, proved
from build_hooks.compile import Payload, compile_tree
from build_hooks.locale import ui
from build_hooks.model.tree import Question, Status, Tree
from build_hooks.spoken import outcome_lines
from build_hooks.terminal import TreeId, say
from build_hooks.values import NOTHING, WrongValueError, canonical, from_ticked
from build_hooks.walk import accepts
from build_hooks.walk import walk as follow

BACK, QUIT = "b", "q"


@click.command("walk")
@click.argument("tree", type=TreeId())
@click.option("--trees", default=TREES, type=click.Path(path_type=Path), help="树所在的文件夹。")
def command(tree: str, trees: Path) -> None:
    """在这里走一遍 TREE：一问一答，最后看到结果和走法。

    例：python -m build_hooks walk liability/price
    """
    checked, proof = proved(trees, tree)
    found = proof.tree
    answers = _answers(found, compile_tree(found))
    outcome = found.outcomes[follow(compile_tree(found), answers)["at"]]
    click.echo("\n" + "\n".join(outcome_lines(outcome, checked.content, answers)))
    way = " → ".join(f"{question}={answer}" for question, answer in answers.items())
    click.echo("\n" + ui("walk.answers", way=way))


def _answers(tree: Tree, payload: Payload) -> dict[str, str]:
    """Ask until there is an outcome.

    Raises:
        click.Abort: the reader has had enough.
    """
    click.echo(ui("walk.intro", title=tree.title, summary=tree.summary))
    if tree.status is Status.DRAFT:
        click.echo(ui("walk.draft"))
    route: dict[str, str] = {}
    while (at := follow(payload, route)["at"]) in tree.questions:
        question = tree.questions[at]
        click.echo("\n" + ui("walk.ask", number=len(route) + 1, ask=question.ask))
        answer = _answer(question, payload)
        if answer is not None:
            route[at] = answer
        elif route:
            route.popitem()
    return route


def _answer(question: Question, payload: Payload) -> str | None:
    """One answer; None to go back."""
    names = _names(question)
    for number, (_, label) in enumerate(names, start=1):
        click.echo(f"  {number} {label}")
    hint = _hint(question)
    while True:
        typed = normalize("NFKC", str(click.prompt(hint, prompt_suffix="："))).strip()
        if typed.lower() == BACK:
            return None
        if typed.lower() == QUIT:
            raise click.Abort
        answer = _read(typed, question, [id_ for id_, _ in names])
        if answer is not None and accepts(payload["questions"][question.id], answer):
            return answer
        say(ui("walk.wrong", found=typed, hint=hint))


def _names(question: Question) -> list[tuple[str, str]]:
    if question.items is not None:
        return [(str(item.id), str(item.label)) for item in question.items.values()]
    return [(str(option.id), str(option.label)) for option in question.all_options()]


def _hint(question: Question) -> str:
    if question.input:
        return ui(f"walk.type.{question.input.type}")
    return ui("walk.choose") if question.items is None else ui("walk.tick")


def _read(typed: str, question: Question, ids: list[str]) -> str | None:
    """What was typed, as an answer; None if it is none."""
    if question.input:
        try:
            return canonical(typed, is_day=question.input.type == "date")
        except WrongValueError:
            return None
    numbers = typed.replace("，", " ").replace(",", " ").split()
    if question.items is not None and numbers == ["0"]:
        return NOTHING
    chosen = {int(n) - 1 for n in numbers if n.isascii() and n.isdigit()}
    if not numbers or len(chosen) != len(numbers) or not chosen <= set(range(len(ids))):
        return None
    picked = [id_ for place, id_ in enumerate(ids) if place in chosen]
    return from_ticked(picked) if question.items is not None else _only(picked)


def _only(picked: list[str]) -> str | None:
    return picked[0] if len(picked) == 1 else None
