from __future__ import annotations

import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest
import sqlalchemy as sa

from assistant.errors import HomeReadOnly, LibraryDamaged, LibraryError
from assistant.library import registry_tables
from assistant.library.registry_tables import HEAD, TABLES, open_engine, schema_of
from tests.assistant.library.papers import ALL, STAFF, found_by_word, found_near, open_library, rule
from tests.assistant.library.rights import read_only

OLD, NEW = date(2021, 5, 20), date(2023, 6, 20)
MIGRATIONS = Path(registry_tables.__file__).parent / "migrations"


def test_the_migrations_lead_to_the_tables_the_code_uses(tmp_path: Path) -> None:
    from importlib import import_module

    from alembic.autogenerate import compare_metadata
    from alembic.config import Config
    from alembic.migration import MigrationContext
    from alembic.script import ScriptDirectory

    for path in MIGRATIONS.parent.glob("*_tables.py"):
        import_module(f"assistant.library.{path.stem}")  # a table is known once its module is imported
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    assert ScriptDirectory.from_config(config).get_current_head() == HEAD
    engine = open_engine(tmp_path)
    assert schema_of(engine) == HEAD
    with engine.connect() as connection:
        assert compare_metadata(MigrationContext.configure(connection), TABLES) == []


def test_a_program_that_ends_while_it_makes_the_tables_leaves_none(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from alembic import command

    def upgrade_and_end(config: object, revision: str) -> None:
        real(config, revision)  # type: ignore[arg-type]
        raise KeyboardInterrupt

    real = command.upgrade
    monkeypatch.setattr(command, "upgrade", upgrade_and_end)
    with pytest.raises(KeyboardInterrupt):
        open_engine(tmp_path)
    monkeypatch.undo()
    assert schema_of(open_engine(tmp_path)) == HEAD


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


def _first_schema(home: Path) -> None:
    """A library as a program of the first schema left it: two papers published, vectors and all."""
    from alembic import command
    from alembic.config import Config

    # On a day on which both were in force: the first schema's base held whatever was current.
    with open_library(home, today=lambda: OLD).writing() as writer:
        writer.publish_many([rule("a", "报装办法", OLD, ["窗口办理"]), rule("b", "报装办法", NEW, ["网上办理"])])
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    engine = sa.create_engine(f"sqlite:///{home / registry_tables.FILE}")
    with engine.begin() as connection:
        connection.execute(sa.text("DELETE FROM meta WHERE key IN ('rules', 'settled', 'base_versions')"))
        config.attributes["connection"] = connection
        command.downgrade(config, "0001")
    engine.dispose()


def test_a_library_of_the_first_schema_is_upgraded_in_place_without_loss(tmp_path: Path) -> None:
    _first_schema(tmp_path)
    raw = sa.create_engine(f"sqlite:///{tmp_path / registry_tables.FILE}")
    assert schema_of(raw) == "0001"
    assert "overrides" not in sa.inspect(raw).get_table_names()
    assert "detected" not in {column["name"] for column in sa.inspect(raw).get_columns("versions")}
    raw.dispose()
    library = open_library(tmp_path, exact_limit=1)
    assert [each.document_id for each in library.documents(STAFF, ALL)] == ["a", "b"]
    assert schema_of(library.registry.engine) == HEAD
    assert library.base_count() == 2
    assert found_near(library, "窗口办理") == found_by_word(library, "窗口") == ["a.1.0"]
    assert library.page("a", 1, STAFF).text == "窗口办理\n"
    assert library.described("a", STAFF).detected == library.document("a", STAFF).metadata
    with library.writing() as writer:
        # The base that the first schema left holds both; the next one holds what is in force.
        assert library.document("a", STAFF).status == "superseded"
        assert found_near(library, "窗口办理") == ["b.1.0"]
        assert writer.describe("a", {"place": "清源市"}, "li").metadata.place == "清源市"
        assert writer.describe("a", {"place": None}, "li").metadata.place == ""
    assert library.base_count() == 1
    assert all(line.ok for line in library.check("zh"))


def test_a_library_of_the_first_schema_in_a_read_only_folder_says_so(tmp_path: Path) -> None:
    _first_schema(tmp_path)
    with read_only(tmp_path) as home, pytest.raises(HomeReadOnly, match="0001"):
        open_library(home).documents(STAFF, ALL)
