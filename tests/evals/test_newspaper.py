from dataclasses import replace

from assistant.domain import Answer, AnswerStatus, Claim, Status, Verdict
from evals.newspaper import cases, verdict


def _answer(text, status=Status.ACHIEVED):
    return Answer(
        question="q",
        status=AnswerStatus.PARTIAL,
        reason=None,
        text=text,
        claims=(Claim(text, (1,), Verdict.SUPPORTED, status, "2024"),),
        citations=(),
        engine="extractive",
    )


PLAN = {"status": "planned", "answers": ["46个"], "answerable": True}


def test_there_are_forty_questions_with_those_the_page_does_not_answer():
    asked = cases()
    assert len(asked) >= 40
    assert sum(not case["answerable"] for case in asked) >= 6
    assert all(case["answers"] for case in asked if case["answerable"])


def test_a_plan_told_as_a_result_is_worse_than_wrong():
    assert verdict(PLAN, _answer("安排项目46个。")) == "plan as result"
    assert verdict(PLAN, _answer("计划安排项目46个。", Status.PLANNED)) == "right"


def test_an_answer_to_what_the_page_does_not_say_is_wrong():
    case = {"status": None, "answers": [], "answerable": False}
    assert verdict(case, _answer("四十公里。")) == "wrong"
    assert verdict(case, replace(_answer(""), status=AnswerStatus.REFUSED)) == "refused"
