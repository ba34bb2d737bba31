"""Forty questions in a new clerk's words over the sample corpus: the answers hold what they must, whole and checked."""

import json
from pathlib import Path

import pytest

from assistant import open_assistant
from assistant.access import LOCAL_PERSON
from assistant.domain import AnswerStatus, Verdict
from evals.metrics import holds

CASES = [
    json.loads(line)
    for line in (Path(__file__).parents[2] / "evals/cases/clerk_questions.jsonl").read_text("utf-8").splitlines()
]


@pytest.fixture(scope="module")
def answers(corpus_home):
    assistant = open_assistant(corpus_home)
    return [(case, assistant.ask(case["question"], LOCAL_PERSON)) for case in CASES]


def test_nearly_all_are_answered_whole(answers):
    asked = [(case, answer) for case, answer in answers if case["answerable"]]
    wrong = [
        case["question"]
        for case, answer in asked
        if not holds(" ".join(c.text for c in answer.claims), case["answers"])
    ]
    assert len(wrong) <= len(asked) * 0.1, wrong


def test_every_sentence_shown_is_supported(answers):
    assert all(claim.verdict is Verdict.SUPPORTED for _, answer in answers for claim in answer.claims)


def test_comparisons_are_tables_with_a_mark_in_every_row(answers):
    tables = [answer.text.split("\n") for case, answer in answers if case["form"] == "comparison"]
    assert len(tables) >= 6
    assert all(line.startswith("|") for table in tables for line in table)
    assert all("[" in line for table in tables for line in table[2:])


def test_what_the_papers_do_not_say_is_refused(answers):
    refused = [answer.status for case, answer in answers if not case["answerable"]]
    assert set(refused) == {AnswerStatus.REFUSED}
