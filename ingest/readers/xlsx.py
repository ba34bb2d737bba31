"""Excel workbooks through openpyxl: every sheet a page, every table found on it row by row."""

from __future__ import annotations

import io
import re
import warnings
import zipfile
from datetime import date, datetime, time
from typing import TYPE_CHECKING, Any

from assistant.errors import UnreadableDocument
from ingest.readers.document import Notice, PageBuilder, Properties, ReadDocument, notice
from ingest.readers.tables import Cell, add_table, one_line

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

MAX_CELLS = 300_000
"""Cells read of one sheet; what lies beyond is reported, not read."""

MAX_MERGED = 5_000_000
_MERGED = re.compile(rb'<(?:\w+:)?mergeCell\s[^>]*?ref="([A-Z]{1,3}\d{1,7}:[A-Z]{1,3}\d{1,7})"')
_Cells = dict[tuple[int, int], Cell]
# A cell with a formula (<f>) and without a value (<v>) or with an empty one.
_UNCOUNTED = re.compile(
    rb"<(?:\w+:)?f\b(?:[^>]*/>|[^>]*>[^<]*</(?:\w+:)?f>)\s*"
    rb"(?:<(?:\w+:)?v\s*/>|<(?:\w+:)?v></(?:\w+:)?v>)?\s*</(?:\w+:)?c>"
)
_DECIMALS = re.compile(r"0\.(0+)")


def read_xlsx(content: bytes, name: str) -> ReadDocument:
    """Read a workbook's visible sheets: values as shown (formulas by their stored value), merged cells resolved.

    Raises UnreadableDocument for a workbook that openpyxl cannot open.
    """
    import openpyxl
    from openpyxl.utils.exceptions import InvalidFileException

    try:
        uncounted = _examined(content, name)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # openpyxl warns of styles and extensions that hold no values
            workbook = openpyxl.load_workbook(io.BytesIO(content), data_only=True)
    except (InvalidFileException, zipfile.BadZipFile, KeyError, ValueError, TypeError, SyntaxError, EOFError) as error:
        raise UnreadableDocument(f"{name!r}: {error}") from error
    pages = []
    notices: list[Notice] = []
    missing = _formulas_without_value(content) if uncounted else {}
    for number, sheet in enumerate(workbook.worksheets, start=1):
        builder = PageBuilder(number)
        if sheet.sheet_state != "visible":
            notices.append(notice("sheet_hidden", page=number, sheet=sheet.title))
        else:
            notices += _add_sheet(builder, sheet, number)
            if count := missing.get(sheet.title):
                notices.append(notice("formula_without_value", page=number, sheet=sheet.title, count=count))
        pages.append(builder.page())
    properties = workbook.properties
    return ReadDocument(
        pages=tuple(pages),
        properties=Properties(
            title=one_line(properties.title), created=_day(properties.created), modified=_day(properties.modified)
        ),
        notices=tuple(notices),
        format="xlsx",
    )


def _day(moment: datetime | None) -> date | None:
    return moment.date() if moment else None


def _examined(content: bytes, name: str) -> bool:
    """Look into the sheets before openpyxl does. Tells whether any formula lacks its result.

    Raises UnreadableDocument when merged cells claim to cover more than anyone could fill: openpyxl makes each of them.
    """
    from openpyxl.utils.cell import range_boundaries

    uncounted = False
    covered = 0
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        for entry in archive.infolist():
            if not entry.filename.startswith("xl/worksheets/") or not entry.filename.endswith(".xml"):
                continue
            sheet = archive.read(entry)
            uncounted = uncounted or _UNCOUNTED.search(sheet) is not None
            for area in _MERGED.findall(sheet):
                left, top, right, bottom = (side or 0 for side in range_boundaries(area.decode("ascii")))
                covered += (right - left + 1) * (bottom - top + 1)
    if covered > MAX_MERGED:
        raise UnreadableDocument(f"{name!r}: merged cells cover {covered} cells", kind="bomb")
    return uncounted


def _formulas_without_value(content: bytes) -> dict[str, int]:
    """How many formulas of each sheet have no stored result, as programs leave them that write without counting."""
    import openpyxl

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        formulas = openpyxl.load_workbook(io.BytesIO(content))
        values = openpyxl.load_workbook(io.BytesIO(content), data_only=True)
    counts = {}
    for sheet in formulas.worksheets:
        stored = values[sheet.title]._cells
        counts[sheet.title] = sum(
            cell.data_type == "f" and getattr(stored.get(place), "value", None) is None
            for place, cell in sheet._cells.items()
        )
    return counts


def _add_sheet(builder: PageBuilder, sheet: Worksheet, number: int) -> list[Notice]:
    cells, left_out = _cells(sheet)
    if cells:
        builder.add(one_line(sheet.title), "heading", 1)
    for rows, columns in _regions(cells):
        grid = [[cells.get((row, column), Cell("", (row, column))) for column in columns] for row in rows]
        add_table(builder, grid, level=2)
    return [notice("sheet_too_large", page=number, sheet=sheet.title, limit=MAX_CELLS)] if left_out else []


def _cells(sheet: Worksheet) -> tuple[_Cells, bool]:
    """The filled cells by (row, column). Only cells that exist are walked: a sheet may claim 17 thousand million."""
    cells: _Cells = {}
    existing = sheet._cells  # the public iterators visit every place of the claimed rectangle
    for count, ((row, column), cell) in enumerate(sorted(existing.items())):
        if count >= MAX_CELLS:
            return cells, True
        if text := shown(getattr(cell, "value", None), getattr(cell, "number_format", "")):
            cells[row, column] = Cell(text, (row, column))
    for area in sheet.merged_cells.ranges:
        origin = cells.get((area.min_row, area.min_col))
        if origin is None or area.size["rows"] * area.size["columns"] > MAX_CELLS:
            continue
        for row in range(area.min_row, area.max_row + 1):
            for column in range(area.min_col, area.max_col + 1):
                cells[row, column] = origin
    return cells, False


def shown(value: Any, number_format: str) -> str:
    """Return a cell's value as the sheet shows it: decimals and per cent by its format, dates as 2024-02-04."""
    if value is None or (isinstance(value, str) and value.startswith(("=DISPIMG", "#"))):
        return ""
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, datetime):
        return value.strftime("%Y-%m-%d" if value.time() == time() else "%Y-%m-%d %H:%M")
    if isinstance(value, (date, time)):
        return value.isoformat()
    if isinstance(value, (int, float)):
        return _number(value, str(number_format).split(";")[0])
    return one_line(value)


def _number(value: float, number_format: str) -> str:
    decimals = _DECIMALS.search(number_format)
    places = len(decimals.group(1)) if decimals else 0
    if number_format.endswith("%"):
        return f"{value * 100:.{places}f}%"
    grouped = "," if "#,##0" in number_format else ""
    if decimals or (grouped and number_format != "General"):
        return f"{value:{grouped}.{places}f}"
    return f"{value:.12g}" if isinstance(value, float) and abs(value) < 1e12 else f"{value:.0f}"


def _regions(cells: _Cells) -> list[tuple[list[int], list[int]]]:
    """The separate tables of a sheet: cut at empty rows, then at empty columns, until nothing parts any more."""
    rows = sorted({row for row, _ in cells})
    columns = sorted({column for _, column in cells})
    return _cut(set(cells), rows, columns) if cells else []


def _cut(filled: set[tuple[int, int]], rows: list[int], columns: list[int]) -> list[tuple[list[int], list[int]]]:
    row_groups = _runs(rows)
    if len(row_groups) == 1:
        column_groups = _runs(columns)
        if len(column_groups) == 1:
            return [(rows, columns)]
    else:
        column_groups = [columns]
    result = []
    for row_group in row_groups:
        for column_group in column_groups:
            low, high = column_group[0], column_group[-1]
            first, last = row_group[0], row_group[-1]
            part = {(r, c) for r, c in filled if first <= r <= last and low <= c <= high}
            if part:
                result += _cut(part, sorted({r for r, _ in part}), sorted({c for _, c in part}))
    return result


def _runs(numbers: list[int]) -> list[list[int]]:
    runs: list[list[int]] = []
    for value in numbers:
        if runs and value == runs[-1][-1] + 1:
            runs[-1].append(value)
        else:
            runs.append([value])
    return runs
