"""`<topic>/<name>/index.txt`: a tree as Markdown for machines that read, in the page's words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from build_hooks.api.cases import Case
from build_hooks.api.plain_outcome import outcome_lines
from build_hooks.api.plain_parts import cited, quoted
from build_hooks.api.question import Branch, Question
from build_hooks.api.tree import Tree
from build_hooks.locale import ui


def plain(tree: Tree) -> str:
    """All words of a tree, with certainty, citations, day of review and the disclaimer."""
    lines = [*_head(tree)]
    titles = _titles(tree)
    for question in tree.questions:
        lines += ["", *_question(question, titles)]
    for outcome in tree.outcomes:
        lines += ["", *outcome_lines(outcome)]
        lines += _cases(tree, outcome.id, outcome.verdict is not None)
    gone = [ui("node.gone", reason=one.reason) for one in tree.renamed if one.reason]
    return "\n".join([*lines, *(line for words in gone for line in ("", words))]) + "\n"


def _head(tree: Tree) -> Iterator[str]:
    head = tree.head
    yield f"# {head.title}"
    yield ""
    yield head.summary
    yield ""
    yield f"- {ui('text.topic')}{ui(f'topic.{head.topic}')}"
    yield f"- {ui('text.page')}{head.url}"
    yield "- " + ui("tree.reviewed", on=head.reviewed.on, by="、".join(head.reviewed.by))
    yield f"- {tree.proof}"
    yield f"- {ui('disclaimer')}"
    yield f"- {ui('api.rights')}"


def _titles(tree: Tree) -> dict[str, str]:
    """The words by which readers know each node."""
    asked = {question.id: question.ask for question in tree.questions}
    return {**asked, **{outcome.id: outcome.title for outcome in tree.outcomes}}


def _question(question: Question, titles: dict[str, str]) -> Iterator[str]:
    yield f"## {ui('text.question')}{question.ask}"
    yield ""
    yield question.url
    yield from quoted(question.help)
    yield ""
    for option in question.options:
        if len(option.next) == 1:
            yield f"- {option.label} → {titles[option.next[0].to]}"
        else:
            yield f"- {option.label}"
            yield "  " + ui("fork.title", label=option.label)
            yield from _forks(option.next, titles, "  ")
    for item in question.items:
        yield f"- {item.label}"
    if question.next:
        yield from ("", ui("fork.answer"), "")
        yield from _forks(question.next, titles, "")
    if question.why or question.cites:
        yield from ("", f"**{ui('question.why')}**", *quoted(question.why))
        yield from cited(question.cites)


def _forks(branches: Iterable[Branch], titles: dict[str, str], indent: str) -> Iterator[str]:
    for branch in branches:
        when = branch.when
        condition = ui("fork.if", condition=when.words) if when else ui("fork.else")
        yield f"{indent}- {condition}{titles[branch.to]}"


def _cases(tree: Tree, outcome: str, quality: bool) -> Iterator[str]:
    found = [case for case in tree.cases if case.outcome.id == outcome]
    if found:
        suffix = ".quality" if quality else ""
        yield from ("", f"### {ui(f'outcome.cases{suffix}')}")
    for case in found:
        yield from (
            "",
            f"**{case.title}**",
            "",
            case.story,
            "",
            f"{ui('case.result')}{case.result}",
        )
        if case.note:
            yield from ("", f"{ui('case.note')}{case.note}")
        yield from ("", _source(case))


def _source(case: Case) -> str:
    found = case.kind_words
    if case.authority:
        found += ui("case.by", authority=case.authority)
    if case.decided:
        found += ui("case.decided", decided=case.decided)
    if case.source:
        found += f" {ui('case.source')}{case.source.publisher}"
        found += f" {case.source.url}" if case.source.url else ""
    return found
