"""What a printed number is worth."""

from __future__ import annotations

from decimal import Decimal

import pytest

from assistant.text.numerals import arabic, chinese, english


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("两", 2),
        ("十", 10),
        ("十二", 12),
        ("二十四", 24),
        ("一百零五", 105),
        ("一百二十三万", 1_230_000),
        ("五亿三千万", 530_000_000),
        ("万亿", 10**12),
        ("二〇二三", 2023),
        ("三点八", Decimal("3.8")),
    ],
)
def test_chinese_numbers(text, value):
    assert chinese(text) == value


def test_two_bare_digits_are_a_guess_and_no_number():
    assert chinese("三五") is None
    assert chinese("水") is None


@pytest.mark.parametrize(
    ("text", "value"),
    [("twelve", 12), ("twenty-four", 24), ("one hundred and five", 105), ("two million", 2_000_000), ("a dozen", 12)],
)
def test_english_number_words(text, value):
    assert english(text) == value


def test_english_fractions():
    assert english("half") == Decimal("0.5")
    assert english("three quarters") == Decimal("0.75")
    assert english("pipe") is None


def test_thousands_marks_of_either_width_are_dropped():
    assert arabic("1,234.5") == arabic("1，234.5") == Decimal("1234.5")
