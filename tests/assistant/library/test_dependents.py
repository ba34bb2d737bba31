from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from assistant.domain import Citation
from assistant.errors import HomeReadOnly
from assistant.library.library import Library
from assistant.ports import NewVersion
from tests.assistant.library.papers import NOBODY, STAFF, open_library, paper, rule
from tests.assistant.library.rights import read_only

CLEAN, PUMP, READ = "水箱每年清洗一次。", "泵房每月巡检两次。", "水表每月抄录一次。"


def citation(passage_id: str, quote: str) -> Citation:
    name, version, _ = passage_id.rsplit(".", 2)
    return Citation(1, name, int(version), passage_id, name, 1, None, None, (), quote, ())


def clauses(name: str, texts: dict[str, str]) -> NewVersion:
    """A paper of articles, each a passage of its own."""
    new = paper(name, list(texts.values()))
    passages = [replace(each, clause=clause) for each, clause in zip(new.passages, texts, strict=True)]
    return replace(new, passages=passages)


def stale(library: Library) -> list[tuple[str, str, str | None]]:
    return [(each.dependent.holder, each.why, each.now and each.now.text) for each in library.dependents.stale(STAFF)]


def test_a_holder_has_what_it_cited_last_until_it_is_released(library: Library) -> None:
    with library.writing() as writer:
        writer.publish(paper("rules", [CLEAN, PUMP]))
    record = library.dependents
    record.record("answer", "1", [citation("rules.1.0", CLEAN)])
    record.record("draft", "1", [citation("rules.1.0", CLEAN)])
    record.record("answer", "1", [citation("rules.1.1", PUMP), citation("other.1.0", "x")])
    assert [(each.kind, each.passage_id) for each in record.of_document("rules")] == [
        ("draft", "rules.1.0"),
        ("answer", "rules.1.1"),
    ]
    record.release("answer", "1")
    assert [each.kind for each in record.of_document("rules")] == ["draft"]
    assert record.of_document("other") == []


def test_only_what_a_new_version_no_longer_says_is_stale(library: Library) -> None:
    with library.writing() as writer:
        writer.publish(paper("rules", [CLEAN, PUMP, READ]))
        for holder, ordinal, quote in (("clean", 0, CLEAN), ("pump", 1, "每月 巡检两次"), ("read", 2, READ)):
            library.dependents.record("answer", holder, [citation(f"rules.1.{ordinal}", quote)])
        assert stale(library) == []
        changed = "水箱每半年清洗一次。"
        writer.publish(paper("rules", ["另加的一段。", f"{PUMP}{READ}", changed]))
    assert stale(library) == [("clean", "changed", changed)]
    assert library.dependents.stale(NOBODY) == []


def test_the_passage_in_its_place_is_that_of_the_same_clause(library: Library) -> None:
    with library.writing() as writer:
        writer.publish(clauses("rules", {"第一条": CLEAN, "第二条": PUMP}))
        library.dependents.record("answer", "1", [citation("rules.1.0", CLEAN)])
        writer.publish(clauses("rules", {"第一条": "储水设施由专人负责。", "第二条": "水箱每月清洗一次。"}))
        assert stale(library) == [("1", "changed", "储水设施由专人负责。")]
        writer.publish(paper("rules", ["完全不同的话题"]))
    assert stale(library) == [("1", "changed", None)]


def test_what_was_removed_or_has_lost_its_force_is_told(library: Library) -> None:
    with library.writing() as writer:
        writer.publish_many([rule("a", "清洗办法", date(2020, 1, 1), [CLEAN]), paper("gone", [PUMP])])
        writer.publish(rule("d", "抄表办法", date(2020, 1, 1), [READ], effective_to=date(2021, 1, 1)))
        for name, quote in (("gone", PUMP), ("a", CLEAN), ("d", READ)):
            library.dependents.record("answer", name, [citation(f"{name}.1.0", quote)])
        assert stale(library) == [("d", "superseded", READ)]
        writer.publish(rule("b", "清洗办法", date(2023, 1, 1), [CLEAN]))
        writer.remove("gone")
    assert stale(library) == [("gone", "removed", None), ("a", "superseded", CLEAN), ("d", "superseded", READ)]


def test_an_answer_is_saved_while_another_program_is_writing(library: Library) -> None:
    other = open_library(library.home, patience=0.0)
    with library.writing() as writer:
        writer.publish(paper("rules", [CLEAN]))
        other.dependents.record("answer", "1", [citation("rules.1.0", CLEAN)])
    assert len(library.dependents.of_document("rules")) == 1


def test_nothing_is_recorded_in_a_folder_that_cannot_be_written(library: Library) -> None:
    with library.writing() as writer:
        writer.publish(paper("rules", [CLEAN]))
    library.dependents.record("answer", "1", [citation("rules.1.0", CLEAN)])
    library.close()
    with read_only(library.home) as home:
        reading = open_library(home)
        assert len(reading.dependents.of_document("rules")) == 1
        assert reading.dependents.stale(STAFF) == []
        with pytest.raises(HomeReadOnly):
            reading.dependents.record("answer", "2", [])
