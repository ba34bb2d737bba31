"""The truth about documents, versions, pages, passages and vectors: everything that is read from the registry.

A version is `staged` (being written), `current`, `retired` (replaced, its index entries not yet cleared), `archived`
(replaced and cleared: its pages and passages still open old citations), `removing` or `removed`; or `drafted`, cut anew
for a next generation of the whole library (see `drafts`). The numbers in `published`, `ended` and `changed` are
generations: when it became current, ceased to be, was last touched.
"""

from __future__ import annotations

import json
import threading
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeAlias

import sqlalchemy as sa

from assistant.domain import Metadata, Page, Passage
from assistant.errors import HomeReadOnly
from assistant.library.home import is_read_only
from assistant.library.records import metadata_from_json, page_from_row, passage_from_row, texts_from_json
from assistant.library.registry_tables import (
    FILE,
    glance,
    meta,
    open_engine,
    open_engine_for_reading,
    pages,
    passages,
    translated,
    vectors,
    versions,
)

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Halves: TypeAlias = NDArray[np.float16]

READABLE = ("current", "retired", "archived")
_CHUNK = 500


@dataclass(frozen=True, slots=True)
class Base:
    """The published snapshot of vectors: what was in force at `generation`. `dead` entries were deleted in it.

    `collection` is its name on a Chroma server; a base in a folder of the library has none.
    """

    number: int
    generation: int
    passages: int
    dead: int
    collection: str = ""


@dataclass(frozen=True, slots=True)
class Head:
    """Where the library stands. One cheap look tells a reader whether anything changed. `settled` is the generation at
    which it last changed which paper takes the place of which, `reindexed` that of the last making anew of all vectors.
    """

    generation: int
    base: Base | None
    settled: int = 0
    reindexed: int = 0


@dataclass(frozen=True, slots=True)
class ModelStamp:
    """Which model makes the vectors. `setting` is the value of CLEARWELL_EMBEDDING that selects it."""

    model_id: str
    dimension: int
    setting: str


@dataclass(frozen=True, slots=True)
class VersionRow:
    """One version as the registry knows it."""

    key: int
    document_id: str
    version: int
    state: str
    published: int | None
    ended: int | None
    path: str
    sha256: str
    suffix: str | None
    metadata: Metadata
    pages: int
    passages: int
    stated: frozenset[str] = frozenset()
    """The names of metadata that the manifest gave."""


def _version(row: Any) -> VersionRow:
    return VersionRow(
        row.key,
        row.document_id,
        row.version,
        row.state,
        row.published,
        row.ended,
        row.path,
        row.sha256,
        row.suffix,
        metadata_from_json(row.metadata),
        row.pages,
        row.passages,
        frozenset(json.loads(row.manifest)) if row.manifest else frozenset(),
    )


def chunks(values: Iterable[Any]) -> Iterator[list[Any]]:
    """Cut `values` into lists short enough for one statement's parameters."""
    rest = list(values)
    yield from (rest[start : start + _CHUNK] for start in range(0, len(rest), _CHUNK))


class Registry:
    """Reading. Safe to use from several threads; writing is in `registry_writing`.

    The file is opened, and made if need be, at the first look: what is wrong with it or with its folder is raised
    there (HomeUnusable, RegistryDamaged, LibraryError).
    """

    def __init__(self, home: Path) -> None:
        self.home = home
        self._engine: sa.Engine | None = None
        self._read_only = False
        self._guard = threading.RLock()

    @property
    def engine(self) -> sa.Engine:
        with self._guard:
            if self._engine is None:
                self._read_only = is_read_only(self.home, FILE)
                self._engine = open_engine_for_reading(self.home) if self._read_only else open_engine(self.home)
            return self._engine

    def close(self) -> None:
        """Let go of the file; the next look opens it again."""
        with self._guard:
            if self._engine is not None:
                self._engine.dispose()
            self._engine = None

    def require_writable(self) -> None:
        """Raises HomeReadOnly, or what opening raises."""
        with self._guard:
            if self._read_only:
                self.close()  # it may have become writable since
            _ = self.engine
            if self._read_only:
                raise HomeReadOnly(f"{str(self.home)!r} is not writable (--home, CLEARWELL_HOME)", home=self.home)

    def rows(self, statement: sa.Select[Any]) -> Sequence[Any]:
        """All rows of one look, errors translated."""
        with translated(self.home), self.engine.connect() as connection:
            return connection.execute(statement).all()

    def meta(self, *keys: str) -> dict[str, str]:
        """The named settings of this library that have been stored."""
        return {row.key: row.value for row in self.rows(sa.select(meta).where(meta.c.key.in_(keys)))}

    def head(self) -> Head:
        stored = glance(self.home, self.engine) or self.meta("generation", "base", "settled", "reindexed")
        base = json.loads(stored.get("base", "null"))
        generation, settled, reindexed = (int(stored.get(n, "0")) for n in ("generation", "settled", "reindexed"))
        return Head(generation, Base(**base) if base else None, settled, reindexed)

    def model(self) -> ModelStamp | None:
        """The model that made the vectors, None before the first publication."""
        stored = self.meta("model_id", "dimension", "model_setting")
        if not stored:
            return None
        return ModelStamp(stored["model_id"], int(stored["dimension"]), stored["model_setting"])

    def changes(self, since: int) -> list[VersionRow]:
        """Versions touched after generation `since`, oldest first; from 0, only those that are current."""
        statement = sa.select(versions).where(versions.c.changed > since).order_by(versions.c.changed, versions.c.key)
        if since == 0:
            statement = statement.where(versions.c.state == "current")
        return [_version(row) for row in self.rows(statement)]

    def versions_in(self, *states: str) -> list[VersionRow]:
        statement = sa.select(versions).where(versions.c.state.in_(states)).order_by(versions.c.key)
        return [_version(row) for row in self.rows(statement)]

    def versions_of(self, document_ids: Iterable[str]) -> list[VersionRow]:
        """All versions of these documents, in whatever state, oldest first."""
        found: list[VersionRow] = []
        for part in chunks(document_ids):
            found += map(_version, self.rows(sa.select(versions).where(versions.c.document_id.in_(part))))
        return sorted(found, key=lambda row: row.key)

    def versions_with(self, keys: Iterable[int]) -> list[VersionRow]:
        """The versions of these keys, in whatever state, oldest first."""
        found: list[VersionRow] = []
        for part in chunks(sorted(keys)):
            statement = sa.select(versions).where(versions.c.key.in_(part)).order_by(versions.c.key)
            found += map(_version, self.rows(statement))
        return found

    def held_by(self, base: Base) -> frozenset[int]:
        """The keys of the versions that this base holds."""
        noted = json.loads(self.meta("base_versions").get("base_versions", "null"))
        if noted and noted["number"] == base.number:
            return frozenset(key for first, last in noted["keys"] for key in range(first, last + 1))
        # A base of the first schema holds whatever was current at its generation, superseded papers too.
        here = versions.c.ended.is_(None) | (versions.c.ended > base.generation)
        statement = sa.select(versions.c.key).where(versions.c.published <= base.generation, here)
        return frozenset(row.key for row in self.rows(statement))

    def contents_in_use(self, sha256s: Iterable[str]) -> set[str]:
        """Which of these hashes a version that was not removed still has."""
        found: set[str] = set()
        for part in chunks(sha256s):
            statement = sa.select(versions.c.sha256).where(versions.c.sha256.in_(part), versions.c.state != "removed")
            found |= {row[0] for row in self.rows(statement)}
        return found

    def last_key(self) -> int:
        return int(self.rows(sa.select(sa.func.coalesce(sa.func.max(versions.c.key), 0)))[0][0])

    def warnings(self, key: int) -> tuple[str, ...]:
        rows = self.rows(sa.select(versions.c.warnings).where(versions.c.key == key))
        return texts_from_json(rows[0][0]) if rows else ()

    def page(self, document_id: str, version: int, number: int) -> Page | None:
        statement = (
            sa.select(pages)
            .join(versions, versions.c.key == pages.c.version_key)
            .where(versions.c.document_id == document_id, versions.c.version == version)
            .where(versions.c.state.in_(READABLE), pages.c.number == number)
        )
        rows = self.rows(statement)
        return page_from_row(rows[0]._mapping) if rows else None

    def pages(self, document_id: str, version: int) -> list[Page]:
        """All pages of a version that can be read, in order."""
        statement = (
            sa.select(pages)
            .join(versions, versions.c.key == pages.c.version_key)
            .where(versions.c.document_id == document_id, versions.c.version == version)
            .where(versions.c.state.in_(READABLE))
            .order_by(pages.c.number)
        )
        return [page_from_row(row._mapping) for row in self.rows(statement)]

    def passages(self, passage_ids: Iterable[str]) -> dict[str, Passage]:
        """The passages of these names that can be read, old versions included; unknown names are left out."""
        found: dict[str, Passage] = {}
        for part in chunks(passage_ids):
            # The state is looked at here: asked for it, the engine walks through all readable versions first.
            rows = self.rows(_PASSAGES.where(passages.c.passage_id.in_(part)))
            found.update((row.passage_id, passage_from_row(row)) for row in rows if row.state in READABLE)
        return found

    def passages_of(self, keys: Iterable[int]) -> list[tuple[int, Passage]]:
        """(version key, passage) of these versions, by key and in reading order."""
        found: list[tuple[int, Passage]] = []
        for part in chunks(keys):
            statement = _PASSAGES.where(passages.c.version_key.in_(part))
            statement = statement.order_by(passages.c.version_key, passages.c.ordinal)
            found += [(row.version_key, passage_from_row(row)) for row in self.rows(statement)]
        return found

    def vectors(self, keys: Iterable[int]) -> dict[int, Halves]:
        """Version key → float16 array of shape (passages, dimension); versions without vectors are left out."""
        import numpy as np

        found: dict[int, Halves] = {}
        for part in chunks(keys):
            for row in self.rows(sa.select(vectors).where(vectors.c.version_key.in_(part))):
                found[row.version_key] = np.frombuffer(row.data, dtype="<f2").reshape(row.rows, -1)
        return found

    def counts(self) -> dict[str, int]:
        """Rows as they are and as the versions say they should be: passages and vectors of current versions."""
        current = versions.c.state == "current"
        counted = sa.select(sa.func.count()).select_from(passages.join(versions)).where(current)
        embedded = sa.select(sa.func.coalesce(sa.func.sum(vectors.c.rows), 0)).select_from(vectors.join(versions))
        promised = sa.select(sa.func.coalesce(sa.func.sum(versions.c.passages), 0)).where(current)
        return {
            "passages": int(self.rows(counted)[0][0]),
            "vectors": int(self.rows(embedded.where(current))[0][0]),
            "promised": int(self.rows(promised)[0][0]),
        }


_PASSAGES = sa.select(passages, versions.c.document_id, versions.c.version, versions.c.state).join(
    versions, versions.c.key == passages.c.version_key
)
