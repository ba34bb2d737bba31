"""The retriever: what a question says → where to look → legs → one order, with nothing twice and nobody left out."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date

from assistant.access import AccessFilter
from assistant.domain import Document, Filters, SameWords, SearchHit, SearchMode, SearchResult
from assistant.ports import Embedder, PassageStore, Scope
from assistant.retrieval import phrases, ranking
from assistant.retrieval.agreement import Agreement, Wording
from assistant.retrieval.boosting import at_the_clause_first, lifted
from assistant.retrieval.clauses import at_clause
from assistant.retrieval.definitions import Definitions
from assistant.retrieval.editions import kept_to, named_editions
from assistant.retrieval.legs import Legs, Looking
from assistant.retrieval.narrowing import Narrowed, clauses_of_the_only_paper, narrow, without
from assistant.retrieval.query import covers
from assistant.retrieval.ranking import Signs
from assistant.retrieval.shelf_marks import ShelfMarks
from assistant.retrieval.synonyms import SynonymList
from assistant.retrieval.understanding import read
from assistant.retrieval.variety import collapsed, represented
from assistant.retrieval.weights import Weights, fitted
from assistant.retrieval.wording import meant, worded
from assistant.settings import RetrievalSettings


class HybridRetriever:
    """Implements `ports.Retriever` over one store and one embedder."""

    def __init__(
        self,
        store: PassageStore,
        embedder: Embedder,
        settings: RetrievalSettings,
        weights: Weights | None = None,
        synonyms: SynonymList | None = None,
    ) -> None:
        """`weights` replaces the fitted ones; without `synonyms` there are those that come along and the library's."""
        self._store = store
        self._legs = Legs(store, embedder, weights or fitted(settings.keyword_weight), settings.depth)
        self._marks = ShelfMarks(store)
        self._definitions = Definitions(store)
        self._synonyms = synonyms or SynonymList(None)

    def retrieve(
        self, question: str, access: AccessFilter, filters: Filters, limit: int, mode: SearchMode
    ) -> SearchResult:
        """Return at most `limit` passages, best first. An empty scope is an empty result."""
        looking = self._looking(question, self._narrowed(question, access, filters), access, mode)
        hits = self._found(question, looking, limit) if looking.scope.passages else []
        narrowed = looking.narrowed
        return SearchResult(
            query=question,
            hits=tuple(hits[:limit]),
            filters=replace(narrowed.filters, without=filters.without),
            mode=mode,
            understood=narrowed.understood,
        )

    def signs(self, question: str, scope: Scope, depth: int) -> Signs:
        """What both legs say about the best `depth` of each, in words that come along: for those that fit weights."""
        hints = meant(question, self._synonyms.groups())
        return self._legs.signs(worded(question, hints, self._store), scope, depth)

    def agreements(self, question: str, passage_ids: Sequence[str], access: AccessFilter) -> list[Agreement]:
        """What the question shares with the text of each passage; with one that is gone, nothing."""
        wording = Wording.of(question)
        texts = {each.passage_id: each.text for each in self._store.passages(passage_ids, access)}
        return [wording.in_passage(texts.get(name, "")) for name in passage_ids]

    def _narrowed(self, question: str, access: AccessFilter, filters: Filters) -> Narrowed:
        today = date.today()
        narrowed = narrow(question, read(question, today), filters, (self._store, self._marks, access))
        if editions := named_editions(question, today):
            narrowed = kept_to(narrowed, editions, self._marks.documents(access))
        groups: list[SameWords] = [
            *self._synonyms.groups(self._definitions.known_to(access)),
            *self._definitions.of_abbreviations(question, access),
        ]
        hints = (*narrowed.understood.hints, *meant(question, groups))
        return replace(narrowed, understood=without(replace(narrowed.understood, hints=hints), filters.without))

    def _looking(self, question: str, narrowed: Narrowed, access: AccessFilter, mode: SearchMode) -> Looking:
        scope = self._store.scope(access, narrowed.filters)
        if narrowed.understood.values("clause") and not narrowed.clauses:
            narrowed = clauses_of_the_only_paper(question, narrowed, scope.versions)
        words = worded(question, narrowed.understood.hints, self._store, exact=mode is SearchMode.KEYWORD)
        looking = Looking(access, scope, narrowed, words, mode)
        return self._with_clauses(self._with_phrases(looking)) if scope.passages else looking

    def _with_phrases(self, looking: Looking) -> Looking:
        """Keep to the passages that hold the quoted words; words that nothing holds are no filter."""
        understood = looking.narrowed.understood
        quoted = understood.values("phrase")
        if not quoted:
            return looking

        def texts(names: Sequence[str]) -> dict[str, str]:
            return {each.passage_id: each.text for each in self._legs.read(looking, names)}

        found = phrases.holding(quoted, self._store, looking.scope, texts)
        certain = {phrase for phrase, names in found.items() if names}
        hints = tuple(
            replace(hint, certain=hint.value in certain) if hint.kind == "phrase" else hint for hint in understood.hints
        )
        narrowed = replace(looking.narrowed, understood=replace(understood, hints=hints))
        return replace(looking, narrowed=narrowed, only=phrases.required(found))

    def _with_clauses(self, looking: Looking) -> Looking:
        """The passages of the named clauses, where the papers they are in are certain."""
        clauses, papers = looking.narrowed.clauses, set(looking.narrowed.papers)
        if not clauses or not looking.scope.versions.keys() <= papers:
            return looking
        held = [self._store.document_passages(name, looking.access) for name in looking.scope.versions]
        named = [each for clause in clauses for passages in held for each in at_clause(passages, clause)]
        return replace(looking, clauses=tuple(dict.fromkeys(each.passage_id for each in named)))

    def _found(self, question: str, looking: Looking, limit: int) -> list[SearchHit]:
        # More than are shown: some repeat another, and a sign may lift one from below.
        wanted = max(3 * limit if looking.narrowed.understood.years else limit, ranking.READ)
        hits = self._legs.hits(looking, wanted)
        if looking.mode is not SearchMode.KEYWORD:
            hits = lifted(hits, question, looking.narrowed)
        return self._compared(collapsed(at_the_clause_first(hits, looking.clauses)), looking)

    def _compared(self, hits: list[SearchHit], looking: Looking) -> list[SearchHit]:
        """Each of several places or years that the question names among the first, if the library has any of it."""
        understood, filters = looking.narrowed.understood, looking.narrowed.filters
        if looking.mode is SearchMode.KEYWORD:
            return hits
        parts: list[tuple[Callable[[Document], bool], Filters]]
        if len(understood.places) > 1:
            parts = [(_from(place), replace(filters, places=(place,))) for place in understood.places]
        else:
            parts = [(_about(year), replace(filters, years=(year,))) for year in understood.years]

        def best_of(n: int) -> SearchHit | None:
            scope = self._store.scope(looking.access, parts[n][1])
            found = self._legs.hits(replace(looking, scope=scope, clauses=()), 1) if scope.passages else []
            return found[0] if found else None

        return represented(hits, [belongs for belongs, _ in parts], best_of)


def _from(place: str) -> Callable[[Document], bool]:
    return lambda document: document.metadata.place == place


def _about(year: int) -> Callable[[Document], bool]:
    return lambda document: covers(document, frozenset({year}))
