"""Word's tables as grids: merged cells in every place they cover, deleted rows out, tables in cells apart."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from ingest.readers.docx_text import W, running_text, text_boxes
from ingest.readers.tables import Cell, one_line

_MAX_SPAN = 200
_WRAPPERS = frozenset(f"{W}{name}" for name in ("sdt", "sdtContent", "customXml", "ins", "moveTo", "smartTag"))


def grid_of(table: Any) -> list[list[Cell]]:
    """Return the places of `table`, row by row, all rows of one length; an empty list for a table without columns."""
    rows = [_row(row) for row in _children(table, "tr") if not _is_deleted(row)]
    columns = max((sum(span for _, span, _ in row) for row in rows), default=0)
    grid: list[list[Cell]] = []
    for r, row in enumerate(rows):
        line: list[Cell] = []
        for text, span, continues in row:
            above = grid[r - 1][len(line)] if continues and r and len(line) < len(grid[r - 1]) else None
            line += [above or Cell(text, (r, len(line)))] * span
        grid.append(line + [Cell("", (r, c)) for c in range(len(line), columns)])
    return grid if columns else []


def nested_tables(table: Any) -> Iterator[Any]:
    """The tables that stand in the cells of `table`, not those inside them again."""
    for row in _children(table, "tr"):
        for cell in _children(row, "tc"):
            yield from _children(cell, "tbl")


def _row(tr: Any) -> list[tuple[str, int, bool]]:
    """The cells of a table row: text, columns covered, and whether the cell goes on from the row above."""
    before = _number(tr.find(f"{W}trPr/{W}gridBefore"), 0)
    row: list[tuple[str, int, bool]] = [("", before, False)] if before else []
    for tc in _children(tr, "tc"):
        merge = tc.find(f"{W}tcPr/{W}vMerge")
        goes_on = merge is not None and merge.get(f"{W}val", "continue") == "continue"
        row.append((one_line(_text(tc)), max(1, _number(tc.find(f"{W}tcPr/{W}gridSpan"), 1)), goes_on))
    return row


def _text(cell: Any) -> str:
    """A cell's own paragraphs and text boxes; a table in it is read on its own."""
    parts: list[str] = []
    for paragraph in _children(cell, "p"):
        parts.append(running_text(paragraph).text)
        parts += [running_text(inner).text for box in text_boxes(paragraph) for inner in box.iter(f"{W}p")]
    return " ".join(parts)


def _children(parent: Any, name: str) -> Iterator[Any]:
    """The children of that name, also those wrapped into content controls."""
    for child in parent:
        if child.tag == f"{W}{name}":
            yield child
        elif child.tag in _WRAPPERS:
            yield from _children(child, name)


def _is_deleted(row: Any) -> bool:
    return row.find(f"{W}trPr/{W}del") is not None


def _number(element: Any, default: int) -> int:
    value = element.get(f"{W}val", "") if element is not None else ""
    return min(int(value), _MAX_SPAN) if value.isdigit() else default
