"""Everything that is written to the registry: each function is one transaction.

Only the holder of the writer's lock calls these, so keys and generations can be counted up without asking.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any

import sqlalchemy as sa

from assistant.domain import Metadata, Page, Passage
from assistant.library.decision_writing import (
    Settlement,
    drop_stamps,
    put_chosen,
    put_metadata,
    put_settlement,
)
from assistant.library.layers import to_json
from assistant.library.records import metadata_to_json, page_row, passage_row, texts_to_json
from assistant.library.registry import Base, ModelStamp, Registry, VersionRow, chunks
from assistant.library.registry_tables import ledger, meta, pages, passages, translated, vectors, versions


@dataclass(frozen=True, slots=True)
class Staged:
    """A version with all it holds, ready to be written. `vectors` is float16, little-endian, row by row.

    `row.metadata` is in effect; `detected` and `manifest` are what it was made from, a person's word aside.
    """

    row: VersionRow
    pages: Sequence[Page]
    passages: Sequence[Passage]
    vectors: bytes
    warnings: Sequence[str]
    detected: Metadata
    manifest: Mapping[str, object] = field(default_factory=dict)


def put(connection: sa.Connection, values: dict[str, str]) -> None:
    """Store settings of the library, within the transaction of what they go with."""
    connection.execute(meta.delete().where(meta.c.key.in_(values)))
    connection.execute(meta.insert(), [{"key": key, "value": value} for key, value in values.items()])


def put_meta(registry: Registry, values: dict[str, str]) -> None:
    with translated(registry.home), registry.engine.begin() as connection:
        put(connection, values)


def put_base(registry: Registry, base: Base | None, keys: Iterable[int] = ()) -> None:
    """Publish a base that holds the versions of these keys: from the next look on, readers open it."""
    put_meta(registry, base_values(base, keys))


def base_values(base: Base | None, keys: Iterable[int]) -> dict[str, str]:
    """How a base stands among the library's settings."""
    noted = {"number": base.number, "keys": _runs(keys)} if base else None
    return {"base": json.dumps(asdict(base) if base else None), "base_versions": json.dumps(noted)}


def _runs(keys: Iterable[int]) -> list[list[int]]:
    """Numbers as [first, last] of each unbroken run: versions stay in a base in the order they came."""
    runs: list[list[int]] = []
    for key in sorted(keys):
        if runs and runs[-1][1] == key - 1:
            runs[-1][1] = key
        else:
            runs.append([key, key])
    return runs


def stage(registry: Registry, batch: Sequence[Staged]) -> None:
    """Write versions that nobody sees yet."""
    with translated(registry.home), registry.engine.begin() as connection:
        insert_versions(connection, batch)


def insert_versions(connection: sa.Connection, batch: Sequence[Staged]) -> None:
    """`stage` within a transaction that does more; each version has the state that its row says."""
    tables: list[tuple[sa.Table, list[dict[str, Any]]]] = [
        (versions, [_version_columns(each) for each in batch]),
        (pages, [{"version_key": each.row.key, **page_row(page)} for each in batch for page in each.pages]),
        (passages, [{"version_key": each.row.key, **passage_row(one)} for each in batch for one in each.passages]),
        (vectors, [{"version_key": e.row.key, "rows": e.row.passages, "data": e.vectors} for e in batch if e.vectors]),
    ]
    for table, rows in tables:
        if rows:
            connection.execute(table.insert(), rows)


def _version_columns(staged: Staged) -> dict[str, Any]:
    row = staged.row
    return {
        "key": row.key,
        "document_id": row.document_id,
        "version": row.version,
        "state": row.state,
        "published": None,
        "ended": None,
        "changed": 0,
        "path": row.path,
        "sha256": row.sha256,
        "suffix": row.suffix,
        "metadata": metadata_to_json(row.metadata),
        "pages": row.pages,
        "passages": row.passages,
        "warnings": texts_to_json(staged.warnings),
        "detected": metadata_to_json(staged.detected),
        "manifest": to_json(dict(staged.manifest)),
    }


def make_current(
    registry: Registry,
    staged: Iterable[int],
    replaced: Iterable[int],
    model: ModelStamp,
    settlement: Settlement,
) -> int:
    """Make all of `staged` visible and all of `replaced` invisible at once, with what follows from it.

    Returns the new generation.
    """
    with translated(registry.home), registry.engine.begin() as connection:
        return replace_current(connection, staged, replaced, model, settlement)


def replace_current(
    connection: sa.Connection,
    staged: Iterable[int],
    replaced: Iterable[int],
    model: ModelStamp,
    settlement: Settlement,
) -> int:
    """`make_current` within a transaction that does more."""
    generation = _next_generation(connection)
    _settle(connection, settlement, generation)
    for part in chunks(replaced):
        gone = {"state": "retired", "ended": generation, "changed": generation}
        connection.execute(versions.update().where(versions.c.key.in_(part)).values(gone))
    for part in chunks(staged):
        here = {"state": "current", "published": generation, "changed": generation}
        connection.execute(versions.update().where(versions.c.key.in_(part)).values(here))
    stamp = {"model_id": model.model_id, "dimension": str(model.dimension), "model_setting": model.setting}
    put(connection, stamp)
    return generation


def _settle(connection: sa.Connection, settlement: Settlement, generation: int) -> None:
    if settlement:
        put_settlement(connection, settlement)
        put(connection, {"settled": str(generation)})


def settle(registry: Registry, settlement: Settlement, stamp: dict[str, str] | None = None) -> None:
    """Write which paper takes the place of which, alone; `stamp` are settings of the library that go with it."""
    with translated(registry.home), registry.engine.begin() as connection:
        if settlement:
            _settle(connection, settlement, _next_generation(connection))
        if stamp:
            put(connection, stamp)


@dataclass(frozen=True, slots=True)
class Description:
    """What a person set of a document (None takes it back), and the metadata its current version has from now on."""

    key: int
    document_id: str
    values: Mapping[str, object]
    by: str
    detected: Metadata
    metadata: Metadata


def describe(registry: Registry, description: Description, settlement: Settlement) -> None:
    """Keep a person's word and let it take effect at once."""
    with translated(registry.home), registry.engine.begin() as connection:
        generation = _next_generation(connection)
        put_chosen(connection, description.document_id, description.values, description.by)
        put_metadata(connection, description.key, description.metadata, description.detected)
        changed = versions.update().where(versions.c.key == description.key)
        connection.execute(changed.values(changed=generation))
        _settle(connection, settlement, generation)


def make_removed(registry: Registry, document_id: str, settlement: Settlement, path: str) -> None:
    """Hide every version of a document at once, with what follows from it; `forget` then erases what they hold.

    The stamp of the file at `path` goes too: should it come again, it is to be read again.
    """
    with translated(registry.home), registry.engine.begin() as connection:
        generation = _next_generation(connection)
        _settle(connection, settlement, generation)
        drop_stamps(connection, [path])
        mine = versions.c.document_id == document_id
        ending = {"ended": generation, "changed": generation}
        connection.execute(versions.update().where(mine, versions.c.state == "current").values(ending))
        connection.execute(versions.update().where(mine).values(state="removing"))


def rename(registry: Registry, key: int, path: str, settlement: Settlement) -> None:
    """Give a version another path: the file was moved."""
    with translated(registry.home), registry.engine.begin() as connection:
        generation = _next_generation(connection)
        _settle(connection, settlement, generation)
        connection.execute(versions.update().where(versions.c.key == key).values(path=path, changed=generation))


def _next_generation(connection: sa.Connection) -> int:
    found = connection.execute(sa.select(meta.c.value).where(meta.c.key == "generation")).scalar_one_or_none()
    generation = int(found or 0) + 1
    put(connection, {"generation": str(generation)})
    return generation


def archive(registry: Registry, keys: Iterable[int]) -> None:
    """Replaced versions whose index entries are cleared: pages and passages stay, vectors go."""
    with translated(registry.home), registry.engine.begin() as connection:
        for part in chunks(keys):
            connection.execute(vectors.delete().where(vectors.c.version_key.in_(part)))
            connection.execute(versions.update().where(versions.c.key.in_(part)).values(state="archived"))


def forget(registry: Registry, keys: Iterable[int]) -> None:
    """Erase what removed versions held. Their rows stay, so that their names are not given to others."""
    with translated(registry.home), registry.engine.begin() as connection:
        for part in chunks(keys):
            for table in (vectors, passages, pages, ledger):
                connection.execute(table.delete().where(table.c.version_key.in_(part)))
            blank: dict[str, str | None] = {"state": "removed", "metadata": "{}", "warnings": "[]", "path": ""}
            blank |= {"detected": None, "manifest": None}
            connection.execute(versions.update().where(versions.c.key.in_(part)).values(blank))


def drop_staged(registry: Registry, keys: Iterable[int]) -> None:
    """Take back versions that were never published, as if they had not been begun."""
    with translated(registry.home), registry.engine.begin() as connection:
        delete_versions(connection, keys)


def delete_versions(connection: sa.Connection, keys: Iterable[int]) -> None:
    """`drop_staged` within a transaction that does more."""
    for part in chunks(keys):
        for table in (vectors, passages, pages, ledger):
            connection.execute(table.delete().where(table.c.version_key.in_(part)))
        connection.execute(versions.delete().where(versions.c.key.in_(part)))


def bump(registry: Registry) -> None:
    """A new generation without new documents: an index was made anew, and readers must open it again."""
    with translated(registry.home), registry.engine.begin() as connection:
        _next_generation(connection)
