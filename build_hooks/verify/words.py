"""Rules about wording: what a hurried reader on a phone stumbles over. All of them warn."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from difflib import SequenceMatcher
from itertools import combinations

from build_hooks.findings import Report
from build_hooks.model.content import Content
from build_hooks.model.registers import SharedQuestion
from build_hooks.model.tree import Question, Status, Tree
from build_hooks.place import Text
from build_hooks.punctuation import full_width, half_width
from build_hooks.texts import texts

LONGEST_SENTENCE = 60
LONGEST_LABEL = 24
LONGEST_TODAY = 60
COMPARED = 60
"""Options of one question up to which each is compared with each."""
SHOWN = 12
"""Characters of a text that a finding repeats."""
SENTENCE = re.compile(r"[^。！？!?\n]+[。！？!?]*")
UNSURE = re.compile("不清楚|不知道|不记得|不确定")
LEGAL_WORDS = (
    *("连带责任", "先行赔偿", "先行赔付", "惩罚性赔偿", "相应责任", "补充责任", "无过错责任"),
    *("举证责任", "证明责任", "证明标准", "举证倒置", "初步证据", "证据保全"),
    *("诉讼时效", "除斥期间", "格式条款", "司法确认", "强制执行", "支付令", "小额诉讼"),
    *("管辖", "瑕疵", "缺陷", "职务行为", "表见代理", "不当得利", "不可抗力", "善意取得"),
    *("欺诈", "违约金", "定金", "撤销权", "解除权", "追偿", "行政复议", "财产保全", "先予执行"),
)
"""Words of the law that readers need explained: each has an entry in the register of terms."""
LEGAL = re.compile("|".join(LEGAL_WORDS))
ALIKE = 0.9
TURNS = frozenset(
    "不没未无非否前后上下内外多少有是买卖收付退换男女大小0123456789一二三四五六七八九十"
)
"""Characters that turn a label into another answer, however alike the rest is."""

MARKUP = re.compile(
    r"</?[a-z!?][^>\n]*>?|&(?:#\w+|[a-z]+\d*);|\[[^\]\n]*\]\([^)\n]*\)|\*\*\S|~~\S|`"
    r"|^ {0,3}(?:#{1,6}|[-*+]|>) |\{\{|\{%|\{#|(?:javascript|vbscript|data):\S",
    re.I | re.M,
)
"""HTML, Markdown, templates and addresses that are code: none of it does anything in our texts."""
HIDDEN = re.compile(
    "[\u00ad\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\U000e0000-\U000e0fff]"
)
"""Signs that nobody sees, and those that turn the direction of what follows."""

Asked = Question | SharedQuestion


def long_sentences(tree: Tree, content: Content, report: Report) -> None:
    """Nobody has to read a sentence twice."""
    for question in tree.questions.values():
        _sentences(_own(tree, [question.ask, question.help, question.why]), report)
        _sentences(_own(tree, _labels(question)), report)


def long_labels(tree: Tree, content: Content, report: Report) -> None:
    """An answer fits on a button."""
    for question in tree.questions.values():
        _buttons(_own(tree, _labels(question)), report)


def long_today(tree: Tree, content: Content, report: Report) -> None:
    """What to do today is one thing, said at once."""
    for outcome in tree.outcomes.values():
        if len(outcome.today) > LONGEST_TODAY:
            _too_long("today-too-long", outcome.today, outcome.today, LONGEST_TODAY, report)


def options_alike(tree: Tree, content: Content, report: Report) -> None:
    """Two answers to one question can be told apart."""
    for question in tree.questions.values():
        _alike(_own(tree, _labels(question)), report)


def no_way_out(tree: Tree, content: Content, report: Report) -> None:
    """Whoever does not know a fact can say so."""
    for question in tree.questions.values():
        options = question.all_options()
        known = any(o.id == "unsure" or (o.label and UNSURE.search(o.label)) for o in options)
        if options and not known:
            report.warn("no-unsure-option", question.place, found=question.ask or question.id)


def all_words(tree: Tree, content: Content, report: Report) -> None:
    """Words of the law are explained, marks are Chinese ones, and markup is none."""
    found = _own(tree, texts(tree))
    if "terms" not in content.unread:
        _unexplained(found, content, report)
    _marks(found, report)
    _markup(found, report)


def old_review(tree: Tree, content: Content, report: Report) -> None:
    """Somebody has read a published tree against the law in the last twelve months."""
    day, on = content.today, tree.reviewed.on
    if day is None or tree.status is not Status.LIVE:
        return
    if (day.year - 1, day.month, day.day) > (on.year, on.month, on.day):
        report.warn("review-too-old", tree.reviewed.place, on=on)


def words_of_cases(content: Content, report: Report) -> None:
    """Cases are read by people too."""
    for file in content.case_files.values():
        found = texts(file)
        _marks(found, report)
        _markup(found, report)


def words_of_registers(content: Content, report: Report) -> None:
    """What trees share is worded as well as they are."""
    found = texts(content.registers)
    _marks(found, report)
    _markup(found, report)
    for question in content.registers.questions.values():
        _sentences((question.ask, question.help, question.why, *_labels(question)), report)
        _buttons(_labels(question), report)
        _alike(_labels(question), report)
    if "terms" not in content.unread:
        _unexplained(texts(content.registers.questions), content, report)


def _own(tree: Tree, found: Iterable[Text | None]) -> list[Text]:
    """The texts that stand in the tree's file: shared ones are the register's."""
    return [text for text in found if text and text.place.path == tree.place.path]


def _labels(question: Asked) -> list[Text]:
    items = getattr(question, "items", None) or {}
    answers = (*(question.options or {}).values(), *items.values())
    return [answer.label for answer in answers if answer.label]


def _sentences(found: Iterable[Text | None], report: Report) -> None:
    for text in found:
        for sentence in SENTENCE.findall(text) if text and len(text) > LONGEST_SENTENCE else ():
            if text and len(sentence.strip()) > LONGEST_SENTENCE:
                _too_long("sentence-too-long", text, sentence.strip(), LONGEST_SENTENCE, report)


def _buttons(labels: Iterable[Text], report: Report) -> None:
    for label in labels:
        if len(label) > LONGEST_LABEL:
            _too_long("label-too-long", label, label, LONGEST_LABEL, report)


def _too_long(kind: str, text: Text, part: str, most: int, report: Report) -> None:
    report.warn(kind, text.place, found=_beginning(part), length=len(part), most=most)


def _beginning(text: str) -> str:
    return text if len(text) <= SHOWN else text[:SHOWN] + "…"


def _alike(labels: list[Text], report: Report) -> None:
    folded = {label: fold(label) for label in labels}
    for first, second in _pairs(labels, folded):
        if alike(folded[first], folded[second]):
            report.warn("options-alike", second.place, found=second, other=first)


def _pairs(labels: list[Text], folded: dict[Text, str]) -> Iterator[tuple[Text, Text]]:
    """The pairs to compare; of very many only those that are the same when folded."""
    if len(labels) <= COMPARED:
        yield from combinations(labels, 2)
        return
    first: dict[str, Text] = {}
    for label in labels:
        if folded[label] in first:
            yield first[folded[label]], label
        first.setdefault(folded[label], label)


def fold(label: str) -> str:
    """A label without case, width, punctuation and spaces."""
    wide = unicodedata.normalize("NFKC", label).casefold()
    return "".join(char for char in wide if char.isalnum()) or wide


def alike(first: str, second: str) -> bool:
    """Whether two folded labels are one to a hurried reader."""
    if first == second:
        return True
    if max(len(first), len(second)) > LONGEST_LABEL or abs(len(first) - len(second)) > 1:
        return False
    one, other = Counter(first), Counter(second)
    changed = (one - other) + (other - one)
    if changed.total() > 2 or TURNS & set(changed):  # noqa: PLR2004 - one character for another
        return False
    return SequenceMatcher(None, first, second, autojunk=False).ratio() >= ALIKE


def _unexplained(found: Iterable[Text], content: Content, report: Report) -> None:
    told: set[str] = set()
    names = list(_explained(content))
    for text in found:
        for word in LEGAL.findall(text):
            if word not in told and not _is_explained(word, names):
                told.add(word)
                report.warn("term-unexplained", text.place, found=word)


def _explained(content: Content) -> Iterator[str]:
    for term in content.registers.terms.values():
        yield from (str(term.title), *(str(name) for name in term.also))


def _is_explained(word: str, names: Collection[str]) -> bool:
    return any(word in name for name in names)


def _marks(found: Iterable[Text], report: Report) -> None:
    for text in found:
        changes = half_width(text)
        if changes:
            around = text[max(changes[0].start - 4, 0) : changes[0].end + 4].strip()
            better = full_width(around)
            report.warn("half-width-punctuation", text.place, found=around, better=better)


def _markup(found: Iterable[Text], report: Report) -> None:
    for text in found:
        markup, hidden = MARKUP.search(text), HIDDEN.search(text)
        if markup:
            report.warn("markup-in-text", text.place, found=markup[0][:SHOWN])
        if hidden:
            around = text[max(hidden.start() - 4, 0) : hidden.end() + 4]
            report.warn("hidden-sign", text.place, found=around)


WORD_RULES = (
    long_sentences,
    long_labels,
    long_today,
    options_alike,
    no_way_out,
    all_words,
    old_review,
)
WORD_CASE_RULES = (words_of_cases,)
WORD_REGISTER_RULES = (words_of_registers,)
