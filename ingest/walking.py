"""Which files a person meant, and what they hold."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from ingest.manifest import NAME as MANIFEST

_CHUNK = 1 << 20


@dataclass(frozen=True, slots=True)
class Source:
    """A file to take in. `path` is absolute; `shown` is what the person typed, with the rest of the way to the file.

    `missing` tells that there is nothing at that path.
    """

    path: Path
    shown: str
    missing: bool = False

    @property
    def key(self) -> str:
        """The path as the library stores it."""
        return str(self.path)


def sources(paths: Iterable[Path]) -> list[Source]:
    """Return the files under `paths`, each once, folders in the order of their names.

    In folders, hidden files, Office's lock files (~$…), manifest.csv and README files are passed over; a file that is
    named itself is always taken.
    """
    found: dict[Path, Source] = {}
    for given in paths:
        absolute = Path(os.path.abspath(given.expanduser()))  # not resolved: a link stays where the person put it
        if absolute.is_dir():
            for path in _files(absolute):
                found.setdefault(path, Source(path, str(given / path.relative_to(absolute))))
        else:
            found.setdefault(absolute, Source(absolute, str(given), missing=not absolute.is_file()))
    return list(found.values())


def folders(paths: Iterable[Path]) -> list[Path]:
    """Return the folders among `paths`, absolute."""
    given = (Path(os.path.abspath(path.expanduser())) for path in paths)
    return [path for path in given if path.is_dir()]


def lies_under(key: str, roots: Sequence[Path]) -> bool:
    """Tell whether the stored path `key` lies in one of the folders."""
    return any(Path(key).is_relative_to(root) for root in roots)


def _files(folder: Path) -> Iterator[Path]:
    for directory, names, files in os.walk(folder):
        names[:] = sorted(name for name in names if not name.startswith("."))
        for name in sorted(files):
            if not _passed_over(name):
                yield Path(directory) / name


def _passed_over(name: str) -> bool:
    return name.startswith((".", "~$")) or name.lower() == MANIFEST or name.upper().split(".")[0] == "README"


def sha256_of(path: Path) -> str:
    """Return the SHA-256 of a file's content in hexadecimal. Raises OSError."""
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while block := file.read(_CHUNK):
            digest.update(block)
    return digest.hexdigest()
