"""The time a sentence speaks about."""

from __future__ import annotations

from datetime import date

import pytest

from assistant.text.periods import find, period_of, years_of

PUBLISHED = date(2024, 2, 4)


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("2023年，供水5126万吨", ["2023"]),
        ("2023年度总结", ["2023"]),
        ("二〇二三年7月和8月", ["2023-07", "2023-08"]),
        ("去年一季度", ["2023-Q1"]),
        ("明年上半年", ["2025-H1"]),
        ("2021-2023年", ["2021/2023"]),
        ("2023年12月31日前", ["2023-12-31"]),
        ("自2023-07-01起", ["2023-07-01"]),
        ("in 2023 and last year", ["2023", "2023"]),
        ("FY2023, July 2022", ["2023", "2022-07"]),
        ("first half of 2022", ["2022-H1"]),
    ],
)
def test_periods_are_read_and_resolved(text, values):
    assert [period.value for period in find(text, PUBLISHED)] == values


@pytest.mark.parametrize(
    "text",
    [
        "《2020-2035年规划》",
        "浙水〔2023〕12号",
        "GB 5749-2022",
        "完成2023件",
        "2014 households",
        "2,023 m",
        "WX-2008-72826",
    ],
)
def test_a_number_of_a_title_or_a_count_is_no_period(text):
    assert find(text, PUBLISHED) == []


def test_a_relative_year_without_a_date_is_found_and_not_resolved():
    (period,) = find("去年供水5906万吨")
    assert (period.raw, period.value, period.resolved) == ("去年", "", False)


def test_offsets_point_at_the_printed_words():
    text = "到 2023年 底"
    (period,) = find(text)
    assert text[period.start : period.end] == period.raw == "2023年"


def test_a_year_to_compare_with_is_not_what_the_sentence_speaks_about():
    assert period_of("比2022年增长5%，2023年为5126万吨", PUBLISHED) == "2023"
    assert period_of("售水量同比增长", PUBLISHED, "2023") == "2023"


def test_a_range_covers_all_its_years():
    assert years_of("2021/2023") == {2021, 2022, 2023}
    assert years_of("2023-07") == {2023}
    assert years_of(None) == frozenset()
