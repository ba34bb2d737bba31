"""One writer at a time, across processes: an operating-system lock that is freed when its holder dies."""

from __future__ import annotations

import json
import os
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

from assistant.errors import LibraryBusy

_POLL_S = 0.1
_TELL_S = 0.5


@contextmanager
def writer_lock(
    home: Path, timeout_s: float, on_wait: Callable[[str, float], None] | None = None, command: str = ""
) -> Iterator[None]:
    """Hold the library for writing. While waiting, `on_wait(holder, seconds waited)` is called twice a second.

    Raises LibraryBusy(holder, seconds) after `timeout_s`. A process that dies, however, frees the lock; children
    that it forked keep it until they end, so start workers by spawning.
    """
    from filelock import FileLock, Timeout

    lock = FileLock(str(home / "writer.lock"), thread_local=False)
    card = home / "writer.json"
    started = told = time.monotonic()
    while True:
        try:
            lock.acquire(timeout=0)
            break
        except Timeout:
            now = time.monotonic()
            if now - started >= timeout_s:
                holder = holder_of(home)
                raise LibraryBusy(
                    f"held by {holder} for more than {timeout_s:g} s", holder=holder, seconds=f"{timeout_s:g}"
                ) from None
            if on_wait and (told == started or now - told >= _TELL_S):
                on_wait(holder_of(home), now - started)
                told = now
            time.sleep(_POLL_S)
    try:
        _sign(card, command)
        yield
    finally:
        card.unlink(missing_ok=True)
        lock.release()


def _sign(card: Path, command: str) -> None:
    command = command or " ".join([Path(sys.argv[0]).name, *sys.argv[1:2]])
    since = datetime.now().astimezone().isoformat(timespec="seconds")
    draft = card.with_suffix(".part")
    draft.write_text(json.dumps({"pid": os.getpid(), "command": command, "since": since}), encoding="utf-8")
    os.replace(draft, card)


def holder_of(home: Path) -> str:
    """Say who holds the library, as `clearwell ingest · pid 4711 · 14:30:05`. "pid ?" when it has not signed yet."""
    try:
        card = json.loads((home / "writer.json").read_text(encoding="utf-8"))
        return f"{card['command']} · pid {card['pid']} · {card['since'][11:19]}"
    except (FileNotFoundError, ValueError, KeyError):
        return "pid ?"


def is_held(home: Path) -> bool:
    """True while some process is writing."""
    from filelock import FileLock, Timeout

    try:
        with FileLock(str(home / "writer.lock"), timeout=0, thread_local=False):
            return False
    except Timeout:
        return True
    except OSError:  # the folder cannot be written: the lock can be looked at all the same
        return _is_held_by_another(home / "writer.lock")


def _is_held_by_another(lock: Path) -> bool:
    if sys.platform == "win32" or not lock.exists():
        return False
    import fcntl

    with lock.open("rb") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_SH | fcntl.LOCK_NB)
        except BlockingIOError:
            return True
    return False
