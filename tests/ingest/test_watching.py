from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from assistant.access import LOCAL_PERSON, filter_for
from assistant.domain import FileOutcome, Filters, Principal
from assistant.errors import AccessDenied, UsageError
from assistant.library.library import Library
from ingest import watching
from ingest.service import IngestService
from ingest.walking import Source
from ingest.watching import QUIET_S, Rest

PATIENCE_S = 60


class Clock:
    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


def file(name: str, size: int, mtime: float) -> Source:
    return Source(Path("/") / name, name, None, size, int(mtime * 1e9))


def names(found: list[Source]) -> list[str]:
    return [source.shown for source in found]


def test_a_file_that_grows_is_left_until_it_was_the_same_for_long_enough():
    clock = Clock()
    rest = Rest(clock, clock)
    assert (names(rest.at_rest([file("a", 1, 1000)])), rest.restless) == ([], True)
    clock.now += QUIET_S
    assert names(rest.at_rest([file("a", 2, 1000 + QUIET_S)])) == []
    clock.now += QUIET_S / 2
    assert names(rest.at_rest([file("a", 2, 1000 + QUIET_S)])) == []
    clock.now += QUIET_S / 2
    assert (names(rest.at_rest([file("a", 2, 1000 + QUIET_S)])), rest.restless) == (["a"], False)


def test_a_file_that_has_lain_there_is_taken_at_the_first_look():
    clock = Clock()
    rest = Rest(clock, clock)
    assert names(rest.at_rest([file("old", 1, 10), file("new", 1, 999.5)])) == ["old"]


def test_a_clock_that_goes_ahead_delays_a_file_and_does_not_lose_it():
    clock = Clock()
    rest = Rest(clock, clock)
    ahead = file("a", 1, 90_000)
    assert names(rest.at_rest([ahead])) == []
    clock.now += QUIET_S
    assert names(rest.at_rest([ahead])) == ["a"]


def test_a_refused_file_is_not_read_again_until_it_changes():
    clock = Clock()
    rest = Rest(clock, clock)
    rest.refused(file("a", 1, 10))
    assert names(rest.at_rest([file("a", 1, 10)])) == []
    rest.at_rest([file("a", 2, 1000)])
    clock.now += QUIET_S
    assert names(rest.at_rest([file("a", 2, 1000)])) == ["a"]


@contextmanager
def watched(intake: IngestService, folder: Path) -> Iterator[list[FileOutcome]]:
    """The folder is mirrored in another thread while the body runs; yields the lines that come out."""
    lines: list[FileOutcome] = []
    errors: list[BaseException] = []
    stop = threading.Event()

    def run() -> None:
        try:
            intake.watch([folder], LOCAL_PERSON, lambda _: None, on_file=lines.append, should_stop=stop.is_set)
        except BaseException as error:
            errors.append(error)

    thread = threading.Thread(target=run)
    thread.start()
    try:
        yield lines
    finally:
        stop.set()
        thread.join(PATIENCE_S)
    assert not thread.is_alive()
    assert errors == []


def until(done: Callable[[], bool]) -> None:
    deadline = time.monotonic() + PATIENCE_S
    while not done():
        assert time.monotonic() < deadline, "nothing happened"
        time.sleep(0.05)


def last(lines: list[FileOutcome], name: str) -> tuple[str, str | None] | None:
    found = [line for line in lines if Path(line.path).name == name]
    return (found[-1].status.value, found[-1].document_id) if found else None


def test_a_watched_folder_is_followed(
    papers: Path, intake: IngestService, library: Library, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(watching, "QUIET_S", 0.3)
    with watched(intake, papers) as lines:
        until(lambda: len(lines) == 2)
        first = last(lines, "总结.txt")
        (papers / "子").mkdir()
        (papers / "子" / "新.txt").write_text("新来的文件，全年抢修127处。", encoding="utf-8")
        (papers / "~$锁.docx").write_text("别的程序的记号", encoding="utf-8")
        until(lambda: last(lines, "新.txt") is not None)
        (papers / "供水 办法.md").write_text("# 供水办法\n\n第一条 供水量为438万吨。", encoding="utf-8")
        until(lambda: (last(lines, "供水 办法.md") or ("",))[0] == "replaced")
        (papers / "总结.txt").rename(papers / "去年总结.txt")
        until(lambda: library.find_by_path(str(papers / "去年总结.txt")) is not None)
        (papers / "子" / "新.txt").unlink()
        until(lambda: (last(lines, "新.txt") or ("",))[0] == "removed")
    moved = library.find_by_path(str(papers / "去年总结.txt"))
    assert first is not None
    assert moved is not None
    assert moved.document_id == first[1]
    held = library.documents(filter_for(LOCAL_PERSON), Filters())
    assert {Path(each.path).name for each in held} == {"供水 办法.md", "去年总结.txt"}


def test_a_file_being_written_is_taken_in_once_and_whole(papers: Path, intake: IngestService, library: Library):
    with watched(intake, papers) as lines:
        until(lambda: len(lines) == 2)
        path = papers / "大文件.txt"
        with path.open("w", encoding="utf-8") as file:
            for number in range(6):
                file.write(f"第{number}节，抢修{number}处。\n")
                file.flush()
                time.sleep(QUIET_S / 4)
        until(lambda: last(lines, "大文件.txt") is not None)
    assert [line.status.value for line in lines if Path(line.path) == path] == ["added"]
    document = library.find_by_path(str(path))
    assert document is not None
    text = library.page(document.document_id, 1, filter_for(LOCAL_PERSON)).text
    assert "第0节" in text
    assert "第5节" in text


def test_a_path_that_is_not_there_cannot_be_watched(papers: Path, intake: IngestService):
    with pytest.raises(UsageError):
        intake.watch([papers / "没有"], LOCAL_PERSON, lambda _: None, should_stop=lambda: True)


def test_an_unnamed_person_watches_nothing(papers: Path, intake: IngestService):
    with pytest.raises(AccessDenied):
        intake.watch([papers], Principal(""), lambda _: None, should_stop=lambda: True)
