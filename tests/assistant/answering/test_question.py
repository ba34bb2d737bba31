from datetime import date

import pytest

from assistant.answering.question import Asks, read
from assistant.domain import Status

TODAY = date(2026, 11, 23)


@pytest.mark.parametrize(
    ("text", "asks"),
    [
        ("2023年全市总供水量是多少？", Asks.HOW_MANY),
        ("二次供水水箱多久清洗一次？", Asks.HOW_OFTEN),
        ("报装要多长时间办完？", Asks.HOW_LONG),
        ("新标准什么时候施行？", Asks.WHEN),
        ("谁负责管网抢修？", Asks.WHO),
        ("营业厅在哪里？", Asks.WHERE),
        ("怎样申请水费减免？", Asks.OTHER),
        ("How often must tanks be cleaned?", Asks.HOW_OFTEN),
        ("How many households were connected?", Asks.HOW_MANY),
        ("When does the rule take effect?", Asks.WHEN),
    ],
)
def test_the_kind_of_thing_asked_for_is_read_from_the_question(text, asks):
    assert read(text, TODAY).asks is asks


def test_the_period_is_taken_out_of_the_topic():
    asked = read("2022年总供水量是多少？", TODAY)
    assert asked.period == "2022"
    assert "供水量" in asked.topic
    assert not any("2022" in term for term in asked.topic)


def test_last_year_is_resolved_from_today():
    assert read("去年的售水量是多少？", TODAY).period == "2025"


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("2024年计划安排投资项目多少个？", Status.PLANNED),
        ("2023年完成了多少个项目？", Status.ACHIEVED),
        ("总供水量是多少？", None),
    ],
)
def test_a_plan_and_a_result_are_told_apart(text, status):
    assert read(text, TODAY).status is status


def test_the_unit_asked_for_is_read():
    assert read("改造了多少公里管网？", TODAY).unit == "公里"
    assert read("总供水量是多少？", TODAY).unit is None


def test_an_english_question_is_answered_in_english():
    assert read("What is the turbidity limit?", TODAY).language == "en"


def test_every_period_asked_about_is_kept():
    assert read("2023年和2022年总供水量各是多少？", TODAY).periods == ("2023", "2022")


def test_a_change_is_told_from_a_level():
    assert read("总供水量同比增长多少？", TODAY).change
    assert not read("总供水量是多少？", TODAY).change
