from __future__ import annotations

import io
import re
from dataclasses import replace

import pytest

from assistant.onboarding.exporting.door import export
from tests.assistant.onboarding.sample_items import (
    FILL,
    HOSTILE,
    ITEMS,
    MULTIPLE,
    ORDER,
    SCENARIO,
    SHORT,
    SINGLE,
    TRUE_FALSE,
)


def parsed(items):
    parser = pytest.importorskip("pygiftparser.parser", reason="needs: pip install -e '.[exports-test]'")
    found = parser.parseFile(io.StringIO(export(items, "gift", "zh", "入职培训").decode()))
    return {question.title: question for question in found}


def plain(text):
    return re.sub(r"\\([\\~=#{}:])", r"\1", text.strip())


def test_a_gift_reader_understands_every_question():
    found = parsed(ITEMS)
    assert list(found) == [item.item_id for item in ITEMS]
    assert all(question.valid for question in found.values())
    kinds = {name: type(question.answers).__name__ for name, question in found.items()}
    assert kinds == {
        SHORT.item_id: "ShortSet",
        SINGLE.item_id: "SelectSet",
        MULTIPLE.item_id: "MultipleChoicesSet",
        TRUE_FALSE.item_id: "TrueFalseSet",
        FILL.item_id: "ShortSet",
        ORDER.item_id: "MatchingSet",
        SCENARIO.item_id: "ShortSet",
    }


def test_the_key_of_a_choice_is_the_items_own():
    found = parsed(ITEMS)
    for item in (SINGLE, MULTIPLE):
        answers = found[item.item_id].answers.answers
        assert [plain(each.answer) for each in answers] == list(item.options)
        assert tuple(plain(each.answer) for each in answers if each.fraction > 0) == item.answer
    fractions = [each.fraction for each in found[MULTIPLE.item_id].answers.answers]
    assert sum(each for each in fractions if each > 0) == 100
    assert found[TRUE_FALSE.item_id].answers.answer is False


def test_the_right_order_is_kept():
    steps = parsed(ITEMS)[ORDER.item_id].answers.answers
    assert [plain(each.answer) for each in steps] == list(ORDER.answer)
    assert [each.question.strip() for each in steps] == ["1", "2", "3", "4"]


def test_signs_of_the_format_are_plain_characters():
    found = parsed([HOSTILE])[r"\=1+2"]
    assert found.valid
    assert "花括号" in found.text
    assert plain(found.answers.answers[0].answer) == "客户服务部"


def test_the_feedback_gives_the_explanation_and_its_source():
    text = export([SINGLE], "gift", "zh").decode()
    assert "####第三条规定" in text
    assert "《停水通知管理办法》第三条，第 1 页" in text


@pytest.mark.parametrize("count", [2, 3, 6, 7, 9])
def test_the_shares_of_any_number_of_right_options_are_a_hundred_and_never_more(count):
    right = tuple(f"第{number}项" for number in range(count))
    [found] = parsed([replace(MULTIPLE, answer=right, options=(*right, "甲", "乙", "丙"))]).values()
    assert found.valid
    assert 99.99 < sum(each.fraction for each in found.answers.answers if each.fraction > 0) <= 100
