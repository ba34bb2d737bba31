from dataclasses import replace

import pytest

from assistant.domain import Hint, SameWords
from assistant.messages import keys
from assistant.retrieval.in_words import group_words, hint_words, reasons
from tests.support.builders import make_hit


@pytest.mark.parametrize(
    ("hint", "zh", "en"),
    [
        (Hint("year", "2023", words="去年"), "年份：2023（去年）", "year: 2023 (去年)"),
        (Hint("paper", "plan"), "文件类别：计划", "kind of paper: Plan"),
        (Hint("word", "二次供水", words="二供"), "也查：二次供水（二供）", "also: 二次供水 (二供)"),
    ],
)
def test_a_hint_is_told_with_the_question_s_own_words(hint, zh, en):
    assert hint_words(hint, "zh") == zh
    assert hint_words(hint, "en") == en


def test_why_a_result_is_there_begins_with_what_was_named():
    hit = replace(make_hit("一"), legs={"dense": 0.9, "keyword": 3.0, "clause": 1.0, "heading": 0.0001})
    assert reasons(hit, 0.9, "zh") == ("是点名的条款", "意思相近", "用词相同")


def test_a_result_far_from_the_question_s_meaning_does_not_claim_it():
    hit = replace(make_hit("一"), legs={"dense": 0.7})
    assert reasons(hit, 0.9, "zh") == ("没有更接近的了",)


def test_the_utility_s_equivalence_says_that_it_is_one_of_water():
    assert "仅指水量" in group_words(SameWords(("立方米", "吨"), "shipped", "water"), "zh")


def test_every_sentence_stands_in_both_languages():
    for texts in keys("search").values():
        assert texts.keys() == {"zh", "en"}
