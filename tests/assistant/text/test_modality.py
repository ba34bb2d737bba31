"""Result, plan or standing fact; yes or no; must or may; up or down."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from assistant.domain import Status
from assistant.text.modality import direction_of, force_of, negated, part_of, plan_word, status_of

SHARED = Path(__file__).parents[3].parent / "shared" / "data"


@pytest.mark.parametrize(
    ("sentence", "section", "status"),
    [
        ("计划改造管网100公里", ["2023年工作回顾"], Status.PLANNED),
        ("完成管线排摸40公里", ["2024年工作安排"], Status.PLANNED),
        ("完成管线排摸40公里", ["盘点"], Status.ACHIEVED),
        ("新增保障性住房5.7万套", ["主要目标"], Status.PLANNED),
        ("累计运维2.75万户", [], Status.ACHIEVED),
        ("用户应当按时缴纳水费。", [], Status.STATE),
        ("省重大项目投资7300亿元、超年度计划目标13.9%", ["2024年工作回顾"], Status.ACHIEVED),
        ("The company plans to renew 40 km of mains.", [], Status.PLANNED),
        ("40 km of mains were renewed.", [], Status.ACHIEVED),
        ("Customers must pay within 30 days.", [], Status.STATE),
    ],
)
def test_the_part_of_the_document_decides_and_a_plan_word_wins(sentence, section, status):
    assert status_of(sentence, section) is status


@pytest.mark.parametrize(
    ("heading", "status"),
    [
        ("2024年工作安排", Status.PLANNED),
        ("再创水务新辉煌", Status.PLANNED),
        ("对标一流，全力实施五大工程", Status.PLANNED),
        ("砥砺前行", Status.PLANNED),
        ("2023年工作回顾", Status.ACHIEVED),
        ("安全保供", None),
    ],
)
def test_headings_open_the_results_or_the_tasks(heading, status):
    assert part_of([heading], 2024) is status


def test_a_period_after_publication_is_a_plan():
    assert status_of("供水能力20万吨", period="2025", published_year=2024) is Status.PLANNED


def test_a_number_of_a_year_that_was_over_is_a_result():
    assert status_of("去年，全市总供水量6218万吨。", period="2023", published_year=2024) is Status.ACHIEVED
    assert status_of("全市有水厂3座。", published_year=2024) is Status.STATE


@pytest.mark.parametrize(
    "text", ["未能整改交付", "仍未超过煤电装机量", "并不低于全国水平", "不得转供", "was not completed"]
)
def test_denials_are_seen(text):
    assert negated(text)


@pytest.mark.parametrize("text", ["不低于0.14MPa", "不断提升", "未来三年", "无障碍设施", "no less than 5", "不超过5日"])
def test_bounds_and_set_phrases_deny_nothing(text):
    assert not negated(text)


@pytest.mark.parametrize(
    ("text", "force"),
    [
        ("用户应当按时缴费", "must"),
        ("用户可以申请复核", "may"),
        ("不得擅自改装水表", "must_not"),
        ("免于处罚", "exempt"),
        ("供水量5126万吨", "none"),
        ("Customers may not resell water", "must_not"),
        ("Customers may apply", "may"),
    ],
)
def test_the_force_of_a_rule(text, force):
    assert force_of(text) == force


def test_the_nearest_word_says_which_way():
    assert direction_of("收入增长，能耗降低") == "down"
    assert direction_of("能耗", "的降幅") == "down"
    assert direction_of("水压不低于") is None


@pytest.mark.parametrize("name", ["jiangsu", "henan"])
def test_plans_and_results_of_real_reports_are_told_apart(name):
    path = SHARED / "figures" / f"{name}.jsonl"
    if not path.exists():
        pytest.skip("the shared data is not beside the project")
    import docx

    lines = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    report = next((SHARED / "docs").rglob(lines[0]["doc"]))
    text = "\n".join(paragraph.text for paragraph in docx.Document(str(report)).paragraphs)
    headings = [(m.start(), m.group()) for m in re.finditer(r"(?m)^[一二三四五]、.{2,25}$", text)]
    told = [line for line in lines if line["status"] != "state"]
    right = 0
    for line in told:
        section = [heading for start, heading in headings if start < line["start"]][-1:]
        right += status_of(line["quote"], section, "工作报告", 2025) == line["status"]
    assert right / len(told) >= 0.99


@pytest.mark.parametrize(
    "sentence",
    [
        "管网漏损率由8.62%下降到7.21%，优于年初计划的7.5%。",
        "完成28个小区改造，比年初计划多2个。",
        "新建管网41.6公里，未达到45公里的年度计划。",
    ],
)
def test_a_result_measured_against_a_plan_is_a_result(sentence):
    assert status_of(sentence, (), "review", 2024, "2023") is Status.ACHIEVED


@pytest.mark.parametrize("sentence", ["实施计划停水57次，全部按规定提前通知", "举办培训62场次，超过60场次的年度计划"])
def test_what_was_done_by_plan_or_beyond_it_is_no_plan(sentence):
    assert plan_word(sentence) is None


def test_a_promise_of_care_is_no_plan_and_a_promised_figure_is():
    assert plan_word("热线专人值守，确保每个问题及时受理。") is None
    assert plan_word("确保完成46个项目。") == "确保"


def test_a_record_broken_again_is_no_plan():
    assert plan_word("生产原油238万吨、再创历史新高") is None
