from __future__ import annotations

from datetime import date

import pytest

from assistant.conversations.rewriting import rewrite
from evals.follow_ups import CASES, STANDING, disturbed, rows_of, understood

TODAY = date(2024, 5, 1)
SUPPLY = "2023年全市总供水量是多少？"


def asked(question: str, *former: str) -> str:
    return rewrite(question, former, TODAY).text


KNOWN = {"follow-053"}
"""检测结果要公示吗 names something of its own: nothing in its words says that it leans on the question before."""


@pytest.mark.parametrize("case", rows_of(CASES), ids=lambda case: case["id"])
def test_a_follow_up_is_understood(case):
    good, text = understood(case)
    assert good == (case["id"] not in KNOWN), text


def test_questions_that_stand_by_themselves_are_left_alone_one_after_another():
    assert disturbed([row["question"] for row in rows_of(STANDING)]) == []


def test_without_a_former_question_nothing_is_rewritten():
    made = rewrite("那2022年呢？", [], TODAY)
    assert made.text == made.typed == "那2022年呢？"
    assert not made.changed


def test_what_was_taken_over_is_told_in_the_former_questions_words():
    made = rewrite("那2022年呢？", [SUPPLY], TODAY)
    assert made.text == "2022年全市总供水量是多少？"
    assert made.taken_over == ("全市总供水量是多少",)
    assert all(part in SUPPLY for part in made.taken_over)


def test_only_the_last_of_the_former_questions_counts():
    assert asked("那2022年呢？", SUPPLY, "2023年污水处理量是多少？") == "2022年污水处理量是多少？"


def test_a_follow_up_of_a_follow_up_goes_on_from_its_rewritten_form():
    second = asked("那2022年呢？", SUPPLY)
    assert asked("污水处理量呢？", SUPPLY, second).startswith("2022年")


@pytest.mark.parametrize(
    "question",
    ["集团董事长叫什么名字呢？", "怎么报装？", "那些老旧小区的管网什么时候改造？", "如何办理水表过户？"],
)
def test_a_question_with_its_own_subject_is_no_follow_up(question):
    assert asked(question, SUPPLY) == question


@pytest.mark.parametrize("question", ["？", "呢", "。。。", "   ", "那", "why why why ???", "🙂", "2022" * 40])
def test_odd_input_is_never_an_error(question):
    assert isinstance(asked(question, SUPPLY), str)
    assert isinstance(asked(SUPPLY, question), str)
