from __future__ import annotations

import pytest

from assistant.conversations.sameness import alike, plainly, same_terms


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("请问2021年全市总供水量是多少", "2021年全市总供水量是多少？"),
        ("集团董事长叫什么名字？", "董事长叫什么名字"),
        ("Please, how long is a permit valid?", "How long is a permit valid"),
    ],
)
def test_questions_as_good_as_the_same_are_alike(one, other):
    assert alike(one, other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("2021年全市总供水量是多少？", "2022年全市总供水量是多少？"),
        ("2021年全市供水量是多少？", "2021年全市售水量是多少？"),
        ("一级抢修的修复时限是多久？", "二级抢修的修复时限是多久？"),
        ("2023年计划改造多少公里管网？", "2023年改造多少公里管网？"),
        ("深圳的水价是多少？", "广州的水价是多少？"),
    ],
)
def test_a_word_in_the_place_of_another_makes_another_question(one, other):
    assert not alike(one, other)


def test_a_denied_question_has_other_terms():
    assert not same_terms("哪些用户免收水费？", "哪些用户收水费？")


def test_signs_and_courtesies_do_not_count():
    assert plainly("请问：水箱多久清洗一次呢？") == plainly("水箱多久清洗一次")
