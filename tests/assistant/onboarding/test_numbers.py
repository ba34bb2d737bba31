from __future__ import annotations

import pytest

from assistant.onboarding.figures import values_in
from assistant.onboarding.numbers import chinese, near, value_of
from assistant.onboarding.options import shape_of


@pytest.mark.parametrize(
    ("text", "raws"),
    [
        ("应当自接到申请之日起十五日内答复", ["十五日"]),
        ("每六个月至少清洗一次", ["每六个月"]),
        ("处一万元以上五万元以下罚款", ["一万元以上五万元以下"]),
        ("占百分之二十五的比例", ["百分之二十五"]),
        ("自2012年5月1日起施行", []),
        ("依照第十五条的规定", []),
        ("实行24小时值班制度", []),
    ],
)
def test_only_figures_that_can_be_asked_for_are_found(text, raws):
    assert [each.raw for each in values_in(text)] == raws


@pytest.mark.parametrize(
    "raw", ["十五日", "24小时", "一万元以上五万元以下", "每六个月", "百分之二十五", "两年", "5万元以下"]
)
def test_near_values_are_printed_like_the_right_one_and_are_other_values(raw):
    found = list(near(raw))
    assert len(found) >= 3
    assert raw not in found
    assert len(set(found)) == len(found)
    assert {shape_of(each) for each in found} == {shape_of(raw)}


def test_a_share_keeps_its_hundred():
    assert all(each.startswith("百分之") for each in near("百分之二十五"))


@pytest.mark.parametrize(("value", "printed"), [(15, "十五"), (120, "一百二十"), (105, "一百零五"), (2000, "二千")])
def test_whole_numbers_are_written_as_chinese_numerals_and_read_back(value, printed):
    assert chinese(value) == printed
    assert value_of(printed) == value
