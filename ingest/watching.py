"""Folders are kept mirrored: whatever is added, changed, moved or deleted follows by itself, once it is at rest.

A change only says that it is time to look; what is looked at is the whole folder, which costs a stat a file. So nothing
depends on an event that a network share never sent, or sent twice: there the look every `RESYNC_S` finds it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from time import monotonic, time

from assistant.domain import FileOutcome, FileStatus, IngestReport
from assistant.errors import LibraryBusy, UsageError
from ingest.walking import Source, sources

QUIET_S = 2.0
"""A file that was not written to for so long is at rest. Programs write in pieces and pause between them."""
RESYNC_S = 300.0
"""The longest time between two looks, whether anything was heard or not."""
_TICK_S = 0.25

Look = tuple[int, int, int | None]


Takes = Callable[[Sequence[Source], Callable[[FileOutcome], None]], IngestReport]


class Rest:
    """Tells files at rest from those that are being written, by looking more than once."""

    def __init__(self, clock: Callable[[], float] = monotonic, wall: Callable[[], float] = time) -> None:
        self._clock, self._wall = clock, wall
        self._seen: dict[str, tuple[Look, float]] = {}
        self._refused: dict[str, Look] = {}
        self.restless = False
        """Whether the last look found a file that is being written: then the next one is due soon."""

    def at_rest(self, found: Iterable[Source]) -> list[Source]:
        """Return the files to take now: those not being written, but for refused ones that are still the same."""
        self.restless = False
        former, self._seen = self._seen, {}
        ready = []
        for source in found:
            if self._rests(source, former.get(source.key)):
                if self._refused.get(source.key) != _look(source):
                    ready.append(source)
            else:
                self.restless = True
        return ready

    def _rests(self, source: Source, former: tuple[Look, float] | None) -> bool:
        look, now = _look(source), self._clock()
        if former is not None and former[0] == look:
            self._seen[source.key] = former
        else:
            # A file not met before may lie here for years: its own time says so, when the clocks agree.
            age = self._wall() - source.mtime_ns / 1e9 if former is None else 0.0
            self._seen[source.key] = (look, now - max(0.0, age))
        return source.fault is not None or now - self._seen[source.key][1] >= QUIET_S

    def refused(self, source: Source) -> None:
        """The file was read in vain; only when it changes is it read again."""
        self._refused[source.key] = _look(source)


def _look(source: Source) -> Look:
    return source.size, source.mtime_ns, source.fault.errno if source.fault is not None else None


def mirror(
    paths: Sequence[Path],
    take: Takes,
    on_report: Callable[[IngestReport], None],
    should_stop: Callable[[], bool],
) -> None:
    """Look, `take` what is at rest, tell `on_report` when anything came of it, and wait for the next change.

    Ends when `should_stop` says so, which is asked four times a second. Raises UsageError for a path that is not there.
    """
    rest = Rest()
    with_changes = _changes(paths)
    next(with_changes)  # listening begins before the first look, so that nothing happens between the two
    due = 0.0
    for changed in with_changes:
        if should_stop():
            return
        if not changed and monotonic() < due:
            continue
        report = _looked(rest, rest.at_rest(sources(paths)), take)
        due = monotonic() + (QUIET_S if rest.restless or report is None else RESYNC_S)
        if report is not None and any(each.status is not FileStatus.UNCHANGED for each in report.files):
            on_report(report)


def _looked(rest: Rest, found: Sequence[Source], take: Takes) -> IngestReport | None:
    """None when another program holds the library: then it is tried again."""
    by_name = {source.shown: source for source in found}

    def note(outcome: FileOutcome) -> None:
        if outcome.status is FileStatus.REJECTED and outcome.path in by_name:
            rest.refused(by_name[outcome.path])

    try:
        return take(found, note)
    except LibraryBusy:
        return None


def _changes(paths: Sequence[Path]) -> Iterator[bool]:
    """Yield several times a second whether anything changed in the folders of `paths`."""
    from watchfiles import watch

    for path in paths:
        if not path.exists():
            raise UsageError(f"{path} is not there", key="no_such_file", path=path)
    # A file is watched by its folder: programs that save replace it.
    folders = {path if path.is_dir() else path.absolute().parent for path in paths}
    for changes in watch(
        *folders,
        watch_filter=None,
        debounce=400,
        step=100,
        rust_timeout=int(_TICK_S * 1000),
        yield_on_timeout=True,
        ignore_permission_denied=True,
    ):
        yield bool(changes)
