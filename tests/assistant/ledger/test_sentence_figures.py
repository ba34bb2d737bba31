from __future__ import annotations

from datetime import date

import pytest

from assistant.domain import Status
from assistant.ledger.parts import Part
from assistant.ledger.sentence_figures import figures_in
from tests.support.builders import make_document

REPORT = make_document(kind="report", published=date(2024, 2, 4), period="2024")
LOOK_BACK, TASKS = Part(Status.ACHIEVED, 2023), Part(Status.PLANNED, 2024)


def rows(text, part=LOOK_BACK, document=REPORT):
    return list(figures_in(text, part, document))


def told(text, part=LOOK_BACK, document=REPORT):
    """(raw with unit, year, status) of each figure."""
    return [
        (each.quantity.raw + each.quantity.unit, each.period, each.status.value) for each in rows(text, part, document)
    ]


def test_every_figure_of_a_sentence_has_its_own_clause_as_quote():
    text = "全年供水6218万吨、增长3%，新建管网41.6公里。"
    quotes = [text[slice(*each.quote[0])] for each in rows(text)]
    assert quotes == ["全年供水6218万吨、增长3%", "全年供水6218万吨、增长3%", "新建管网41.6公里"]


def test_a_clause_without_a_subject_is_quoted_with_the_one_before():
    text = "新获批先进集群4个，累计14个。"
    assert text[slice(*rows(text)[1].quote[0])] == "新获批先进集群4个，累计14个"


@pytest.mark.parametrize(
    ("part", "expected"),
    [(LOOK_BACK, [("31公里", "2023", "achieved")]), (TASKS, [("31公里", "2024", "planned")])],
)
def test_the_part_of_the_document_decides_what_words_leave_open(part, expected):
    assert told("完成管网改造31公里。", part) == expected


def test_a_plan_word_in_a_look_back_makes_a_plan_of_that_year():
    assert told("涉及24个小区，计划改造管网约100公里。") == [("24个", None, "state"), ("100公里", "2023", "planned")]


@pytest.mark.parametrize(
    "text",
    [
        "争取中央资金51.8亿元。",
        "年度计划投资完成率114.2%。",
        "生产原油238万吨、再创历史新高。",
        "招生计划新增2万余个。",
    ],
)
def test_words_that_only_look_like_plans_make_none_in_a_look_back(text):
    assert [each.status for each in rows(text)] == [Status.ACHIEVED]


def test_a_result_of_an_earlier_year_among_the_tasks_is_a_result():
    assert told("2023年供水6218万吨，今年力争供水6300万吨。", TASKS) == [
        ("6218万吨", "2023", "achieved"),
        ("6300万吨", "2024", "planned"),
    ]


def test_the_old_value_of_a_change_is_a_state_of_no_year():
    assert told("占比从3.8%提升到10.7%。") == [("3.8%", None, "state"), ("10.7%", "2023", "achieved")]


@pytest.mark.parametrize(
    "text", ["汇聚8500万江苏人民的力量。", "聚焦28条重点产业链。", "全省160个国控断面水质优良。", "该村共有农户29户。"]
)
def test_what_only_sets_the_scene_is_a_state(text):
    assert [each.status for each in rows(text)] == [Status.STATE]


def test_people_who_were_served_are_a_result():
    assert [each.status for each in rows("惠及500万各族群众。")] == [Status.ACHIEVED]


@pytest.mark.parametrize(
    ("text", "period", "within"),
    [
        ("去年供水6218万吨。", "2023", ""),
        ("2022年供水6035万吨。", "2022", ""),
        ("比2022年增长3%。", "2023", ""),
        ("上半年供水3000万吨。", "2023", "H1"),
        ("1—11月供水5600万吨。", "2023", "01-11"),
        ("230个项目9月底前全部开工。", "2023", ""),
        ("四季度增长5.6%，全年增长4.8%。", "2023", "Q4"),
    ],
)
def test_the_year_is_the_clauses_own_or_that_of_the_part(text, period, within):
    assert (rows(text)[0].period, rows(text)[0].within) == (period, within)


def test_the_whole_year_ends_a_quarter_named_before_it():
    assert rows("四季度增长5.6%、全年增长4.8%。")[1].within == ""


def test_an_english_year_behind_the_number_counts():
    found = rows("Revenue was $3.9 billion in 2021 and $3.8 billion in 2020.", Part(None, 2021))
    assert [each.period for each in found] == ["2021", "2020"]


def test_figures_of_rules_are_states_of_no_year():
    policy = make_document(kind="policy", published=date(2023, 6, 20), period=None)
    assert told("每户每月减免8立方米。", Part(None, None), policy) == [("8立方米", None, "state")]


def test_a_list_of_changes_shares_its_unit():
    found = rows("占比78.7%，分别提高11.1、11.2个百分点。")
    assert [each.quantity.unit for each in found] == ["%", "个百分点", "个百分点"]


def test_the_value_of_a_plan_told_among_results_is_planned_and_what_exceeds_it_is_not():
    summary = make_document(kind="summary", published=date(2024, 1, 12), period="2023")
    assert told("未达到36个的年度计划。", Part(None, 2023), summary) == [("36个", "2023", "planned")]
    assert told("完成28个小区改造，比年初计划的26个多2个。", Part(None, 2023), summary) == [
        ("28个", "2023", "achieved"),
        ("26个", "2023", "planned"),
        ("2个", "2023", "achieved"),
    ]
