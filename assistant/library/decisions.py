"""Reading what people decided and what follows from the texts: overrides, replacements, corrections, file stamps."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import sqlalchemy as sa

from assistant.curation import Basis, Correction, Decision, Described, Replacement
from assistant.domain import Metadata
from assistant.library.layers import typed, values_from_json
from assistant.library.records import metadata_from_json
from assistant.library.registry import Registry, chunks
from assistant.library.registry_tables import corrections, files, overrides, replacements, versions
from assistant.ports import FileStamp


@dataclass(frozen=True, slots=True)
class Layers:
    """One version's metadata before a person's word: as detected, and the manifest's values by name."""

    detected: Metadata
    manifest: dict[str, Any]


def layers_of(registry: Registry, key: int) -> Layers:
    """The layers of the version with this key; in a version of the first schema all of it counts as detected."""
    columns = sa.select(versions.c.metadata, versions.c.detected, versions.c.manifest)
    (row,) = registry.rows(columns.where(versions.c.key == key))
    return Layers(metadata_from_json(row.detected or row.metadata), values_from_json(row.manifest or "{}"))


def chosen(registry: Registry, document_ids: Iterable[str]) -> dict[str, dict[str, Any]]:
    """Document id → what a person set, name to value; documents nobody described are left out."""
    found: dict[str, dict[str, Any]] = {}
    for part in chunks(document_ids):
        statement = sa.select(overrides).where(overrides.c.document_id.in_(part)).order_by(overrides.c.name)
        for row in registry.rows(statement):
            found.setdefault(row.document_id, {})[row.name] = typed(row.name, json.loads(row.value))
    return found


def described(registry: Registry, document_id: str, key: int) -> Described:
    """The layers of a document whose current version has this key, with who set something last, and when."""
    layers = layers_of(registry, key)
    mine = chosen(registry, [document_id]).get(document_id, {})
    last = sa.select(overrides.c.by, overrides.c.at).where(overrides.c.document_id == document_id)
    rows = registry.rows(last.order_by(overrides.c.at.desc()).limit(1))
    by, at = (rows[0].by, datetime.fromisoformat(rows[0].at)) if rows else ("", None)
    return Described(layers.detected, tuple(layers.manifest.items()), tuple(mine.items()), by, at)


def all_replacements(registry: Registry) -> list[Replacement]:
    """Every replacement on record, also of papers that are not here at present."""
    return [
        Replacement(
            row.older,
            row.newer,
            Basis(row.basis),
            Decision(row.state),
            date.fromisoformat(row.since) if row.since else None,
            row.quote,
            row.by,
        )
        for row in registry.rows(sa.select(replacements).order_by(replacements.c.older, replacements.c.newer))
    ]


def all_corrections(registry: Registry) -> tuple[Correction, ...]:
    """Every correction, in the order they were made."""
    rows = registry.rows(sa.select(corrections).order_by(corrections.c.at, corrections.c.page_sha256))
    return tuple(
        Correction(
            row.page_sha256,
            row.block_sha256,
            row.text,
            tuple(map(tuple, json.loads(row.order))),
            row.by,
            datetime.fromisoformat(row.at),
        )
        for row in rows
    )


def all_stamps(registry: Registry) -> dict[str, FileStamp]:
    """Path → the stamp of the file that was taken in from there."""
    columns = sa.select(files.c.path, files.c.size, files.c.mtime_ns, files.c.sha256, files.c.reader)
    return {path: FileStamp(*stamp) for path, *stamp in registry.rows(columns)}
