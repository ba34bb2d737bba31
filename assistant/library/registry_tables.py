"""The registry's tables, how it is opened, and the only SQL that is SQLite's own.

Moving to PostgreSQL means another address in `open_engine` and nothing below it: the rest of the library speaks
SQLAlchemy's portable expressions.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from assistant.errors import HomeReadOnly, HomeUnusable, LibraryError, RegistryDamaged
from assistant.library.home import holds_papers, prepare

HEAD = "0006"
"""The newest migration in `migrations/versions`; a test compares the two."""
FILE = "registry.sqlite3"

TABLES = sa.MetaData()

meta = sa.Table(
    "meta",
    TABLES,
    sa.Column("key", sa.String(64), primary_key=True),
    sa.Column("value", sa.Text, nullable=False),
)

versions = sa.Table(
    "versions",
    TABLES,
    sa.Column("key", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("document_id", sa.Text, nullable=False),
    sa.Column("version", sa.Integer, nullable=False),
    sa.Column("state", sa.String(16), nullable=False, index=True),
    sa.Column("published", sa.Integer, nullable=True),
    sa.Column("ended", sa.Integer, nullable=True, index=True),
    sa.Column("changed", sa.Integer, nullable=False, index=True),
    sa.Column("path", sa.Text, nullable=False),
    sa.Column("sha256", sa.String(64), nullable=False, index=True),
    sa.Column("suffix", sa.String(16), nullable=True),
    sa.Column("metadata", sa.Text, nullable=False),
    sa.Column("pages", sa.Integer, nullable=False),
    sa.Column("passages", sa.Integer, nullable=False),
    sa.Column("warnings", sa.Text, nullable=False),
    sa.Column("detected", sa.Text, nullable=True),
    sa.Column("manifest", sa.Text, nullable=True),
    sa.UniqueConstraint("document_id", "version"),
)

pages = sa.Table(
    "pages",
    TABLES,
    sa.Column("version_key", sa.ForeignKey("versions.key"), primary_key=True),
    sa.Column("number", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("text", sa.Text, nullable=False),
    sa.Column("read_as", sa.String(8), nullable=False),
    sa.Column("blocks", sa.Text, nullable=False),
    sa.Column("warnings", sa.Text, nullable=False),
    sa.Column("account", sa.Text, nullable=True),
)

passages = sa.Table(
    "passages",
    TABLES,
    sa.Column("passage_id", sa.Text, primary_key=True),
    sa.Column("version_key", sa.ForeignKey("versions.key"), nullable=False),
    sa.Column("ordinal", sa.Integer, nullable=False),
    sa.Column("text", sa.Text, nullable=False),
    sa.Column("spans", sa.Text, nullable=False),
    sa.Column("kind", sa.String(16), nullable=False),
    sa.Column("section", sa.Text, nullable=False),
    sa.Column("clause", sa.Text, nullable=True),
    sa.Column("clause_path", sa.Text, nullable=True),
    sa.Index("ix_passages_version", "version_key", "ordinal", unique=True),
)

vectors = sa.Table(
    "vectors",
    TABLES,
    sa.Column("version_key", sa.ForeignKey("versions.key"), primary_key=True),
    sa.Column("rows", sa.Integer, nullable=False),
    sa.Column("data", sa.LargeBinary, nullable=False),
)

overrides = sa.Table(
    "overrides",
    TABLES,
    sa.Column("document_id", sa.Text, primary_key=True),
    sa.Column("name", sa.String(32), primary_key=True),
    sa.Column("value", sa.Text, nullable=False),
    sa.Column("by", sa.Text, nullable=False),
    sa.Column("at", sa.String(40), nullable=False),
)

replacements = sa.Table(
    "replacements",
    TABLES,
    sa.Column("older", sa.Text, primary_key=True),
    sa.Column("newer", sa.Text, primary_key=True),
    sa.Column("basis", sa.String(16), nullable=False),
    sa.Column("state", sa.String(16), nullable=False),
    sa.Column("since", sa.String(10), nullable=True),
    sa.Column("quote", sa.Text, nullable=False),
    sa.Column("by", sa.Text, nullable=False),
)

corrections = sa.Table(
    "corrections",
    TABLES,
    sa.Column("page_sha256", sa.String(64), primary_key=True),
    sa.Column("block_sha256", sa.String(64), primary_key=True),
    sa.Column("text", sa.Text, nullable=False),
    sa.Column("order", sa.Text, nullable=False),
    sa.Column("by", sa.Text, nullable=False),
    sa.Column("at", sa.String(40), nullable=False),
)

dependents = sa.Table(
    "dependents",
    TABLES,
    sa.Column("key", sa.Integer, primary_key=True),
    sa.Column("kind", sa.String(32), nullable=False),
    sa.Column("holder", sa.Text, nullable=False),
    sa.Column("document_id", sa.Text, nullable=False, index=True),
    sa.Column("version", sa.Integer, nullable=False),
    sa.Column("passage_id", sa.Text, nullable=False),
    sa.Column("quote", sa.Text, nullable=False),
    sa.Index("ix_dependents_holder", "kind", "holder"),
)

files = sa.Table(
    "files",
    TABLES,
    sa.Column("path", sa.Text, primary_key=True),
    sa.Column("size", sa.BigInteger, nullable=False),
    sa.Column("mtime_ns", sa.BigInteger, nullable=False),
    sa.Column("sha256", sa.String(64), nullable=False),
    sa.Column("reader", sa.Text, nullable=False),
)

drafts = sa.Table(
    "drafts",
    TABLES,
    sa.Column("version_key", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("made_of", sa.Text, nullable=False),
    sa.Column("rows", sa.Integer, nullable=False),
    sa.Column("data", sa.LargeBinary, nullable=False),
    sa.Column("recut_as", sa.Integer, nullable=True),
)


ledger = sa.Table(
    "ledger",
    TABLES,
    sa.Column("version_key", sa.ForeignKey("versions.key"), primary_key=True, autoincrement=False),
    sa.Column("made_of", sa.String(64), nullable=False),
    sa.Column("rows", sa.Text, nullable=False),
)

HALF_WAY = ("staged", "retired", "removing")
"""States of a version that a killed writer left, and the next writing session ends."""
_HEAD = "SELECT key, value FROM meta WHERE key IN ('generation', 'base', 'settled', 'reindexed')"


@contextmanager
def translated(home: Path) -> Iterator[None]:
    """Turn the engine's exceptions about the registry of `home` into ours."""
    try:
        yield
    except sa.exc.IntegrityError:
        raise  # a programmer's slip, not a damaged file
    except sa.exc.OperationalError as error:
        name = getattr(error.orig, "sqlite_errorname", "")
        if name.startswith("SQLITE_READONLY"):
            raise HomeReadOnly(f"registry of {str(home)!r}: {error.orig}", home=home) from error
        if name.startswith("SQLITE_CANTOPEN"):
            raise HomeUnusable(f"registry of {str(home)!r}: {error.orig}", home=home) from error
        if "no such table" in str(error.orig):
            raise damaged(home, error.orig) from error
        raise LibraryError(f"registry: {error.orig}") from error
    except sa.exc.DatabaseError as error:
        raise damaged(home, error.orig) from error


def glance(home: Path, engine: sa.Engine) -> dict[str, str] | None:
    """The stored values that `Registry.head` is made of, None when they cannot be read.

    Asked several times a question, so past SQLAlchemy, which would take longer than the look itself.
    """
    with translated(home):
        connection = engine.raw_connection()
    try:
        return dict(connection.cursor().execute(_HEAD).fetchall())
    except sqlite3.Error:
        return None
    finally:
        connection.close()


def damaged(home: Path, why: object) -> RegistryDamaged:
    """The error that says the registry of `home` is beyond repair."""
    return RegistryDamaged(f"registry: {why}", part=FILE, home=home)


def _prepare(connection: Any, _record: object) -> None:
    """SQLite's own: readers beside a writer, patience, and references that are checked."""
    cursor = connection.cursor()
    cursor.execute("PRAGMA busy_timeout = 30000")
    cursor.execute("PRAGMA journal_mode = WAL")
    cursor.execute("PRAGMA foreign_keys = ON")
    cursor.close()


def open_engine(home: Path) -> sa.Engine:
    """Open the registry of `home`, creating it or bringing it to the newest schema when need be.

    Raises HomeUnusable when there can be no folder, RegistryDamaged when the file is no database or is gone while the
    papers it knew are still there, LibraryError when a newer program made it.
    """
    prepare(home)
    file = home / FILE
    # Checked before connecting: SQLite would make the missing file, and the loss would no longer show.
    if (not file.exists() or not file.stat().st_size) and holds_papers(home):
        raise damaged(home, "missing or empty, while the library's other files are there")
    engine = sa.create_engine(sa.URL.create("sqlite", database=str(file)))
    sa.event.listen(engine, "connect", _prepare)
    with translated(home):
        if schema_of(engine) != HEAD:
            _migrate(engine, home)
    return engine


def open_engine_for_reading(home: Path) -> sa.Engine:
    """Open the registry of a folder that cannot be written. Every look is a new connection.

    Raises RegistryDamaged, HomeReadOnly when the registry is of an older schema, LibraryError of a newer one.
    """
    file = home / FILE

    def connect() -> sqlite3.Connection:
        # Without a journal nobody is writing, and SQLite must be told so: it would want to make one, even for reading.
        # A connection lasts for one look only, because another person may have the right to write here.
        journal = file.with_name(f"{FILE}-wal")
        still = not journal.exists() or not journal.stat().st_size
        address = f"{file.absolute().as_uri()}?{'immutable=1' if still else 'mode=ro'}"
        return sqlite3.connect(address, uri=True, check_same_thread=False)

    engine = sa.create_engine("sqlite://", creator=connect, poolclass=sa.NullPool)
    with translated(home):
        found = schema_of(engine)
    if found is None:
        raise damaged(home, "no tables")
    if found != HEAD:
        _refuse_newer(found)
        raise HomeReadOnly(f"the registry is at schema {found} and cannot be brought to {HEAD}", home=home)
    return engine


def _refuse_newer(found: str | None) -> None:
    if found is not None and found > HEAD:
        raise LibraryError(f"the registry is at schema {found}, this program knows {HEAD}: use the newer program")


def schema_of(engine: sa.Engine) -> str | None:
    """The migration the registry stands at, None for an empty one."""
    with engine.connect() as connection:
        if not sa.inspect(connection).has_table("alembic_version"):
            return None
        found = connection.execute(sa.text("SELECT version_num FROM alembic_version")).scalar_one_or_none()
    return None if found is None else str(found)


def _migrate(engine: sa.Engine, home: Path) -> None:
    # Loaded here because a library is migrated once and opened thousands of times.
    from alembic import command
    from alembic.config import Config
    from filelock import FileLock

    with FileLock(str(home / "schema.lock")):
        found = schema_of(engine)
        if found == HEAD:
            return
        _refuse_newer(found)
        if found is None and holds_papers(home):
            raise damaged(home, "no tables, while the library's other files are there")
        config = Config()
        config.set_main_option("script_location", str(Path(__file__).parent / "migrations").replace("%", "%%"))
        with engine.begin() as connection:
            # Python's sqlite3 begins no transaction before CREATE TABLE: who is killed would leave half of the tables.
            connection.exec_driver_sql("BEGIN IMMEDIATE")
            config.attributes["connection"] = connection
            command.upgrade(config, "head")
