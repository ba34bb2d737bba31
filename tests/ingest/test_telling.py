from __future__ import annotations

from assistant.messages import Language
from assistant.ports import IngestProgress
from assistant.terminal import pace
from ingest.telling import Telling


class Clock:
    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


def test_the_rest_is_foretold_by_bytes_and_only_when_something_was_done():
    seen: list[IngestProgress] = []
    clock = Clock()
    telling = Telling(5, 1000, seen.append, clock)
    telling.tell("a", "reading")
    clock.now = 10
    telling.finished(0)  # unchanged: costs nothing and says nothing of the pace
    telling.tell("b", "reading")
    telling.finished(200)
    telling.tell("c", "reading")
    telling.tell("c", "ocr", (3, 4), 300)
    told = [(each.done, each.total, each.rate, each.seconds_left) for each in seen]
    assert told == [(0, 5, 0, None), (1, 5, 0, None), (2, 5, 0.1, 40.0), (2, 5, 0.1, 10.0)]
    assert (seen[-1].page, seen[-1].pages) == (3, 4)


def test_nothing_is_foretold_in_the_first_moments():
    seen: list[IngestProgress] = []
    clock = Clock()
    telling = Telling(2, 10, seen.append, clock)
    clock.now = 0.1
    telling.finished(5)
    telling.tell("b", "reading")
    assert (seen[0].rate, seen[0].seconds_left) == (0, None)


def test_the_terminal_says_rate_and_time_left_in_both_languages():
    step = IngestProgress("a", 1, 2, "reading", rate=0.5, seconds_left=3725)
    languages: tuple[Language, ...] = ("zh", "en")
    assert [pace(step, language) for language in languages] == [
        "每分钟 30 个，约剩 1:02:05",
        "30 files/min, about 1:02:05 left",
    ]
    assert pace(IngestProgress("a", 1, 2, "reading"), "zh") == ""
