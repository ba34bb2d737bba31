"""The retriever: scope → dense and keyword legs → one order. Every leg works inside the scope only."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from assistant.access import AccessFilter
from assistant.domain import Filters, SearchHit, SearchMode, SearchResult
from assistant.ports import Embedder, PassageStore, Scope
from assistant.retrieval import ranking
from assistant.retrieval.agreement import Agreement, Wording
from assistant.retrieval.nearness import nearness
from assistant.retrieval.query import covers, with_named_places, years_named
from assistant.retrieval.ranking import Ranked, Signs
from assistant.retrieval.voice import Voice
from assistant.retrieval.weights import Weights, fitted
from assistant.settings import RetrievalSettings
from assistant.text.tokens import query_terms

_RERANKED = 60
_PERIOD_BONUS = 0.02
"""What a document of the year asked about gains; about the distance between the first and the fifth hit."""


class HybridRetriever:
    """Implements `ports.Retriever` over one store and one embedder."""

    def __init__(
        self, store: PassageStore, embedder: Embedder, settings: RetrievalSettings, weights: Weights | None = None
    ) -> None:
        """`weights` replaces the fitted ones."""
        self._store = store
        self._embedder = embedder
        self._depth = settings.depth
        self._weights = weights or fitted(settings.keyword_weight)
        self._voice = Voice(embedder)

    def retrieve(
        self, question: str, access: AccessFilter, filters: Filters, limit: int, mode: SearchMode
    ) -> SearchResult:
        """Return at most `limit` passages, best first. An empty scope is an empty result."""
        filters = with_named_places(question, filters, self._store.places(access))
        scope = self._store.scope(access, filters)
        years = frozenset() if mode is SearchMode.KEYWORD else years_named(question, date.today())
        wanted = max(3 * limit, _RERANKED) if years else limit
        ranked = self._rank(question, (access, scope), wanted, mode) if scope.passages else []
        hits = [hit for hit in self._hits(ranked, access) if hit.document.document_id in scope.versions]
        if years:
            hits = sorted((_nudged(hit, years) for hit in hits), key=lambda hit: -hit.score)
        return SearchResult(query=question, hits=tuple(hits[:limit]), filters=filters, mode=mode)

    def _hits(self, ranked: Sequence[Ranked], access: AccessFilter) -> list[SearchHit]:
        passages = self._store.passages([each.passage_id for each in ranked], access)
        by_id = {passage.passage_id: passage for passage in passages}
        named = dict.fromkeys(passage.document_id for passage in passages)
        documents = {name: self._store.document(name, access) for name in named}
        return [
            SearchHit(
                passage=by_id[each.passage_id],
                document=documents[by_id[each.passage_id].document_id],
                score=each.score,
                legs={**each.parts, "keyword": each.keyword},
            )
            for each in ranked
            if each.passage_id in by_id
        ]

    def _rank(self, question: str, within: tuple[AccessFilter, Scope], limit: int, mode: SearchMode) -> list[Ranked]:
        access, scope = within
        if mode is SearchMode.KEYWORD:
            found = self._store.keyword(query_terms(question), scope, max(limit, self._depth))
            return [Ranked(name, score, score, {"dense": 0.0, "keyword_part": score}) for name, score in found[:limit]]
        if mode is SearchMode.DENSE:
            near = self._store.dense(self._embedder.embed_queries([question])[0], scope, max(limit, self._depth))
            return [Ranked(name, score, 0.0, {"dense": score, "keyword_part": 0.0}) for name, score in near[:limit]]
        signs = self.signs(question, scope, max(limit, self._depth))
        return ranking.order(signs, self._weights, limit, lambda names: self.agreements(question, names, access))

    def agreements(self, question: str, passage_ids: Sequence[str], access: AccessFilter) -> list[Agreement]:
        """What the question shares with the text of each passage; with one that is gone, nothing."""
        wording = Wording.of(question)
        texts = {each.passage_id: each.text for each in self._store.passages(passage_ids, access)}
        return [wording.in_passage(texts.get(name, "")) for name in passage_ids]

    def signs(self, question: str, scope: Scope, depth: int) -> Signs:
        """What both legs say about the best `depth` of each, for every passage that either found."""
        import numpy as np

        terms = query_terms(question)
        keywords = dict(self._store.keyword(terms, scope, depth))
        vector = self._embedder.embed_queries([question])[0]
        found = dict.fromkeys([name for name, _ in self._store.dense(vector, scope, depth)] + list(keywords))
        near = nearness(self._store, list(found), vector, self._voice.of(question))
        held = self._store.document_frequencies(terms)
        return Signs(
            passage_ids=near.passage_ids,
            cosine=near.cosine,
            voice=near.voice,
            keyword=np.array([keywords.get(name, 0.0) for name in near.passage_ids], float),
            known=sum(held.get(term, 0) > 0 for term in terms) / len(terms) if terms else 0.0,
            likeness=near.likeness,
        )


def _nudged(hit: SearchHit, years: frozenset[int]) -> SearchHit:
    if not covers(hit.document, years):
        return hit
    return replace(hit, score=hit.score + _PERIOD_BONUS, legs={**hit.legs, "period": _PERIOD_BONUS})
