"""`manifest.csv` beside or above the documents: what a person wrote of a document wins over what was detected."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from assistant.domain import Metadata
from assistant.errors import ConfigurationError
from ingest.readers.txt import decode

NAME = "manifest.csv"
_DATES = frozenset({"published", "effective_from", "effective_to"})
_COLUMNS = frozenset(field.name for field in fields(Metadata))


@dataclass(frozen=True, slots=True)
class Entry:
    """One row, with the columns that are columns of `Metadata` and not empty."""

    values: tuple[tuple[str, Any], ...] = ()

    def applied(self, detected: Metadata) -> Metadata:
        """Return `detected` with this row's values in place."""
        return replace(detected, **dict(self.values))

    def agrees(self, stored: Metadata) -> bool:
        """Tell whether `stored` already has this row's values."""
        return all(getattr(stored, name) == value for name, value in self.values)


def entry_for(path: Path) -> Entry:
    """Return the row for the file at `path` in the nearest manifest.csv beside or above it; empty when there is none.

    The column `path` is relative to the manifest's folder. Raises ConfigurationError for a manifest without that
    column, or with a date that is none.
    """
    return entry_in(manifest_over(path.parent), path)


def manifest_over(folder: Path) -> Path | None:
    """Return the nearest manifest.csv in or above `folder`."""
    manifests = (above / NAME for above in (folder, *folder.parents))
    return next((manifest for manifest in manifests if manifest.is_file()), None)


def entry_in(manifest: Path | None, path: Path) -> Entry:
    """Return the row of the file at `path` in this manifest; empty when it has none. Raises ConfigurationError."""
    if manifest is None:
        return Entry()
    rows = _rows(manifest, manifest.stat().st_mtime_ns)
    return rows.get(path.relative_to(manifest.parent).as_posix(), Entry())


@cache
def _rows(manifest: Path, changed: int) -> Mapping[str, Entry]:  # noqa: ARG001  (part of the cache's key)
    """The rows by path. `changed` is the file's time, so that an edited manifest is read again."""
    text = decode(manifest.read_bytes(), manifest.name).lstrip("\ufeff")
    reader = csv.DictReader(io.StringIO(text, newline=""))
    if "path" not in (reader.fieldnames or ()):
        raise ConfigurationError(f"{manifest} has no column 'path'")
    entries: dict[str, Entry] = {}
    for row in reader:
        values = {
            name: _value(name, value.strip(), manifest)
            for name, value in row.items()
            if name in _COLUMNS and isinstance(value, str) and value.strip()
        }
        entries[str(row["path"] or "").strip().replace("\\", "/").removeprefix("./")] = Entry(tuple(values.items()))
    return entries


def _value(name: str, value: str, manifest: Path) -> object:
    if name == "replaces":
        return tuple(part.strip() for part in value.replace("；", ";").replace("|", ";").split(";") if part.strip())
    if name not in _DATES:
        return value
    try:
        return date.fromisoformat(value)
    except ValueError as error:
        raise ConfigurationError(f"{manifest}: {name} {value!r} is not a date like 2024-01-31") from error
