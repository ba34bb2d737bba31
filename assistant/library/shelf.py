"""The current documents in memory: one entry a document, kept up to date from the registry's changes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from assistant.domain import Document, Metadata
from assistant.library.registry import VersionRow


@dataclass(frozen=True, slots=True)
class Entry:
    """A current document with its version's key and the generation it was published in."""

    key: int
    published: int
    suffix: str | None
    document: Document


def standing(metadata: Metadata) -> str:
    return "superseded" if metadata.superseded_by else "in_force"


def _entry(row: VersionRow) -> Entry:
    document = Document(
        document_id=row.document_id,
        version=row.version,
        metadata=row.metadata,
        path=row.path,
        sha256=row.sha256,
        pages=row.pages,
        passages=row.passages,
        status=standing(row.metadata),
    )
    return Entry(row.key, row.published or 0, row.suffix, document)


class Shelf:
    """Not safe against changes from other threads: its owner holds a lock while using it."""

    def __init__(self) -> None:
        self.generation = 0
        self.passages = 0
        self._entries: dict[str, Entry] = {}
        self._by_path: dict[str, str] = {}
        self._by_content: dict[str, set[str]] = {}

    def apply(self, rows: Iterable[VersionRow], generation: int) -> None:
        """Follow the registry to `generation`. Applying a change twice does no harm."""
        for row in rows:
            held = self._entries.get(row.document_id)
            if row.state == "current":
                self._drop(held)
                self._entries[row.document_id] = _entry(row)
                self._by_path[row.path] = row.document_id
                self._by_content.setdefault(row.sha256, set()).add(row.document_id)
                self.passages += row.passages
            elif held is not None and held.key == row.key:
                self._drop(held)
        self.generation = generation

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
