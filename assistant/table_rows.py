"""A table row taken apart: each value with its row's label and its column's header, as one citable statement.

A row's passage holds, cell by cell, the header and the value; headers stand earlier on the page than the row's own
cells, and that is how the two are told apart.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from assistant.domain import Passage

Part = tuple[int, int]
_DIGIT = re.compile(r"\d")
_COUNTER = re.compile(r"(?:序号|编号|No\.?|#)", re.IGNORECASE)
_NUMBER_ONLY = re.compile(r"[\d.,，%％\s/-]+")


@dataclass(frozen=True, slots=True)
class Cell:
    """Offsets into the passage's text. `headers` may be empty, or hold a unit and a column header."""

    headers: tuple[Part, ...]
    value: Part


@dataclass(frozen=True, slots=True)
class RowStatement:
    """One value of a row: `parts` are label, headers and value, in this order."""

    parts: tuple[Part, ...]
    header: str
    label: str


def cells(passage: Passage) -> list[Cell]:
    """Take the row's passage apart along its spans. A passage that is no row of pairs gives no cells."""
    pieces = _pieces(passage)
    starts = [span.start for span in passage.spans]
    row_start = next((starts[i] for i in range(len(starts) - 1) if starts[i + 1] < starts[i]), max(starts, default=0))
    found: list[Cell] = []
    headers: list[Part] = []
    for piece, start in zip(pieces, starts, strict=True):
        if start < row_start:
            headers.append(piece)
        else:
            found.append(Cell(tuple(headers), piece))
            headers = []
    return found


def _pieces(passage: Passage) -> list[Part]:
    """Where each span's words stand in the passage's text; spans are joined there with one space."""
    pieces: list[Part] = []
    place = 0
    for index, span in enumerate(passage.spans):
        last = index == len(passage.spans) - 1
        end = len(passage.text) if last else min(len(passage.text), place + span.end - span.start)
        pieces.append((place, end))
        place = end
        while place < len(passage.text) and passage.text[place].isspace():
            place += 1
    return pieces


def row_statements(passage: Passage) -> list[RowStatement]:
    """One statement for every value with a digit that stands under a header, with the row's first wordy cell."""
    row = cells(passage)
    text = passage.text
    label = next((cell for cell in row if not _NUMBER_ONLY.fullmatch(text[slice(*cell.value)])), None)
    if label is None:
        return []
    statements = []
    for cell in row:
        value = text[slice(*cell.value)]
        if cell is label or not cell.headers or not _DIGIT.search(value):
            continue
        header = " ".join(text[slice(*each)] for each in cell.headers)
        if _COUNTER.fullmatch(header):
            continue
        parts = (label.value, *cell.headers, cell.value)
        statements.append(RowStatement(parts, header, text[slice(*label.value)]))
    return statements
