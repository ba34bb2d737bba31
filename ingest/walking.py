"""Which files a person meant, and what they hold."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from ingest.manifest import NAME as MANIFEST
from ingest.presence import fault_of, gone, listable

_CHUNK = 1 << 20


@dataclass(frozen=True, slots=True)
class Source:
    """A file to take in. `path` is absolute; `shown` is what the person typed, with the rest of the way to the file.

    `fault` tells why it cannot be opened: a file that is not there, a folder that cannot be listed, a pipe. `size` and
    `mtime_ns` are as its folder entry says, -1 and 0 when it cannot be looked at.
    """

    path: Path
    shown: str
    fault: OSError | None = None
    size: int = -1
    mtime_ns: int = 0

    @property
    def key(self) -> str:
        """The path as the library stores it."""
        return str(self.path)


def sources(paths: Iterable[Path]) -> list[Source]:
    """Return the files under `paths`, each once, folders in the order of their names; a folder that cannot be listed
    stands there itself.

    In folders, hidden files, Office's lock files (~$…), manifest.csv and README files are passed over; a file that is
    named itself is always taken.
    """
    found: dict[Path, Source] = {}
    for given in paths:
        absolute = Path(os.path.abspath(given.expanduser()))  # not resolved: a link stays where the person put it
        if absolute.is_dir():
            for source in _files(absolute, given):
                found.setdefault(source.path, source)
        else:
            found.setdefault(absolute, _looked(absolute, str(given), absolute.stat))
    return list(found.values())


def roots(paths: Iterable[Path]) -> list[Path]:
    """Return the paths under which a document's file may have gone, absolute: the folders, and what is not there."""
    given = (Path(os.path.abspath(path.expanduser())) for path in paths)
    return [path for path in given if path.is_dir() or (gone(path) and listable(path.parent))]


def lies_under(key: str, roots: Sequence[Path]) -> bool:
    """Tell whether the stored path `key` is one of `roots` or lies below one."""
    return any(Path(key).is_relative_to(root) for root in roots)


def _files(folder: Path, given: Path) -> Iterator[Source]:
    """The files of a folder, then those of its folders; links to folders are not followed. `given` is as it is shown.

    A library's ten thousand unchanged files pass here at every run: a look each, and strings rather than paths.
    """
    waiting = [(str(folder), str(given))]
    while waiting:
        directory, shown = waiting.pop()
        try:
            with os.scandir(directory) as listed:
                entries = sorted(listed, key=lambda entry: entry.name)
        except OSError as error:
            yield Source(Path(directory), shown, error)
            continue
        below = []
        for entry in entries:
            if _is_folder(entry):
                below.append(entry)
            elif not _passed_over(entry.name):
                yield _looked(Path(entry.path), os.path.join(shown, entry.name), entry.stat)
        for entry in reversed(below):
            if not entry.name.startswith(".") and not entry.is_symlink():
                waiting.append((entry.path, os.path.join(shown, entry.name)))


def _looked(path: Path, shown: str, look: Callable[[], os.stat_result]) -> Source:
    try:
        seen = look()
    except OSError as error:
        return Source(path, shown, error)
    return Source(path, shown, fault_of(seen, path), seen.st_size, seen.st_mtime_ns)


def _is_folder(entry: os.DirEntry[str]) -> bool:
    try:
        return entry.is_dir()
    except OSError:
        return False  # a file that cannot be looked at: its own line says so


def _passed_over(name: str) -> bool:
    return name.startswith((".", "~$")) or name.lower() == MANIFEST or name.upper().split(".")[0] == "README"


def sha256_of(path: Path) -> str:
    """Return the SHA-256 of a file's content in hexadecimal. Raises OSError."""
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while block := file.read(_CHUNK):
            digest.update(block)
    return digest.hexdigest()
