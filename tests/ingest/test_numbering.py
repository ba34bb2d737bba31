from __future__ import annotations

import pytest

from ingest.numbering import ARTICLE, chinese, is_finished, number, opens_part


@pytest.mark.parametrize("value", [1, 10, 11, 20, 99, 100, 101, 110, 119, 1003, 3111])
def test_numerals_are_written_and_read_alike(value: int):
    assert number(chinese(value)) == value


def test_digits_and_chinese_numerals_mean_the_same():
    assert number("一百一十九") == number("119") == 119


@pytest.mark.parametrize("text", ["第一条 为了", "第三条城市供水", "第十二条之一 有", "第五条", "第七条【适用】"])
def test_an_article_opens_with_its_number(text: str):
    assert ARTICLE.match(text)


@pytest.mark.parametrize("text", ["第四十条规定的情形", "第四十条第二款", "第五条、第六条", "第五条所称"])
def test_a_reference_opens_no_article(text: str):
    assert not ARTICLE.match(text)


def test_marks_open_parts_and_sentences_do_not():
    assert all(map(opens_part, ("（一）总则", "一、总体目标", "1.2 范围", "第三章 附则", "• 项目", "【看点】")))
    assert not any(map(opens_part, ("2023年供水量", "3.5万吨", "一是加强", "城市供水")))


def test_a_sentence_may_end_inside_a_quotation():
    assert is_finished("他说：“水来了。”")
    assert not is_finished("完成巡检任务，通过技")
