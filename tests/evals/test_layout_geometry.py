"""The measurement itself, on a text of our own: it prints what it says, and sees what is out of order."""

from __future__ import annotations

import pytest

from evals.layout_geometry import FLOOR, Plan, Section, plans, printed, score, sentences_of

WORK = ("完成管网改造", "处理用户来电", "清洗二次供水水箱", "抢修爆裂水管", "检测出厂水水质", "更换老旧水表")
SECTIONS = [
    Section(
        f"第{part}部分 工作情况",
        tuple(
            "".join(
                f"{part}月{day}日{work}{part * 100 + day * 7}处，比上年增长百分之{day + part}。" for work in WORK[:4]
            )
            for day in range(1, 8)
        ),
    )
    for part in range(1, 4)
]


@pytest.mark.parametrize("plan", plans(), ids=lambda plan: f"{plan.columns}-{plan.drawn}")
def test_columns_come_back_in_the_order_they_are_read_in(plan: Plan):
    result = score(printed(SECTIONS, plan, "清源水务特刊"), sentences_of(SECTIONS))
    assert result.order >= FLOOR


def test_a_wrong_order_is_seen():
    content = printed(SECTIONS, Plan(2, "columns"), "清源水务特刊")
    backwards = sentences_of(SECTIONS)[::-1]
    assert score(content, backwards).order < 0.05


def test_a_sentence_that_does_not_come_back_counts_against_the_order():
    content = printed(SECTIONS[:1], Plan(2, "columns"), "清源水务特刊")
    wanted = [*sentences_of(SECTIONS[:1]), "这一句从来没有印在纸上。"]
    assert score(content, wanted).order < 1
