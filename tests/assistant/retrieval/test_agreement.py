import math

import pytest

from assistant.retrieval.agreement import ENOUGH, Wording


def test_the_share_of_the_question_s_pairs_that_stand_in_the_passage_is_told():
    found = Wording.of("水箱清洗").in_passage("水箱每半年一次，由单位负责清洗")
    assert found.pairs == pytest.approx(2 / 3)


def test_pairs_with_a_question_word_in_them_are_not_looked_for():
    assert Wording.of("水费是什么").pairs == ("水费",)


def test_width_and_case_do_not_matter():
    assert Wording.of("２０２３年").in_passage("截至2023年底").numbers == 1.0


def test_a_number_inside_a_longer_one_is_another_number():
    wording = Wording.of("DN30 和 3.5 万吨")
    assert wording.in_passage("DN300，13.5 万吨").numbers == 0.0
    assert wording.in_passage("DN30，3.5 万吨").numbers == 1.0


def test_a_decimal_s_whole_part_does_not_stand_for_the_decimal():
    assert Wording.of("12.5%").in_passage("12%").numbers == 0.0


def test_a_question_without_numbers_or_chinese_agrees_with_nothing():
    found = Wording.of("Who owns the pipes?").in_passage("The pipes are owned by the city.")
    assert (found.pairs, found.numbers) == (0.0, 0.0)


def test_a_short_passage_counts_less_and_a_long_one_never_more():
    wording = Wording.of("水费")
    assert wording.in_passage("第一章").length == pytest.approx(math.log(9 / ENOUGH))
    assert wording.in_passage("水" * 1000).length == wording.in_passage("水" * 5000).length == 0.0


def test_an_empty_passage_is_only_very_short():
    assert Wording.of("水费").in_passage("").length == pytest.approx(math.log(1 / ENOUGH))
