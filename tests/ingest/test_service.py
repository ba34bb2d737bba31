from __future__ import annotations

from pathlib import Path

import pytest

from assistant.access import LOCAL_PERSON, filter_for
from assistant.domain import FileOutcome, FileStatus, Filters, Principal
from assistant.errors import AccessDenied, NotFound, UsageError
from assistant.library.library import Library
from assistant.ports import DocumentIntake, IngestProgress
from ingest.service import IngestService
from tests.support import files
from tests.support.hashing_embedder import HashingEmbedder

ACCESS = filter_for(LOCAL_PERSON)


def statuses(outcomes: tuple[FileOutcome, ...]) -> dict[str, str]:
    return {Path(outcome.path).name: outcome.status.value for outcome in outcomes}


def found(library: Library, *terms: str) -> list[str]:
    return [name for name, _ in library.keyword(terms, library.scope(ACCESS, Filters()), 10)]


def test_the_service_fulfils_the_protocol(intake: IngestService):
    port: DocumentIntake = intake
    assert callable(port.ingest)


def test_good_files_go_in_and_every_bad_one_is_one_clear_line(papers: Path, intake: IngestService, library: Library):
    bad = {
        "加密.pdf": files.pdf([["秘密"]], password="x"),
        "空.txt": b"",
        "二进制.txt": bytes(range(256)) * 40,
        "无页.pdf": files.empty_pdf(),
        "断.docx": files.docx([("Normal", "供水")])[:2000],
        "炸弹.docx": files.bomb(),
        "旧.doc": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 512,
    }
    for name, content in bad.items():
        (papers / name).write_bytes(content)
    report = intake.ingest([papers, papers / "没有.pdf"], LOCAL_PERSON)
    assert statuses(report.files) == {
        **dict.fromkeys([*bad, "没有.pdf"], "rejected"),
        "供水 办法.md": "added",
        "总结.txt": "added",
    }
    reasons = [outcome.reason for outcome in report.files if outcome.status is FileStatus.REJECTED]
    assert all(reason and "\n" not in reason for reason in reasons)
    assert len(library.documents(ACCESS, Filters())) == 2


def test_the_same_files_again_change_nothing_and_ask_nothing_of_the_model(
    papers: Path, intake: IngestService, library: Library, embedder: HashingEmbedder
):
    intake.ingest([papers], LOCAL_PERSON)
    before, generation = embedder.embedded, library.generation()
    report = intake.ingest([papers], LOCAL_PERSON)
    assert set(statuses(report.files).values()) == {"unchanged"}
    assert all(outcome.document_id for outcome in report.files)
    assert (embedder.embedded, library.generation()) == (before, generation)


def test_a_changed_file_is_a_new_version_and_the_old_words_are_gone(
    papers: Path, intake: IngestService, library: Library
):
    (first, _) = intake.ingest([papers], LOCAL_PERSON).files
    (papers / "供水 办法.md").write_text("# 供水办法\n\n第一条 排污量为438万吨。", encoding="utf-8")
    report = intake.ingest([papers], LOCAL_PERSON)
    assert statuses(report.files) == {"供水 办法.md": "replaced", "总结.txt": "unchanged"}
    document = library.document(str(first.document_id), ACCESS)
    assert document.version == 2
    texts = [passage.text for passage in library.document_passages(document.document_id, ACCESS)]
    assert texts == ["第一条 排污量为438万吨。"]


def test_a_moved_file_keeps_its_document(papers: Path, intake: IngestService, library: Library):
    (first, _) = intake.ingest([papers], LOCAL_PERSON).files
    moved = papers / "新" / "供水办法（移动）.md"
    moved.parent.mkdir()
    (papers / "供水 办法.md").rename(moved)
    report = intake.ingest([papers], LOCAL_PERSON, sync=True)
    assert statuses(report.files)["供水办法（移动）.md"] == "unchanged"
    document = library.document(str(first.document_id), ACCESS)
    assert (document.path, document.version) == (str(moved), 1)
    assert len(library.documents(ACCESS, Filters())) == 2


def test_a_copy_is_not_taken_in_twice(papers: Path, intake: IngestService, library: Library):
    (papers / "副本.md").write_bytes((papers / "供水 办法.md").read_bytes())
    report = intake.ingest([papers], LOCAL_PERSON)
    assert sorted(statuses(report.files).values()) == ["added", "added", "unchanged"]
    assert len(library.documents(ACCESS, Filters())) == 2


def test_sync_removes_what_is_gone_from_the_folder_and_nothing_else(
    tmp_path: Path, papers: Path, intake: IngestService, library: Library
):
    elsewhere = tmp_path / "别处.txt"
    elsewhere.write_text("别处的文件。", encoding="utf-8")
    intake.ingest([papers, elsewhere], LOCAL_PERSON)
    intake.add_upload("上传.txt", "上传的文件。".encode(), LOCAL_PERSON)
    (papers / "总结.txt").unlink()
    assert "removed" not in statuses(intake.ingest([papers], LOCAL_PERSON).files).values()
    rehearsal = intake.ingest([papers], LOCAL_PERSON, sync=True, dry_run=True)
    assert statuses(rehearsal.files)["总结.txt"] == "removed"
    assert len(library.documents(ACCESS, Filters())) == 4
    report = intake.ingest([papers], LOCAL_PERSON, sync=True)
    assert statuses(report.files) == {"供水 办法.md": "unchanged", "总结.txt": "removed"}
    assert {Path(d.path).name for d in library.documents(ACCESS, Filters())} == {"供水 办法.md", "别处.txt", "上传.txt"}


def test_a_dry_run_reads_and_changes_nothing(
    papers: Path, intake: IngestService, embedder: HashingEmbedder, library: Library
):
    (papers / "空.txt").write_bytes(b"")
    report = intake.ingest([papers], LOCAL_PERSON, dry_run=True)
    assert statuses(report.files) == {"供水 办法.md": "added", "总结.txt": "added", "空.txt": "rejected"}
    assert (embedder.embedded, library.documents(ACCESS, Filters())) == (0, [])


def test_stopping_keeps_what_was_done_and_the_next_run_goes_on(papers: Path, intake: IngestService, library: Library):
    answers = iter([False, True])
    report = intake.ingest([papers], LOCAL_PERSON, sync=True, should_stop=lambda: next(answers))
    assert list(statuses(report.files).values()) == ["added"]
    assert sorted(statuses(intake.ingest([papers], LOCAL_PERSON).files).values()) == ["added", "unchanged"]


def test_progress_names_the_file_the_count_and_the_stage(papers: Path, intake: IngestService):
    seen: list[IngestProgress] = []
    lines: list[FileOutcome] = []
    report = intake.ingest([papers], LOCAL_PERSON, on_progress=seen.append, on_file=lines.append)
    assert {progress.stage for progress in seen} == {"reading", "embedding", "publishing"}
    assert all(0 <= progress.done <= progress.total == 2 for progress in seen)
    assert tuple(lines) == report.files


def test_a_page_without_text_goes_in_as_not_read(tmp_path: Path, intake: IngestService, library: Library):
    path = tmp_path / "扫描.pdf"
    path.write_bytes(files.pdf([[], []]))
    (outcome,) = intake.ingest([path], LOCAL_PERSON).files
    assert (outcome.status, outcome.pages) == (FileStatus.ADDED, 2)
    assert any("没有文字层" in warning for warning in outcome.warnings)
    page = library.page(str(outcome.document_id), 2, ACCESS)
    assert (page.read_as.value, bool(page.warnings)) == ("none", True)


def test_a_manifest_edited_later_reaches_an_unchanged_file(papers: Path, intake: IngestService, library: Library):
    intake.ingest([papers], LOCAL_PERSON)
    (papers / "manifest.csv").write_text("path,kind,place\n总结.txt,summary,汀澜市\n", encoding="utf-8")
    report = intake.ingest([papers], LOCAL_PERSON)
    assert statuses(report.files) == {"供水 办法.md": "unchanged", "总结.txt": "replaced"}
    document = library.find_by_path(str(papers / "总结.txt"))
    assert document is not None
    assert (document.metadata.kind, document.metadata.place) == ("summary", "汀澜市")


def test_an_upload_is_a_document_and_the_same_name_a_new_version(intake: IngestService, library: Library):
    first = intake.add_upload("报告.txt", "供水量462万吨。".encode(), LOCAL_PERSON)
    again = intake.add_upload("报告.txt", "供水量462万吨。".encode(), LOCAL_PERSON)
    other = intake.add_upload("C:\\文件\\报告.txt", "供水量438万吨。".encode(), LOCAL_PERSON)
    assert [o.status.value for o in (first, again, other)] == ["added", "unchanged", "replaced"]
    assert first.document_id == again.document_id == other.document_id
    document = library.document(str(first.document_id), ACCESS)
    assert (document.path, document.version) == ("upload/报告.txt", 2)
    assert library.original(document.document_id, ACCESS).read_bytes() == "供水量438万吨。".encode()


def test_an_upload_that_cannot_be_read_says_why(intake: IngestService):
    outcome = intake.add_upload("空.pdf", b"", LOCAL_PERSON)
    assert outcome.status is FileStatus.REJECTED
    assert outcome.reason


def test_an_upload_without_a_name_is_a_usage_error(intake: IngestService):
    with pytest.raises(UsageError):
        intake.add_upload("..", b"x", LOCAL_PERSON)


def test_removing_takes_a_document_out_of_every_leg(papers: Path, intake: IngestService, library: Library):
    (first, _) = intake.ingest([papers], LOCAL_PERSON).files
    assert found(library, "节约")
    assert intake.remove(str(first.document_id), LOCAL_PERSON).status is FileStatus.REMOVED
    assert not found(library, "节约")
    with pytest.raises(NotFound):
        intake.remove(str(first.document_id), LOCAL_PERSON)


def test_an_unnamed_person_takes_nothing_in(papers: Path, intake: IngestService):
    with pytest.raises(AccessDenied):
        intake.ingest([papers], Principal(""))
    with pytest.raises(AccessDenied):
        intake.add_upload("a.txt", b"x", Principal(""))
