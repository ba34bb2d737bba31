"""Which files need no second look: those whose size and time are what they were when they were taken in."""

from __future__ import annotations

import time
from pathlib import Path
from typing import TYPE_CHECKING

from assistant.domain import Document
from assistant.ports import FileStamp
from ingest.presence import UPLOADS
from ingest.walking import Source, sha256_of

if TYPE_CHECKING:
    from assistant.library.library import Library

READER = "2"
"""Raised when files are read better than before. Those read by an earlier one are read again when a person asks."""
_FRESH_NS = 2_000_000_000
"""A file written this shortly before the look may be written again within the same tick of its clock: it is not
stamped, and the next run hashes it once more."""


class Stamps:
    """The stamps a run began with and those it makes; `news` are to be stored. Looking is safe from several threads."""

    def __init__(self, library: Library) -> None:
        self.news: dict[str, FileStamp] = {}
        self._since = time.time_ns() - _FRESH_NS
        self._known = dict(library.stamps())

    def of(self, source: Source) -> FileStamp | None:
        """The stamp of a file that is as it was."""
        return self._at(source.key, source.size, source.mtime_ns)

    def _at(self, key: str, size: int, mtime_ns: int) -> FileStamp | None:
        stamp = self.news.get(key) or self._known.get(key)
        return stamp if stamp is not None and (stamp.size, stamp.mtime_ns) == (size, mtime_ns) else None

    def sha256_of(self, source: Source) -> str:
        """Return the SHA-256 of a file's content, from its stamp where that holds. Raises OSError."""
        stamp = self.of(source)
        return stamp.sha256 if stamp is not None else sha256_of(source.path)

    def note(self, source: Source, sha256: str, *, read: bool = True) -> None:
        """The file was seen with this content; `read` by the present reader, or known from an earlier one."""
        if source.mtime_ns < self._since:
            former = self._known.get(source.key)
            reader = READER if read else former.reader if former is not None else ""
            stamp = FileStamp(source.size, source.mtime_ns, sha256, reader)
            if stamp != former:
                self.news[source.key] = stamp

    def stored(self) -> None:
        """What was news is in the library now."""
        self._known.update(self.news)
        self.news = {}

    def overwritten(self, document: Document) -> bool:
        """Tell whether a document's file holds other content by now: then its words live on under another name only."""
        if document.path.startswith(UPLOADS):
            return False
        path = Path(document.path)
        try:
            seen = path.stat()
            stamp = self._at(document.path, seen.st_size, seen.st_mtime_ns)
            return (stamp.sha256 if stamp is not None else sha256_of(path)) != document.sha256
        except OSError:
            return False  # what cannot be read now still has its document
