"""The same words with the numbers at other places."""

from __future__ import annotations

import pytest

from assistant.text.alignment import misplaced
from assistant.text.quantities import find

SOURCE = "城镇居民收入增长4.4%，农村居民收入增长6.4%"


def wrong(claim, source):
    return list(misplaced(claim, find(claim), source, find(source)).values())


def test_numbers_that_changed_places_are_seen_with_what_stands_there():
    assert wrong("城镇居民收入增长6.4%，农村居民收入增长4.4%", SOURCE) == ["4.4%", "6.4%"]


@pytest.mark.parametrize(
    "claim",
    [
        "城镇居民收入增长4.4%，农村居民收入增长6.4%",
        "农村居民收入增长6.4%",
        "农村居民收入增长6.4%，城镇居民收入增长4.4%",
    ],
)
def test_numbers_in_their_places_are_not(claim):
    assert wrong(claim, SOURCE) == []


def test_years_at_the_ends_of_a_change_have_places_too():
    source = "总额由1997年的3252亿美元增加到2002年的6208亿美元"
    assert wrong("总额由2002年的6208亿美元增加到1997年的3252亿美元", source)


def test_numbers_that_cannot_be_told_for_each_other_are_not_compared():
    assert wrong("漏损率下降1.2个百分点", "漏损率8.5%，下降1.2个百分点") == []
