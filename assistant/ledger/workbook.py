"""The ledger as an Excel workbook."""

from __future__ import annotations

import io
import re
from collections.abc import Iterable

from assistant.figures import Figure
from assistant.ledger.tables import harmless, head, row
from assistant.messages import Language, say

_NOT_IN_CELLS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")
_WIDTHS = {"indicator": 30, "title": 30, "quote": 60}


def to_xlsx(figures: Iterable[Figure], language: Language) -> bytes:
    """One row a figure under a head that stays in sight and can be filtered. Values are numbers, no cell a formula."""
    from openpyxl import Workbook
    from openpyxl.styles import Font
    from openpyxl.utils import get_column_letter

    from assistant.ledger.tables import COLUMNS

    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = say("figures.sheet", language)
    sheet.append(head(language))
    for cell in sheet[1]:
        cell.font = Font(bold=True)
    for each in figures:
        sheet.append([_cell(one) for one in row(each, language)])
    for number, name in enumerate(COLUMNS, 1):
        sheet.column_dimensions[get_column_letter(number)].width = _WIDTHS.get(name, 12)
    sheet.freeze_panes = "A2"
    sheet.auto_filter.ref = sheet.dimensions
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _cell(value: str | float | int) -> str | float | int:
    value = harmless(value)
    return _NOT_IN_CELLS.sub("", value) if isinstance(value, str) else value
