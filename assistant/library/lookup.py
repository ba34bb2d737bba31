"""Finding passages: what a person's scope holds, and what in it is near or shares words.

Every look-up first asks the registry for its generation (one indexed row) and follows what changed, so publications
of other processes are seen at the next question.
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from assistant.access import AccessFilter
from assistant.domain import Filters
from assistant.errors import EmbeddingMismatch, LibraryDamaged, NotFound
from assistant.library.dense import EXACT_LIMIT, DenseSearch, check_vector
from assistant.library.ids import parse_passage_id, passage_id
from assistant.library.keywords import KeywordReader
from assistant.library.registry import Head, ModelStamp, Registry
from assistant.library.scope import Reach, reach
from assistant.library.shelf import Entry, Shelf
from assistant.ports import Scope
from assistant.settings import LibrarySettings

if TYPE_CHECKING:
    from assistant.ports import Vectors

_KEPT_REACHES = 16


class Lookup:
    """The finding half of `Library`. Instances may be shared by threads."""

    def __init__(
        self,
        home: Path,
        settings: LibrarySettings,
        model: Callable[[], ModelStamp] | None = None,
        exact_limit: int = EXACT_LIMIT,
    ) -> None:
        """`model` tells which model makes the vectors; it is asked at the first dense look-up or publication."""
        self.home = home
        self.settings = settings
        self.registry = Registry(home)
        self.exact_limit = exact_limit
        self._model = model
        self._checked: ModelStamp | None = None
        self._dense = DenseSearch(home, self.registry, exact_limit)
        self._keywords = KeywordReader(home / "keywords")
        self._keywords_at = -1
        self._shelf = Shelf()
        self._reaches: OrderedDict[tuple[int, AccessFilter, Filters], Reach] = OrderedDict()
        self._guard = threading.RLock()

    def close(self) -> None:
        """Let go of files. Look-ups after this open them again."""
        self._dense.close()
        self.registry.close()

    # What changed

    def refresh(self) -> Head:
        """Follow the registry to its newest generation and return where it stands."""
        head = self.registry.head()
        with self._guard:
            if head.generation > self._shelf.generation:
                self._shelf.apply(self.registry.changes(self._shelf.generation), head.generation)
                self._reaches.clear()
        return head

    def generation(self) -> int:
        return self.refresh().generation

    def model(self) -> ModelStamp | None:
        """Which model made the vectors, None while there are none."""
        return self.registry.model()

    def check_model(self) -> ModelStamp:
        """Return the configured model's stamp. Raises EmbeddingMismatch when the vectors are another model's."""
        if self._model is None:
            raise ValueError("this library was opened without a model")
        configured = self._checked or self._model()
        stored = self.registry.model()
        if stored is None:
            return configured
        if (stored.model_id, stored.dimension) != (configured.model_id, configured.dimension):
            raise EmbeddingMismatch(
                f"vectors of {stored.model_id!r}, configured {configured.model_id!r}",
                stored=stored.model_id,
                configured=configured.model_id,
                stored_setting=stored.setting,
            )
        self._checked = configured
        return configured

    # Looking up

    def scope(self, access: AccessFilter, filters: Filters) -> Scope:
        head = self.refresh()
        with self._guard:
            place = (head.generation, access, filters)
            kept = self._reaches.get(place)
            if kept is None:
                kept = self._reaches[place] = reach(self._shelf, access, filters)
            self._reaches.move_to_end(place)
            while len(self._reaches) > _KEPT_REACHES:
                self._reaches.popitem(last=False)
            return kept.scope

    def _reach(self, scope: Scope) -> Reach:
        """The entries behind a scope. A version that has been replaced since it was made is left out."""
        with self._guard:
            for kept in self._reaches.values():
                if kept.scope is scope:
                    return kept
            held = [self._current(name, version) for name, version in scope.versions.items()]
            return Reach(scope, {entry.key: entry for entry in held if entry is not None})

    def _current(self, document_id: str, version: int) -> Entry | None:
        entry = self._shelf.get(document_id)
        return entry if entry is not None and entry.document.version == version else None

    def dense(self, vector: Vectors, scope: Scope, limit: int) -> list[tuple[str, float]]:
        head = self.refresh()
        if self._model is not None and self._checked is None:
            self.check_model()
        stored = self._checked or self.registry.model()
        if stored is None:
            return []
        check_vector(vector, stored.dimension)
        found = self._reach(scope)
        try:
            return self._dense.search(vector, found, head.base, limit)
        except LibraryDamaged:
            # The writer may have replaced the base between our look at the registry and opening its folder.
            newer = self.refresh()
            if newer.base == head.base:
                raise
            return self._dense.search(vector, found, newer.base, limit)

    def keyword(self, terms: Sequence[str], scope: Scope, limit: int) -> list[tuple[str, float]]:
        self._current_keywords()
        found = self._reach(scope)
        share = scope.passages / max(self._shelf.passages, 1)
        hits = self._keywords.search(terms, limit, found.entries.keys(), share)
        documents = [found.entries[key].document for key, _, _ in hits]
        return [
            (passage_id(document.document_id, document.version, ordinal), score)
            for document, (_, ordinal, score) in zip(documents, hits, strict=True)
        ]

    def _current_keywords(self) -> None:
        head = self.refresh()
        with self._guard:
            if self._keywords_at != head.generation:
                self._keywords.reload()
                self._keywords_at = head.generation

    def similarities(self, vector: Vectors, passage_ids: Sequence[str]) -> dict[str, float]:
        self.refresh()
        wanted: dict[str, tuple[int, int]] = {}
        with self._guard:
            for name in passage_ids:
                parsed = parse_passage_id(name)
                entry = self._current(parsed[0], parsed[1]) if parsed else None
                if parsed and entry is not None:
                    wanted[name] = (entry.key, parsed[2])
        return self._dense.similarities(vector, wanted)

    def document_frequencies(self, terms: Sequence[str]) -> dict[str, int]:
        self._current_keywords()
        return self._keywords.frequencies(terms)

    # For the writer and for checks

    def entries(self) -> list[Entry]:
        """The current documents with their versions' keys, oldest first. For the writer and for checks."""
        self.refresh()
        with self._guard:
            return sorted(self._shelf, key=lambda entry: entry.key)

    def current(self, document_id: str) -> Entry | None:
        """The entry of a current document as of the last refresh, whoever may see it. For the writer."""
        with self._guard:
            return self._shelf.get(document_id)

    def held(self, document_id: str) -> Entry:
        """As `current`. Raises NotFound."""
        entry = self.current(document_id)
        if entry is None:
            raise NotFound(f"document {document_id!r}", what=document_id)
        return entry

    def base_count(self) -> int | None:
        """How many passages the published base's index holds; None when there is none or it cannot be opened."""
        head = self.refresh()
        return self._dense.readable(head.base) if head.base else None

    def keyword_count(self) -> int | None:
        """How many passages the keyword index holds; None when it cannot be opened."""
        with self._guard, suppress(LibraryDamaged):
            self._keywords.reload()
            return self._keywords.count()
        return None
