"""Files are read in another process, which a hostile or broken file may crash, hang or fill: then it is ended.

A worker is a fresh interpreter and not a fork or a `multiprocessing` child: it inherits no threads and locks, and it
never runs the caller's own main module again. It lives on for the next file, so that a file costs little.
"""

from __future__ import annotations

import atexit
import contextlib
import json
import logging
import pickle
import queue
import subprocess
import sys
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from time import monotonic
from typing import IO, Any

from assistant.environment import with_variables
from assistant.errors import DocumentError, UnreadableDocument
from assistant.settings import ReadingSettings
from ingest.picturing import PictureTask
from ingest.preparing import Prepared, Task

RECYCLE_FILES = 500
RECYCLE_MB = 1500
"""A worker that has read so many files, or has once used so much memory, makes way for a fresh one."""
IDLE_S = 60.0
"""How long a worker without work is kept."""
_START = "import sys, json; sys.path[:] = json.loads(sys.argv[1]); from ingest.reading_worker import main; main()"
_LENGTH = 8
_log = logging.getLogger("clearwell")

OnPage = Callable[[int, int], None]


def prepare_bounded(task: Task, limits: ReadingSettings, on_page: OnPage | None = None) -> Prepared:
    """Read a file in a worker and return what `preparing.prepare` makes of it. Safe to call from several threads.

    `on_page` is told (page, pages) before each page that takes long; what it raises ends the worker and comes out
    here. Raises DocumentError: also when the file takes longer than `limits.limit_s` without getting on with a page,
    needs more memory than `limits.memory_mb`, or crashes the worker.
    """
    prepared: Prepared = _bounded(task, limits, on_page)
    return prepared


def picture_bounded(task: PictureTask, limits: ReadingSettings) -> bytes | None:
    """As `prepare_bounded`, for `picturing.picture`."""
    drawn: bytes | None = _bounded(task, limits, None)
    return drawn


def _bounded(task: Task | PictureTask, limits: ReadingSettings, on_page: OnPage | None) -> Any:
    worker = _POOL.take(limits.memory_mb)
    healthy = False
    try:
        done = worker.work(task, limits.limit_s, on_page)
        healthy = True
    except DocumentError as error:
        healthy = error.params.get("kind") not in ("too_slow", "too_much_memory", "reader_died")
        raise
    else:
        return done
    finally:
        if healthy:
            _POOL.give(worker)
        else:
            worker.end()


class Worker:
    """A reading process. Messages are pickles, each after its length; the worker speaks first when it is ready."""

    def __init__(self, memory_mb: int) -> None:
        self.memory_mb = memory_mb
        self._files, self._peak_mb = 0, 0.0
        self._messages: queue.SimpleQueue[tuple[Any, ...] | None] = queue.SimpleQueue()
        arguments = [json.dumps(sys.path), str(memory_mb)]
        self._process = subprocess.Popen(
            [sys.executable, "-c", _START, *arguments],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            start_new_session=True,  # Ctrl-C is for us; the worker ends when its input does
            # Few heaps of malloc: each reserves address space, which the limit counts.
            env=with_variables({"MALLOC_ARENA_MAX": "2", "PYTHONIOENCODING": "utf-8"}),
        )
        threading.Thread(target=self._listen, daemon=True, name="clearwell-reading").start()

    @property
    def usable(self) -> bool:
        worn = self._files >= RECYCLE_FILES or self._peak_mb > RECYCLE_MB
        return not worn and self._process.poll() is None

    def work(self, task: Task | PictureTask, limit_s: float, on_page: OnPage | None) -> Any:
        """Hand over one file and wait for what becomes of it."""
        self._files += 1
        assert self._process.stdin is not None
        with contextlib.suppress(OSError):  # a worker that died while idle or at the start: the answer says so
            send(self._process.stdin, task)
        deadline = monotonic() + limit_s
        while True:
            try:
                message = self._messages.get(timeout=max(0.0, deadline - monotonic()))
            except queue.Empty:
                raise UnreadableDocument(f"{task.name!r}: no page in {limit_s} s", kind="too_slow") from None
            if message is None:
                status = self._process.wait()
                raise UnreadableDocument(f"{task.name!r} ended the reader ({status})", kind="reader_died")
            verb, *values = message
            if verb == "page":
                deadline = monotonic() + limit_s
                if on_page is not None:
                    on_page(*values)
            elif verb == "log":
                _log.warning("%s", values[0])
            elif verb == "error":
                self._peak_mb = values[1]
                raise values[0]
            elif verb == "done":
                self._peak_mb = values[1]
                return values[0]

    def end(self) -> None:
        """Kill the process and wait until it is gone."""
        self._process.kill()
        for stream in (self._process.stdin, self._process.stdout):
            if stream is not None:
                with contextlib.suppress(OSError):
                    stream.close()
        self._process.wait()

    def _listen(self) -> None:
        assert self._process.stdout is not None
        try:
            while (message := receive(self._process.stdout)) is not None:
                self._messages.put(message)
        except (OSError, ValueError, EOFError, pickle.UnpicklingError):
            _log.debug("a reading process was cut off", exc_info=True)
        self._messages.put(None)


@dataclass
class _Pool:
    """Workers without work. There are as many as files were ever read at once, until they have idled for long."""

    _idle: list[Worker] = field(default_factory=list)
    _lock: threading.Lock = field(default_factory=threading.Lock)
    _timer: threading.Timer | None = None

    def take(self, memory_mb: int) -> Worker:
        with self._lock:
            self._stop_timer()
            while self._idle:
                worker = self._idle.pop()
                if worker.usable and worker.memory_mb == memory_mb:
                    return worker
                worker.end()
        return Worker(memory_mb)

    def give(self, worker: Worker) -> None:
        if not worker.usable:
            worker.end()
            return
        with self._lock:
            self._idle.append(worker)
            self._stop_timer()
            self._timer = threading.Timer(IDLE_S, self.close)
            self._timer.daemon = True
            self._timer.start()

    def close(self) -> None:
        with self._lock:
            self._stop_timer()
            for worker in self._idle:
                worker.end()
            self._idle.clear()

    def _stop_timer(self) -> None:
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None


_POOL = _Pool()
atexit.register(_POOL.close)


def close_workers() -> None:
    """End the workers that have nothing to do. The next file starts a fresh one."""
    _POOL.close()


def send(stream: IO[bytes], message: object) -> None:
    """Write one message. Raises OSError when nobody listens any more."""
    data = pickle.dumps(message, protocol=pickle.HIGHEST_PROTOCOL)
    stream.write(len(data).to_bytes(_LENGTH, "little"))
    stream.write(data)
    stream.flush()


def receive(stream: IO[bytes]) -> Any:
    """Read one message; None at the end of the stream, also when it ends in the middle of one."""
    head = stream.read(_LENGTH)
    size = int.from_bytes(head, "little")
    data = stream.read(size) if len(head) == _LENGTH else b""
    return pickle.loads(data) if data and len(data) == size else None
