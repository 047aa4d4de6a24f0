"""Give shared questions their words: what a tree leaves out comes from the register."""

from __future__ import annotations

from dataclasses import replace

from build_hooks.model.content import Content
from build_hooks.model.registers import SharedQuestion
from build_hooks.model.tree import Option, Question, Tree


def with_shared_words(content: Content) -> Content:
    """Fill in every question that says `use:`; unknown names stay for the verifier."""
    register = content.registers.questions
    trees = {id_: _fill_tree(tree, register) for id_, tree in content.trees.items()}
    return replace(content, trees=trees)


def _fill_tree(tree: Tree, register: dict[str, SharedQuestion]) -> Tree:
    questions = {
        id_: _fill(question, register[question.use]) if question.use in register else question
        for id_, question in tree.questions.items()
    }
    return replace(tree, questions=questions)


def _fill(question: Question, shared: SharedQuestion) -> Question:
    return replace(
        question,
        ask=question.ask or shared.ask,
        help=question.help or shared.help,
        why=question.why or shared.why,
        cites=question.cites or shared.cites,
        options=_options(question, shared),
    )


def _options(question: Question, shared: SharedQuestion) -> dict[str, Option]:
    """The tree's options with words; those it leaves out too, if its own `next` takes them."""
    options = {}
    for id_, option in (question.options or {}).items():
        words = shared.options.get(id_)
        label = option.label or (words.label if words else None)
        options[id_] = replace(option, label=label)
    if question.next:
        for id_, words in shared.options.items():
            options.setdefault(id_, Option(words.id, question.place, words.label))
    return options
