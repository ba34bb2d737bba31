from __future__ import annotations

from assistant.domain import Box
from ingest.layout import Line
from ingest.readers.pdf_order import order_confidence


def line(x: float, y: float, region: int, text: str = "供水量五千九百零六万吨") -> Line:
    return Line(text, 10, left=x, box=Box(x, y, x + 110, y + 10), region=region)


COLUMNS = [line(x, y, region) for region, x in enumerate((50, 200, 350)) for y in (100, 115, 130, 145)]


def test_columns_that_stand_apart_are_sure():
    assert order_confidence(COLUMNS) == 1.0


def test_a_page_without_text_has_no_order():
    assert order_confidence([]) is None


def test_lines_printed_over_those_of_another_region_cost_their_share():
    over = [line(60, y, 7) for y in (101, 116)]
    sure = order_confidence([*COLUMNS, *over])
    assert sure is not None
    assert sure <= 1 - 4 / 14


def test_a_step_up_and_to_the_left_is_no_step_a_reader_takes():
    backwards = [line for region in (2, 1, 0) for line in COLUMNS if line.region == region]
    assert order_confidence(backwards) == 0.5


def test_wide_gaps_in_lines_of_no_table_may_be_columns_that_were_not_told_apart():
    assert order_confidence([line(50, y, 0, "左边的话   右边的话") for y in (100, 115, 130)]) == 0.5
