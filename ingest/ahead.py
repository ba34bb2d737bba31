"""Files are read ahead while the model is at work on those before them: two cores, one order.

Threads here only wait for reading processes, so they cost nothing; what the caller passes in for progress is called in
the caller's own thread alone.
"""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from types import TracebackType
from typing import Generic, Self, TypeVar

from ingest.isolation import OnPage
from ingest.walking import Source

WINDOW = 64
"""Files begun or waiting beyond the one at hand."""
MAX_WEIGHT = 512
"""No file is begun while so much is finished and not yet asked for: passages, so that memory stays flat."""
THREADS = 2
_TICK_S = 0.5

T = TypeVar("T")


class Abandoned(Exception):
    """Nobody waits for this file any more."""


@dataclass
class _Job(Generic[T]):
    source: Source
    pages: deque[tuple[int, int]] = field(default_factory=deque)
    done: bool = False
    result: T | None = None
    error: BaseException | None = None
    weight: int = 0


class Ahead(Generic[T]):
    """Does `work` for files in the order they are given, some ahead of being asked for. Use it in a `with`.

    One file is read at a time while its caller is busy, and `THREADS` at once while the caller waits for them.
    """

    def __init__(self, work: Callable[[Source, OnPage], T], weigh: Callable[[T], int]) -> None:
        self._work, self._weigh = work, weigh
        self._changed = threading.Condition()
        self._waiting: deque[_Job[T]] = deque()
        self._jobs: dict[str, _Job[T]] = {}
        self._awaited: _Job[T] | None = None
        self._running = self._weight = self._started = 0
        self._closed = False

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Give up what is not finished: a file with pages to recognise at its next page, another when it is read."""
        with self._changed:
            self._closed = True
            self._waiting.clear()
            self._changed.notify_all()

    def __contains__(self, source: Source) -> bool:
        return source.key in self._jobs

    def __len__(self) -> int:
        return len(self._jobs)

    def begin(self, source: Source) -> None:
        """Have a file read as soon as there is room."""
        job = _Job[T](source)
        with self._changed:
            self._jobs[source.key] = job
            self._waiting.append(job)
            if self._started < THREADS:
                self._started += 1
                threading.Thread(target=self._serve, daemon=True, name="clearwell-ahead").start()
            self._changed.notify_all()

    def take(self, source: Source, on_page: OnPage) -> T:
        """Wait for a file that was begun, and return what `work` returned or raise what it raised.

        `on_page` is told each page, in order; what it raises comes out here.
        """
        job = self._jobs[source.key]
        try:
            while True:
                with self._changed:
                    self._awaited = job
                    self._changed.notify_all()
                    while not (job.pages or job.done):
                        self._changed.wait(_TICK_S)  # not for ever: Ctrl-C must get through on every system
                    page = job.pages.popleft() if job.pages else None
                if page is None:
                    break
                on_page(*page)
        finally:
            with self._changed:
                self._awaited = None
                del self._jobs[source.key]
                self._weight -= job.weight
                self._changed.notify_all()
        if job.error is not None:
            raise job.error
        return job.result  # type: ignore[return-value]  # done without an error

    def _serve(self) -> None:
        while (job := self._next()) is not None:
            try:
                job.result = self._work(job.source, partial(self._turned, job))
                weight = self._weigh(job.result)
            except BaseException as error:  # raised again where the file is asked for
                job.error, weight = error, 0
            with self._changed:
                self._running -= 1
                if self._jobs.get(job.source.key) is job:
                    job.weight = weight
                    self._weight += weight
                job.done = True
                self._changed.notify_all()

    def _next(self) -> _Job[T] | None:
        with self._changed:
            while not self._closed:
                if self._waiting and self._may_begin(self._waiting[0]):
                    self._running += 1
                    return self._waiting.popleft()
                self._changed.wait()
            return None

    def _may_begin(self, job: _Job[T]) -> bool:
        if job is self._awaited:
            return True
        return self._weight < MAX_WEIGHT and self._running < (THREADS if self._awaited is not None else 1)

    def _turned(self, job: _Job[T], page: int, pages: int) -> None:
        with self._changed:
            if self._closed:
                raise Abandoned
            job.pages.append((page, pages))
            self._changed.notify_all()
