from __future__ import annotations

import pytest

from assistant.figures import FigureDecision, IndicatorName, PersonState
from assistant.ledger.grouping import key_of, named, standard
from tests.assistant.ledger.rows import make_figure


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("总供水量", "全市供水总量"),
        ("供水量增长率", "供水量增速"),
        ("地区生产总值", "全省生产总值"),
        ("“一件事”事项", "一件事事项"),
        ("高新技术企业数量", "高新技术企业数"),
    ],
)
def test_names_of_the_same_indicator_come_together(one, other):
    assert key_of(one) == key_of(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("供水量", "总供水量"),
        ("供水量", "售水量"),
        ("新增企业", "企业（累计）"),
        ("城镇新增就业", "新增就业"),
        ("城北水厂供水量", "供水量"),
    ],
)
def test_different_indicators_stay_apart(one, other):
    assert key_of(one) != key_of(other)


def test_an_indicator_is_shown_under_its_standard_name():
    assert standard("全市供水总量") == "总供水量"
    assert standard("集团实现营业收入") == "营业收入"


def test_a_persons_name_for_the_figure_wins_over_their_word_on_the_name_and_that_over_the_rule():
    row = make_figure("全市供水总量", figure_id="f1")
    said = {"全市供水总量": IndicatorName("全市供水总量", "供水")}
    decision = {"f1": FigureDecision("f1", PersonState.TICKED, "原水")}
    assert [each.indicator for each in named([row], {}, {})] == ["总供水量"]
    assert [each.indicator for each in named([row], said, {})] == ["供水"]
    [both] = named([row], said, decision)
    assert (both.indicator, both.person_state, both.person_named) == ("原水", PersonState.TICKED, True)
