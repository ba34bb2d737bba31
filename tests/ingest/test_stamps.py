from __future__ import annotations

import os
import time
from pathlib import Path

import pytest

from assistant.access import LOCAL_PERSON, filter_for
from assistant.domain import FileStatus, Filters
from assistant.library.library import Library
from assistant.ports import FileStamp
from ingest import run as running
from ingest import stamps as stamping
from ingest.manifest import Entry
from ingest.publishing import Item
from ingest.service import IngestService

ACCESS = filter_for(LOCAL_PERSON)


def age(folder: Path, seconds: float = 3600) -> None:
    """Give every file below an older time, as files in an office have."""
    for path in folder.rglob("*"):
        os.utime(path, (time.time() - seconds,) * 2)


def lines(intake: IngestService, folder: Path, **options: bool) -> list[str]:
    return [outcome.status.value for outcome in intake.ingest([folder], LOCAL_PERSON, sync=True, **options).files]


def forbid_opening(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(path: Path) -> str:
        raise AssertionError(f"{path} was opened")

    monkeypatch.setattr(stamping, "sha256_of", refuse)


def test_an_unchanged_file_is_not_opened(papers: Path, intake: IngestService, monkeypatch: pytest.MonkeyPatch):
    (papers / "副本.md").write_bytes((papers / "供水 办法.md").read_bytes())
    age(papers)
    assert sorted(lines(intake, papers)) == ["added", "added", "unchanged"]
    forbid_opening(monkeypatch)
    assert lines(intake, papers) == ["unchanged"] * 3


def test_a_library_without_stamps_gets_them_from_a_run_that_changes_nothing(
    papers: Path, intake: IngestService, library: Library, monkeypatch: pytest.MonkeyPatch
):
    age(papers)
    intake.ingest([papers], LOCAL_PERSON)
    with library.writing() as writer:
        writer.saw(dict.fromkeys(library.stamps()))
    generation = library.generation()
    assert lines(intake, papers) == ["unchanged"] * 2
    assert library.generation() == generation
    forbid_opening(monkeypatch)
    assert lines(intake, papers) == ["unchanged"] * 2


def test_a_file_of_other_size_or_time_is_hashed_and_taken_in(papers: Path, intake: IngestService):
    age(papers)
    lines(intake, papers)
    (papers / "总结.txt").write_text("全年受理热线2001件。", encoding="utf-8")
    os.utime(papers / "供水 办法.md")  # touched, with the same words in it
    assert lines(intake, papers) == ["unchanged", "replaced"]


def test_a_file_written_just_now_is_not_trusted_by_its_time(papers: Path, intake: IngestService, library: Library):
    intake.ingest([papers], LOCAL_PERSON)
    assert library.stamps() == {}


def test_a_document_removed_by_hand_comes_back_though_its_file_is_as_it_was(papers: Path, intake: IngestService):
    age(papers)
    (first, _) = intake.ingest([papers], LOCAL_PERSON).files
    intake.remove(str(first.document_id), LOCAL_PERSON)
    assert lines(intake, papers) == ["added", "unchanged"]


def test_a_removed_file_leaves_no_stamp(papers: Path, intake: IngestService, library: Library):
    age(papers)
    lines(intake, papers)
    (papers / "总结.txt").unlink()
    assert lines(intake, papers) == ["unchanged", "removed"]
    assert [Path(path).name for path in library.stamps()] == ["供水 办法.md"]


def test_what_an_earlier_reader_read_is_read_again_only_when_asked(
    papers: Path, intake: IngestService, library: Library, monkeypatch: pytest.MonkeyPatch
):
    age(papers)
    lines(intake, papers)
    for module in (running, stamping):
        monkeypatch.setattr(module, "READER", "a better one")
    assert lines(intake, papers) == ["unchanged"] * 2
    # The same words come out: nothing is published, and the stamps name the new reader.
    assert lines(intake, papers, reread=True) == ["unchanged"] * 2
    assert {document.version for document in library.documents(ACCESS, Filters())} == {1}
    assert {stamp.reader for stamp in library.stamps().values()} == {"a better one"}


def test_a_reading_that_differs_is_published_anew(papers: Path, intake: IngestService, library: Library):
    age(papers)
    (_, second) = intake.ingest([papers], LOCAL_PERSON).files
    path = str(papers / "总结.txt")
    # As if an earlier reader had read other words from the same bytes.
    stamp = library.stamps()[path]
    other = papers.parent / "别处.txt"
    other.write_text("全年受理热线两千件。", encoding="utf-8")
    prepared = intake.prepared(other.read_bytes(), "总结.txt", Entry(), None)
    with intake.batch(lambda *_: None) as batch:
        batch.items.append(
            Item(path, path, stamp.sha256, Path(path), prepared, forced=True, document_id=second.document_id)
        )
        batch.flush()
        batch.writer().saw({path: FileStamp(stamp.size, stamp.mtime_ns, stamp.sha256, "earlier")})
    (line,) = [
        outcome
        for outcome in intake.ingest([papers], LOCAL_PERSON, reread=True).files
        if outcome.status is not FileStatus.UNCHANGED
    ]
    assert (line.status, line.document_id) == (FileStatus.REPLACED, second.document_id)
    texts = [passage.text for passage in library.document_passages(str(second.document_id), ACCESS)]
    assert texts == ["全年受理热线1864件。"]
