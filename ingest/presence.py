"""Whether a file is there, cannot be opened, or is gone. Only what is surely gone may leave the library."""

from __future__ import annotations

import errno
import os
import stat
from pathlib import Path

from assistant.domain import Document
from assistant.messages import Language, say

UPLOADS = "upload/"
_FAULTS = {
    errno.ENOENT: "no_such_path",
    errno.ENOTDIR: "no_such_path",
    errno.EACCES: "no_permission",
    errno.EPERM: "no_permission",
    errno.ELOOP: "link_loop",
}


def fault_at(path: Path) -> OSError | None:
    """Return why `path` cannot be read as a file, judged without opening it; None when it can be tried.

    A pipe, socket or device would keep its reader waiting for ever: it gets an error without an `errno`.
    """
    try:
        return fault_of(path.stat(), path)
    except OSError as error:
        return error


def fault_of(seen: os.stat_result, path: Path) -> OSError | None:
    """As `fault_at`, of what was seen at `path` already."""
    return None if stat.S_ISREG(seen.st_mode) else OSError(f"{path} is not a regular file")


def fault_said(error: OSError, path: Path, language: Language) -> str:
    """Return why `path` cannot be read and what to do, as a sentence for a person."""
    if error.errno is None:
        return say("ingest.not_regular", language)
    key = _FAULTS.get(error.errno, "not_readable")
    if key == "no_such_path" and path.is_symlink():
        key = "link_broken"
    return say(f"ingest.{key}", language, detail=errno.errorcode.get(error.errno, str(error.errno)))


def gone(path: Path) -> bool:
    """Tell whether nothing is at `path` any more, not even a broken link.

    What only cannot be looked at (no permission, a share that does not answer) is not gone: the nearest folder above
    that still exists must let itself be listed.
    """
    try:
        path.lstat()
    except FileNotFoundError:
        return listable(path.parent) or (path != path.parent and gone(path.parent))
    except NotADirectoryError:
        return True
    except OSError:
        return False
    return False


def listable(folder: Path) -> bool:
    """Tell whether `folder` is there and can be listed."""
    try:
        with os.scandir(folder):
            return True
    except OSError:
        return False


def is_bare(folder: Path) -> bool:
    """Tell whether `folder` holds nothing at all, as the place of a share does while the share is not mounted."""
    try:
        with os.scandir(folder) as entries:
            return next(entries, None) is None
    except OSError:
        return False


def is_gone(document: Document) -> bool:
    """Tell whether a document's file has left its place. An upload never had one."""
    return not document.path.startswith(UPLOADS) and gone(Path(document.path))
