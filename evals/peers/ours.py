"""Clearwell itself, and the one line of score fusion that it has to beat, in the peers' interface."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING

from assistant.access import LOCAL_PERSON, filter_for
from assistant.domain import Filters
from assistant.library.ids import parse_passage_id
from assistant.retrieval import ranking
from assistant.retrieval.retriever import HybridRetriever
from assistant.settings import RetrievalSettings
from evals.dataset import Item, Query
from evals.ranking_cases import LIKE_ONE_LINE
from evals.suites.retrieval import PASSAGES, ranked_ids
from evals.throwaway import parts_over

if TYPE_CHECKING:
    from assistant.bootstrap import Assembly
    from assistant.ports import Embedder

OURS, ONE_LINE = "Clearwell", "one line of fusion"


@contextmanager
def ways(items: Sequence[Item], embedder: Embedder) -> Iterator[dict[str, Callable[[str], list[str]]]]:
    """Name → a function from a question to the ids found, while the library is there."""
    with parts_over(items, embedder) as parts:
        yield {
            OURS: lambda question: ranked_ids(parts.assistant, Query("", question, ()))[:10],
            ONE_LINE: _one_line(parts),
        }


def _one_line(parts: Assembly) -> Callable[[str], list[str]]:
    """cosine + 0.03 · BM25 / best BM25 of the question, on the same vectors and terms."""
    settings = RetrievalSettings()
    retriever = HybridRetriever(parts.library, parts.embedder, settings)
    scope = parts.library.scope(filter_for(LOCAL_PERSON), Filters())

    def found(question: str) -> list[str]:
        signs = retriever.signs(question, scope, settings.depth)
        best = float(signs.keyword.max(initial=0.0))
        scores = signs.cosine + (LIKE_ONE_LINE / best if best else 0.0) * signs.keyword
        places = ranking.best_first(signs.passage_ids, scores)[:PASSAGES]
        parsed = (parse_passage_id(signs.passage_ids[place]) for place in places)
        return list(dict.fromkeys(each[0] for each in parsed if each))[:10]

    return found
