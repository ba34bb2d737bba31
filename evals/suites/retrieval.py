"""Does the right passage stand in the first places?"""

from __future__ import annotations

from dataclasses import dataclass
from time import perf_counter

from assistant.access import LOCAL_PERSON
from assistant.domain import Filters, SearchMode
from assistant.service import Assistant
from evals.dataset import Dataset, Query
from evals.metrics import mean, mrr_at, ndcg_at, recall_at
from evals.progress import Progress

_PASSAGES = 40
"""Passages asked for, so that ten different ids are left when a long one was cut into pieces."""


@dataclass(frozen=True, slots=True)
class RetrievalScores:
    recall_1: float
    recall_5: float
    recall_10: float
    mrr_10: float
    ndcg_10: float
    queries: int
    seconds: float

    def as_json(self) -> dict[str, float | int]:
        return {
            "recall@1": self.recall_1,
            "recall@5": self.recall_5,
            "recall@10": self.recall_10,
            "mrr@10": self.mrr_10,
            "ndcg@10": self.ndcg_10,
            "queries": self.queries,
            "seconds": self.seconds,
        }


def ranked_ids(assistant: Assistant, query: Query, mode: SearchMode = SearchMode.HYBRID) -> list[str]:
    """The ids found for one question, best piece first, each id once."""
    filters = Filters(document_ids=query.context)
    found = assistant.search(query.question, LOCAL_PERSON, filters, limit=_PASSAGES, mode=mode)
    return list(dict.fromkeys(hit.document.document_id for hit in found.hits))


def score(assistant: Assistant, dataset: Dataset, mode: SearchMode = SearchMode.HYBRID) -> RetrievalScores:
    """Ask every question that has relevant passages; binary gain."""
    cases = [case for case in dataset.cases if case.gold.relevant]
    rows: list[tuple[float, float, float, float, float]] = []
    started = perf_counter()
    with Progress("questions", len(cases)) as progress:
        for case in cases:
            ranked, relevant = ranked_ids(assistant, case.query, mode), case.gold.relevant
            recalls = (recall_at(ranked, relevant, 1), recall_at(ranked, relevant, 5), recall_at(ranked, relevant, 10))
            rows.append((*recalls, mrr_at(ranked, relevant, 10), ndcg_at(ranked, relevant, 10)))
            progress.advance()
    seconds = perf_counter() - started
    first, fifth, tenth, reciprocal, gain = (mean([row[column] for row in rows]) for column in range(5))
    return RetrievalScores(first, fifth, tenth, reciprocal, gain, len(cases), seconds)
