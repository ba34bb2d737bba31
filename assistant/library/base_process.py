"""Building a base in a process of its own, so that what Chroma takes for it is given back when it is done.

Measured on 8,000 passages: built here, each new base leaves 40 to 100 MB behind, scattered between what lives on. The
process is a fresh interpreter: it inherits no threads and never runs the caller's own main module again.
"""

from __future__ import annotations

import json
import os
import pickle
import queue
import subprocess
import sys
import threading
from collections.abc import Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

from assistant.environment import with_variables
from assistant.errors import LibraryDamaged
from assistant.library.vectors import Portions, fill

if TYPE_CHECKING:
    from assistant.ports import Vectors

_START = (
    "import sys, json; sys.path[:] = json.loads(sys.argv[1]); from assistant.library.base_process import main; main()"
)
_LENGTH = 8
_AHEAD = 2
"""Portions that wait for the engine: enough that it never waits, few enough that memory does not grow."""


def fill_apart(folder: Path, added: Portions, removed: Sequence[str], *, fresh: bool) -> int:
    """As `vectors.fill`, in another process, which ends with this one. Raises LibraryDamaged also when it dies."""
    process = subprocess.Popen(
        [sys.executable, "-c", _START, json.dumps(sys.path)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        start_new_session=True,  # Ctrl-C is for us; it ends when its input does
        env=with_variables({"PYTHONIOENCODING": "utf-8"}),
    )
    assert process.stdin is not None
    assert process.stdout is not None
    try:
        answer = _asked(process.stdin, process.stdout, (folder, list(removed), fresh), added)
    finally:
        process.kill()
        process.stdout.close()
        status = process.wait()
    if isinstance(answer, int):
        return answer
    part = f"vectors/{folder.name}"
    raise LibraryDamaged(f"vector index {folder.name}: {answer or f'its builder ended ({status})'}", part=part)


def _asked(to: IO[bytes], answers: IO[bytes], task: tuple[Path, list[str], bool], added: Portions) -> Any:
    """Hand everything over and return the number of passages, or what went wrong; None when nobody is there."""
    try:
        send(to, task)
        for portion in added:
            send(to, portion)
        send(to, ())
        return receive(answers)
    except BrokenPipeError:
        return receive(answers)
    finally:
        with suppress(BrokenPipeError):  # what was still to be written has no reader
            to.close()


def main() -> None:
    """The other side: reads a task and its portions, builds, and answers. Ends at once when its input is cut off."""
    import numpy  # noqa: F401  # here, because two threads that load it at once get half of it

    messages: queue.Queue[Any] = queue.Queue(_AHEAD)
    output = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # what a library prints must not get between the messages
    threading.Thread(target=_listen, args=(sys.stdin.buffer, messages), daemon=True).start()
    folder, removed, fresh = messages.get()
    try:
        send(output, fill(folder, _portions(messages), removed, fresh=fresh))
    except Exception as error:
        send(output, f"{type(error).__name__}: {error}")  # whatever it is, it is told where somebody can act on it


def _listen(stream: IO[bytes], messages: queue.Queue[Any]) -> None:
    """Take in what comes while the engine works, so that the end of the input is the end of the process at any time."""
    while (message := receive(stream)) is not None:
        messages.put(message)
    os._exit(1)


def _portions(messages: queue.Queue[Any]) -> Iterator[tuple[Sequence[str], Vectors]]:
    while portion := messages.get():
        yield portion


def send(stream: IO[bytes], message: object) -> None:
    """Write one message. Raises BrokenPipeError when nobody listens any more."""
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
