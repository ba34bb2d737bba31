from __future__ import annotations

import io
import zipfile
from datetime import datetime
from pathlib import Path

import openpyxl
import pytest

from assistant.errors import UnreadableDocument
from ingest.readers import read
from ingest.readers.document import ReadDocument
from ingest.readers.xlsx import shown


def saved(book: openpyxl.Workbook) -> ReadDocument:
    out = io.BytesIO()
    book.save(out)
    return read(out.getvalue(), "表.xlsx")


def pairs(document: ReadDocument, page: int = 0) -> list[list[tuple[str, str]]]:
    text = document.pages[page].text
    rows = [block.cells for block in document.pages[page].blocks if block.cells]
    return [[(text[a:b], text[c:d]) for a, b, c, d in cells] for cells in rows]


def test_every_row_carries_its_headers_below_a_caption():
    book = openpyxl.Workbook()
    for row in (["2023年生产月报"], ["月份", "供水量(万吨)"], ["1月", 462], ["2月", 438]):
        book.active.append(row)
    book.active.merge_cells("A1:B1")
    document = saved(book)
    assert pairs(document) == [[("月份", "1月"), ("供水量(万吨)", "462")], [("月份", "2月"), ("供水量(万吨)", "438")]]
    headings = [document.pages[0].text[b.start : b.end] for b in document.pages[0].blocks if b.kind == "heading"]
    assert headings == ["Sheet", "2023年生产月报"]


def test_merged_header_cells_name_every_column_they_cover():
    book = openpyxl.Workbook()
    for row in (["水厂", "供水量", None], [None, "计划", "实际"], ["东厂", 10, 12]):
        book.active.append(row)
    book.active.merge_cells("A1:A2")
    book.active.merge_cells("B1:C1")
    assert pairs(saved(book)) == [[("水厂", "东厂"), ("供水量 计划", "10"), ("供水量 实际", "12")]]


def test_tables_side_by_side_do_not_share_headers():
    book = openpyxl.Workbook()
    sheet = book.active
    for r, row in enumerate((["甲", "乙", None, "丙", "丁"], [1, 2, None, 3, 4]), start=1):
        for c, value in enumerate(row, start=1):
            sheet.cell(r, c, value)
    assert pairs(saved(book)) == [[("甲", "1"), ("乙", "2")], [("丙", "3"), ("丁", "4")]]


def test_a_hidden_sheet_is_reported_and_not_read():
    book = openpyxl.Workbook()
    book.active.append(["供水量", 1])
    hidden = book.create_sheet("底稿")
    hidden.append(["秘密", 2])
    hidden.sheet_state = "hidden"
    document = saved(book)
    assert document.pages[1].text == ""
    assert [(notice.key, dict(notice.params)) for notice in document.notices] == [("sheet_hidden", {"sheet": "底稿"})]


def test_a_sheet_that_claims_a_giant_rectangle_is_read_by_its_cells():
    book = openpyxl.Workbook()
    book.active["A1"] = "甲"
    book.active["XFD1048576"] = "乙"
    assert "甲" in saved(book).pages[0].text


@pytest.mark.parametrize(
    ("value", "number_format", "text"),
    [
        (0.1234, "0.00%", "12.34%"),
        (1234.5, "#,##0.00", "1,234.50"),
        (0.1 + 0.2, "General", "0.3"),
        (5906, "General", "5906"),
        (datetime(2024, 2, 4), "yyyy", "2024-02-04"),
        ("=DISPIMG(1)", "General", ""),
        (None, "General", ""),
    ],
)
def test_values_are_shown_as_the_sheet_shows_them(value: object, number_format: str, text: str):
    assert shown(value, number_format) == text


def test_formulas_without_a_stored_result_are_counted_by_sheet():
    book = openpyxl.Workbook()
    book.active.title = "表一"
    book.active.append(["指标", "数量"])
    book.active.append(["合计", "=1+2"])
    book.create_sheet("表二").append(["=A1", "=B1", 5])
    out = io.BytesIO()
    book.save(out)
    found = [(item.page, dict(item.params)) for item in read(out.getvalue(), "a.xlsx").notices]
    assert found == [(1, {"sheet": "表一", "count": 1}), (2, {"sheet": "表二", "count": 2})]


def test_a_value_merged_over_two_columns_stands_under_both_headers(shared: Path):
    document = read((shared / "office" / "mineru_xlsx_01.xlsx").read_bytes(), "a.xlsx")
    page = document.pages[2]
    rows = [[(page.text[a:b], page.text[c:d]) for a, b, c, d in block.cells] for block in page.blocks if block.cells]
    assert rows[2] == [("first", "3"), ("header second", "6"), ("header third", "7")]
    assert rows[3] == [("first", "8"), ("header second", "9"), ("header third", "9")]
    assert [(item.key, item.page) for item in document.notices] == [("sheet_hidden", 4)]  # its formulas have results


def test_merged_cells_over_the_whole_sheet_are_refused_before_they_are_made():
    book = openpyxl.Workbook()
    book.active["A1"] = "供水"
    out = io.BytesIO()
    book.save(out)
    claim = b'<mergeCells count="1"><mergeCell ref="A1:XFD1048576"/></mergeCells><pageMargins'
    spoilt = io.BytesIO()
    with zipfile.ZipFile(out) as old, zipfile.ZipFile(spoilt, "w") as new:
        for part in old.namelist():
            new.writestr(part, old.read(part).replace(b"<pageMargins", claim))
    with pytest.raises(UnreadableDocument) as caught:
        read(spoilt.getvalue(), "a.xlsx")
    assert caught.value.params["kind"] == "bomb"
