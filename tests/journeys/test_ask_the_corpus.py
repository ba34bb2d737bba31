"""The main job on the sample corpus, with the real model: right figures, right years, plans never told as results."""

import json
from pathlib import Path

import pytest

from assistant import open_assistant
from assistant.access import LOCAL_PERSON
from assistant.domain import AnswerStatus, Status, Verdict
from evals.metrics import holds

CASES = [
    json.loads(line)
    for line in (Path(__file__).parents[2] / "evals/cases/corpus_questions.jsonl").read_text("utf-8").splitlines()
]


@pytest.fixture(scope="module")
def answers(corpus_home):
    assistant = open_assistant(corpus_home)
    return [(case, assistant.ask(case["question"], LOCAL_PERSON)) for case in CASES]


def test_every_sentence_shown_is_supported_and_every_answer_cites(answers):
    for case, answer in answers:
        assert all(claim.verdict is Verdict.SUPPORTED for claim in answer.claims), case["question"]
        if answer.status is AnswerStatus.ANSWERED:
            cited = {n for claim in answer.claims for n in claim.citations}
            assert cited == {citation.n for citation in answer.citations}, case["question"]


def test_no_planned_figure_is_told_as_achieved(answers):
    for case, answer in answers:
        if case["status"] == "planned" and answer.claims and holds(answer.claims[0].text, case["answers"]):
            assert answer.claims[0].status is not Status.ACHIEVED, case["question"]


def test_most_questions_are_answered_right(answers):
    asked = [(case, answer) for case, answer in answers if case["answerable"]]
    right = [holds(" ".join(claim.text for claim in answer.claims), case["answers"]) for case, answer in asked]
    wrong = [case["question"] for (case, _), good in zip(asked, right, strict=True) if not good]
    assert sum(right) / len(right) >= 0.80, wrong


def test_most_questions_without_an_answer_are_refused(answers):
    asked = [(case, answer) for case, answer in answers if not case["answerable"]]
    answered = [case["question"] for case, answer in asked if answer.status is not AnswerStatus.REFUSED]
    assert len(answered) <= len(asked) * 0.3, answered
