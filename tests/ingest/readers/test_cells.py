"""Every value of real tables with merged cells is found with its row's and its column's header.

What a value and its headers are is read here with openpyxl and python-docx, independently of the readers.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from assistant.domain import PassageKind
from ingest.chunking import chunk
from ingest.readers import read

# Sheet, the range of a table on it, and how many of its rows are header.
SHEETS = [
    ("Sheet1", "A1:C8", 1),
    ("Sheet2", "A1:D9", 1),
    ("Sheet2", "G5:I9", 1),
    ("Sheet2", "C14:E18", 1),
    ("Sheet3", "A1:C7", 2),
    ("Sheet3", "E7:G13", 2),
]
# File, which of its tables, and how many of its rows are header.
TABLES = [
    ("weknora_vertical_merge_table.docx", 0, 1),
    ("weknora_vertical_merge_table.docx", 1, 1),
    ("mineru_docx_01.docx", 0, 1),
    ("mineru_docx_01.docx", 1, 1),
    ("mineru_docx_01.docx", 2, 1),
    ("mineru_docx_01.docx", 5, 1),
    ("mineru_docx_01.docx", 7, 0),
]
Rows = list[list[str]]


def flat(text: object) -> str:
    return "" if text is None else " ".join(str(text).split())


def statements(path: Path) -> list[str]:
    """The texts of the passages that come from tables."""
    passages = chunk(read(path.read_bytes(), path.name))
    return [flat(passage.text) for passage in passages if passage.kind is PassageKind.TABLE]


def expected(rows: Rows, headers: int) -> Iterator[tuple[str, str]]:
    """For every value its row's label and itself, each after its column's header."""
    names = [flat(" ".join(dict.fromkeys(row[c] for row in rows[:headers] if row[c]))) for c in range(len(rows[0]))]
    for row in rows[headers:]:
        for name, value in zip(names, row, strict=True):
            if value:
                yield flat(f"{names[0]} {row[0]}") if row[0] else "", flat(f"{name} {value}")


def missing(rows: Rows, headers: int, found: list[str]) -> list[tuple[str, str]]:
    wanted = list(expected(rows, headers))
    assert wanted
    return [(label, value) for label, value in wanted if not any(label in text and value in text for text in found)]


def sheet_rows(sheet: Any, area: str) -> Rows:
    """The values of an area, a merged one in each place it covers."""
    values = {cell.coordinate: flat(cell.value) for row in sheet[area] for cell in row}
    for merged in sheet.merged_cells.ranges:
        origin = flat(sheet.cell(merged.min_row, merged.min_col).value)
        values.update({cell.coordinate: origin for row in sheet[merged.coord] for cell in row})
    return [[values[cell.coordinate] for cell in row] for row in sheet[area]]


@pytest.mark.parametrize(("name", "area", "headers"), SHEETS)
def test_every_value_of_a_sheet_is_found_with_its_headers(name: str, area: str, headers: int, shared: Path):
    import openpyxl

    path = shared / "office" / "mineru_xlsx_01.xlsx"
    sheet = openpyxl.load_workbook(path, data_only=True)[name]
    assert missing(sheet_rows(sheet, area), headers, statements(path)) == []


@pytest.mark.parametrize(("file", "number", "headers"), TABLES)
def test_every_value_of_a_word_table_is_found_with_its_headers(file: str, number: int, headers: int, shared: Path):
    import docx

    path = shared / "office" / file
    table = docx.Document(str(path)).tables[number]
    rows = [[" ".join(flat(p.text) for p in cell.paragraphs).strip() for cell in row.cells] for row in table.rows]
    assert missing(rows, headers, statements(path)) == []


def test_a_form_has_no_header_and_each_value_stands_beside_its_label(shared: Path):
    found = statements(shared / "office" / "mineru_docx_01.docx")
    assert any(text.startswith("姓名 MinerU 曾用名 性别") for text in found)
    assert any(text.startswith("最高学历 相应学位 所学专业") for text in found)
