from __future__ import annotations

from datetime import date

import pytest

from ingest.dates import date_in_name, dates_in, without_dates


@pytest.mark.parametrize(
    "text", ["2024年2月4日", "2024-02-04", "2024/2/4", "二〇二四年二月四日", "February 4, 2024", "4 February 2024"]
)
def test_one_day_in_many_writings(text: str):
    assert dates_in(f"发布于 {text} 。") == [date(2024, 2, 4)]


def test_a_day_that_does_not_exist_is_no_date():
    assert dates_in("2023年2月30日") == []


def test_file_names_give_up_their_date_and_their_title():
    assert date_in_name("东营市城市供水条例(2020-08-10)") == date(2020, 8, 10)
    assert date_in_name("pinghu_20240204") == date(2024, 2, 4)
    assert without_dates("东营市城市供水条例(2020-08-10)") == "东营市城市供水条例"
    assert date_in_name("平湖水务") is None
