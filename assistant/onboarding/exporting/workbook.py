"""Tables of items as an Excel workbook, and the rows of one that came back."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from assistant.errors import UsageError
from assistant.onboarding.exporting.packing import timeless
from assistant.onboarding.exporting.table import Cell, Table

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

_NOT_IN_CELLS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_NO_SHEET_NAME = re.compile(r"[\\/*?:\[\]]")
_WIDTHS = {"question": 48, "options": 22, "answer": 18, "explanation": 40, "quote": 60, "title": 28, "reason": 24}
_MARKS = ("=", "+", "-", "@", "\t", "\r")
_LONGEST = 32_767
"""Characters that a cell holds."""


def to_xlsx(
    table: Table, sheet_name: str, notes: Sequence[str] = (), choices: Mapping[str, Sequence[str]] = {}
) -> bytes:
    """A sheet with a head that stays in sight and can be filtered, `notes` on a second sheet, and for the fields of
    `choices` a list to pick from. No cell is a formula, whatever it begins with.
    """
    from openpyxl import Workbook

    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = _sheet_name(sheet_name)
    for row in (table.head, *table.rows):
        _add_row(sheet, row)
    _dress(sheet, table, choices)
    if notes:
        second = book.create_sheet(_sheet_name(notes[0]))
        second.column_dimensions["A"].width = 100
        for line in notes[1:]:
            _add_row(second, [line])
    out = io.BytesIO()
    book.save(out)
    return timeless(out.getvalue())


def _sheet_name(name: str) -> str:
    return _NO_SHEET_NAME.sub(" ", name).strip()[:31] or "Sheet"


def _add_row(sheet: Worksheet, row: Sequence[Cell]) -> None:
    from openpyxl.styles import Alignment

    number = sheet.max_row + 1 if sheet.cell(1, 1).value is not None else 1
    for at, value in enumerate(row, 1):
        cell: Any = sheet.cell(number, at)
        if isinstance(value, int):
            cell.value = value
        else:
            _put_text(cell, value)
        cell.alignment = Alignment(vertical="top", wrap_text=True)


def _put_text(cell: Any, value: str) -> None:
    """Text stays text: the type says so in the file, and the quote mark of the style says so when it is edited."""
    text = _NOT_IN_CELLS.sub("", value)
    if len(text) > _LONGEST:
        raise UsageError(f"{len(text)} characters in a cell", key="cell_too_long", count=len(text), most=_LONGEST)
    cell.value = text or None
    if text:
        cell.data_type = "s"
    if text.startswith(_MARKS):
        cell.quotePrefix = True


def _dress(sheet: Worksheet, table: Table, choices: Mapping[str, Sequence[str]]) -> None:
    from openpyxl.styles import Font
    from openpyxl.utils import get_column_letter
    from openpyxl.worksheet.datavalidation import DataValidation

    for number, name in enumerate(table.fields, 1):
        letter = get_column_letter(number)
        sheet.column_dimensions[letter].width = _WIDTHS.get(name, 12)
        sheet.cell(1, number).font = Font(bold=True)
        if name in choices and table.rows:
            listed = ",".join(each.replace(",", " ") for each in choices[name])
            picked = DataValidation(type="list", formula1=f'"{listed}"', allow_blank=True, showErrorMessage=False)
            picked.add(f"{letter}2:{letter}{len(table.rows) + 1}")
            sheet.add_data_validation(picked)
    sheet.freeze_panes = "A2"
    sheet.auto_filter.ref = sheet.dimensions


def read_rows(content: bytes, key_header: str) -> list[tuple[int, dict[str, str]]]:
    """The rows of the first sheet whose head has `key_header`: row number, and text by header. Empty rows are left out.

    Raises UsageError for what is no workbook and for one without that column.
    """
    from openpyxl import load_workbook
    from openpyxl.utils.exceptions import InvalidFileException

    try:
        book = load_workbook(io.BytesIO(content), data_only=False)
        sheets: list[list[tuple[Any, ...]]] = [list(sheet.iter_rows(values_only=True)) for sheet in book.worksheets]
    except (InvalidFileException, zipfile.BadZipFile, KeyError, ValueError, OSError, TypeError, SyntaxError) as error:
        raise UsageError(f"not a workbook: {error}", key="import_unreadable", reason=error) from error
    for rows in sheets:
        head = [_text(each) for each in rows[0]] if rows else []
        if key_header in head:
            told = [(number, [_text(each) for each in row]) for number, row in enumerate(rows[1:], 2)]
            return [(number, dict(zip(head, row, strict=False))) for number, row in told if any(row)]
    raise UsageError(f"no column {key_header!r}", key="import_without_ids", header=key_header)


def _text(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return str(value).strip()
