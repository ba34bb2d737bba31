"""Writing what people decide, and what follows from it. Only the holder of the writer's lock calls these."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa

from assistant.curation import Correction, Replacement
from assistant.domain import Metadata
from assistant.library.layers import to_json
from assistant.library.records import metadata_to_json
from assistant.library.registry import Registry
from assistant.library.registry_tables import corrections, files, overrides, replacements, translated, versions
from assistant.ports import FileStamp


@dataclass(frozen=True, slots=True)
class Settlement:
    """What changes of the replacements on record: pairs that go, rows that come or are written anew."""

    gone: tuple[tuple[str, str], ...] = ()
    held: tuple[Replacement, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.gone or self.held)


def _now() -> str:
    return datetime.now().astimezone().isoformat(timespec="seconds")


def put_settlement(connection: sa.Connection, settlement: Settlement) -> None:
    """Within the transaction of what it follows from."""
    for older, newer in (*settlement.gone, *((each.older, each.newer) for each in settlement.held)):
        connection.execute(replacements.delete().where(replacements.c.older == older, replacements.c.newer == newer))
    if settlement.held:
        connection.execute(replacements.insert(), [_columns(each) for each in settlement.held])


def _columns(each: Replacement) -> dict[str, str | None]:
    return {
        "older": each.older,
        "newer": each.newer,
        "basis": each.basis.value,
        "state": each.state.value,
        "since": each.since.isoformat() if each.since else None,
        "quote": each.quote,
        "by": each.by,
    }


def put_chosen(connection: sa.Connection, document_id: str, values: Mapping[str, object], by: str) -> None:
    """Keep what a person set, None taking it back. Within the transaction of what it follows from."""
    mine = overrides.c.document_id == document_id
    connection.execute(overrides.delete().where(mine, overrides.c.name.in_(list(values))))
    rows = [
        {"document_id": document_id, "name": name, "value": to_json(value), "by": by, "at": _now()}
        for name, value in values.items()
        if value is not None
    ]
    if rows:
        connection.execute(overrides.insert(), rows)


def put_metadata(connection: sa.Connection, key: int, metadata: Metadata, detected: Metadata) -> None:
    """Rewrite a version's effective metadata. `detected` is written too: the first schema did not keep it."""
    values = {"metadata": metadata_to_json(metadata), "detected": metadata_to_json(detected)}
    connection.execute(versions.update().where(versions.c.key == key).values(values))


def put_correction(registry: Registry, correction: Correction) -> None:
    """Keep a correction in the place of a former one of the same page and block."""
    row = {
        "page_sha256": correction.page_sha256,
        "block_sha256": correction.block_sha256,
        "text": correction.text,
        "order": json.dumps(correction.order),
        "by": correction.by,
        "at": correction.at.isoformat() if correction.at else _now(),
    }
    with translated(registry.home), registry.engine.begin() as connection:
        connection.execute(corrections.delete().where(*_of(correction.page_sha256, correction.block_sha256)))
        connection.execute(corrections.insert(), row)


def drop_correction(registry: Registry, page_sha256: str, block_sha256: str) -> None:
    with translated(registry.home), registry.engine.begin() as connection:
        connection.execute(corrections.delete().where(*_of(page_sha256, block_sha256)))


def _of(page_sha256: str, block_sha256: str) -> tuple[sa.ColumnElement[bool], sa.ColumnElement[bool]]:
    return corrections.c.page_sha256 == page_sha256, corrections.c.block_sha256 == block_sha256


def put_stamps(registry: Registry, stamps: Mapping[str, FileStamp | None]) -> None:
    """Keep the stamps of these paths; None forgets one."""
    rows = [
        {"path": path, "size": s.size, "mtime_ns": s.mtime_ns, "sha256": s.sha256, "reader": s.reader}
        for path, s in stamps.items()
        if s is not None
    ]
    with translated(registry.home), registry.engine.begin() as connection:
        drop_stamps(connection, stamps)
        if rows:
            connection.execute(files.insert(), rows)


def drop_stamps(connection: sa.Connection, paths: Iterable[str]) -> None:
    """Forget the stamps of these paths. Within the transaction of what it follows from."""
    gone = [{"gone": path} for path in paths]
    if gone:
        connection.execute(files.delete().where(files.c.path == sa.bindparam("gone")), gone)
