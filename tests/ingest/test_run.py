from __future__ import annotations

import io
import os
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from assistant.access import LOCAL_PERSON, filter_for
from assistant.audit import AuditLog
from assistant.domain import FileOutcome, FileStatus, Filters
from assistant.library import registry_writing
from assistant.library.library import Library
from assistant.ports import IngestProgress
from assistant.service import Assistant, Parts
from ingest.service import IngestService
from tests.support import files

ACCESS = filter_for(LOCAL_PERSON)


def statuses(outcomes: tuple[FileOutcome, ...]) -> dict[str, str]:
    return {Path(outcome.path).name: outcome.status.value for outcome in outcomes}


def test_sync_keeps_what_only_cannot_be_read(
    papers: Path, intake: IngestService, library: Library, lock: Callable[[Path], None]
):
    for name in ("子/甲.txt", "子/深/乙.txt"):
        path = papers / name
        path.parent.mkdir()
        path.write_text(f"{name}的文件。", encoding="utf-8")
    intake.ingest([papers], LOCAL_PERSON)
    lock(papers / "子")
    report = intake.ingest([papers], LOCAL_PERSON, sync=True)
    assert statuses(report.files) == {"供水 办法.md": "unchanged", "总结.txt": "unchanged", "子": "rejected"}
    assert "权限" in str(report.files[-1].reason)
    assert len(library.documents(ACCESS, Filters())) == 4


def test_sync_of_a_folder_that_is_bare_removes_nothing_and_says_so(
    papers: Path, intake: IngestService, library: Library
):
    intake.ingest([papers], LOCAL_PERSON)
    for path in papers.iterdir():
        path.unlink()
    (line,) = intake.ingest([papers], LOCAL_PERSON, sync=True).files
    assert (line.path, line.status) == (str(papers), FileStatus.REJECTED)
    assert "挂载" in str(line.reason)
    assert len(library.documents(ACCESS, Filters())) == 2


@pytest.mark.parametrize("dry_run", [True, False])
def test_sync_of_a_path_that_is_gone_removes_its_documents(
    papers: Path, intake: IngestService, library: Library, dry_run: bool
):
    sub = papers / "子"
    sub.mkdir()
    (sub / "甲.txt").write_text("甲的文件。", encoding="utf-8")
    intake.ingest([papers], LOCAL_PERSON)
    shutil.rmtree(sub)
    (papers / "总结.txt").unlink()
    gone = [sub, papers / "总结.txt", papers / "从未有过.txt", papers / "无" / "此.txt"]
    assert {o.status for o in intake.ingest(gone, LOCAL_PERSON).files} == {FileStatus.REJECTED}
    report = intake.ingest(gone, LOCAL_PERSON, sync=True, dry_run=dry_run)
    assert statuses(report.files) == {
        "甲.txt": "removed", "总结.txt": "removed", "从未有过.txt": "rejected", "此.txt": "rejected",
    }  # fmt: skip
    assert len(library.documents(ACCESS, Filters())) == (3 if dry_run else 1)


def test_sync_of_a_renamed_folder_keeps_its_documents(papers: Path, intake: IngestService, library: Library):
    before = {outcome.document_id for outcome in intake.ingest([papers], LOCAL_PERSON).files}
    renamed = papers.with_name("新夹")
    papers.rename(renamed)
    report = intake.ingest([papers, renamed], LOCAL_PERSON, sync=True)
    assert set(statuses(report.files).values()) == {"unchanged"}
    assert {d.document_id for d in library.documents(ACCESS, Filters())} == before


def test_a_run_that_changes_nothing_makes_the_base_that_a_killed_one_did_not_come_to(
    papers: Path, intake: IngestService, library: Library
):
    intake.ingest([papers], LOCAL_PERSON)
    whole = library.refresh().base
    registry_writing.put_base(library.registry, None)
    assert [check.name for check in library.check("en") if not check.ok] == ["vectors"]
    report = intake.ingest([papers], LOCAL_PERSON, sync=True)
    assert set(statuses(report.files).values()) == {"unchanged"}
    made = library.refresh().base
    assert whole
    assert made
    assert made.passages == whole.passages
    assert [check.name for check in library.check("en") if not check.ok] == []


def test_a_pipe_is_a_line_of_the_report_and_stops_nothing(papers: Path, intake: IngestService):
    os.mkfifo(papers / "管道.txt")
    report = intake.ingest([papers], LOCAL_PERSON)
    assert statuses(report.files) == {"供水 办法.md": "added", "总结.txt": "added", "管道.txt": "rejected"}


def test_the_report_stands_in_the_order_of_the_files(papers: Path, intake: IngestService):
    (papers / "坏.pdf").write_bytes(b"")
    intake.ingest([papers / "总结.txt"], LOCAL_PERSON)
    names = [Path(outcome.path).name for outcome in intake.ingest([papers], LOCAL_PERSON).files]
    assert names == ["供水 办法.md", "坏.pdf", "总结.txt"]


def test_a_dry_run_says_what_the_real_run_says_of_copies(papers: Path, intake: IngestService):
    intake.ingest([papers / "总结.txt"], LOCAL_PERSON)
    text = (papers / "总结.txt").read_bytes()
    (papers / "总结.txt").unlink()
    for name in ("移动一.txt", "移动二.txt"):
        (papers / name).write_bytes(text)
    (papers / "另一份.md").write_bytes((papers / "供水 办法.md").read_bytes())
    facts = [
        [
            (o.path, o.status, o.pages, o.reason, o.warnings)
            for o in intake.ingest([papers], LOCAL_PERSON, sync=True, dry_run=dry).files
        ]
        for dry in (True, False)
    ]
    assert facts[0] == facts[1]
    assert [fact[1].value for fact in facts[0]] == ["added", "unchanged", "replaced", "unchanged"]


def test_a_file_whose_old_name_was_given_to_other_words_is_taken_in(papers: Path, intake: IngestService):
    intake.ingest([papers], LOCAL_PERSON)
    (papers / "总结.txt").rename(papers / "去年总结.txt")
    (papers / "总结.txt").write_text("今年受理热线2001件。", encoding="utf-8")
    report = intake.ingest([papers], LOCAL_PERSON)
    assert statuses(report.files) == {"供水 办法.md": "unchanged", "去年总结.txt": "added", "总结.txt": "replaced"}


def test_a_renamed_file_takes_its_title_and_date_from_its_new_name(
    papers: Path, intake: IngestService, library: Library
):
    old = papers / "热线月报2023-03-01.txt"
    old.write_text("全年受理热线1900件，办结率高，群众满意度继续提升，投诉明显减少。", encoding="utf-8")
    (first,) = intake.ingest([old], LOCAL_PERSON).files
    old.rename(papers / "投诉月报2024-05-06.txt")
    (line,) = intake.ingest([papers / "投诉月报2024-05-06.txt"], LOCAL_PERSON).files
    assert (line.status, line.document_id) == (FileStatus.REPLACED, first.document_id)
    assert any("移到这里" in warning for warning in line.warnings)
    (document,) = library.documents(ACCESS, Filters())
    assert (document.title, str(document.metadata.published)) == ("投诉月报", "2024-05-06")
    assert document.path.endswith("投诉月报2024-05-06.txt")


def test_a_run_stops_before_a_page_of_ocr_and_takes_nothing_of_that_file_in(
    papers: Path, intake: IngestService, library: Library
):
    path = papers / "扫描.pdf"
    path.write_bytes(files.mixed_pdf([files.picture(["Total supplied 5906"])]))
    seen: list[IngestProgress] = []
    answers = iter([False, False, True])
    report = intake.ingest([papers / "总结.txt", path], LOCAL_PERSON, sync=True, should_stop=lambda: next(answers))
    assert statuses(report.files) == {"总结.txt": "added"}
    (line,) = intake.ingest([path], LOCAL_PERSON, on_progress=seen.append).files
    assert (line.status, line.warnings) == (FileStatus.ADDED, ("第 1 页是图像，用文字识别读出",))
    assert [(each.page, each.pages) for each in seen if each.stage == "ocr"] == [(1, 1)]


def test_a_name_that_promises_another_format_is_a_warning(papers: Path, intake: IngestService):
    png = io.BytesIO()
    files.picture(["Total supplied 5906"]).save(png, format="PNG")
    (papers / "假.pdf").write_text("只是文本。", encoding="utf-8")
    (papers / "假.docx").write_bytes(files.pdf([["water supply"]]))
    (papers / "假.html").write_text("还是文本。", encoding="utf-8")
    (papers / "假.xls").write_text("<html><body><p>供水</p></body></html>", encoding="utf-8")
    (papers / "假.md").write_bytes(png.getvalue())
    found = {Path(o.path).name: o for o in intake.ingest([papers], LOCAL_PERSON).files}
    assert (found["假.pdf"].status, found["假.pdf"].warnings) == (FileStatus.ADDED, ("名字是 .pdf，内容是文本",))
    assert found["假.docx"].warnings[0] == "名字是 .docx，内容是 PDF"
    assert found["假.html"].warnings == ("名字是 .html，内容是文本",)
    assert found["假.xls"].warnings[0] == "名字是 .xls，内容是 HTML"
    assert found["假.md"].warnings[0] == "名字是 .md，内容是图片"
    assert found["总结.txt"].warnings == ()


@pytest.mark.parametrize("given", [str, Path, lambda path: [str(path)], lambda path: (path,)])
def test_the_door_takes_one_path_or_several_as_words_or_paths(
    papers: Path, tmp_path: Path, intake: IngestService, library: Library, given: Callable[[Path], str | list[Path]]
):
    unasked: Any = None  # taking files in asks neither of them
    parts = Parts(library, unasked, unasked, intake, AuditLog(tmp_path / "audit.jsonl"), tuple)
    report = Assistant(parts).ingest(given(papers / "总结.txt"), LOCAL_PERSON)
    assert statuses(report.files) == {"总结.txt": "added"}
