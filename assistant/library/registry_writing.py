"""Everything that is written to the registry: each function is one transaction.

Only the holder of the writer's lock calls these, so keys and generations can be counted up without asking.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from typing import Any

import sqlalchemy as sa

from assistant.domain import Page, Passage
from assistant.library.records import metadata_to_json, page_row, passage_row, texts_to_json
from assistant.library.registry import Base, ModelStamp, Registry, VersionRow, chunks
from assistant.library.registry_tables import meta, pages, passages, translated, vectors, versions


@dataclass(frozen=True, slots=True)
class Staged:
    """A version with all it holds, ready to be written. `vectors` is float16, little-endian, row by row."""

    row: VersionRow
    pages: Sequence[Page]
    passages: Sequence[Passage]
    vectors: bytes
    warnings: Sequence[str]


def _put(connection: sa.Connection, values: dict[str, str]) -> None:
    connection.execute(meta.delete().where(meta.c.key.in_(values)))
    connection.execute(meta.insert(), [{"key": key, "value": value} for key, value in values.items()])


def put_meta(registry: Registry, values: dict[str, str]) -> None:
    with translated(registry.home), registry.engine.begin() as connection:
        _put(connection, values)


def put_base(registry: Registry, base: Base | None) -> None:
    """Publish a base: from the next look on, readers open it."""
    put_meta(registry, {"base": json.dumps(asdict(base) if base else None)})


def stage(registry: Registry, batch: Sequence[Staged]) -> None:
    """Write versions that nobody sees yet."""
    tables: list[tuple[sa.Table, list[dict[str, Any]]]] = [
        (versions, [_version_columns(each) for each in batch]),
        (pages, [{"version_key": each.row.key, **page_row(page)} for each in batch for page in each.pages]),
        (passages, [{"version_key": each.row.key, **passage_row(one)} for each in batch for one in each.passages]),
        (vectors, [{"version_key": e.row.key, "rows": e.row.passages, "data": e.vectors} for e in batch if e.vectors]),
    ]
    with translated(registry.home), registry.engine.begin() as connection:
        for table, rows in tables:
            if rows:
                connection.execute(table.insert(), rows)


def _version_columns(staged: Staged) -> dict[str, Any]:
    row = staged.row
    return {
        "key": row.key,
        "document_id": row.document_id,
        "version": row.version,
        "state": "staged",
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
    }


def make_current(registry: Registry, staged: Iterable[int], replaced: Iterable[int], model: ModelStamp) -> int:
    """Make all of `staged` visible and all of `replaced` invisible at once. Returns the new generation."""
    with translated(registry.home), registry.engine.begin() as connection:
        generation = _next_generation(connection)
        for part in chunks(replaced):
            gone = {"state": "retired", "ended": generation, "changed": generation}
            connection.execute(versions.update().where(versions.c.key.in_(part)).values(gone))
        for part in chunks(staged):
            here = {"state": "current", "published": generation, "changed": generation}
            connection.execute(versions.update().where(versions.c.key.in_(part)).values(here))
        stamp = {"model_id": model.model_id, "dimension": str(model.dimension), "model_setting": model.setting}
        _put(connection, stamp)
    return generation


def make_removed(registry: Registry, document_id: str) -> None:
    """Hide every version of a document at once; `forget` then erases what they hold."""
    with translated(registry.home), registry.engine.begin() as connection:
        generation = _next_generation(connection)
        mine = versions.c.document_id == document_id
        ending = {"ended": generation, "changed": generation}
        connection.execute(versions.update().where(mine, versions.c.state == "current").values(ending))
        connection.execute(versions.update().where(mine).values(state="removing"))


def rename(registry: Registry, key: int, path: str) -> None:
    """Give a version another path: the file was moved."""
    with translated(registry.home), registry.engine.begin() as connection:
        generation = _next_generation(connection)
        connection.execute(versions.update().where(versions.c.key == key).values(path=path, changed=generation))


def _next_generation(connection: sa.Connection) -> int:
    found = connection.execute(sa.select(meta.c.value).where(meta.c.key == "generation")).scalar_one_or_none()
    generation = int(found or 0) + 1
    _put(connection, {"generation": str(generation)})
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
            for table in (vectors, passages, pages):
                connection.execute(table.delete().where(table.c.version_key.in_(part)))
            blank = {"state": "removed", "metadata": "{}", "warnings": "[]", "path": ""}
            connection.execute(versions.update().where(versions.c.key.in_(part)).values(blank))


def drop_staged(registry: Registry, keys: Iterable[int]) -> None:
    """Take back versions that were never published, as if they had not been begun."""
    with translated(registry.home), registry.engine.begin() as connection:
        for part in chunks(keys):
            for table in (vectors, passages, pages):
                connection.execute(table.delete().where(table.c.version_key.in_(part)))
            connection.execute(versions.delete().where(versions.c.key.in_(part)))


def bump(registry: Registry) -> None:
    """A new generation without new documents: an index was made anew, and readers must open it again."""
    with translated(registry.home), registry.engine.begin() as connection:
        _next_generation(connection)
