"""The same words for index and question, in Chinese and English."""

from __future__ import annotations

import pytest

from assistant.text.tokens import (
    characters,
    content_words,
    index_terms,
    is_cjk,
    language_of,
    plain_words,
    query_terms,
    stem,
)


def test_chinese_runs_are_indexed_by_words_and_by_character_pairs():
    terms = index_terms("产销差率下降")
    assert "产销差率" in terms, "a word of the trade stays whole"
    assert "率下" in terms, "pairs cross word borders"


@pytest.mark.parametrize(
    ("text", "whole"),
    [
        ("更换DN300管道", "dn300"),
        ("批文WX-2008-72826已收", "wx-2008-72826"),
        ("PM2.5浓度", "pm2.5"),
        ("浙水〔2023〕12号", "〔2023〕12号"),
        ("浙水[2023]第12号", "〔2023〕12号"),
        ("提升5.6个百分点", "5.6"),
        ("供水1,234吨", "1234"),
        ("the U.S. market", "us"),
    ],
)
def test_codes_and_numbers_are_indexed_as_whole_terms(text, whole):
    assert whole in index_terms(text)


def test_a_code_is_also_found_by_its_parts():
    assert {"wx", "2008", "72826"} <= set(index_terms("WX-2008-72826"))


def test_english_words_meet_in_their_stem():
    assert stem("pumping") == stem("pumped") == stem("pumps") == "pump"
    assert stem("policies") == stem("policy")
    assert stem("created") == stem("creates") == "create"
    assert stem("bus") == "bus"
    assert stem("DN300".lower()) == "dn300"


def test_question_words_are_dropped_and_the_rest_keeps_its_order():
    assert query_terms("什么是二次供水？") == ["二次", "供水", "二次供水", "次供"]
    assert query_terms("What are the opening hours of the hotline?") == ["open", "hour", "hotline"]


def test_a_question_of_stop_words_alone_keeps_them():
    assert query_terms("是什么") != []
    assert query_terms("What is it?") == ["what", "is", "it"]


def test_query_terms_are_unique_and_all_stand_in_the_index_of_the_same_text():
    text = "二供泵房和二供泵房的DMA分区 meters"
    terms = query_terms(text)
    assert len(terms) == len(set(terms))
    assert set(terms) <= set(index_terms(text))


def test_no_term_holds_white_space():
    assert all(term and not term.split()[1:] for term in index_terms("水 厂\n〔 2023 〕 第 12 号 a  b"))


def test_characters_find_a_single_character_in_a_long_run():
    assert characters("污水处理厂，污水") == ["污", "水", "处", "理", "厂"]
    assert characters("DN300") == []


def test_a_run_of_one_character_is_a_term_of_its_own():
    assert "水" in index_terms("DN300 水 A")


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("二次供水由谁负责？", "zh"),
        ("DN300 管道的压力", "zh"),
        ("What is 产销差率?", "en"),
        ("How is water charged?", "en"),
        ("12345", "zh"),
        ("", "zh"),
    ],
)
def test_the_language_of_a_question_is_told_by_its_words(text, language):
    assert language_of(text) == language


def test_punctuation_is_no_chinese_character():
    assert is_cjk("水")
    assert not any(is_cjk(mark) for mark in "，。Ａ１ａ")


def test_content_words_leave_out_function_words_and_pairs():
    assert content_words("公司的供水量是多少") == ["公司", *content_words("供水量")]
    assert content_words("the water of the town") == ["water", "town"]


def test_plain_words_join_to_the_text_again():
    assert plain_words("通过工艺优化节能降耗") == ["通过", "工艺", "优化", "节能降耗"]


@pytest.mark.parametrize("words", ["泵房", "么办", "的攻", " 水不 "])
def test_two_characters_alone_are_one_term_whatever_they_are(words: str) -> None:
    assert query_terms(words) == [words.strip()]
