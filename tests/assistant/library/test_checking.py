from __future__ import annotations

import shutil
from pathlib import Path

import pytest
import sqlalchemy as sa

from assistant.errors import RegistryDamaged
from assistant.library.library import Library
from assistant.library.registry_tables import FILE
from assistant.messages import Language, explain, keys
from tests.assistant.library.papers import ALL, STAFF, found_by_word, open_library, paper, vector


@pytest.fixture
def filled(library: Library, tmp_path: Path) -> Library:
    source = tmp_path / "a.txt"
    source.write_text("原件", encoding="utf-8")
    with library.writing() as writer:
        writer.publish_many([paper(f"d{n}", [f"第{n}份的正文", "同样的附注"]) for n in range(40)])
        writer.publish(paper("d1", ["改过的第一份"], original=source))
    return library


def bad(library: Library) -> list[str]:
    return [line.name for line in library.check("zh") if not line.ok]


def everything(library: Library) -> object:
    """BM25 scores are left out: they count replaced passages until the engine has merged them away."""
    scope = library.scope(STAFF, ALL)
    words = library.keyword(["正文", "附注", "改"], scope, 500)
    return library.dense(vector("正文"), scope, 500), words[0][0], sorted(name for name, _ in words)


def test_a_whole_library_passes(filled: Library) -> None:
    assert [line.name for line in filled.check("zh")] == [
        *("unfinished", "registry", "keywords", "vectors", "standing", "originals")
    ]
    assert bad(filled) == []


def test_indexes_made_anew_from_the_registry_answer_as_before(filled: Library) -> None:
    before = everything(filled)
    filled.close()
    shutil.rmtree(filled.home / "keywords")
    shutil.rmtree(filled.home / "vectors")
    bare = open_library(filled.home, exact_limit=10)
    assert bad(bare) == ["keywords", "vectors"]
    bare.repair()
    assert bad(bare) == []
    assert bare.base_count() == 79
    assert everything(open_library(filled.home)) == before


def test_a_broken_keyword_index_is_reported_and_repaired(filled: Library) -> None:
    (filled.home / "keywords" / "meta.json").write_text("{", encoding="utf-8")
    broken = open_library(filled.home)
    assert bad(broken) == ["keywords"]
    broken.repair()
    assert bad(broken) == []
    assert found_by_word(broken, "改过") == ["d1.2.0"]


def test_an_index_that_lost_entries_is_made_anew_by_the_next_writer(filled: Library) -> None:
    from assistant.library.keywords import KeywordWriter

    index = KeywordWriter(filled.home / "keywords")
    index.delete(range(10))
    index.commit()
    index.close()
    assert bad(filled) == ["keywords"]
    reading = open_library(filled.home)
    found_by_word(reading, "改过")
    with filled.writing():
        pass
    assert bad(filled) == []
    assert len(found_by_word(reading, "附注", limit=100)) == 39


def test_an_index_made_by_other_rules_is_made_anew_by_the_next_writer(filled: Library) -> None:
    from assistant.library.registry_writing import put_meta

    put_meta(filled.registry, {"keywords": "0/0"})
    generation = filled.generation()
    with filled.writing():
        pass
    assert filled.generation() == generation + 1
    with filled.writing():
        pass
    assert filled.generation() == generation + 1


def test_a_missing_vector_and_a_missing_original_are_reported(filled: Library) -> None:
    with filled.registry.engine.begin() as connection:
        connection.execute(sa.text("DELETE FROM vectors WHERE version_key = 5"))
    filled.original("d1", STAFF).unlink()
    assert bad(filled) == ["registry", "originals"]


def test_repair_deletes_originals_of_removed_documents_and_no_others(filled: Library, tmp_path: Path) -> None:
    unknown = filled.home / "originals" / "ab" / ("ab" * 32 + ".txt")
    unknown.parent.mkdir(parents=True, exist_ok=True)
    unknown.write_text("x", encoding="utf-8")
    source = tmp_path / "b.txt"
    source.write_text("要删的", encoding="utf-8")
    with filled.writing() as writer:
        writer.publish(paper("gone", ["要删的一份"], original=source))
        left = filled.original("gone", STAFF)
        writer.remove("gone")
    left.write_text("要删的", encoding="utf-8")  # as if the writer had been killed before deleting it
    filled.repair()
    assert not left.exists()
    assert unknown.exists()
    assert filled.original("d1", STAFF).exists()


@pytest.mark.parametrize("empty_file", [False, True])
def test_a_library_that_lost_its_registry_is_not_made_anew_over_its_papers(filled: Library, empty_file: bool) -> None:
    kept = filled.original("d1", STAFF)
    filled.close()
    registry = filled.home / FILE
    registry.unlink()
    if empty_file:
        registry.touch()
    for attempt in (Library.check, Library.repair, lambda library, *_: library.writing().__enter__()):
        with pytest.raises(RegistryDamaged) as caught:
            attempt(open_library(filled.home), *(["en"] if attempt is Library.check else []))
        assert str(filled.home / "originals") in explain(caught.value, "en")[1]
    assert kept.exists()
    assert not registry.exists() or not registry.stat().st_size


def test_an_empty_registry_beside_kept_originals_is_reported_and_nothing_is_deleted(filled: Library) -> None:
    kept = filled.original("d1", STAFF)
    filled.close()
    (filled.home / FILE).unlink()
    (filled.home / "kept").mkdir()
    for name in ("originals", "vectors", "keywords"):
        (filled.home / name).rename(filled.home / "kept" / name)
    open_library(filled.home).generation()
    (filled.home / "kept" / "originals").rename(filled.home / "originals")
    library = open_library(filled.home)
    (line,) = [line for line in library.check("en") if not line.ok]
    assert line.name == "registry"
    assert f'clearwell ingest "{filled.home}/originals" --home' in line.fix
    library.repair()
    assert kept.exists()


def test_an_index_that_cannot_be_opened_is_not_said_to_hold_none(filled: Library) -> None:
    filled.close()
    shutil.rmtree(filled.home / "vectors")
    (filled.home / "keywords" / "meta.json").write_text("{", encoding="utf-8")
    for language in ("zh", "en"):
        lines = [line for line in open_library(filled.home).check(language) if not line.ok]
        assert [line.name for line in lines] == ["keywords", "vectors"]
        assert not [line.message for line in lines if "None" in line.message]


def test_while_someone_writes_only_that_is_said(filled: Library) -> None:
    with filled.writing(command="clearwell ingest"):
        (line,) = open_library(filled.home).check("zh")
    assert line.ok
    assert "clearwell ingest" in line.message


@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_line_can_be_said(language: Language, filled: Library) -> None:
    assert all(line.message for line in filled.check(language))
    for name in ("unfinished", "registry", "keywords", "vectors", "originals"):
        for part in ("ok", "bad", "fix"):
            assert language in keys("library")[f"{name}.{part}"]
