"""What the legs saw of each question of a set, kept so that rankings can be tried without asking again."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from assistant.access import LOCAL_PERSON, filter_for
from assistant.domain import Filters
from assistant.library.ids import parse_passage_id
from assistant.ports import Embedder
from assistant.retrieval import ranking
from assistant.retrieval.agreement import Agreement
from assistant.retrieval.ranking import Signs
from assistant.retrieval.retriever import HybridRetriever
from assistant.retrieval.weights import Weights
from assistant.settings import RetrievalSettings
from evals.baseline import CORPUS_OF
from evals.dataset import load
from evals.metrics import ndcg_at
from evals.progress import Progress
from evals.suites.retrieval import ranked_ids
from evals.throwaway import parts_over

LIKE_ONE_LINE = 0.03
"""The weight of the keyword score in the one-line fusion that is the mark to beat."""
_ASKED = 40
"""Passages ranked, so that ten ids are left where long texts were cut; as the retrieval suite does."""


@dataclass(frozen=True, slots=True, eq=False)
class Asked:
    """One question: the candidates of both legs, what their texts share with it, and which documents answer it.

    `searched` is nDCG@10 of the product's whole search, with the library's own definitions and all that lifts a hit.
    """

    group: str
    signs: Signs
    agreements: dict[str, Agreement]
    relevant: frozenset[str]
    searched: float = 0.0

    def ours(self, weights: Weights) -> float:
        """nDCG@10 of the product's order with these weights."""
        order = ranking.order(self.signs, weights, _ASKED, lambda names: [self.agreements[name] for name in names])
        return self._gain([each.passage_id for each in order])

    def one_line(self) -> float:
        """nDCG@10 of cosine + 0.03 · BM25 / best BM25, on the same vectors and terms."""
        best = float(self.signs.keyword.max(initial=0.0))
        scores = self.signs.cosine + (LIKE_ONE_LINE / best if best else 0.0) * self.signs.keyword
        names = self.signs.passage_ids
        return self._gain([names[place] for place in ranking.best_first(names, scores)[:_ASKED]])

    def _gain(self, passage_ids: Sequence[str]) -> float:
        documents = list(dict.fromkeys(_document(name) for name in passage_ids))
        return ndcg_at(documents, self.relevant, 10)


def _document(passage_id: str) -> str:
    return parsed[0] if (parsed := parse_passage_id(passage_id)) else passage_id


def _smaller(signs: Signs) -> Signs:
    """The same with its square of likeness in half the memory."""
    return signs if signs.likeness is None else replace(signs, likeness=signs.likeness.astype(np.float32))


def collect(data: Path, name: str, embedder: Embedder, most: int | None = None, *, search: bool = False) -> list[Asked]:
    """Ask the set's questions that have relevant passages, at most `most` of them by a fixed seed.

    With `search` each is also searched for as a person would.
    """
    dataset = load(data / CORPUS_OF.get(name, name), data / name / "queries.jsonl")
    cases = [case for case in dataset.cases if case.gold.relevant]
    cases = random.Random(0).sample(cases, most) if most is not None and most < len(cases) else cases
    access = filter_for(LOCAL_PERSON)
    asked = []
    settings = RetrievalSettings()
    with parts_over(dataset.items, embedder) as parts, Progress(name, len(cases)) as progress:
        retriever = HybridRetriever(parts.library, embedder, settings)
        scope = parts.library.scope(access, Filters())
        for case in cases:
            signs = retriever.signs(case.query.question, scope, settings.depth)
            agreements = retriever.agreements(case.query.question, signs.passage_ids, access)
            held = dict(zip(signs.passage_ids, agreements, strict=True))
            relevant = case.gold.relevant
            found = ndcg_at(ranked_ids(parts.assistant, case.query), relevant, 10) if search else 0.0
            asked.append(Asked(min(relevant), _smaller(signs), held, relevant, found))
            progress.advance()
    return asked


def bootstrap_below(gains: NDArray[np.float64], rounds: int = 10_000) -> float:
    """The share of paired resamples whose mean gain is not above zero: small where the gain is no accident."""
    draws = np.random.default_rng(0).integers(0, len(gains), (rounds, len(gains)))
    return float((gains[draws].mean(axis=1) <= 0).mean())
