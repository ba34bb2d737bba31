from __future__ import annotations

import pytest

from assistant.domain import Status
from assistant.figures import PersonState, Reached
from assistant.ledger.comparing import agree, changes, conflicts, outcomes
from tests.assistant.ledger.rows import make_figure

PLANNED = Status.PLANNED


def test_two_papers_that_tell_another_value_conflict_and_both_are_shown():
    rows = [make_figure("总供水量", "6218万吨"), make_figure("全市供水总量", "6281万吨", document_id="d2")]
    [found] = conflicts(rows)
    assert [each.raw for each in found.figures] == ["6218万", "6281万"]


@pytest.mark.parametrize("other", ["6218万吨", "6218.3万吨", "超6000万吨", "6220万吨左右"])
def test_rounded_and_hedged_values_agree(other):
    assert conflicts([make_figure("总供水量"), make_figure("总供水量", other, document_id="d2")]) == ()


@pytest.mark.parametrize(
    "more",
    [
        {"period": "2022"},
        {"status": PLANNED},
        {"place": "清源市"},
        {"within": "H1"},
        {"person_state": PersonState.REJECTED},
        {"doubtful": True},
    ],
)
def test_figures_of_other_years_places_or_kinds_and_unusable_ones_do_not_conflict(more):
    assert conflicts([make_figure("总供水量"), make_figure("总供水量", "6281万吨", document_id="d2", **more)]) == ()


def test_a_doubtful_figure_counts_once_it_is_ticked():
    ticked = make_figure("总供水量", "6281万吨", document_id="d2", doubtful=True, person_state=PersonState.TICKED)
    assert len(conflicts([make_figure("总供水量"), ticked])) == 1


def test_the_same_word_for_each_item_of_a_list_is_no_conflict():
    assert conflicts([make_figure("形象进度", "62%"), make_figure("形象进度", "45%")]) == ()


def test_an_indicator_a_person_keeps_apart_is_not_compared():
    apart = make_figure("全市供水总量", "6281万吨", document_id="d2", person_named=True)
    assert conflicts([make_figure("总供水量"), apart]) == ()


@pytest.mark.parametrize(
    ("indicator", "plan", "outcome", "reached"),
    [
        ("总供水量", "6150万吨", "6218万吨", Reached.REACHED),
        ("泵房标准化改造", "36个", "32个", Reached.MISSED),
        ("管网漏损率", "7.5%以内", "7.21%", Reached.REACHED),
        ("管网漏损率", "7.5%", "7.8%", Reached.MISSED),
        ("单位电耗降幅", "4.2%", "4.5%", Reached.REACHED),
        ("完成投资", "32000万元", "3.2亿元", Reached.REACHED),
    ],
)
def test_a_plan_stands_beside_what_became_of_it(indicator, plan, outcome, reached):
    [found] = outcomes([make_figure(indicator, plan, status=PLANNED), make_figure(indicator, outcome)])
    assert found.reached is reached


def test_a_plan_nobody_reports_on_has_no_outcome():
    [found] = outcomes([make_figure("总供水量", "6150万吨", status=PLANNED), make_figure("总供水量", period="2022")])
    assert (found.reached, found.outcome) == (Reached.NO_OUTCOME, None)


def test_a_change_is_computed_with_its_operands():
    [found] = changes([make_figure("总供水量"), make_figure("总供水量", "6035万吨", period="2022")])
    assert (found.before.raw, found.after.raw) == ("6035万", "6218万")
    assert (found.difference, found.rate) == (1830000, 3.03)


def test_of_shares_the_change_is_in_points_without_a_rate():
    [found] = changes([make_figure("漏损率值", "7.21%"), make_figure("漏损率值", "8.62%", period="2022")])
    assert (found.difference, found.rate) == (-1.41, None)


def test_contradicting_values_give_no_change():
    rows = [
        make_figure("总供水量"),
        make_figure("总供水量", "6281万吨"),
        make_figure("总供水量", "6035万吨", period="2022"),
    ]
    assert changes(rows) == ()


def test_values_in_other_units_agree():
    assert agree(make_figure("管网长度", "41.6公里"), make_figure("管网长度", "41600米"))
