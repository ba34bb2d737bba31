"""Does the answer hold a gold answer, in its first sentence and as a whole, and are its citations the right ones?"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from time import perf_counter

from assistant.access import LOCAL_PERSON
from assistant.domain import Answer, AnswerStatus, Filters
from assistant.service import Assistant
from evals.dataset import Case, Dataset
from evals.metrics import holds, mean
from evals.progress import Progress


@dataclass(frozen=True, slots=True)
class AnswerScores:
    """`citation_precision`: share of the cited passages that are relevant, over answered questions;
    `citation_recall`: share of answered questions that cite a relevant passage."""

    first: float
    whole: float
    citation_precision: float
    citation_recall: float
    sentences_mean: float
    queries: int
    seconds: float
    each: Mapping[str, Sequence[float]]

    def as_json(self) -> dict[str, float | int]:
        return {name: getattr(self, name) for name in self.__slots__ if name != "each"}


def whole_text(answer: Answer) -> str:
    return " ".join(claim.text for claim in answer.claims)


def ask_all(assistant: Assistant, dataset: Dataset) -> list[tuple[Case, Answer]]:
    with Progress("questions", len(dataset.cases)) as progress:
        rows = []
        for case in dataset.cases:
            filters = Filters(document_ids=case.query.context)
            rows.append((case, assistant.ask(case.query.question, LOCAL_PERSON, filters)))
            progress.advance()
        return rows


def score(assistant: Assistant, dataset: Dataset) -> AnswerScores:
    """A refused question counts as one whose answer holds nothing."""
    started = perf_counter()
    rows = ask_all(assistant, dataset)
    seconds = perf_counter() - started
    answered = [(case, answer) for case, answer in rows if answer.status is not AnswerStatus.REFUSED]
    cited = [[citation.document_id in case.gold.relevant for citation in answer.citations] for case, answer in answered]
    first = [
        float(bool(answer.claims) and holds(answer.claims[0].text, case.gold.answers, case.gold.slots))
        for case, answer in rows
    ]
    whole = [float(holds(whole_text(answer), case.gold.answers, case.gold.slots)) for case, answer in rows]
    return AnswerScores(
        first=mean(first),
        whole=mean(whole),
        citation_precision=mean([float(right) for rights in cited for right in rights]),
        citation_recall=mean([float(any(rights)) for rights in cited]),
        sentences_mean=mean([float(len(answer.claims)) for _, answer in answered]),
        queries=len(rows),
        seconds=seconds,
        each={"first": first, "whole": whole},
    )
