"""What a run was asked for, and what a person is told meanwhile: how many, how fast, how long the rest may take."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from time import monotonic

from assistant.domain import FileOutcome
from assistant.ports import IngestProgress
from ingest.isolation import OnPage

_SOONEST_S = 2.0
"""Before so much time has passed no rest is foretold."""


@dataclass(frozen=True, slots=True)
class Options:
    """How a run is to go, and who hears of it. `roots` are where documents may have gone; none without sync."""

    roots: Sequence[Path] = ()
    dry_run: bool = False
    reread: bool = False
    on_progress: Callable[[IngestProgress], None] | None = None
    on_file: Callable[[FileOutcome], None] | None = None
    should_stop: Callable[[], bool] | None = None


class Telling:
    """Work is counted in bytes of the files that must be read; those known to be unchanged cost nothing."""

    def __init__(
        self,
        files: int,
        to_read: int,
        on_progress: Callable[[IngestProgress], None] | None,
        clock: Callable[[], float] = monotonic,
    ) -> None:
        """`files` will come out, and so many bytes of them are `to_read`."""
        self._files, self._to_read = files, to_read
        self._on_progress, self._clock = on_progress, clock
        self._since = clock()
        self._done = self._read = self._bytes = 0

    def finished(self, size: int) -> None:
        """One more file has come out; `size` is 0 for one that was not read."""
        self._done += 1
        if size > 0:
            self._read += 1
            self._bytes += size

    def tell(self, path: str, stage: str, part: tuple[int, int] = (0, 0), more: float = 0.0) -> None:
        """`part` is the page or passage at hand, of how many; `more` are bytes done of files that are not finished."""
        if self._on_progress is None:
            return
        elapsed, done = self._clock() - self._since, self._bytes + more
        rate, left = 0.0, None
        if elapsed >= _SOONEST_S and done > 0:
            rate = self._read / elapsed
            left = elapsed * max(0.0, self._to_read - done) / done
        self._on_progress(IngestProgress(path, self._done, self._files, stage, *part, rate, left))


def pages_told(path: str, total: int, done: int, on_progress: Callable[[IngestProgress], None] | None) -> OnPage:
    """Return what reports the pages of one file that are read by OCR."""

    def tell(page: int, pages: int) -> None:
        if on_progress is not None:
            on_progress(IngestProgress(path, done, total, "ocr", page, pages))

    return tell
