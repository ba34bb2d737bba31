"""Cases of one's own on one's own library: corrections that people made, and questions with known answers.

A line is `{"id", "question", "answers": [...], "answerable"}`; all of `answers` have to stand in the answer, and a
question that is not answerable has to be refused.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter

from assistant.access import LOCAL_PERSON
from assistant.domain import Answer, AnswerStatus, Filters
from assistant.errors import UsageError
from assistant.service import Assistant
from assistant.text.normalise import fold, squeeze
from evals.metrics import mean


@dataclass(frozen=True, slots=True)
class OwnCase:
    id: str
    question: str
    answers: tuple[str, ...]
    answerable: bool


@dataclass(frozen=True, slots=True)
class CaseScores:
    """`right`: share of all cases; `answered` and `refused`: of those that should be answered, and refused."""

    right: float
    answered: float
    refused: float
    queries: int
    seconds: float
    wrong: tuple[str, ...]

    def as_json(self) -> dict[str, float | int]:
        return {name: getattr(self, name) for name in self.__slots__ if name != "wrong"}


def load(path: Path) -> tuple[OwnCase, ...]:
    """Raises UsageError for a file that cannot be read and for a line without a question."""
    try:
        lines = path.read_text(encoding="utf-8-sig").split("\n")
        rows = [(number, json.loads(line)) for number, line in enumerate(lines, 1) if line.strip()]
    except (OSError, ValueError) as error:
        raise UsageError(f"{str(path)!r}: {error}", key="cannot_read", path=str(path), reason=error) from error
    found = []
    for number, row in rows:
        if not isinstance(row, dict) or not isinstance(row.get("question"), str):
            fields = '"question", "answers"'
            raise UsageError(
                f"line {number} of {str(path)!r}", key="line_needs", path=str(path), line=number, fields=fields
            )
        answers = tuple(row.get("answers") or ())
        found.append(
            OwnCase(str(row.get("id", number)), row["question"], answers, bool(row.get("answerable", answers)))
        )
    return tuple(found)


def is_right(case: OwnCase, answer: Answer) -> bool:
    refused = answer.status is AnswerStatus.REFUSED
    if refused or not case.answerable:
        return refused and not case.answerable
    shown = squeeze(fold(answer.text))
    return all(squeeze(fold(each)) in shown for each in case.answers)


def score(assistant: Assistant, cases: Sequence[OwnCase]) -> CaseScores:
    """Ask every question as it stands, of the whole library."""
    started = perf_counter()
    right = [is_right(case, assistant.ask(case.question, LOCAL_PERSON, Filters())) for case in cases]
    answerable = [float(each) for case, each in zip(cases, right, strict=True) if case.answerable]
    others = [float(each) for case, each in zip(cases, right, strict=True) if not case.answerable]
    wrong = tuple(case.id for case, each in zip(cases, right, strict=True) if not each)
    seconds = perf_counter() - started
    return CaseScores(mean(list(map(float, right))), mean(answerable), mean(others), len(cases), seconds, wrong)
