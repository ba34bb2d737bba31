"""The library's folder: making it, whether it can be written, and reading engines' files where it cannot."""

from __future__ import annotations

import os
import shutil
import weakref
from pathlib import Path
from tempfile import mkdtemp

from assistant.errors import HomeUnusable


def can_write(path: Path) -> bool:
    """True when this process may write to `path`, or make files in it when it is a folder."""
    return os.access(path, os.W_OK, effective_ids=os.access in os.supports_effective_ids)


def prepare(home: Path) -> None:
    """Make the folder if need be. Raises HomeUnusable when it is a file, or cannot be made or written."""
    try:
        home.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise _unusable(home, error.strerror) from error
    if not can_write(home):
        raise _unusable(home, "not writable")


def is_read_only(home: Path, registry: str) -> bool:
    """True when there is a library here that this process may read and not write. Raises HomeUnusable."""
    file = home / registry
    try:
        return file.is_file() and not (can_write(home) and can_write(file))
    except OSError as error:
        raise _unusable(home, error.strerror) from error


def _unusable(home: Path, why: str | None) -> HomeUnusable:
    return HomeUnusable(f"--home or CLEARWELL_HOME {str(home)!r}: {why}", home=home)


def holds_papers(home: Path) -> bool:
    """True when originals or indexes of a library are here, so that there must be a registry that knows them."""
    return any(path.is_file() for name in ("originals", "keywords", "vectors") for path in (home / name).rglob("*"))


class View:
    """A folder of our own with another folder's files in it, for engines that write beside what they only read.

    Files are linked, SQLite's are copied because it follows links. It shows the files that were there when it was made.
    """

    def __init__(self, original: Path) -> None:
        root = mkdtemp(prefix="clearwell-")
        self.close = weakref.finalize(self, shutil.rmtree, root, ignore_errors=True)
        self.folder = Path(root) / original.name
        self.folder.mkdir()
        for path in sorted(original.absolute().rglob("*")):
            target = self.folder / path.relative_to(original.absolute())
            if path.is_dir():
                target.mkdir()  # not copied: it would come without the right to write
            else:
                _show(path, target)


def _show(source: Path, target: Path) -> None:
    if ".sqlite3" not in source.name and source.suffix != ".lock":
        try:
            os.symlink(source, target)
        except OSError:  # Windows gives links to some people only
            pass
        else:
            return
    shutil.copyfile(source, target)
