from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from assistant.domain import Metadata, Page
from assistant.errors import DocumentError, EmbeddingMismatch, NotFound, UsageError
from assistant.library.library import Library
from assistant.library.registry import ModelStamp
from tests.assistant.library.papers import ALL, STAFF, found_by_word, found_near, open_library, paper

OLD, NEW = "水箱每年清洗一次", "水箱半年消毒一次"


def test_a_published_document_is_found_and_opened_in_every_way(library: Library) -> None:
    with library.writing() as writer:
        published = writer.publish(paper("rules", [OLD, "水表每月抄录"]))
    assert published == library.document("rules", STAFF)
    assert (published.version, published.pages, published.passages) == (1, 1, 2)
    assert found_near(library, OLD) == ["rules.1.0"]
    assert found_by_word(library, "抄录") == ["rules.1.1"]
    page = library.page("rules", 1, STAFF)
    (first, second) = library.document_passages("rules", STAFF)
    assert [page.text[span.start : span.end] for span in second.spans] == ["水表每月抄录"]
    assert library.passages([second.passage_id, "nobody.1.0", first.passage_id], STAFF) == [second, first]


def test_a_replaced_version_is_gone_from_every_leg_and_its_citations_still_open(library: Library) -> None:
    with library.writing() as writer:
        writer.publish(paper("rules", [OLD]))
        before = library.scope(STAFF, ALL)
        assert writer.publish(paper("rules", [NEW])).version == 2
    assert found_near(library, OLD) == found_near(library, NEW) == ["rules.2.0"]
    assert found_by_word(library, "清洗") == []
    assert found_by_word(library, "消毒") == ["rules.2.0"]
    assert library.keyword_count() == library.base_count() == 1
    assert library.similarities(np.zeros(16, np.float32), ["rules.1.0"]) == {}
    assert library.keyword(["消毒"], before, 10) == []
    assert library.passages(["rules.1.0"], STAFF)[0].text == OLD
    assert OLD in library.page("rules", 1, STAFF, version=1).text
    assert NEW in library.page("rules", 1, STAFF).text


def test_a_removed_document_leaves_nothing_behind(library: Library, tmp_path: Path) -> None:
    source = tmp_path / "rules.txt"
    source.write_text(OLD, encoding="utf-8")
    with library.writing() as writer:
        writer.publish(paper("rules", [OLD], original=source))
        writer.publish(paper("rules", [NEW]))
        writer.publish(paper("other", ["抢修电话"]))
    with library.writing() as writer:
        writer.remove("rules")
        with pytest.raises(NotFound):
            writer.remove("rules")
    assert found_near(library, NEW) == ["other.1.0"]
    assert found_by_word(library, "消毒") == []
    assert library.passages(["rules.1.0", "rules.2.0"], STAFF) == []
    for version in (None, 1, 2):
        with pytest.raises(NotFound):
            library.page("rules", 1, STAFF, version)
    assert [document.document_id for document in library.documents(STAFF, ALL)] == ["other"]
    assert list((library.home / "originals").glob("*/*")) == []
    assert library.base_count() == library.keyword_count() == 1


def test_nothing_of_a_batch_is_visible_when_one_of_it_is_wrong(library: Library, tmp_path: Path) -> None:
    good, short = paper("good", [OLD]), replace(paper("short", [NEW]), vectors=np.zeros((2, 16), np.float32))
    flat = replace(paper("flat", [NEW]), vectors=np.zeros((1, 16), np.float32))
    changed = tmp_path / "changed.txt"
    changed.write_text("one", encoding="utf-8")
    moved = paper("moved", [NEW], original=changed)
    changed.write_text("two", encoding="utf-8")
    with library.writing() as writer:
        for bad, error in ((short, UsageError), (flat, UsageError), (good, UsageError), (moved, DocumentError)):
            with pytest.raises(error):
                writer.publish_many([good, bad])
    assert library.documents(STAFF, ALL) == []
    assert library.keyword_count() == 0
    assert library.registry.last_key() == 0


def test_an_error_after_staging_takes_the_document_back(library: Library) -> None:
    bad = paper("bad", [OLD])
    # The registry takes a number for a heading, the keyword index does not.
    broken = replace(bad, passages=[replace(bad.passages[0], section=(7,))])  # type: ignore[arg-type]
    with library.writing() as writer:
        writer.publish(paper("good", [NEW]))
        with pytest.raises(TypeError):
            writer.publish(broken)
        assert writer.publish(bad).version == 1
    assert all(line.ok for line in library.check("zh"))


def test_a_document_without_a_readable_passage_is_listed_and_found_by_nobody(library: Library) -> None:
    with library.writing() as writer:
        writer.publish(paper("scan", []))
    assert library.document("scan", STAFF).passages == 0
    assert found_near(library, OLD) == found_by_word(library, "清洗") == []
    assert all(line.ok for line in library.check("zh"))


def test_a_document_is_named_by_its_first_content_and_keeps_its_name(library: Library) -> None:
    first = paper("a", [OLD], known=False)
    with library.writing() as writer:
        one = writer.publish(first)
        twin = writer.publish(replace(first, path="papers/copy.txt"))
        assert (one.document_id, twin.document_id) == (first.sha256[:12], f"{first.sha256[:12]}-2")
        renewed = writer.publish(replace(paper("a", [NEW]), document_id=one.document_id))
        assert (renewed.document_id, renewed.version) == (one.document_id, 2)
        writer.remove(one.document_id)
        again = writer.publish(first)
        assert (again.document_id, again.version) == (one.document_id, 3)


def test_a_moved_file_is_the_same_document_at_another_path(library: Library) -> None:
    with library.writing() as writer:
        before = writer.publish(paper("rules", [OLD]))
        after = writer.move("rules", "archive/rules.txt")
    assert after == replace(before, path="archive/rules.txt")
    assert library.find_by_path("archive/rules.txt") == after
    assert library.find_by_path(before.path) is None
    assert library.find_by_sha256(before.sha256) == [after]
    assert found_near(library, OLD) == ["rules.1.0"]


def test_the_original_is_kept_byte_for_byte(library: Library, tmp_path: Path) -> None:
    source = tmp_path / "年报.PDF"
    source.write_bytes(b"%PDF-1.7")
    with library.writing() as writer:
        writer.publish(paper("report", [OLD], original=source))
        writer.publish(paper("typed", [NEW]))
    source.unlink()
    kept = library.original("report", STAFF)
    assert (kept.suffix, kept.read_bytes()) == (".pdf", b"%PDF-1.7")
    with pytest.raises(NotFound):
        library.original("typed", STAFF)


def test_vectors_of_another_model_are_refused_for_finding_and_for_writing(tmp_path: Path) -> None:
    with open_library(tmp_path).writing() as writer:
        writer.publish(paper("rules", [OLD]))
    other = open_library(tmp_path, model=ModelStamp("large", 16, "folder/large"))
    with pytest.raises(EmbeddingMismatch) as caught:
        found_near(other, OLD)
    assert caught.value.params == {"stored": "small", "configured": "large", "stored_setting": "bundled"}
    with other.writing() as writer, pytest.raises(EmbeddingMismatch):
        writer.publish(paper("more", [NEW]))
    assert found_by_word(other, "清洗") == ["rules.1.0"]


def test_all_pages_of_a_version_come_in_order_with_how_they_were_read(library: Library) -> None:
    pages = (Page(2, "下页", removed=("页码 2",)), Page(1, "上页", flow=((0,),), order_confidence=0.75))
    with library.writing() as writer:
        writer.publish(replace(paper("scan", [OLD]), pages=pages))
        writer.publish(paper("scan", [NEW]))
    assert library.pages("scan", STAFF, version=1) == [pages[1], pages[0]]
    assert [page.text for page in library.pages("scan", STAFF)] == [f"{NEW}\n"]
    with pytest.raises(NotFound):
        library.pages("nobody", STAFF)


def test_warnings_are_kept_with_the_version(library: Library) -> None:
    with library.writing() as writer:
        writer.publish(replace(paper("scan", [OLD]), warnings=("第2页没有文字层",)))
    assert library.warnings("scan", STAFF) == ("第2页没有文字层",)


def test_a_label_hides_a_document_from_every_look_up(library: Library) -> None:
    with library.writing() as writer:
        writer.publish(paper("rules", [OLD]))
        writer.publish(paper("secret", [NEW], Metadata(title="secret", access_label="board")))
    assert found_near(library, NEW, limit=5) == ["rules.1.0"]
    assert found_by_word(library, "消毒") == []
    assert library.passages(["secret.1.0"], STAFF) == []
    for look in (library.document, library.document_passages, library.original, library.warnings):
        with pytest.raises(NotFound):
            look("secret", STAFF)
