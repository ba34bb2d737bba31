"""The other side of `ingest.isolation`: a process that reads one file after another until its input ends."""

from __future__ import annotations

import logging
import os
import queue
import sys
import threading
from contextlib import suppress
from pathlib import Path
from typing import IO, Any

from assistant.errors import DocumentError, UnreadableDocument
from ingest.isolation import receive, send
from ingest.picturing import PictureTask, picture
from ingest.preparing import Task, prepare
from ingest.readers import Reading

LOG_LINES = 10
"""Faults logged of one file."""
_LOG_LENGTH = 4000
_MB = 1 << 20


def main() -> None:
    """Serve on standard input and output. The limit of memory in MB is the second argument."""
    output = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # what a library prints must not get between the messages
    _limit_memory(int(sys.argv[2]) * _MB)
    log = _ToParent(output)
    logging.getLogger("clearwell").addHandler(log)
    tasks: queue.SimpleQueue[Task | PictureTask] = queue.SimpleQueue()
    threading.Thread(target=_listen, args=(sys.stdin.buffer, tasks), daemon=True).start()
    while True:
        task = tasks.get()
        log.left = LOG_LINES
        verb, value = _worked(task, output)
        send(output, (verb, value, _peak_mb()))


def _worked(task: Task | PictureTask, output: IO[bytes]) -> tuple[str, object]:
    try:
        if isinstance(task, PictureTask):
            return "done", picture(task)
        reading = Reading(ocr=task.ocr, on_page=lambda page, pages: send(output, ("page", page, pages)))
        return "done", prepare(task, reading)
    except DocumentError as error:
        # A parser that gets no more memory may call the file damaged instead.
        out_of_memory = isinstance(error, UnreadableDocument) and _near_the_limit()
        return "error", _out_of_memory(task) if out_of_memory else _portable(error)
    except MemoryError:
        return "error", _out_of_memory(task)
    except (Exception, RecursionError) as error:
        logging.getLogger("clearwell").exception("%r could not be taken in", task.name)
        return "error", UnreadableDocument(f"{task.name!r}: {type(error).__name__}: {error}")


def _out_of_memory(task: Task | PictureTask) -> UnreadableDocument:
    return UnreadableDocument(f"{task.name!r} needs more memory than allowed", kind="too_much_memory")


def _near_the_limit() -> bool:
    """Tell whether this process has once asked for nearly all the address space it may have."""
    with suppress(ImportError, OSError, ValueError):
        import resource

        limit = resource.getrlimit(resource.RLIMIT_AS)[0]
        return 0 < limit < 1.15 * _peak_kb("VmPeak:") * 1024
    return False


def _peak_kb(what: str) -> int:
    """A high-water mark of this process, in KiB, as Linux keeps it. Raises OSError elsewhere."""
    status = Path("/proc/self/status").read_text(encoding="ascii", errors="replace")
    return next(int(line.split()[1]) for line in status.splitlines() if line.startswith(what))


def _portable(error: DocumentError) -> DocumentError:
    """The same error with nothing in it that only this process knows."""
    params: dict[str, Any] = {
        key: value if isinstance(value, (str, int, float)) else repr(value) for key, value in error.params.items()
    }
    return type(error)(str(error), key=error.key, **params)


def _listen(stream: IO[bytes], tasks: queue.SimpleQueue[Task | PictureTask]) -> None:
    """Take tasks in while one is worked on, so that the end of the input is the end of the process at any time."""
    while True:
        try:
            task: Any = receive(stream)
        except MemoryError:
            task = None
        if task is None:
            os._exit(0)
        tasks.put(task)


def _limit_memory(size: int) -> None:
    """Where the system can: Linux counts address space. Elsewhere the limit of time must do."""
    with suppress(ImportError, ValueError, OSError):
        import resource

        hard = resource.getrlimit(resource.RLIMIT_AS)[1]
        resource.setrlimit(resource.RLIMIT_AS, (size if hard < 0 else min(size, hard), hard))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _peak_mb() -> float:
    # Linux hands a parent's ru_maxrss down to its children: under a large parent every worker would look worn.
    with suppress(OSError):
        return _peak_kb("VmHWM:") / 1024
    with suppress(ImportError):
        import resource

        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / _MB
    return 0.0


class _ToParent(logging.Handler):
    """Hands what is logged to the process that keeps the log; a file with 100,000 faults does not fill it."""

    def __init__(self, output: IO[bytes]) -> None:
        super().__init__(logging.WARNING)
        self.left = LOG_LINES
        self._output = output

    def emit(self, record: logging.LogRecord) -> None:
        if self.left > 0:
            self.left -= 1
            with suppress(OSError):
                send(self._output, ("log", self.format(record)[-_LOG_LENGTH:]))
