"""Published bases: immutable folders of vectors, opened by readers, replaced and cleared by the writer.

A reader holds a shared lock on a file inside the folder it has opened; the writer deletes a former base only when it
gets that lock for itself, and otherwise leaves it for the next writing session.
"""

from __future__ import annotations

import os
import shutil
import sqlite3
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing, contextmanager
from pathlib import Path

from assistant.errors import LibraryDamaged
from assistant.library.home import View, can_write
from assistant.library.vectors import Chroma

_IN_USE = "in-use.lock"


def base_folder(home: Path, number: int) -> Path:
    return home / "vectors" / f"base-{number}"


def _lock(descriptor: int, *, shared: bool) -> bool:
    """Lock an open file without waiting; freed when it is closed or its process dies."""
    if sys.platform == "win32":
        return True  # Windows refuses to delete open files, which serves the same end.
    import fcntl

    try:
        fcntl.flock(descriptor, (fcntl.LOCK_SH if shared else fcntl.LOCK_EX) | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


class OpenBase:
    """A base opened for reading. It stays open until the last look-up that uses it has ended."""

    def __init__(self, number: int, chroma: Chroma, release: Callable[[], None] = lambda: None) -> None:
        """`release` is called once the base is closed."""
        self.number = number
        self._chroma = chroma
        self._release = release
        self._users = 0
        self._retired = False
        self._guard = threading.Lock()

    @contextmanager
    def use(self) -> Iterator[Chroma]:
        with self._guard:
            self._users += 1
        try:
            yield self._chroma
        finally:
            with self._guard:
                self._users -= 1
                last = self._retired and not self._users
            if last:
                self._close()

    def retire(self) -> None:
        """Close now, or as soon as nobody uses it."""
        with self._guard:
            already, self._retired = self._retired, True
            idle = not self._users
        if idle and not already:
            self._close()

    def _close(self) -> None:
        self._chroma.close()
        self._release()


def open_in_folder(home: Path, number: int) -> OpenBase:
    """Open a base in the library's folder. Raises LibraryDamaged."""
    folder = base_folder(home, number)
    try:
        descriptor = os.open(folder / _IN_USE, os.O_RDONLY)
    except FileNotFoundError as error:
        raise LibraryDamaged(f"{folder} is missing", part=f"vectors/{folder.name}") from error
    with ExitStack() as held:
        held.callback(os.close, descriptor)
        if not _lock(descriptor, shared=True) or not (folder / _IN_USE).exists():
            raise LibraryDamaged(f"{folder} is being deleted", part=f"vectors/{folder.name}")
        # The engine writes to its database even to read; a folder that cannot be written is read through a view.
        if not can_write(folder):
            view = View(folder)
            held.callback(_close, view)  # which also keeps it: a view that nobody holds is gone
            folder = view.folder
        chroma = Chroma.in_folder(folder)
        return OpenBase(number, chroma, held.pop_all().close)


def _close(view: View) -> None:
    view.close()


def last_number(home: Path) -> int:
    """The highest number any folder here has, 0 when there is none: a number is never given twice."""
    names = [folder.name.removeprefix("base-") for folder in (home / "vectors").glob("base-*")]
    return max((int(name) for name in names if name.isdecimal()), default=0)


def begin(home: Path, number: int, former: int | None) -> Path:
    """Return a folder to build base `number` in: empty, or a copy of base `former`.

    Raises LibraryDamaged when the former base cannot be copied.
    """
    building = base_folder(home, number).with_suffix(".building")
    building.parent.mkdir(parents=True, exist_ok=True)
    shutil.rmtree(building, ignore_errors=True)
    if former is not None:
        former_folder = base_folder(home, former)
        shutil.copytree(former_folder, building, ignore=shutil.ignore_patterns(_IN_USE), copy_function=_copy)
    return building


def _copy(source: str, target: str) -> None:
    """Copy one file; a database through its own engine, since a reader that opens it touches it."""
    if not source.endswith(".sqlite3"):
        shutil.copyfile(source, target)
        return
    try:
        with closing(sqlite3.connect(source)) as reading, closing(sqlite3.connect(target)) as writing:
            reading.backup(writing)
    except sqlite3.Error as error:
        folder = Path(source).parent.name
        raise LibraryDamaged(f"vector index {folder}: {error}", part=f"vectors/{folder}") from error


def finish(building: Path, home: Path, number: int) -> None:
    """Bring a built folder to disk and under its final name. It counts only once the registry names it."""
    (building / _IN_USE).touch()
    if sys.platform != "win32":
        for path in [*(path for path in building.rglob("*")), building]:
            descriptor = os.open(path, os.O_RDONLY)
            os.fsync(descriptor)
            os.close(descriptor)
    target = base_folder(home, number)
    shutil.rmtree(target, ignore_errors=True)  # a leftover of a writer that died between renaming and publishing
    building.rename(target)


def clear_others(home: Path, keep: int | None) -> None:
    """Delete every base but `keep`, and what unfinished building left. A base that is in use is passed over."""
    root = home / "vectors"
    for folder in sorted(root.glob("base-*")):
        if keep is None or folder.name != base_folder(home, keep).name:
            _delete_unused(folder)


def _delete_unused(folder: Path) -> None:
    try:
        descriptor = os.open(folder / _IN_USE, os.O_RDONLY)
    except FileNotFoundError:
        shutil.rmtree(folder, ignore_errors=True)
        return
    try:
        if _lock(descriptor, shared=False):
            shutil.rmtree(folder, ignore_errors=True)
    finally:
        os.close(descriptor)
