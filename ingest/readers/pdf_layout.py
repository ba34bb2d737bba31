"""A page's words in reading order: columns, frames and tables found, lines made."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import count

from assistant.domain import Box
from ingest.layout import Line
from ingest.readers.columns import body_size, regions
from ingest.readers.pdf_aligned import find_aligned
from ingest.readers.pdf_grids import Frame, Table, find_grids
from ingest.readers.pdf_lines import line_of, rows
from ingest.readers.pdf_words import Word

Element = Line | Table


def lay_out(words: Sequence[Word], rules: Sequence[Box]) -> list[Element]:
    """Return the lines and tables of a page as a person reads them."""
    return _ordered(words, rules, count())


def _ordered(words: Sequence[Word], rules: Sequence[Box], numbers: count[int]) -> list[Element]:
    body = body_size(words)
    grids: list[Table | Frame] = []
    inside: set[int] = set()
    for grid, members in find_grids(words, rules):
        grids.append(grid)
        inside.update(members)
    free = [word for index, word in enumerate(words) if index not in inside]
    items = _without_tables(free, grids)
    solid = {len(items) + place: grid for place, grid in enumerate(grids)}
    items += [_stand_in(grid.box, body) for grid in grids]
    elements: list[Element] = []
    for region in regions(items, frozenset(solid)):
        number = next(numbers)
        placed = [solid[index] for index in region if index in solid]
        # A table in one of several columns shows only once the columns are told apart.
        own = _without_tables([items[index] for index in region if index not in solid], placed)
        parts: list[tuple[float, list[Word] | Table | Frame]] = [(_middle(row), row) for row in rows(own)]
        parts += [(grid.box.y0, grid) for grid in placed]
        for _, part in sorted(parts, key=lambda part: part[0]):
            if isinstance(part, Table):
                elements.append(part)
            elif isinstance(part, Frame):
                elements += _ordered([words[index] for index in part.words], (), numbers)
            else:
                elements.append(line_of(part, number))
    return elements


def _without_tables(words: list[Word], found: list[Table | Frame]) -> list[Word]:
    """The words that stand in no table told by alignment; the tables are added to `found`."""
    if not words:
        return words
    taken: set[int] = set()
    for table, members in find_aligned(words):
        found.append(table)
        taken.update(map(id, members))
    return [word for word in words if id(word) not in taken]


def _middle(row: Sequence[Word]) -> float:
    return row[0].baseline - row[0].size / 3


def _stand_in(box: Box, size: float) -> Word:
    return Word("\ufffc", box.x0, box.y0, box.x1, box.y1, size, box.y1)
