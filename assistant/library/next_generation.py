"""A next generation of the whole library: other vectors, perhaps another cutting, made beside the running one.

Drafting takes as long as the model needs; the writer's lock is held only for the moments in which a batch of drafts is
stored, so others publish meanwhile. In the end, under the lock, what changed since is drafted too, a base of vectors
is built, and one transaction swaps everything. Until then readers see nothing of it, and whoever is stopped goes on
with the drafts that are there.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from assistant.library import drafts, layers
from assistant.library.decisions import chosen, layers_of
from assistant.library.lock import writer_lock
from assistant.library.papers import Paper
from assistant.library.rebase import build_base, tidy
from assistant.library.registry import ModelStamp, VersionRow
from assistant.library.registry_writing import Staged
from assistant.library.settling import Settling
from assistant.library.shelf import Entry
from assistant.library.writer import Writer, packed, staged
from assistant.ports import NewVersion

if TYPE_CHECKING:
    from assistant.library.library import Library
    from assistant.library.registry import Halves
    from assistant.ports import Vectors

COMMAND = "clearwell reindex"
Waiting = Callable[[str, float], None]


@dataclass(frozen=True, slots=True)
class Redone:
    """One document of the next generation. `cut` is its next version, None where its passages stay as they are."""

    entry: Entry
    made_of: str
    vectors: Vectors
    cut: NewVersion | None = None


class NextGeneration:
    """Made for one run. `made_of` tells what a document's vectors would be made from now. Not for several threads."""

    def __init__(
        self, library: Library, plan: drafts.Plan, made_of: Callable[[Entry], str], on_wait: Waiting | None = None
    ) -> None:
        self._library = library
        self._registry = library.registry
        self._plan = plan
        self._made_of = made_of
        self._on_wait = on_wait

    def begin(self) -> int:
        """Take up the drafts of this plan and return how many there are; those of another are thrown away.

        Raises LibraryBusy, HomeReadOnly, as `keep` and `publish` do.
        """
        self._registry.require_writable()
        with self._lock():
            drafts.begin(self._registry, self._plan)
        return len(drafts.notes(self._registry))

    def missing(self) -> list[Entry]:
        """The current documents of which there is no draft, or one that no longer holds."""
        known = drafts.notes(self._registry)
        entries = self._library.entries()
        return [each for each in entries if each.key not in known or known[each.key].made_of != self._made_of(each)]

    def keep(self, done: Sequence[Redone]) -> None:
        """Store these drafts. What was replaced or removed meanwhile is passed over."""
        with self._lock():
            self._store(done)

    def publish(self, redo: Callable[[Sequence[Entry]], Iterable[Sequence[Redone]]]) -> int:
        """Put all drafts into effect at once and return the generation. `redo` makes what is missing at the last."""
        with self._lock():
            writer = Writer(self._library)
            try:
                writer.recover()
                for part in redo(self.missing()):
                    self._store(part)
                generation = self._swap(writer)
                writer.recover()
            finally:
                writer.close()
            tidy(self._library)
        return generation

    def _lock(self) -> AbstractContextManager[None]:
        return writer_lock(self._library.home, self._library.settings.lock_timeout_s, self._on_wait, COMMAND)

    def _store(self, done: Sequence[Redone]) -> None:
        self._library.refresh()
        made: list[drafts.Draft] = []
        recut: list[Staged] = []
        key = self._registry.last_key()
        for each in done:
            now = self._library.current(each.entry.document.document_id)
            if now is None or now.key != each.entry.key:
                continue
            if each.cut is None:
                data = packed(each.vectors, now.document.passages, self._plan.model, now.document.path)
                made.append(drafts.Draft(now.key, each.made_of, now.document.passages, data))
            else:
                key += 1
                made.append(drafts.Draft(now.key, each.made_of, 0, b"", key))
                recut.append(self._cut(now, key, each.cut, each.vectors))
        drafts.put(self._registry, made, recut)

    def _cut(self, entry: Entry, key: int, new: NewVersion, vectors: Vectors) -> Staged:
        document = entry.document
        row = VersionRow(
            key=key,
            document_id=document.document_id,
            version=1 + max(row.version for row in self._registry.versions_of([document.document_id])),
            state="drafted",
            published=None,
            ended=None,
            path=document.path,
            sha256=document.sha256,
            suffix=entry.suffix,
            metadata=new.metadata,
            pages=len(new.pages),
            passages=len(new.passages),
            stated=frozenset(new.manifest),
        )
        return staged(row, new, packed(vectors, len(new.passages), self._plan.model, document.path))

    def _swap(self, writer: Writer) -> int:
        registry = self._registry
        known = drafts.notes(registry)
        entries = {each.key: each for each in self._library.entries()}
        drafts.drop(registry, known.keys() - entries.keys())
        recut = {key: note.recut_as for key, note in known.items() if key in entries and note.recut_as is not None}
        rows = {row.key: row for row in registry.versions_with(recut.values())}
        described = self._described(rows, {new: entries[old] for old, new in recut.items()})
        after = Settling(self._library).after({each.key: _paper(rows[each.key], each) for each in described})
        with writer.indexing(recut.values()):
            held = [_successor(each, rows.get(recut.get(each.key, 0))) for each in entries.values() if each.in_force]
            base = build_base(self._library, held, self._vectors)
            done = drafts.Swap(self._plan.model, recut, described, after, base, [each.key for each in held])
            return drafts.swap(registry, done)

    def _vectors(self, keys: Iterable[int]) -> dict[int, Halves]:
        """Those of drafts; of what was cut anew they stand where all versions' vectors are."""
        wanted = list(keys)
        found = drafts.drafted_vectors(self._registry, wanted)
        recut = {row.key for row in self._registry.versions_in("drafted")}
        return found | self._registry.vectors(key for key in wanted if key in recut)

    def _described(self, rows: dict[int, VersionRow], former: dict[int, Entry]) -> list[drafts.Description]:
        """The drafted versions' paths and metadata as they are by now: a person may have spoken since."""
        said = chosen(self._registry, [row.document_id for row in rows.values()])
        found = []
        for key, row in rows.items():
            mine = said.get(row.document_id)
            known = row.metadata
            if mine is not None:
                stored = layers_of(self._registry, key)
                known = layers.applied(layers.applied(stored.detected, stored.manifest), mine)
            found.append(drafts.Description(key, former[key].document.path, known))
        return found


def _paper(row: VersionRow, each: drafts.Description) -> Paper:
    return Paper(row.document_id, each.metadata, each.path, "replaces" in row.stated)


def _successor(entry: Entry, row: VersionRow | None) -> Entry:
    """The entry as it will stand when `row` has taken its place."""
    if row is None:
        return entry
    document = replace(entry.document, version=row.version, passages=row.passages)
    return replace(entry, key=row.key, document=document)


def begun(library: Library) -> tuple[ModelStamp, int] | None:
    """The model of a next generation that was begun and not published, and how many documents are drafted."""
    plan = drafts.plan_of(library.registry)
    return (plan.model, len(drafts.notes(library.registry))) if plan else None
