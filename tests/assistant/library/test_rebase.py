from __future__ import annotations

from pathlib import Path

from assistant.library.library import Library
from assistant.library.rebase import _due
from assistant.library.registry import Base
from tests.assistant.library.papers import found_near, open_library, paper


def folders(home: Path) -> list[str]:
    return sorted(path.name for path in (home / "vectors").iterdir())


def test_a_session_that_changed_something_publishes_one_base_and_clears_the_former(library: Library) -> None:
    for n in range(3):
        with library.writing() as writer:
            writer.publish(paper(f"d{n}", [f"第{n}份", "第二段"]))
    assert folders(library.home) == ["base-3"]
    assert library.base_count() == 6
    with library.writing():
        pass
    assert folders(library.home) == ["base-3"]


def test_a_base_in_use_is_left_until_its_reader_has_let_go(tmp_path: Path) -> None:
    library = open_library(tmp_path, exact_limit=1)
    reader = open_library(tmp_path, exact_limit=1)
    with library.writing() as writer:
        writer.publish(paper("a", ["第一份", "第二段"]))
    assert found_near(reader, "第二段") == ["a.1.1"]
    with library.writing() as writer:
        writer.publish(paper("b", ["又一份", "又一段"]))
    assert folders(tmp_path) == ["base-1", "base-2"]
    assert found_near(reader, "又一段") == ["b.1.1"]
    with library.writing() as writer:
        writer.publish(paper("c", ["末一份"]))
    assert folders(tmp_path) == ["base-2", "base-3"]
    reader.close()
    with library.writing():
        pass
    assert folders(tmp_path) == ["base-3"]


def test_an_unfinished_base_is_deleted_by_the_next_writer(library: Library) -> None:
    with library.writing() as writer:
        writer.publish(paper("a", ["第一份"]))
    for leftover in ("base-2.building", "base-7"):
        (library.home / "vectors" / leftover).mkdir()
    with library.writing() as writer:
        writer.publish(paper("b", ["又一份"]))
    assert folders(library.home) == ["base-8"]
    assert library.base_count() == 2


def test_a_damaged_former_base_is_not_built_upon(library: Library) -> None:
    with library.writing() as writer:
        writer.publish_many([paper(f"d{n}", [f"第{n}份"]) for n in range(20)])
    (library.home / "vectors" / "base-1" / "chroma.sqlite3").write_bytes(b"\0" * 5000)
    with library.writing() as writer:
        writer.publish(paper("more", ["又一份"]))
    assert library.base_count() == 21
    assert all(line.ok for line in library.check("zh"))


def test_an_emptied_library_has_no_base(library: Library) -> None:
    with library.writing() as writer:
        writer.publish(paper("a", ["第一份"]))
    with library.writing() as writer:
        writer.remove("a")
    assert folders(library.home) == []
    assert library.refresh().base is None
    assert all(line.ok for line in library.check("zh"))


def test_a_large_base_waits_until_a_tenth_has_changed() -> None:
    large = Base(3, 9, 100_000, 0)
    assert not _due(10_000, large, 50_000)
    assert _due(10_001, large, 50_000)
    assert _due(5_001, large, 5_000)
    assert _due(1, Base(3, 9, 19_999, 0), 50_000)
    assert not _due(0, Base(3, 9, 19_999, 0), 50_000)


def test_a_session_may_leave_the_base_to_a_later_one(library: Library) -> None:
    with library.writing(base=False) as writer:
        writer.publish(paper("a", ["第一份"]))
    assert library.refresh().base is None
    assert found_near(library, "第一份") == ["a.1.0"]
    with library.writing():
        pass
    assert library.base_count() == 1


def test_a_new_base_extends_the_former_until_too_much_of_it_is_dead(library: Library) -> None:
    with library.writing() as writer:
        writer.publish_many([paper(f"d{n}", [f"第{n}份"]) for n in range(20)])
    dead = []
    for n in range(6):
        with library.writing() as writer:
            writer.publish(paper(f"d{n}", [f"改过的第{n}份"]))
        base = library.refresh().base
        assert base is not None
        assert library.base_count() == base.passages == 20
        dead.append(base.dead)
    assert dead == [1, 2, 3, 4, 0, 1]
