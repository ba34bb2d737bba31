"""A table of items as CSV that spreadsheets read as it is meant."""

from __future__ import annotations

import csv
import io

from assistant.onboarding.exporting.table import Cell, Table

_MARKS = ("=", "+", "-", "@", "\t", "\r")


def to_csv(table: Table) -> bytes:
    """UTF-8 with a mark, a line a row. What a spreadsheet would take for a formula gets a quote mark in front."""
    out = io.StringIO()
    writer = csv.writer(out)
    for row in (table.head, *table.rows):
        writer.writerow([_harmless(cell) for cell in row])
    return out.getvalue().encode("utf-8-sig")


def _harmless(cell: Cell) -> Cell:
    return f"'{cell}" if isinstance(cell, str) and cell.lstrip(" \n").startswith(_MARKS) else cell
