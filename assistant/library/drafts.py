"""Drafts: the vectors of a next generation of the whole library, stored beside those in use until they are swapped in.

A draft belongs to a current version, by its key. Either it holds new vectors for that version's passages, or it names
the `drafted` version that is to take its place, cut anew. Only the holder of the writer's lock writes here.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING

import sqlalchemy as sa

from assistant.domain import Metadata
from assistant.library import registry_writing as write
from assistant.library.decision_writing import Settlement
from assistant.library.records import metadata_to_json
from assistant.library.registry import Base, ModelStamp, Registry, chunks
from assistant.library.registry_tables import drafts, meta, translated, vectors, versions

if TYPE_CHECKING:
    from assistant.library.registry import Halves

_PLAN = "next_generation"


@dataclass(frozen=True, slots=True)
class Plan:
    """What a next generation is made with. Drafts of another plan are of no use to it."""

    model: ModelStamp
    recut: bool


@dataclass(frozen=True, slots=True)
class Draft:
    """`made_of` tells what the vectors were made from; when that is no longer so, the draft is made again."""

    version_key: int
    made_of: str
    rows: int
    data: bytes
    recut_as: int | None = None


@dataclass(frozen=True, slots=True)
class Note:
    """A draft without its vectors."""

    made_of: str
    recut_as: int | None


@dataclass(frozen=True, slots=True)
class Description:
    """What of a drafted version may have changed since it was drafted: its path, and what people say of it."""

    key: int
    path: str
    metadata: Metadata


def plan_of(registry: Registry) -> Plan | None:
    """The plan of a next generation that was begun and is not published."""
    stored = json.loads(registry.meta(_PLAN).get(_PLAN, "null"))
    return Plan(ModelStamp(**stored["model"]), stored["recut"]) if stored else None


def notes(registry: Registry) -> dict[int, Note]:
    """Version key → what is known of its draft."""
    columns = sa.select(drafts.c.version_key, drafts.c.made_of, drafts.c.recut_as)
    return {row.version_key: Note(row.made_of, row.recut_as) for row in registry.rows(columns)}


def drafted_vectors(registry: Registry, keys: Iterable[int]) -> dict[int, Halves]:
    """Version key → float16 rows of its draft; versions without one, and those cut anew, are left out."""
    import numpy as np

    found: dict[int, Halves] = {}
    for part in chunks(keys):
        mine = sa.select(drafts).where(drafts.c.version_key.in_(part), drafts.c.recut_as.is_(None), drafts.c.rows > 0)
        for row in registry.rows(mine):
            found[row.version_key] = np.frombuffer(row.data, dtype="<f2").reshape(row.rows, -1)
    return found


def begin(registry: Registry, plan: Plan) -> None:
    """Go on with this plan: drafts of another one are thrown away."""
    if plan_of(registry) == plan:
        return
    with translated(registry.home), registry.engine.begin() as connection:
        _drop_all(connection)
        write.put(connection, {_PLAN: json.dumps(asdict(plan))})


def abandon(registry: Registry) -> None:
    """Throw away every draft and its plan."""
    with translated(registry.home), registry.engine.begin() as connection:
        _drop_all(connection)
        connection.execute(meta.delete().where(meta.c.key == _PLAN))


def _drop_all(connection: sa.Connection) -> None:
    connection.execute(drafts.delete())
    keys = connection.execute(sa.select(versions.c.key).where(versions.c.state == "drafted")).scalars().all()
    write.delete_versions(connection, keys)


def put(registry: Registry, made: Sequence[Draft], recut: Sequence[write.Staged]) -> None:
    """Store drafts in the place of former ones of the same versions, and the versions that some of them were cut as."""
    drop(registry, (draft.version_key for draft in made))
    with translated(registry.home), registry.engine.begin() as connection:
        write.insert_versions(connection, recut)
        if made:
            connection.execute(drafts.insert(), [asdict(draft) for draft in made])


def drop(registry: Registry, keys: Iterable[int]) -> None:
    """Throw away the drafts of these versions; versions without one are passed over."""
    with translated(registry.home), registry.engine.begin() as connection:
        for part in chunks(keys):
            mine = drafts.c.version_key.in_(part)
            recut = connection.execute(sa.select(drafts.c.recut_as).where(mine, drafts.c.recut_as.is_not(None)))
            left = versions.c.key.in_(recut.scalars().all())
            # A removed document's versions are erased like all its others; only their names stay.
            unseen = sa.select(versions.c.key).where(left, versions.c.state == "drafted")
            write.delete_versions(connection, connection.execute(unseen).scalars().all())
            connection.execute(drafts.delete().where(mine))


@dataclass(frozen=True, slots=True)
class Swap:
    """All that changes at once when a next generation is published. `recut` maps a version's key to its successor's."""

    model: ModelStamp
    recut: Mapping[int, int]
    descriptions: Sequence[Description]
    settlement: Settlement
    base: Base | None
    held: Sequence[int]


def swap(registry: Registry, swap: Swap) -> int:
    """Put all drafts into effect in one transaction and return the new generation."""
    plain = sa.select(drafts.c.version_key).where(drafts.c.recut_as.is_(None))
    columns = ("version_key", "rows", "data")
    fresh = sa.select(*(drafts.c[name] for name in columns)).where(drafts.c.recut_as.is_(None), drafts.c.rows > 0)
    with translated(registry.home), registry.engine.begin() as connection:
        generation = write.replace_current(
            connection, swap.recut.values(), swap.recut.keys(), swap.model, swap.settlement
        )
        for each in swap.descriptions:
            said = {"path": each.path, "metadata": metadata_to_json(each.metadata)}
            connection.execute(versions.update().where(versions.c.key == each.key).values(said))
        connection.execute(vectors.delete().where(vectors.c.version_key.in_(plain)))
        connection.execute(vectors.insert().from_select(columns, fresh))
        connection.execute(drafts.delete())
        connection.execute(meta.delete().where(meta.c.key == _PLAN))
        write.put(connection, {**write.base_values(swap.base, swap.held), "reindexed": str(generation)})
    return generation
