"""The files as they came in, kept under their content's hash."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path

from assistant.errors import DocumentError

_CHUNK = 1 << 20


def original_path(home: Path, sha256: str, suffix: str) -> Path:
    return home / "originals" / sha256[:2] / f"{sha256}{suffix}"


def suffix_of(original: Path) -> str:
    """The ending under which an original is kept: lower case, at most fifteen characters."""
    return original.suffix.lower()[:15]


def keep_original(home: Path, source: Path, sha256: str) -> Path:
    """Copy `source` into the library under its hash and return the copy. Doing it twice changes nothing.

    Raises DocumentError when the bytes are no longer those of `sha256`: the file changed while it was being read.
    """
    target = original_path(home, sha256, suffix_of(source))
    if target.exists():
        return target
    target.parent.mkdir(parents=True, exist_ok=True)
    draft = target.with_name(target.name + ".part")
    digest = hashlib.sha256()
    with source.open("rb") as reading, draft.open("wb") as writing:
        while chunk := reading.read(_CHUNK):
            digest.update(chunk)
            writing.write(chunk)
        writing.flush()
        os.fsync(writing.fileno())
    if digest.hexdigest() != sha256.lower():
        draft.unlink()
        raise DocumentError(f"{source.name!r} changed while it was being read")
    os.replace(draft, target)
    return target
