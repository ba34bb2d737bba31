"""Does it refuse what its passages cannot answer, and answer what they can? Both are always shown together."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from time import perf_counter

from assistant.domain import AnswerStatus
from assistant.service import Assistant
from evals.dataset import Dataset
from evals.metrics import holds, mean
from evals.suites.answers import ask_all, whole_text


@dataclass(frozen=True, slots=True)
class RefusalScores:
    """`refused`: share of the unanswerable that were refused; `false_refused`: share of the answerable that were;
    `right_of_answered`: share of the answerable questions answered whose answer holds a gold answer."""

    refused: float
    false_refused: float
    right_of_answered: float
    n_unanswerable: int
    n_answerable: int
    seconds: float
    each: Mapping[str, Sequence[float]]

    def as_json(self) -> dict[str, float | int]:
        return {name: getattr(self, name) for name in self.__slots__ if name != "each"}


def score(assistant: Assistant, dataset: Dataset) -> RefusalScores:
    started = perf_counter()
    rows = ask_all(assistant, dataset)
    seconds = perf_counter() - started
    without = [answer for case, answer in rows if not case.gold.answerable]
    with_answer = [(case, answer) for case, answer in rows if case.gold.answerable]
    answered = [(case, answer) for case, answer in with_answer if answer.status is not AnswerStatus.REFUSED]
    refused = [float(answer.status is AnswerStatus.REFUSED) for answer in without]
    false_refused = [float(answer.status is AnswerStatus.REFUSED) for _, answer in with_answer]
    return RefusalScores(
        refused=mean(refused),
        false_refused=mean(false_refused),
        right_of_answered=mean(
            [float(holds(whole_text(answer), case.gold.answers, case.gold.slots)) for case, answer in answered]
        ),
        n_unanswerable=len(without),
        n_answerable=len(with_answer),
        seconds=seconds,
        each={"refused": refused, "false_refused": false_refused},
    )
