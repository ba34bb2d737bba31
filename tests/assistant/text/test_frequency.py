"""What a number stands for where no year says it."""

from __future__ import annotations

import pytest

from assistant.text.frequency import parts_of_year, rates


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("日均供水17万吨", {"day"}),
        ("每人每年420元", {"person", "year"}),
        ("per month", {"month"}),
        ("供水17万吨", set()),
    ],
)
def test_what_a_text_counts_by(text, found):
    assert rates(text) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("上半年供水", {"H1"}),
        ("前三季度", {"Q1-3"}),
        ("三季度", {"Q3"}),
        ("全年", {"year"}),
        ("2024-H1", {"H1"}),
        ("今年", set()),
    ],
)
def test_which_part_of_the_year_a_text_names(text, found):
    assert parts_of_year(text) == found
