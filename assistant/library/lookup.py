"""Finding passages: what a person's scope holds, and what in it is near or shares words.

Every look-up first asks the registry for its generation (one indexed row) and follows what changed, so publications
of other processes are seen at the next question.
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Sequence
from contextlib import suppress
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from assistant.access import AccessFilter
from assistant.domain import Filters
from assistant.errors import EmbeddingMismatch, LibraryDamaged, NotFound
from assistant.library.decisions import all_replacements
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
        today: Callable[[], date] = date.today,
    ) -> None:
        """`model` tells which model makes the vectors; it is asked at the first dense look-up or publication.

        `today` tells the day: papers come into force and end without anyone writing.
        """
        self.home = home
        self.settings = settings
        self.registry = Registry(home)
        self.exact_limit = exact_limit
        self._model = model
        self._today = today
        self._checked: ModelStamp | None = None
        self._dense = self._dense_search()
        self._reindexed = 0
        self._keywords = KeywordReader(home / "keywords")
        self._keywords_at = -1
        self._shelf = Shelf()
        self._reaches: OrderedDict[tuple[int, AccessFilter, Filters], Reach] = OrderedDict()
        self._guard = threading.RLock()

    def _dense_search(self) -> DenseSearch:
        return DenseSearch(self.home, self.registry, self.exact_limit, self.settings.chroma_url)

    def close(self) -> None:
        """Let go of files. Look-ups after this open them again."""
        self._dense.close()
        self.registry.close()

    # What changed

    def refresh(self) -> Head:
        """Follow the registry to its newest generation and return where it stands."""
        head, day = self.registry.head(), self._today()
        with self._guard:
            shelf = self._shelf
            if head.generation > shelf.generation or day != shelf.day:
                rows = self.registry.changes(shelf.generation) if head.generation > shelf.generation else []
                if head.settled > shelf.settled:
                    shelf.replace(all_replacements(self.registry), head.settled)
                shelf.apply(rows, max(head.generation, shelf.generation), day)
                self._reaches.clear()
            if head.reindexed > self._reindexed:
                # All vectors are others now: nothing that was kept of the former ones may meet them.
                self._dense.close()
                self._dense, self._checked, self._reindexed = self._dense_search(), None, head.reindexed
        return head

    def generation(self) -> int:
        return self.refresh().generation

    def model(self) -> ModelStamp | None:
        """Which model made the vectors, None while there are none."""
        return self.registry.model()

    def configured_model(self) -> ModelStamp:
        """The model that this program makes vectors with, whatever made those that are here."""
        if self._model is None:
            raise ValueError("this library was opened without a model")
        return self._model()

    def check_model(self) -> ModelStamp:
        """Return the configured model's stamp. Raises EmbeddingMismatch when the vectors are another model's."""
        configured = self._checked or self.configured_model()
        stored = self.registry.model()
        if stored is None:
            return configured
        if (stored.model_id, stored.dimension) != (configured.model_id, configured.dimension):
            raise _mismatch(stored, configured)
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
        """As the port says. Raises EmbeddingMismatch, LibraryDamaged, VectorServerDown."""
        asked_of: ModelStamp | None = None
        while True:
            head = self.refresh()
            with self._guard:
                search = self._dense
            stored = self._stamp()
            if stored is None:
                return []
            asked_of = asked_of or stored
            if stored.model_id != asked_of.model_id:
                raise _mismatch(stored, asked_of)
            check_vector(vector, stored.dimension)
            found, fault = self._searched(search, vector, scope, head, limit)
            newer = self.registry.head()
            if newer.reindexed == head.reindexed and fault is None:
                return found
            # The writer may have replaced the base, or all vectors, while we looked.
            if fault is not None and (newer.base, newer.reindexed) == (head.base, head.reindexed):
                raise fault
            if newer.reindexed != head.reindexed:
                search.close()

    def _searched(
        self, search: DenseSearch, vector: Vectors, scope: Scope, head: Head, limit: int
    ) -> tuple[list[tuple[str, float]], Exception | None]:
        try:
            return search.search(vector, self._reach(scope), head.base, limit), None
        except (LibraryDamaged, ValueError) as error:  # ValueError: vectors of two lengths, read across a swap
            return [], error

    def _stamp(self) -> ModelStamp | None:
        """Which model's vectors can be compared with the library's; None while there are none."""
        if self._model is not None and self._checked is None:
            self.check_model()
        return self._checked or self.registry.model()

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
        places = self._places(passage_ids)
        stored = self._stamp()
        if stored is not None:
            check_vector(vector, stored.dimension)
        return self._dense.similarities(vector, places)

    def vectors(self, passage_ids: Sequence[str]) -> dict[str, Vectors]:
        """The unit vectors of the named passages; unknown ids are left out."""
        return self._dense.vectors(self._places(passage_ids))

    def _places(self, passage_ids: Sequence[str]) -> dict[str, tuple[int, int]]:
        """Passage id → its version's key and its ordinal, for those that are current."""
        self.refresh()
        wanted: dict[str, tuple[int, int]] = {}
        with self._guard:
            for name in passage_ids:
                parsed = parse_passage_id(name)
                entry = self._current(parsed[0], parsed[1]) if parsed else None
                if parsed and entry is not None:
                    wanted[name] = (entry.key, parsed[2])
        return wanted

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


def _mismatch(stored: ModelStamp, configured: ModelStamp) -> EmbeddingMismatch:
    return EmbeddingMismatch(
        f"vectors of {stored.model_id!r}, configured {configured.model_id!r}",
        stored=stored.model_id,
        configured=configured.model_id,
        stored_setting=stored.setting,
    )
