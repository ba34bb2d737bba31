from datetime import date

import pytest

from assistant.answering.expected import fits
from assistant.answering.question import read


@pytest.mark.parametrize("sentence", ["入企服务80余次。", "每季度一次。", "每年不少于两次。"])
def test_times_are_told_by_a_number_of_times_or_by_how_often(sentence):
    assert fits(read("入企服务开展了多少次？", date(2026, 11, 23)), sentence)


def test_no_times_are_told_by_an_amount():
    assert not fits(read("入企服务开展了多少次？", date(2026, 11, 23)), "入企服务花费80万元。")
