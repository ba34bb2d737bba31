"""An iterator that cannot hang: whatever feeds it, the next item comes, the end comes, or the time is over."""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterator
from queue import Empty, SimpleQueue
from threading import BoundedSemaphore, Event, Thread
from time import monotonic
from typing import Generic, TypeVar

T = TypeVar("T")
_MOST = 8
_free = BoundedSemaphore(_MOST)
"""Replies under way in this process, also those whose reader has left and whose server does not end."""


class TooMany(Exception):
    """As many replies as are allowed are under way."""


class _End:
    pass


class _Feeder(Generic[T]):
    """Runs a blocking iterator in a thread of its own; `stopped` asks it to end after the item at hand."""

    def __init__(self, start: Callable[[], Iterator[T]], release: Callable[[], None]) -> None:
        self.items: SimpleQueue[T | _End | Exception] = SimpleQueue()
        self.stopped = Event()
        self._start = start
        self._release = release

    def run(self) -> None:
        try:
            for item in self._start():
                if self.stopped.is_set():
                    break
                self.items.put(item)
            self.items.put(_End())
        except Exception as error:  # handed to the reader, who raises it
            self.items.put(error)
        finally:
            self._release()


def within(seconds: float, start: Callable[[], Iterator[T]], cancel: Callable[[], None]) -> Generator[T, None, None]:
    """Yield what `start()` yields. Raises TimeoutError when `seconds` are over before its end, and what it raises.

    `cancel` is called once, when the reader leaves for whatever reason: it should make a blocked `start()` return.
    Raises TooMany when others before it never returned.
    """
    if not _free.acquire(blocking=False):
        raise TooMany
    feeder = _Feeder(start, _free.release)
    over = monotonic() + seconds
    Thread(target=feeder.run, name="clearwell-llm", daemon=True).start()
    try:
        while True:
            try:
                item = feeder.items.get(timeout=max(0.0, over - monotonic()))
            except Empty:
                raise TimeoutError from None
            if isinstance(item, Exception):
                raise item
            if isinstance(item, _End):
                return
            yield item
            if monotonic() >= over:
                raise TimeoutError
    finally:
        feeder.stopped.set()
        cancel()
