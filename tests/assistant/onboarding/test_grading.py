from __future__ import annotations

from dataclasses import replace

import pytest

from assistant.item_reviews import Grade
from assistant.onboarding.grading import grade
from tests.assistant.onboarding.sample_items import FILL, MULTIPLE, ORDER, SHORT, SINGLE, TRUE_FALSE


def keyed(answer):
    return replace(SHORT, answer=(answer,))


@pytest.mark.parametrize(
    ("key", "told"),
    [
        ("24小时", "24 小时"),
        ("24小时", "二十四小时"),
        ("24小时", "２４小时。"),
        ("15日", "十五天"),
        ("15日内", "15天以内"),
        ("5万元以下", "五万元以下"),
        ("客户服务部", " 客户服务部。"),
    ],
)
def test_what_says_the_same_is_right_however_it_is_written(key, told):
    assert grade(keyed(key), [told]) is Grade.RIGHT


@pytest.mark.parametrize(
    ("key", "told"),
    [("24小时", "12小时"), ("15日", "15个工作日"), ("5万元", "5元"), ("5%", "5个百分点"), ("24小时", "  ")],
)
def test_another_number_unit_or_scale_is_wrong(key, told):
    assert grade(keyed(key), [told]) is Grade.WRONG


@pytest.mark.parametrize(
    ("key", "told"),
    [
        ("安排临时供水", "派供水车"),
        ("客户服务部", "客服部"),
        ("3日内书面通知", "3日内口头通知"),
        ("24小时", "一天左右吧"),
    ],
)
def test_what_only_a_person_can_tell_is_left_to_them(key, told):
    assert grade(keyed(key), [told]) in (Grade.UNSURE, Grade.WRONG)
    assert grade(keyed(key), [told]) is not Grade.RIGHT


def test_a_bound_is_not_its_opposite():
    assert grade(keyed("5万元以下"), ["5万元以上"]) is not Grade.RIGHT
    assert grade(keyed("不少于30分钟"), ["不超过30分钟"]) is not Grade.RIGHT


@pytest.mark.parametrize(
    ("item", "right", "wrong"),
    [
        (SINGLE, ["12小时"], ["24小时"]),
        (MULTIPLE, ["管网运维部", "生产运行部"], ["生产运行部"]),
        (MULTIPLE, ["管网运维部", "生产运行部"], ["生产运行部", "管网运维部", "工程建设部"]),
        (TRUE_FALSE, ["错误"], ["正确"]),
        (TRUE_FALSE, ["False"], ["也许"]),
        (ORDER, list(ORDER.answer), list(ORDER.options)),
        (FILL, ["客户服务部"], []),
    ],
)
def test_choices_orders_and_statements_are_right_or_wrong(item, right, wrong):
    assert (grade(item, right), grade(item, wrong)) == (Grade.RIGHT, Grade.WRONG)
