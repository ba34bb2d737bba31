from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
import sqlalchemy as sa

from assistant.errors import LibraryDamaged, LibraryError
from assistant.library import registry_tables
from assistant.library.registry_tables import HEAD, TABLES, open_engine, schema_of

MIGRATIONS = Path(registry_tables.__file__).parent / "migrations"


def test_the_migrations_lead_to_the_tables_the_code_uses(tmp_path: Path) -> None:
    from alembic.autogenerate import compare_metadata
    from alembic.config import Config
    from alembic.migration import MigrationContext
    from alembic.script import ScriptDirectory

    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    assert ScriptDirectory.from_config(config).get_current_head() == HEAD
    engine = open_engine(tmp_path)
    assert schema_of(engine) == HEAD
    with engine.connect() as connection:
        assert compare_metadata(MigrationContext.configure(connection), TABLES) == []


def test_a_registry_of_a_newer_program_is_refused(tmp_path: Path) -> None:
    engine = open_engine(tmp_path)
    with engine.begin() as connection:
        connection.execute(sa.text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(LibraryError, match="9999"):
        open_engine(tmp_path)


def test_a_file_that_is_no_database_is_a_damaged_library(tmp_path: Path) -> None:
    (tmp_path / registry_tables.FILE).write_bytes(b"not a database" * 1000)
    with pytest.raises(LibraryDamaged) as caught:
        open_engine(tmp_path)
    assert caught.value.params["part"] == registry_tables.FILE


def test_listing_documents_loads_neither_indexes_nor_migrations(tmp_path: Path) -> None:
    open_engine(tmp_path).dispose()
    program = (
        "import sys; from pathlib import Path\n"
        "from tests.assistant.library.papers import ALL, STAFF, open_library\n"
        "open_library(Path(sys.argv[1])).documents(STAFF, ALL)\n"
        "print([m for m in ('alembic', 'chromadb', 'tantivy', 'rjieba', 'filelock') if m in sys.modules])"
    )
    root = Path(registry_tables.__file__).parents[2]
    done = subprocess.run(
        [sys.executable, "-c", program, str(tmp_path)], cwd=root, capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "[]"
