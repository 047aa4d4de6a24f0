"""The letters: what of them goes to the browser, and whether the real ones can be filled in."""

from __future__ import annotations

import json
from typing import Any

import pytest

from build_hooks.checking import Checked
from build_hooks.letters import LETTERS_PATH, letters_json
from build_hooks.locale import strings
from build_hooks.model.registers import BUILT_IN, FILLED, Letter
from build_hooks.punctuation import half_width
from build_hooks.render.links import from_page
from build_hooks.render.viewer import Viewer
from build_hooks.texts import texts
from tests.conftest import Check
from tests.content import SMALL

LETTERS = """\
letters:
  refund:
    title: 要求退款
    to: 卖家
    how: 在聊天里发给卖家。
    body: |
      我叫{name}，要{claims}。
      {whole}
      依据：{law}
    blanks:
      name: {label: 你的姓名, hint: 写真名, personal: name, from: [price, paid]}
      law: {label: 依据, optional: true, offer: [law, evidence]}
      whole: {label: 没用过, sentence: 我没用过。}
  report:
    title: 举报信
    to: 部门
    how: 寄去。
    body: 我举报{who}
    blanks: {who: {label: 谁, lines: 3}}
"""
WITH_LETTERS = {**SMALL, "reference/letters.yaml": LETTERS}
DOOR = SMALL["reference/channels.yaml"]


def data(checked: Checked) -> dict[str, Any]:
    output = letters_json(checked.content)
    assert output.path == LETTERS_PATH
    return dict(json.loads(output.content))


def test_letters_and_blanks_keep_the_order_of_the_register(check_files: Check) -> None:
    letters = data(check_files(WITH_LETTERS))["letters"]
    assert list(letters) == ["refund", "report"]
    assert [blank["id"] for blank in letters["refund"]["blanks"]] == ["name", "law", "whole"]


def test_a_letter_has_its_words_and_of_a_blank_only_what_is_set(check_files: Check) -> None:
    letters = data(check_files(WITH_LETTERS))["letters"]
    assert letters["refund"]["to"] == "卖家"
    assert letters["refund"]["body"].startswith("我叫{name}，要{claims}。\n")
    assert letters["refund"]["blanks"] == [
        {
            "id": "name",
            "label": "你的姓名",
            "hint": "写真名",
            "personal": "name",
            "from": ["price", "paid"],
        },
        {"id": "law", "label": "依据", "offer": ["law", "evidence"], "optional": True},
        {"id": "whole", "label": "没用过", "sentence": "我没用过。"},
    ]
    assert letters["report"]["blanks"] == [{"id": "who", "label": "谁", "lines": 3}]


def test_only_the_words_of_letters_travel_with_them(check_files: Check) -> None:
    words = data(check_files(SMALL))["ui"]
    assert words == {
        key.removeprefix("letters.js."): text
        for key, text in strings().items()
        if key.startswith("letters.js.")
    }
    assert words["copy"] == "复制全文"
    assert not [key for key in words if "." in key]


def test_on_paper_each_blank_says_what_belongs_there(check_files: Check) -> None:
    content = check_files(WITH_LETTERS).content
    viewer = Viewer(content, from_page("letters"))
    paper = "".join(part.text for part in viewer.letter(content.registers.letters["refund"]))
    assert paper.splitlines() == [
        "我叫【你的姓名】，要【你的要求】。",
        "【确实这样才写：我没用过。】",
        "依据：【依据，可以不写】",
    ]


def test_a_letter_of_a_door_may_only_fill_in_its_own_blanks(check_files: Check) -> None:
    door = f"{DOOR}    letters: [refund]\n"
    files = {**WITH_LETTERS, "reference/channels.yaml": door}
    assert check_files(files).findings == []
    checked = check_files({**files, "reference/letters.yaml": LETTERS.replace("{name}", "{nam}")})
    assert [f.kind for f in checked.findings] == ["unknown-blank"]
    assert checked.findings[0].place.path.endswith("letters.yaml")
    assert "“name”" in checked.findings[0].message


def test_a_letter_of_no_door_is_not_held_to_its_blanks(check_files: Check) -> None:
    files = {**WITH_LETTERS, "reference/letters.yaml": LETTERS.replace("{name}", "{named}")}
    assert check_files(files).findings == []


def test_a_part_that_no_outcome_has_cannot_be_offered(check_files: Check) -> None:
    files = {**WITH_LETTERS, "reference/letters.yaml": LETTERS.replace("[law, ev", "[laws, ev")}
    checked = check_files(files)
    assert [f.kind for f in checked.findings] == ["not-a-choice"]
    assert "claims · amounts · law · evidence" in checked.findings[0].message


@pytest.fixture(scope="module")
def letters(real: Checked) -> dict[str, Letter]:
    found = {str(id_): letter for id_, letter in real.content.registers.letters.items()}
    assert list(found) == [
        "return-notice",
        "platform-complaint",
        "seller-disclosure",
        "complaint-12315",
        "report-letter",
        "small-claim",
    ]
    return found


def test_every_blank_stands_in_its_letter_and_nothing_else_does(letters: dict[str, Letter]) -> None:
    for id_, letter in letters.items():
        filled = set(FILLED.findall(letter.body))
        assert filled - set(BUILT_IN) <= set(letter.blanks), id_
        assert set(letter.blanks) <= filled, id_
        assert "day" in filled, id_
        assert not [b for b in letter.blanks.values() if b.sentence and b.from_], id_


def test_what_may_stay_empty_has_a_line_of_its_own(letters: dict[str, Letter]) -> None:
    for id_, letter in letters.items():
        for line in letter.body.splitlines():
            blanks = [letter.blanks[name] for name in FILLED.findall(line) if name != "day"]
            spare = [blank for blank in blanks if blank.optional or blank.sentence]
            assert not spare or len(blanks) == 1, f"{id_}: {line}"


def test_blanks_begin_with_answers_that_trees_have(
    letters: dict[str, Letter], real: Checked
) -> None:
    typed = {
        str(question.id)
        for tree in real.content.live()
        for question in tree.questions.values()
        if not question.is_choice
    }
    named = {str(n) for lt in letters.values() for b in lt.blanks.values() for n in b.from_}
    assert {"price", "paid", "received-on", "kept"} <= named
    assert named <= typed


def test_every_letter_is_taken_by_a_door(letters: dict[str, Letter], real: Checked) -> None:
    doors = real.content.registers.channels.values()
    assert {str(name) for door in doors for name in door.letters} == set(letters)


def test_letters_hold_no_half_width_marks(letters: dict[str, Letter]) -> None:
    for letter in letters.values():
        for text in texts(letter):
            assert half_width(text) == [], text


def test_what_must_be_true_is_ticked_by_the_reader(letters: dict[str, Letter]) -> None:
    """Nobody is made to say that nothing is filed elsewhere, or why they bought."""
    complaint = letters["complaint-12315"]
    assert complaint.blanks["only-here"].sentence
    assert complaint.blanks["own-use"].sentence
    assert "受理" not in complaint.body
