"""The retriever: scope → dense and keyword legs → fusion. Every leg works inside the scope only."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from assistant.access import AccessFilter
from assistant.domain import Filters, SearchHit, SearchMode, SearchResult
from assistant.ports import Embedder, PassageStore, Scope
from assistant.retrieval.fusion import Candidate, fuse
from assistant.retrieval.query import covers, with_named_places, years_named
from assistant.settings import RetrievalSettings
from assistant.text.tokens import query_terms

_RERANKED = 60
_PERIOD_BONUS = 0.02
"""What a document of the year asked about gains; about the distance between the first and the fifth hit."""


class HybridRetriever:
    """Implements `ports.Retriever` over one store and one embedder."""

    def __init__(self, store: PassageStore, embedder: Embedder, settings: RetrievalSettings) -> None:
        self._store = store
        self._embedder = embedder
        self._settings = settings

    def retrieve(
        self, question: str, access: AccessFilter, filters: Filters, limit: int, mode: SearchMode
    ) -> SearchResult:
        """Return at most `limit` passages, best first. An empty scope is an empty result."""
        filters = with_named_places(question, filters, self._store.places(access))
        scope = self._store.scope(access, filters)
        years = frozenset() if mode is SearchMode.KEYWORD else years_named(question, date.today())
        wanted = max(3 * limit, _RERANKED) if years else limit
        ranked = self._rank(question, scope, wanted, mode) if scope.passages else []
        hits = [hit for hit in self._hits(ranked, access) if hit.document.document_id in scope.versions]
        if years:
            hits = sorted((_nudged(hit, years) for hit in hits), key=lambda hit: -hit.score)
        return SearchResult(query=question, hits=tuple(hits[:limit]), filters=filters, mode=mode)

    def _hits(self, ranked: Sequence[Candidate], access: AccessFilter) -> list[SearchHit]:
        passages = self._store.passages([candidate.passage_id for candidate in ranked], access)
        by_id = {passage.passage_id: passage for passage in passages}
        return [
            SearchHit(
                passage=by_id[each.passage_id],
                document=self._store.document(by_id[each.passage_id].document_id, access),
                score=each.score,
                legs={"dense": each.cosine, "keyword": each.keyword, "keyword_part": each.keyword_part},
            )
            for each in ranked
            if each.passage_id in by_id
        ]

    def _rank(self, question: str, scope: Scope, limit: int, mode: SearchMode) -> list[Candidate]:
        depth = max(limit, self._settings.depth)
        keywords = [] if mode is SearchMode.DENSE else self._store.keyword(query_terms(question), scope, depth)
        if mode is SearchMode.KEYWORD:
            return [Candidate(passage_id, score, 0.0, score) for passage_id, score in keywords[:limit]]
        vector = self._embedder.embed_queries([question])[0]
        cosines = dict(self._store.dense(vector, scope, depth))
        missing = [passage_id for passage_id, _ in keywords if passage_id not in cosines]
        cosines.update(self._store.similarities(vector, missing))
        return fuse(cosines, keywords, self._settings.keyword_weight, limit)


def _nudged(hit: SearchHit, years: frozenset[int]) -> SearchHit:
    if not covers(hit.document, years):
        return hit
    return replace(hit, score=hit.score + _PERIOD_BONUS, legs={**hit.legs, "period": _PERIOD_BONUS})
