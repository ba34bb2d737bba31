"""Tables without drawn lines: rows of a label and figures that stand under each other, and the header above them.

Only what is plain is taken: where a row does not fit, its lines stay lines of text.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.domain import Box
from ingest.readers.pdf_grids import Table, cell_of
from ingest.readers.pdf_lines import around, rows
from ingest.readers.pdf_words import Word
from ingest.readers.tables import Cell

_GAP = 1.0
"""White space this many times the size of the letters parts two cells."""
_FIGURE = re.compile(r"[-–—+(（$¥￥€£]*\s?(?:\d[\d,]*(?:\.\d+)?|\.\d+|[-–—])\s?[)）%％]*(?:\(\d\))?")
_SIGN_BEFORE, _SIGN_AFTER = frozenset("$¥￥€£($"), frozenset(") % )% ％ ）".split())
_FEWEST_ROWS = 3
_MOST_HEADERS = 4
_MOST_LABELS = 3
"""Rows without figures in a run, within a table: group headings and labels of two lines."""


@dataclass(frozen=True, slots=True)
class _Piece:
    """Words that stand together on a row: a cell, if the row is one of a table."""

    words: tuple[Word, ...]
    x0: float
    x1: float

    @property
    def text(self) -> str:
        return " ".join(word.text for word in self.words)

    @property
    def is_figure(self) -> bool:
        return _FIGURE.fullmatch(self.text) is not None


@dataclass(frozen=True, slots=True)
class _Row:
    pieces: tuple[_Piece, ...]
    top: float
    bottom: float

    @property
    def is_data(self) -> bool:
        """A label and figures, or figures alone, two at least."""
        figures = [piece.is_figure for piece in self.pieces]
        return len(figures) >= 2 and all(figures[1:])

    @property
    def words(self) -> list[Word]:
        return [word for piece in self.pieces for word in piece.words]


def find_aligned(words: Sequence[Word]) -> list[tuple[Table, list[Word]]]:
    """Return the tables told by alignment alone, each with its words."""
    lines = [_row(line) for line in rows(words)]
    found: list[tuple[Table, list[Word]]] = []
    index = least = 0
    while index < len(lines):
        if not lines[index].is_data or lines[index].pieces[0].is_figure:
            index += 1
            continue
        end = _end(lines, index)
        columns = _columns(lines[index:end])
        if columns is None:
            index = end
            continue
        start = index - _headers(lines, index, columns, least)
        body = lines[start:end]
        members = [word for line in body for word in line.words]
        found.append((_table(body, columns, index - start, around(members)), members))
        index = least = end
    return found


def _row(line: Sequence[Word]) -> _Row:
    groups: list[list[Word]] = [[line[0]]]
    for word in line[1:]:
        last = groups[-1][-1]
        size = min(word.size, last.size)
        gap = word.x0 - max(w.x1 for w in groups[-1])
        signed = groups[-1][-1].text in _SIGN_BEFORE and len(groups[-1]) == 1 and word.text[:1].isdigit()
        closes = word.text in _SIGN_AFTER and gap <= 1.5 * size
        if gap > _GAP * size and not closes and not (signed and gap <= 6 * size):
            groups.append([word])
        else:
            groups[-1].append(word)
    pieces = tuple(_Piece(tuple(group), group[0].x0, max(word.x1 for word in group)) for group in groups)
    return _Row(_signed(pieces), min(word.y0 for word in line), max(word.y1 for word in line))


def _signed(pieces: tuple[_Piece, ...]) -> tuple[_Piece, ...]:
    """A currency sign that stands apart belongs to the figure after it."""
    result: list[_Piece] = []
    for piece in pieces:
        if result and result[-1].text in _SIGN_BEFORE and piece.is_figure:
            before = result.pop()
            piece = _Piece((*before.words, *piece.words), before.x0, piece.x1)
        result.append(piece)
    return tuple(result)


def _end(lines: Sequence[_Row], start: int) -> int:
    """Where the run of rows from `start` ends: rows of figures, and single labels between them."""
    end, index = start + 1, start + 1
    left = min(piece.x0 for piece in lines[start].pieces)
    figures = lines[start].pieces[1].x0
    while index < len(lines) and index - end <= _MOST_LABELS:
        line, above = lines[index], lines[index - 1]
        if line.top - above.bottom > 2.5 * (line.bottom - line.top):
            break
        if line.is_data:
            end = index + 1
        elif len(line.pieces) > 1 or line.pieces[0].x1 > figures or line.pieces[0].x0 < left - 30:
            break
        index += 1
    return end


def _columns(lines: Sequence[_Row]) -> list[tuple[float, float]] | None:
    """The columns of figures as intervals, or None when the rows do not agree on them."""
    data = [line for line in lines if line.is_data]
    spans = sorted((piece.x0, piece.x1) for line in data for piece in _figures(line))
    if len(data) < _FEWEST_ROWS or not spans:
        return None
    columns: list[tuple[float, float]] = []
    for x0, x1 in spans:
        if columns and x0 < columns[-1][1]:
            columns[-1] = (columns[-1][0], max(columns[-1][1], x1))
        else:
            columns.append((x0, x1))
    for line in data:
        places = [_place(columns, piece) for piece in _figures(line)]
        if len(set(places)) < len(places):
            return None
    labels = [line.pieces[0].x1 for line in lines if not line.pieces[0].is_figure]
    crossing = sum(x1 > columns[0][0] for x1 in labels)
    if not labels or crossing or (len(columns) == 1 and len(data) < _FEWEST_ROWS + 1):
        return None
    return columns


def _figures(line: _Row) -> Sequence[_Piece]:
    return line.pieces if line.pieces[0].is_figure else line.pieces[1:]


def _place(columns: Sequence[tuple[float, float]], piece: _Piece) -> int:
    middle = (piece.x0 + piece.x1) / 2
    return min(range(len(columns)), key=lambda c: abs(middle - sum(columns[c]) / 2))


def _headers(lines: Sequence[_Row], index: int, columns: Sequence[tuple[float, float]], least: int) -> int:
    """How many rows above the first are its header: words that stand over the columns, a unit at the left perhaps."""
    count = labels = 0
    edge = columns[0][0] - 40
    while count < _MOST_HEADERS and index - count - 1 >= least:
        line, below = lines[index - count - 1], lines[index - count]
        near = below.top - line.bottom <= 1.6 * (line.bottom - line.top)
        over = [piece for piece in line.pieces if piece.x0 >= edge]
        beside = [piece for piece in line.pieces if piece.x0 < edge]
        label = not beside or (len(beside) == 1 and beside[0].x1 < edge and len(beside[0].text) <= 40)
        if not near or not label:
            break
        if not over:  # a unit, or the name of the first group of rows, may stand between
            labels += 1
            if labels != count + 1 or labels > 2:
                break
        count += 1
    while count and not any(piece.x0 >= edge for piece in lines[index - count].pieces):
        count -= 1
    return count


def _table(lines: Sequence[_Row], columns: Sequence[tuple[float, float]], headers: int, box: Box) -> Table:
    grid: list[tuple[Cell, ...]] = []
    for r, line in enumerate(lines):
        held: list[list[Word]] = [[] for _ in range(len(columns) + 1)]
        origins = [(r, c) for c in range(len(columns) + 1)]
        for piece in line.pieces:
            if r < headers and piece.x0 >= columns[0][0] - 40:
                covered = _covered(columns, piece, sum(p.x0 >= columns[0][0] - 40 for p in line.pieces) == 1)
                held[covered[0] + 1].extend(piece.words)
                for c in covered:
                    origins[c + 1] = (r, covered[0] + 1)
            elif r >= headers and (piece.is_figure or piece is not line.pieces[0]):
                held[_place(columns, piece) + 1].extend(piece.words)
            else:
                held[0].extend(piece.words)
        cells = {origin: cell_of(held[origin[1]], origin) for origin in origins}
        grid.append(tuple(cells[origin] for origin in origins))
    return Table(tuple(grid), box, tuple(round(c[1]) for c in columns), headers)


def _covered(columns: Sequence[tuple[float, float]], piece: _Piece, alone: bool) -> list[int]:
    """The columns a piece of header stands over; alone on its row and over several, it heads them all."""
    covered = [c for c, (x0, x1) in enumerate(columns) if piece.x0 < x1 + 2 and x0 - 2 < piece.x1]
    if alone and len(covered) > 1:
        return list(range(len(columns)))
    return covered or [_place(columns, piece)]
