"""Small questions about one number of a text."""

from __future__ import annotations

from datetime import date

from assistant.text.reading import (
    can_be_mixed_up,
    change_role,
    computation,
    label_held,
    likeness,
    period_at,
    read,
    right_before,
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


def test_labels_hold_in_another_spelling():
    for claim, source in [("连续八年", "连续8年"), ("第12条", "第十二条"), ("July 1, 2023", "2023年7月1日")]:
        number = read(claim).found[0]
        assert label_held(claim, number, read(source), date(2024, 1, 1)), claim
    number = read("第12条").found[0]
    assert not label_held("第12条", number, read("第十三条"), None)


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
