"""The ledger as rows of words and numbers for a spreadsheet, and as CSV."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable

from assistant.figures import Figure
from assistant.messages import Language, say

COLUMNS = (
    "indicator", "raw", "unit", "value", "period", "within", "status", "approx", "place", "organisation", "title",
    "page", "clause", "quote", "confidence", "person", "id",
)  # fmt: skip


def head(language: Language) -> list[str]:
    """The names of the columns."""
    return [say(f"figures.column_{name}", language) for name in COLUMNS]


def row(each: Figure, language: Language) -> list[str | float | int]:
    """One figure: words in `language`, numbers as numbers."""
    person = each.person_state.value if each.person_state else "doubtful" if each.doubtful else "none"
    return [
        each.indicator,
        each.raw,
        each.unit,
        each.value,
        each.period or "",
        each.within,
        say(f"figures.status_{each.status.value}", language),
        say(f"figures.approx_{each.approx}", language),
        each.place,
        each.organisation,
        each.title,
        each.page,
        each.clause or "",
        each.quote,
        each.confidence,
        say(f"figures.person_{person}", language),
        each.figure_id,
    ]


def harmless(cell: str | float | int) -> str | float | int:
    """A text that a spreadsheet would take for a formula gets a mark in front of it."""
    return f"'{cell}" if isinstance(cell, str) and cell[:1] in ("=", "+", "-", "@", "\t", "\r") else cell


def to_csv(figures: Iterable[Figure], language: Language) -> bytes:
    """One line a figure under a head; UTF-8 with a mark, so that spreadsheets read it as such. No cell is a formula."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(head(language))
    for each in figures:
        writer.writerow([harmless(cell) for cell in row(each, language)])
    return out.getvalue().encode("utf-8-sig")
