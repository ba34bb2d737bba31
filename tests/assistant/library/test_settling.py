from __future__ import annotations

from datetime import date
from pathlib import Path

import sqlalchemy as sa

from assistant.domain import Metadata
from assistant.library.library import Library
from assistant.library.registry_tables import FILE
from tests.assistant.library.papers import ALL, STAFF, found_by_word, found_near, open_library, paper, rule

OLD, NEW = date(2021, 5, 20), date(2023, 6, 20)
WORDS = "本办法自2023年7月1日起施行。2021年5月20日印发的《居民水费减免办法》同时废止。"


def test_a_repeal_brings_the_newer_papers_own_words(library: Library) -> None:
    newer = rule("b", "困难家庭水费规定", NEW, ["第一条 为了照顾居民。", WORDS], replaces=("居民水费减免办法",))
    with library.writing() as writer:
        writer.publish(newer)
        writer.publish(rule("a", "居民水费减免办法（试行）", OLD))
    (found,) = library.replacements(STAFF)
    assert (found.older, found.newer, found.basis, found.since) == ("a", "b", "repeal", NEW)
    assert found.quote == "2021年5月20日印发的《居民水费减免办法》同时废止。"


def test_what_is_replaced_leaves_default_answers_in_the_very_publication_that_replaces_it(library: Library) -> None:
    with library.writing() as writer:
        writer.publish(rule("a", "报装办法", OLD, ["窗口办理"]))
        assert found_by_word(library, "办理") == ["a.1.0"]
        before = library.generation()
        writer.publish(rule("b", "报装办法", NEW, ["网上办理"]))
        # One generation: nobody ever sees both of them in force.
        rows = library.registry.changes(before)
        assert [row.document_id for row in rows] == ["b"]
        assert library.registry.head().settled == before + 1
    assert found_by_word(library, "办理") == found_near(library, "窗口办理") == ["b.1.0"]
    assert [each.status for each in library.documents(STAFF, ALL)] == ["superseded", "in_force"]


def test_another_reader_follows_a_replacement_and_its_end(library: Library) -> None:
    reader = open_library(library.home)
    with library.writing() as writer:
        writer.publish_many([rule("a", "报装办法", OLD), rule("b", "报装办法", NEW)])
    assert reader.document("a", STAFF).metadata.superseded_by == "b"
    with library.writing() as writer:
        writer.remove("b")
    assert (reader.document("a", STAFF).status, reader.document("a", STAFF).metadata.superseded_by) == (
        "in_force",
        None,
    )


def test_the_manifests_word_holds_before_and_after_the_successor_comes_and_when_it_moves(library: Library) -> None:
    with library.writing() as writer:
        writer.publish(paper("a", ["旧"], Metadata("甲", superseded_by="new/b.txt")))
        alone = library.document("a", STAFF)
        assert (alone.status, alone.metadata.superseded_by) == ("superseded", "new/b.txt")
        writer.publish(paper("b", ["新"], Metadata("乙", effective_from=date(9999, 1, 1))))
        assert library.document("a", STAFF).metadata.superseded_by == "new/b.txt"
        writer.move("b", "new/b.txt")
        named = library.document("a", STAFF)
        # The successor is known now, and known not to hold yet.
        assert (named.status, named.metadata.superseded_by) == ("in_force", None)
        writer.describe("b", {"effective_from": None, "published": "2023-01-01"}, "li")
        writer.describe("b", {"effective_from": "2023-01-01"}, "li")
    assert library.document("a", STAFF).metadata.superseded_by == "b"


def test_a_paper_comes_into_force_without_anyone_writing(tmp_path: Path) -> None:
    day = date(2023, 6, 30)
    library = open_library(tmp_path, exact_limit=1, today=lambda: day)
    with library.writing() as writer:
        writer.publish_many(
            [
                rule("a", "报装办法", OLD, ["窗口办理", "收费十元"]),
                rule("b", "报装办法", NEW, ["网上办理", "不再收费"], effective_from=date(2023, 7, 1)),
                rule("c", "抄表办法", OLD, ["按月抄表", "按年校表"]),
            ]
        )
    assert [each.status for each in library.documents(STAFF, ALL)] == ["in_force", "not_yet", "in_force"]
    assert found_near(library, "窗口办理") == ["a.1.0"]
    assert found_near(library, "网上办理") != ["b.1.0"]
    day = date(2023, 7, 1)
    assert [each.status for each in library.documents(STAFF, ALL)] == ["superseded", "in_force", "in_force"]
    assert found_near(library, "网上办理") == ["b.1.0"]
    assert found_near(library, "窗口办理") != ["a.1.0"]
    assert found_by_word(library, "办理") == ["b.1.0"]
    with library.writing():
        pass
    assert library.base_count() == 4
    assert found_near(library, "网上办理") == ["b.1.0"]


def test_what_an_older_program_left_is_settled_by_the_next_writer(library: Library) -> None:
    with library.writing() as writer:
        writer.publish_many([rule("a", "报装办法", OLD), rule("b", "报装办法", NEW)])
    library.close()
    engine = sa.create_engine(f"sqlite:///{library.home / FILE}")
    with engine.begin() as connection:
        connection.execute(sa.text("DELETE FROM replacements"))
        connection.execute(sa.text("DELETE FROM meta WHERE key = 'rules'"))
    engine.dispose()
    again = open_library(library.home)
    assert [line.name for line in again.check("zh") if not line.ok] == ["standing"]
    with again.writing():
        pass
    assert again.document("a", STAFF).status == "superseded"
    assert all(line.ok for line in again.check("zh"))


def test_repairing_settles_a_record_that_has_lost_step(library: Library) -> None:
    with library.writing() as writer:
        writer.publish_many([rule("a", "报装办法", OLD), rule("b", "抄表办法", NEW)])
    engine = sa.create_engine(f"sqlite:///{library.home / FILE}")
    with engine.begin() as connection:
        row = "INSERT INTO replacements VALUES ('a', 'b', 'repeal', 'in_effect', NULL, '', '')"
        connection.execute(sa.text(row))
    engine.dispose()
    library.repair()
    assert open_library(library.home).replacements(STAFF) == []
    assert all(line.ok for line in library.check("zh"))
