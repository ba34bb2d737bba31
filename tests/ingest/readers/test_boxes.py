from __future__ import annotations

import random

from assistant.domain import Box
from ingest.readers.boxes import order_boxes


def line(x: float, y: float, width: float = 200, height: float = 12) -> Box:
    return Box(x, y, x + width, y + height)


def order(boxes: list[Box]) -> list[int]:
    """The reading order, the same however the boxes come in."""
    shuffled = list(range(len(boxes)))
    random.Random(7).shuffle(shuffled)
    found = order_boxes([boxes[i] for i in shuffled])
    assert sorted(found) == list(range(len(boxes)))
    return [shuffled[i] for i in found]


def test_two_columns_are_read_one_after_the_other():
    boxes = [line(50, 100 + 20 * n) for n in range(10)] + [line(300, 103 + 20 * n) for n in range(10)]
    assert order(boxes) == list(range(20))


def test_a_heading_over_both_columns_and_a_caption_under_them_keep_their_places():
    columns = [line(50, 100 + 20 * n) for n in range(6)] + [line(300, 100 + 20 * n) for n in range(6)]
    boxes = [line(50, 60, 450, 20), *columns, line(50, 240, 450)]
    assert order(boxes) == list(range(14))


def test_columns_above_a_wide_heading_are_read_before_those_below_it():
    above = [line(50, 20 * n) for n in range(4)] + [line(300, 20 * n) for n in range(4)]
    below = [line(50, 200 + 20 * n) for n in range(4)] + [line(300, 200 + 20 * n) for n in range(4)]
    assert order([*above, line(50, 150, 450), *below]) == list(range(17))


def test_three_columns_are_found():
    boxes = [line(50 + 230 * column, 100 + 20 * n) for column in range(3) for n in range(8)]
    assert order(boxes) == list(range(24))


def test_rows_of_a_table_are_read_across():
    boxes = [line(50 + 120 * column, 100 + 20 * row, 60) for row in range(6) for column in range(4)]
    assert order(boxes) == list(range(24))


def test_nothing_gives_nothing():
    assert order_boxes([]) == []
