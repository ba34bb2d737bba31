"""The legs: what is near in meaning, what shares words, and the passages that have to be there, as one ranked list."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from assistant.access import AccessFilter
from assistant.domain import Passage, SearchHit, SearchMode
from assistant.ports import Embedder, PassageStore, Scope
from assistant.retrieval import ranking
from assistant.retrieval.agreement import Agreement, Wording
from assistant.retrieval.crossing import Languages, direction, moved
from assistant.retrieval.narrowing import Narrowed
from assistant.retrieval.nearness import nearness
from assistant.retrieval.ranking import Ranked, Signs
from assistant.retrieval.voice import Voice
from assistant.retrieval.weights import Weights
from assistant.retrieval.wording import Worded
from assistant.text.tokens import language_of


@dataclass(frozen=True, slots=True)
class Looking:
    """One question on its way: where to look, with which words, and the passages read so far.

    `only`, when not empty, is all that may be found; `clauses` are passages that are there whatever the legs say.
    """

    access: AccessFilter
    scope: Scope
    narrowed: Narrowed
    worded: Worded
    mode: SearchMode
    only: frozenset[str] = frozenset()
    clauses: tuple[str, ...] = ()
    held: dict[str, Passage] = field(default_factory=dict)


class Legs:
    """Every leg works inside the scope only."""

    def __init__(self, store: PassageStore, embedder: Embedder, weights: Weights, depth: int) -> None:
        self._store = store
        self._embedder = embedder
        self._voice = Voice(embedder)
        self._languages = Languages(store)
        self._weights = weights
        self._depth = depth

    def hits(self, looking: Looking, limit: int) -> list[SearchHit]:
        """The best `limit` passages, and the named clauses' wherever they stand, with their documents."""
        ranked = self._ranked(looking, limit)
        passages = {each.passage_id: each for each in self.read(looking, [each.passage_id for each in ranked])}
        named = dict.fromkeys(passage.document_id for passage in passages.values())
        documents = self._store.documents_named(named, looking.access)
        return [
            SearchHit(
                passage=passages[each.passage_id],
                document=documents[passages[each.passage_id].document_id],
                score=each.score,
                legs={**each.parts, "keyword": each.keyword},
            )
            for each in ranked
            if each.passage_id in passages
            and passages[each.passage_id].document_id in looking.scope.versions
            and passages[each.passage_id].document_id in documents
        ]

    def read(self, looking: Looking, names: Sequence[str]) -> list[Passage]:
        """The passages of these names that may be seen, each read once a question."""
        missing = [name for name in names if name not in looking.held]
        if missing:
            looking.held.update((each.passage_id, each) for each in self._store.passages(missing, looking.access))
        return [looking.held[name] for name in names if name in looking.held]

    def signs(self, words: Worded, scope: Scope, depth: int, looking: Looking | None = None) -> Signs:
        """What both legs say about the best `depth` of each, for every passage that either found."""
        import numpy as np

        keywords = dict(self._store.keyword(words.terms, scope, depth))
        vector = self._embedder.embed_queries([words.text])[0]
        names = [name for name, _ in self._store.dense(vector, scope, depth)] + list(keywords)
        other = None
        if looking is not None:
            if self._languages.mixed(looking.access):
                other = direction(words.text, self._voice)
                names += [name for name, _ in self._store.dense(moved(vector, other), scope, depth)]
            names = sorted(looking.only) if looking.only else [*names, *looking.clauses]
        near = nearness(self._store, list(dict.fromkeys(names)), vector, self._voice.of(words.text), other)
        return Signs(
            passage_ids=near.passage_ids,
            cosine=near.cosine,
            voice=near.voice,
            keyword=np.array([keywords.get(name, 0.0) for name in near.passage_ids], float),
            known=words.known,
            likeness=near.likeness,
            crossing=near.crossing,
            language=language_of(words.text),
        )

    def _ranked(self, looking: Looking, limit: int) -> list[Ranked]:
        words, scope, only = looking.worded, looking.scope, looking.only
        depth = max(limit, self._depth)
        if looking.mode is SearchMode.KEYWORD:
            found = self._store.keyword(words.terms, scope, depth)
            return [
                Ranked(name, score, score, {"dense": 0.0, "keyword_part": score})
                for name, score in found
                if not only or name in only
            ][:limit]
        if looking.mode is SearchMode.DENSE:
            near = self._store.dense(self._embedder.embed_queries([words.text])[0], scope, depth)
            return [
                Ranked(name, score, 0.0, {"dense": score, "keyword_part": 0.0})
                for name, score in near
                if not only or name in only
            ][:limit]
        signs, wording = self.signs(words, scope, depth, looking), Wording.of(words.text)

        def agreements(names: Sequence[str]) -> list[Agreement]:
            self.read(looking, names)
            return [wording.in_passage(looking.held[name].text if name in looking.held else "") for name in names]

        return ranking.order(signs, self._weights, limit, agreements, frozenset(looking.clauses))
