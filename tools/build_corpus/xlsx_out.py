"""Write the operations table as a workbook with two sheets."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from pathlib import Path

from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.worksheet.worksheet import Worksheet

from .source import ORGANISATION, SAMPLE_ZH, SOURCE_DIR, Document
from .stable_zip import stabilise

Value = str | int | float
SUMMED = ("供水量", "售水量", "污水处理量", "抢修次数", "热线受理")
HEADER_ROW = 3


def number(text: str) -> Value:
    """Turn a CSV cell into a number where it is one."""
    for kind in (int, float):
        try:
            return kind(text)
        except ValueError:
            continue
    return text


def read_table(path: Path) -> list[list[Value]]:
    """Read a CSV source table, header row first."""
    with path.open(encoding="utf-8", newline="") as handle:
        return [[number(cell) for cell in row] for row in csv.reader(handle)]


def total_row(table: list[list[Value]]) -> list[Value]:
    """Return the 合计/平均 row of the monthly table."""
    row: list[Value] = ["合计/平均"]
    for index, name in enumerate(table[0][1:], start=1):
        column = [value for line in table[1:] if isinstance(value := line[index], int | float)]
        total = sum(column)
        row.append(total if str(name).startswith(SUMMED) else round(total / len(column), 2))
    return row


def project_total(table: list[list[Value]]) -> list[Value]:
    """Return the 合计 row of the project list."""
    sums: list[Value] = [sum(int(line[index]) for line in table[1:]) for index in (2, 3)]
    return ["合计", f"{len(table) - 1}个重点项目", *sums, "", "", ""]


def _style_row(sheet: Worksheet, row: int, width: int, bold: bool) -> None:
    """Give one row borders, and a header its fill."""
    side = Side(style="thin", color="999999")
    for column in range(1, width + 1):
        cell = sheet.cell(row, column)
        cell.border = Border(left=side, right=side, top=side, bottom=side)
        cell.alignment = Alignment(horizontal="center", vertical="center", wrap_text=True)
        cell.font = Font(bold=bold)
        if row == HEADER_ROW:
            cell.fill = PatternFill("solid", fgColor="DDEBF7")


def _fill(sheet: Worksheet, title: str, table: list[list[Value]], last: list[Value], note: str) -> None:
    """Fill one sheet: merged title, sample line, header row, data, total row and note."""
    width = len(table[0])
    sheet.merge_cells(start_row=1, start_column=1, end_row=1, end_column=width)
    sheet.cell(1, 1, title).font = Font(bold=True, size=14)
    sheet.cell(1, 1).alignment = Alignment(horizontal="center")
    sheet.cell(2, 1, f"{SAMPLE_ZH}　填报单位：{ORGANISATION}")
    rows = [*table, last]
    for offset, row in enumerate(rows):
        for column, value in enumerate(row, start=1):
            sheet.cell(HEADER_ROW + offset, column, value if value != "" else None)
        _style_row(sheet, HEADER_ROW + offset, width, bold=offset in (0, len(rows) - 1))
    sheet.cell(HEADER_ROW + len(rows), 1, note)
    sheet.freeze_panes = f"B{HEADER_ROW + 1}"


def _widths(sheet: Worksheet, widths: list[int]) -> None:
    """Set the column widths."""
    for index, width in enumerate(widths):
        sheet.column_dimensions["ABCDEFGHIJKLMN"[index]].width = width


def build(doc: Document, source_dir: Path = SOURCE_DIR) -> bytes:
    """Return the workbook."""
    months = read_table(source_dir / "tables" / "operations_2023.csv")
    projects = read_table(source_dir / "tables" / "projects_2023.csv")
    book = Workbook()
    sheets: list[tuple[str, str, list[list[Value]], Callable[[list[list[Value]]], list[Value]], str]] = [
        ("月度运行", "2023年生产经营月报表", months, total_row,
         "注：供水量、售水量、污水处理量、抢修次数、热线受理为全年合计，其余指标为各月算术平均。"),
        ("重点项目", "2023年重点项目进展表", projects, project_total,
         "注：全年实施投资项目34个，本表只列12个重点项目；总投资为项目全部投资，部分项目跨年实施。"),
    ]  # fmt: skip
    for position, (name, title, table, last, note) in enumerate(sheets):
        sheet = book.create_sheet(name, position)
        _fill(sheet, title, table, last(table), note)
    _widths(book["月度运行"], [12] + [14] * 9)
    _widths(book["重点项目"], [8, 34, 14, 18, 14, 10, 14])
    book.remove(book["Sheet"])
    book.active = 0
    book.properties.title, book.properties.creator = doc.get("title"), f"{ORGANISATION}（样例）"
    out = io.BytesIO()
    book.save(out)
    return stabilise(out.getvalue())
