"""The current documents in memory: one entry a document, in step with the registry's changes and the calendar."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from assistant.curation import Basis, Decision, Replacement, Standing
from assistant.domain import Document, Metadata
from assistant.library.papers import Paper, is_named
from assistant.library.registry import VersionRow
from assistant.library.standing import standing_on, successor


@dataclass(frozen=True, slots=True)
class Entry:
    """A current document with its version's key and the generation it was published in.

    `document` says how it stands today; `known` is its metadata as stored, where `superseded_by` is what the manifest
    wrote, and `stated` the names that the manifest gave. `replaced` are the replacements in effect in which this is the
    older document, whatever the day.
    """

    key: int
    published: int
    suffix: str | None
    document: Document
    known: Metadata
    stated: frozenset[str] = frozenset()
    replaced: tuple[Replacement, ...] = ()

    @property
    def in_force(self) -> bool:
        return self.document.status == Standing.IN_FORCE


def _entry(row: VersionRow) -> Entry:
    document = Document(
        document_id=row.document_id,
        version=row.version,
        metadata=row.metadata,
        path=row.path,
        sha256=row.sha256,
        pages=row.pages,
        passages=row.passages,
    )
    return Entry(row.key, row.published or 0, row.suffix, document, row.metadata, row.stated)


def settled(entry: Entry, about: Sequence[tuple[Replacement, Paper]], day: date) -> Entry:
    """`entry` as it stands on `day`. `about` are the replacements in which it is the older, each with the newer paper.

    What the manifest names as its successor counts also when that is not here, unless it is and was decided about.
    """
    replaced = tuple(each for each, _ in about if each.state is Decision.IN_EFFECT)
    claim = entry.known.superseded_by
    if claim and any(each.basis is Basis.MANIFEST or is_named(claim, paper) for each, paper in about):
        claim = None
    metadata = replace(entry.known, superseded_by=claim)
    standing = standing_on(metadata, replaced, day)
    metadata = replace(metadata, superseded_by=successor(replaced, day) or claim)
    document = replace(entry.document, metadata=metadata, status=standing.value)
    return replace(entry, document=document, replaced=replaced)


class Shelf:
    """Not safe against changes from other threads: its owner holds a lock while using it."""

    def __init__(self) -> None:
        self.generation = 0
        self.settled = 0
        self.day = date.min
        self.passages = 0
        self._entries: dict[str, Entry] = {}
        self._by_path: dict[str, str] = {}
        self._by_content: dict[str, set[str]] = {}
        self._replacing: dict[str, list[Replacement]] = {}
        self._olders: dict[str, set[str]] = {}
        self._unsettled: set[str] = set()

    def apply(self, rows: Iterable[VersionRow], generation: int, day: date) -> None:
        """Follow the registry to `generation` and the calendar to `day`. Applying a change twice does no harm."""
        touched: set[str] = set()
        for row in rows:
            touched.add(row.document_id)
            held = self._entries.get(row.document_id)
            if row.state == "current":
                self._drop(held)
                self._entries[row.document_id] = _entry(row)
                self._by_path[row.path] = row.document_id
                self._by_content.setdefault(row.sha256, set()).add(row.document_id)
                self.passages += row.passages
            elif held is not None and held.key == row.key:
                self._drop(held)
        if day != self.day:
            touched = set(self._entries)
        touched.update(*(self._olders.get(name, ()) for name in touched), self._unsettled)
        self._settle(touched, day)
        self._unsettled.clear()
        self.generation, self.day = generation, day

    def replace(self, replacements: Iterable[Replacement], settled_at: int) -> None:
        """Take these for all the replacements there are. The entries follow at the next `apply`, which must come."""
        former, self._replacing, self._olders = self._replacing, {}, {}
        for each in replacements:
            self._replacing.setdefault(each.older, []).append(each)
            self._olders.setdefault(each.newer, set()).add(each.older)
        for name in former.keys() | self._replacing.keys():
            if former.get(name) != self._replacing.get(name):
                self._unsettled.add(name)
        self.settled = settled_at

    def _settle(self, document_ids: Iterable[str], day: date) -> None:
        for name in document_ids:
            entry = self._entries.get(name)
            if entry is not None:
                newer = ((each, self._entries.get(each.newer)) for each in self._replacing.get(name, ()))
                about = [(each, _paper(held)) for each, held in newer if held is not None]
                self._entries[name] = settled(entry, about, day)

    def _drop(self, entry: Entry | None) -> None:
        if entry is None:
            return
        del self._entries[entry.document.document_id]
        self._by_content[entry.document.sha256].discard(entry.document.document_id)
        if self._by_path.get(entry.document.path) == entry.document.document_id:
            del self._by_path[entry.document.path]
        self.passages -= entry.document.passages

    def __len__(self) -> int:
        return len(self._entries)

    def __iter__(self) -> Iterator[Entry]:
        return iter(self._entries.values())

    def get(self, document_id: str) -> Entry | None:
        return self._entries.get(document_id)

    def at_path(self, path: str) -> Entry | None:
        return self._entries.get(self._by_path.get(path, ""))

    def with_content(self, sha256: str) -> list[Entry]:
        return [self._entries[name] for name in sorted(self._by_content.get(sha256, ()))]

    def replacements(self) -> list[Replacement]:
        """All that are about two documents that are here."""
        here = (each for about in self._replacing.values() for each in about)
        return [each for each in here if each.older in self._entries and each.newer in self._entries]


def _paper(entry: Entry) -> Paper:
    document = entry.document
    return Paper(document.document_id, entry.known, document.path)
