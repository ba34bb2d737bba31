"""Small questions about one number of a text."""

from __future__ import annotations

from datetime import date

import pytest

from assistant.text.reading import (
    Known,
    can_be_mixed_up,
    change_role,
    computation,
    label_held,
    landing,
    likeness,
    period_at,
    read,
    right_before,
    sentence_at,
    word_for_word,
)


def test_the_ends_of_a_change_are_told_apart():
    text = "占比从3.8%提升到10.7%"
    first, second = read(text).figures
    assert (change_role(text, first), change_role(text, second)) == ("from", "to")
    text = "比率提升到10.7%"
    assert change_role(text, read(text).figures[0]) == ""


def test_each_number_has_the_period_named_before_it():
    text = "2022年供水5000万吨，2023年供水5126万吨"
    first, second = read(text).figures
    assert (period_at(text, first, None, None), period_at(text, second, None, None)) == ("2022", "2023")
    assert period_at("供水5126万吨", read("供水5126万吨").figures[0], None, "2021") == "2021"


@pytest.mark.parametrize(
    ("claim", "source", "held"),
    [
        ("连续八年", "连续8年", True),
        ("第12条", "第十二条", True),
        ("第12条", "第十三条", False),
        ("第十二条", "第十二章", False),
        ("Article 12", "第十二条", True),
        ("July 1, 2023", "2023年7月1日", True),
        ("2月3日", "12月3日", False),
        ("平政〔2023〕12号", "平政[2023]12号", True),
        ("平政〔2023〕12号", "平政〔2023〕13号", False),
        ("8:30-17:00", "8:30至17:00", True),
        ("8:30-17:00", "8:30至17:30", False),
        ("电话0573-85121234", "电话0573-85125678", False),
    ],
)
def test_labels_hold_in_another_spelling_and_no_other_label_does(claim, source, held):
    number = read(claim).found[0]
    assert label_held(claim, number, read(source), Known(published=date(2024, 1, 1))) is held


def test_a_label_may_stand_in_what_is_known_of_the_quote():
    number = read("第12条").found[0]
    assert label_held("第12条", number, read("应当缴费。"), Known("供水管理办法\n第十二条第二款"))
    day = read("2024年2月4日").found[0]
    assert label_held("2024年2月4日", day, read("今天公布。"), Known(dates=("2024-02-04",)))
    assert not label_held(
        "2024年2月5日", read("2024年2月5日").found[0], read("今天公布。"), Known(dates=("2024-02-04",))
    )


def test_a_value_reached_is_told_from_a_change():
    for text, role in [
        ("占比提升到10.7%", "to"),
        ("占比提升10.7%", "by"),
        ("增加到2002年的4025亿元", "to"),
        ("占比10.7%", ""),
    ]:
        assert landing(text, read(text).figures[0]) == role, text


def test_the_sentence_around_a_place_ends_at_its_marks():
    assert sentence_at("先说。售水5126万吨；再说。", 5) == "售水5126万吨"


def test_a_sum_counts_only_where_the_claim_says_it_is_one():
    sources = [read("东区供水300万吨，西区供水200万吨")]
    total = read("合计供水500万吨").figures[0]
    assert computation("合计供水500万吨", total, sources) == "300万+200万"
    assert computation("供水500万吨", total, sources) == ""


def test_the_words_right_before_a_number_start_behind_the_last_one():
    reading = read("新增711家、累计达2215家")
    assert right_before(reading, reading.figures[1]) == "、累计达"


def test_only_numbers_of_like_units_can_be_mixed_up():
    homes, firms = read("8.52万户").figures[0], read("41.9%").figures[0]
    assert not can_be_mixed_up(homes, firms)
    assert can_be_mixed_up(read("1/3").figures[0], firms)


def test_word_for_word_means_whole_clauses():
    quote = "水压稳定，售水量完成\n5126万吨；漏损率未上升。"
    assert word_for_word("售水量完成5126万吨。", quote)
    assert not word_for_word("水量完成5126万吨", quote)
    assert not word_for_word("售水量完成5126万", quote)
    assert not word_for_word("漏损率", quote)


def test_clauses_are_alike_by_their_words_or_by_a_number_they_share():
    assert likeness("售水量下降", "售水量未下降") > 0.9
    assert likeness("增长5%", "未增长5%") == 1.0
    assert likeness("增长5%", "未增长6%") == 0.0
