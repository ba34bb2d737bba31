from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from assistant.curation import Correction, Decision
from assistant.domain import Metadata
from assistant.errors import NotFound, UsageError
from assistant.library.library import Library
from assistant.ports import FileStamp
from tests.assistant.library.papers import STAFF, found_by_word, found_near, open_library, paper, rule

OLD, NEW = date(2021, 5, 20), date(2023, 6, 20)


def test_a_persons_word_wins_over_the_manifest_and_that_over_what_was_detected(library: Library) -> None:
    detected = Metadata(title="扫描件", kind="other", place="平湖市", department="生产部")
    new = paper("rules", ["水箱每年清洗一次"])
    manifest = {"kind": "policy", "place": "清源市", "published": OLD, "access_label": "staff"}
    new = replace(new, detected=detected, manifest=manifest, metadata=replace(detected, **manifest))
    with library.writing() as writer:
        writer.publish(new)
        before = library.generation()
        told = writer.describe("rules", {"place": "汀澜市", "effective_from": "2023-07-01"}, "li")
    known = told.metadata
    assert (known.title, known.kind, known.place, known.department) == ("扫描件", "policy", "汀澜市", "生产部")
    assert (known.published, known.effective_from) == (OLD, date(2023, 7, 1))
    assert (told.version, library.generation() > before) == (1, True)
    assert found_near(library, "水箱每年清洗一次") == found_by_word(library, "清洗") == ["rules.1.0"]
    layers = library.described("rules", STAFF)
    assert layers.detected == detected
    assert dict(layers.manifest) == manifest
    assert dict(layers.chosen) == {"place": "汀澜市", "effective_from": date(2023, 7, 1)}
    assert layers.by == "li"
    assert layers.at is not None


def test_a_persons_word_outlives_new_versions_and_removal_and_can_be_taken_back(library: Library) -> None:
    first = paper("a", ["第一稿"], Metadata("旧题", place="平湖市"), known=False)
    with library.writing() as writer:
        name = writer.publish(first).document_id
        writer.describe(name, {"title": "新题", "place": ""}, "li")
        again = replace(paper(name, ["第二稿"], Metadata("又一题", place="杭州市")))
        assert writer.publish(again).metadata == Metadata("新题")
        writer.remove(name)
        assert writer.publish(first).metadata == Metadata("新题")
    with open_library(library.home).writing() as writer:
        back = writer.describe(name, {"title": None}, "wang")
        assert back.metadata == Metadata("旧题")
        assert writer.describe(name, {"place": None, "title": None}, "wang").metadata == Metadata(
            "旧题", place="平湖市"
        )
    assert library.described(name, STAFF).chosen == ()


def test_a_person_may_say_that_a_date_is_not_known_at_all(library: Library) -> None:
    with library.writing() as writer:
        writer.publish(paper("rules", ["正文"], Metadata("甲", effective_to=OLD)))
        assert library.document("rules", STAFF).status == "ended"
        assert writer.describe("rules", {"effective_to": ""}, "li").status == "in_force"
        assert writer.describe("rules", {"place": "清源市"}, "li").metadata.effective_to is None
        assert writer.describe("rules", {"effective_to": None}, "li").metadata.effective_to == OLD


def test_a_label_that_a_person_set_hides_the_document_at_once_and_in_its_next_version(library: Library) -> None:
    with library.writing() as writer:
        writer.publish(paper("minutes", ["会议纪要"]))
        writer.describe("minutes", {"access_label": "board"}, "li")
        assert found_by_word(library, "会议") == []
        writer.publish(paper("minutes", ["会议纪要二"]))
    assert found_by_word(library, "会议") == []
    with pytest.raises(NotFound):
        library.described("minutes", STAFF)


@pytest.mark.parametrize(
    "values",
    [
        {"superseded_by": "b"},
        {"colour": "blue"},
        {"title": " "},
        {"access_label": ""},
        {"published": "去年"},
        {"place": 7},
        {"replaces": [1]},
    ],
)
def test_what_is_no_metadata_is_refused_and_changes_nothing(library: Library, values: dict[str, object]) -> None:
    with library.writing() as writer:
        before = writer.publish(paper("rules", ["正文"]))
        with pytest.raises(UsageError):
            writer.describe("rules", {"kind": "policy", **values}, "li")
        with pytest.raises(NotFound):
            writer.describe("nobody", {"kind": "policy"}, "li")
    assert library.document("rules", STAFF) == before


def test_a_date_that_a_person_set_decides_which_paper_holds(library: Library) -> None:
    with library.writing() as writer:
        writer.publish_many([rule("a", "报装办法", OLD), rule("b", "报装办法", NEW)])
        assert library.document("a", STAFF).metadata.superseded_by == "b"
        writer.describe("a", {"published": "2024-01-01"}, "li")
    assert library.document("a", STAFF).status == "in_force"
    assert library.document("b", STAFF).metadata.superseded_by == "a"


def test_a_decision_holds_over_later_versions_and_after_both_papers_come_again(library: Library) -> None:
    older, newer = rule("a", "信访条例", OLD), rule("b", "信访工作条例", NEW)
    with library.writing() as writer:
        writer.publish_many([older, newer])
        (suggested,) = library.replacements(STAFF)
        assert (suggested.basis, suggested.state) == ("similar", "suggested")
        assert library.document("a", STAFF).status == "in_force"
        writer.decide("a", "b", Decision.IN_EFFECT, "li")
        assert library.document("a", STAFF).status == "superseded"
        writer.remove("b")
        assert library.document("a", STAFF).status == "in_force"
        assert library.replacements(STAFF) == []
    with open_library(library.home).writing() as writer:
        writer.publish_many([rule("a", "信访条例", OLD, ["改了"]), newer])
    (decided,) = library.replacements(STAFF)
    assert (decided.basis, decided.state, decided.since, decided.by) == ("person", "in_effect", NEW, "li")
    assert library.document("a", STAFF).metadata.superseded_by == "b"


def test_what_was_detected_can_be_rejected_and_the_rejection_taken_back(library: Library) -> None:
    with library.writing() as writer:
        writer.publish_many([rule("a", "报装办法", OLD), rule("b", "报装办法", NEW)])
        writer.decide("a", "b", Decision.REJECTED, "li")
        assert library.document("a", STAFF).status == "in_force"
        assert [each.state for each in library.replacements(STAFF)] == ["rejected"]
        writer.decide("a", "b", None, "li")
    assert library.document("a", STAFF).status == "superseded"
    assert [each.basis for each in library.replacements(STAFF)] == ["edition"]
    with library.writing() as writer:
        for pair in (("a", "a", Decision.IN_EFFECT), ("a", "b", Decision.SUGGESTED)):
            with pytest.raises(UsageError):
                writer.decide(*pair, "li")
        with pytest.raises(NotFound):
            writer.decide("a", "nobody", Decision.IN_EFFECT, "li")


def test_a_replacement_is_told_only_to_who_may_see_both(library: Library) -> None:
    with library.writing() as writer:
        writer.publish_many([rule("a", "报装办法", OLD), rule("b", "报装办法", NEW, access_label="board")])
    assert library.replacements(STAFF) == []


def test_corrections_are_kept_by_content_and_can_be_taken_back(library: Library) -> None:
    block = Correction("p" * 64, "b" * 64, "1.95万户", by="li")
    order = Correction("p" * 64, order=((1, 0), (2,)), by="li")
    with library.writing() as writer:
        for each in (replace(block, text="1.9万户"), block, order):
            writer.correct(each)
    kept = {each.block_sha256: each for each in open_library(library.home).corrections()}
    assert {replace(each, at=None) for each in kept.values()} == {block, order}
    assert all(each.at is not None for each in kept.values())
    with library.writing() as writer:
        writer.uncorrect("p" * 64, "b" * 64)
    assert [each.order for each in library.corrections()] == [((1, 0), (2,))]


def test_stamps_of_files_are_kept_and_go_with_their_document(library: Library) -> None:
    one, two = FileStamp(12, 1_700_000_000_123_456_789, "1" * 64, "2"), FileStamp(5_000_000_000, 1, "2" * 64, "2")
    with library.writing() as writer:
        path = writer.publish(paper("rules", ["正文"])).path
        writer.saw({path: one, "other.txt": one})
        writer.saw({"other.txt": two, "third.txt": two})
        assert library.stamps() == {path: one, "other.txt": two, "third.txt": two}
        writer.saw({"third.txt": None})
        writer.remove("rules")
    assert open_library(library.home).stamps() == {"other.txt": two}
