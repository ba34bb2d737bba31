"""Tables as rows that carry their headers. One way for worksheets, Word tables and Markdown tables."""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from assistant.domain import Box
from ingest.readers.document import PageBuilder, clean

_NUMBER = re.compile(r"[-+(（]?[¥$]?\d[\d,]*(?:\.\d+)?\s*[%％)）]?$")
_SPACE = re.compile(r"\s+")
_MOST_HEADERS = 6
_MOST_HEADER_ROWS = 4


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell as a person reads it. A merged cell stands at each place it covers, with the same `origin`.

    `box` is where its text stands on a printed page.
    """

    text: str
    origin: tuple[int, int]
    box: Box | None = None

    @property
    def numeric(self) -> bool:
        return bool(_NUMBER.match(self.text))


Grid = Sequence[Sequence[Cell]]


def one_line(text: object) -> str:
    """Return a cell's text on one line, clean, without tabs: tabs part the cells."""
    return _SPACE.sub(" ", clean(str(text))).strip() if text is not None else ""


def add_table(builder: PageBuilder, grid: Grid, header_rows: int | None = None, level: int = 0) -> None:
    """Append a table: its captions, its header as one line, then a `table_row` block a row, cells parted by tabs.

    Leading rows with a single text are captions: headings of `level` (paragraphs when 0 or when they state a unit).
    A header of several rows becomes one (第一季度 供水量), a merged cell is repeated in every row it covers.
    """
    rows = _filled(grid)
    while rows and len(rows[0]) > 1 and (caption := _caption(rows[0])):
        unit = caption.startswith(("单位", "unit", "Unit"))
        if block := builder.add(caption, "heading" if level and not unit else "paragraph", 0 if unit else level):
            _mark_places(builder, [(block.start, block.end, next(cell.box for cell in rows[0] if cell.text))])
        level = 0 if not unit else level  # what stands under the title is a remark
        rows = rows[1:]
    if not rows:
        return
    count = _header_rows(rows) if header_rows is None else min(header_rows, len(rows) - 1)
    names = _header(rows[:count], len(rows[0]))
    offsets = _add_header(builder, names) if count else {}
    if offsets:
        _mark_places(builder, [(*offsets[column], _header_box(rows[:count], column)) for column in offsets])
    for row in rows[count:]:
        _add_row(builder, row, offsets)


def _filled(grid: Grid) -> list[Sequence[Cell]]:
    return [row for row in grid if any(cell.text for cell in row)]


def header_of(grid: Grid, header_rows: int | None = None) -> list[list[Cell]]:
    """Return the header rows that `add_table` would take of a table, without their places: to stand over its rest."""
    rows = _filled(grid)
    while rows and len(rows[0]) > 1 and _caption(rows[0]):
        rows = rows[1:]
    count = 0 if not rows else _header_rows(rows) if header_rows is None else min(header_rows, len(rows) - 1)
    return [[replace(cell, box=None) for cell in row] for row in rows[:count]]


def names_columns(grid: Grid) -> bool:
    """Tell whether a table plainly begins with names of its columns: words, and figures in the same columns below."""
    rows = _filled(grid)
    if len(rows) < 2 or any(cell.numeric for cell in rows[0]) or sum(bool(cell.text) for cell in rows[0]) < 2:
        return False
    return any(top.text and cell.numeric for row in rows[1:] for top, cell in zip(rows[0], row, strict=True))


def _caption(row: Sequence[Cell]) -> str:
    """The text of a row in which only one thing stands, merged or alone in the first place."""
    filled = {cell.origin: cell.text for cell in row if cell.text}
    covered = sum(bool(cell.text) for cell in row)
    text = next(iter(filled.values()), "")
    stands_alone = covered == len(row) or (covered == 1 and bool(row[0].text)) or text.startswith("单位")
    return text if len(filled) == 1 and stands_alone and not _NUMBER.match(text) else ""


def _header_rows(rows: Grid) -> int:
    """One row, and those below it into which its merged cells reach or which they group; 0 when it holds numbers."""
    if len(rows) < 2 or any(cell.numeric for cell in rows[0]):
        return 0
    if len(rows[0]) == 2 and any(len(cell.text) > 8 or not cell.text for cell in rows[0]):
        return 0
    if len(rows) > _MOST_HEADER_ROWS and any(
        top.text and top.origin == low.origin for top, low in zip(rows[0], rows[_MOST_HEADER_ROWS], strict=True)
    ):
        return 0  # a form: 姓名, its value, and a photograph beside five rows
    count = 1
    while count < len(rows) - 1 and count < _MOST_HEADER_ROWS:
        above, below = rows[count - 1], rows[count]
        reaches = any(a.text and a.origin == b.origin for a, b in zip(above, below, strict=True))
        if not (reaches or _groups(above, below)) or any(cell.numeric for cell in below):
            break
        count += 1
    return count


def _groups(above: Sequence[Cell], below: Sequence[Cell]) -> bool:
    """Tell whether a cell of the row `above` stands over several cells of the row `below`."""
    under: dict[tuple[int, int], set[tuple[int, int]]] = {}
    for top, low in zip(above, below, strict=True):
        if top.text and low.text:
            under.setdefault(top.origin, set()).add(low.origin)
    return any(len(cells) > 1 for cells in under.values())


def _header(rows: Grid, columns: int) -> list[str]:
    names = []
    for column in range(columns):
        parts: dict[tuple[int, int], str] = {}
        for row in rows:
            parts.setdefault(row[column].origin, row[column].text)
        names.append(" ".join(dict.fromkeys(part for part in parts.values() if part)))
    return names


def _header_box(rows: Grid, column: int) -> Box | None:
    boxes = [row[column].box for row in rows]
    known = [box for box in boxes if box is not None]
    return enclosing(known) if known else None


def _add_header(builder: PageBuilder, names: Sequence[str]) -> dict[int, tuple[int, int]]:
    block = builder.add("\t".join(names).rstrip("\t") or " ", "table_row")
    if block is None:
        return {}
    # `add` strips the line, so that a nameless first column leaves no leading tab.
    position = block.start - (len("\t".join(names)) - len("\t".join(names).lstrip()))
    offsets = {}
    for column, name in enumerate(names):
        if name:
            offsets[column] = (position, position + len(name))
        position += len(name) + 1
    return offsets


def _add_row(builder: PageBuilder, row: Sequence[Cell], headers: dict[int, tuple[int, int]]) -> None:
    shown = [
        (column, cell)
        for column, cell in enumerate(row)
        if cell.text and not (column and cell.origin == row[column - 1].origin)
    ]
    if len(row) > 1 and len(shown) == 1 and row[0].text and row[-1].origin == row[0].origin:
        if remark := builder.add(shown[0][1].text):  # a remark over the whole width: 注：…
            _mark_places(builder, [(remark.start, remark.end, shown[0][1].box)])
        return
    block = builder.add("\t".join(cell.text for _, cell in shown), "table_row")
    if block is None:
        return
    position = block.start
    cells: list[tuple[int, int, int, int]] = []
    places = []
    for column, cell in shown:
        end = position + len(cell.text)
        cells += [(*header, position, end) for header in _headers_over(row, column, headers) or [(position, end)]]
        places.append((position, end, cell.box))
        position = end + 1
    builder.mark_cells(tuple(cells))
    _mark_places(builder, places)


def _headers_over(row: Sequence[Cell], column: int, headers: dict[int, tuple[int, int]]) -> list[tuple[int, int]]:
    """The header of each column that the cell at `column` covers: a value merged over two columns is in both."""
    covered = itertools.takewhile(lambda place: row[place].origin == row[column].origin, range(column, len(row)))
    return [headers[place] for place in covered if place in headers][:_MOST_HEADERS]


def _mark_places(builder: PageBuilder, places: Sequence[tuple[int, int, Box | None]]) -> None:
    known = tuple((start, end, box) for start, end, box in places if box is not None)
    if known:
        builder.mark_place(enclosing([box for _, _, box in known]), known)


def enclosing(boxes: Sequence[Box]) -> Box:
    """Return the smallest box that holds all `boxes`, of which there is one at least."""
    return Box(
        min(box.x0 for box in boxes),
        min(box.y0 for box in boxes),
        max(box.x1 for box in boxes),
        max(box.y1 for box in boxes),
    )
