"""Does the right passage stand in the first places?"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from time import perf_counter

from assistant.access import LOCAL_PERSON
from assistant.domain import Filters, SearchHit, SearchMode
from assistant.service import Assistant
from evals.dataset import Dataset, Query
from evals.metrics import mean, mrr_at, ndcg_at, recall_at
from evals.progress import Progress

PASSAGES = 40
"""Passages asked for, so that ten different ids are left when a long one was cut into pieces."""
Named = Callable[[SearchHit], Sequence[str]]


@dataclass(frozen=True, slots=True)
class RetrievalScores:
    """`each` holds what every question gave, in the order in which they were asked."""

    each: Mapping[str, Sequence[float]]
    queries: int
    seconds: float

    def as_json(self) -> dict[str, float | int]:
        means = {name: mean(values) for name, values in self.each.items()}
        return {**means, "queries": self.queries, "seconds": self.seconds}


def ranked_ids(assistant: Assistant, query: Query, mode: SearchMode = SearchMode.HYBRID) -> list[str]:
    """The ids found for one question, best piece first, each id once."""
    return _ranked(assistant, query, mode, documents_of)


def documents_of(hit: SearchHit) -> list[str]:
    """The ids of a hit in a throw-away library, where each ready-made passage is a document: its own, and those of the
    passages that say word for word the same and are named on it."""
    return [hit.document.document_id, *(each.document_id for each in hit.also)]


def _ranked(assistant: Assistant, query: Query, mode: SearchMode, named: Named) -> list[str]:
    filters = Filters(document_ids=query.context)
    found = assistant.search(query.question, LOCAL_PERSON, filters, limit=PASSAGES, mode=mode)
    return list(dict.fromkeys(name for hit in found.hits for name in named(hit)))


def score(
    assistant: Assistant,
    dataset: Dataset,
    mode: SearchMode = SearchMode.HYBRID,
    named: Named = documents_of,
) -> RetrievalScores:
    """Ask every question that has relevant passages; binary gain. `named` gives a hit the ids that the set knows."""
    cases = [case for case in dataset.cases if case.gold.relevant]
    each: dict[str, list[float]] = {"recall@1": [], "recall@5": [], "recall@10": [], "mrr@10": [], "ndcg@10": []}
    started = perf_counter()
    with Progress("questions", len(cases)) as progress:
        for case in cases:
            ranked, relevant = _ranked(assistant, case.query, mode, named), case.gold.relevant
            for depth in (1, 5, 10):
                each[f"recall@{depth}"].append(recall_at(ranked, relevant, depth))
            each["mrr@10"].append(mrr_at(ranked, relevant, 10))
            each["ndcg@10"].append(ndcg_at(ranked, relevant, 10))
            progress.advance()
    return RetrievalScores(each, len(cases), perf_counter() - started)
