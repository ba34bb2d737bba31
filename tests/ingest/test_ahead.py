from __future__ import annotations

import threading
from pathlib import Path

import pytest

from ingest.ahead import Abandoned, Ahead
from ingest.isolation import OnPage
from ingest.walking import Source

SOURCES = [Source(Path(f"/{n}"), str(n)) for n in range(6)]


def nothing(page: int, pages: int) -> None:
    return None


def test_files_are_worked_on_before_they_are_asked_for_and_come_in_order():
    begun: list[str] = []
    third = threading.Event()

    def work(source: Source, _: OnPage) -> str:
        begun.append(source.shown)
        if source.shown == "2":
            third.set()
        return source.shown * 2

    with Ahead(work, lambda _: 0) as ahead:
        for source in SOURCES:
            ahead.begin(source)
        assert third.wait(30)  # nobody has asked for anything yet
        assert [ahead.take(source, nothing) for source in SOURCES] == ["00", "11", "22", "33", "44", "55"]
    assert begun[:1] == ["0"]


def test_no_file_is_begun_while_too_much_is_finished_and_not_asked_for():
    begun: list[str] = []
    full = threading.Event()

    def work(source: Source, _: OnPage) -> int:
        begun.append(source.shown)
        if source.shown == "1":
            full.set()
        return 300

    with Ahead(work, lambda weight: weight) as ahead:
        for source in SOURCES:
            ahead.begin(source)
        assert full.wait(30)
        assert [ahead.take(source, nothing) for source in SOURCES[:2]] == [300, 300]
        # At 300 a second file was begun; at 600 no third one before the first was asked for.
        assert begun[:2] == ["0", "1"]
        assert [ahead.take(source, nothing) for source in SOURCES[2:]] == [300] * 4


def test_a_file_heavier_than_the_limit_stops_nothing():
    with Ahead(lambda source, _: source.shown, lambda _: 10_000) as ahead:
        for source in SOURCES:
            ahead.begin(source)
        assert [ahead.take(source, nothing) for source in SOURCES] == list("012345")


def test_pages_are_told_in_the_thread_that_asks_and_an_error_comes_out_there():
    here: list[str] = []

    def work(source: Source, on_page: OnPage) -> str:
        for page in (1, 2):
            on_page(page, 2)
        raise OSError("the disc is gone")

    def on_page(page: int, pages: int) -> None:
        here.append(f"{page}/{pages} {threading.current_thread().name}")

    with Ahead(work, lambda _: 0) as ahead:
        ahead.begin(SOURCES[0])
        with pytest.raises(OSError, match="the disc is gone"):
            ahead.take(SOURCES[0], on_page)
    name = threading.current_thread().name
    assert here == [f"1/2 {name}", f"2/2 {name}"]


def test_what_is_not_finished_when_the_run_ends_is_given_up_at_its_next_page():
    first, given_up = threading.Event(), threading.Event()
    closed = threading.Event()

    def work(source: Source, on_page: OnPage) -> None:
        first.set()
        closed.wait(30)
        try:
            on_page(1, 9)
        except Abandoned:
            given_up.set()
            raise

    with Ahead(work, lambda _: 0) as ahead:
        ahead.begin(SOURCES[0])
        assert first.wait(30)
    closed.set()
    assert given_up.wait(30)
