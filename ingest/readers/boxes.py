"""The reading order of rectangles: columns from left to right, each from top to bottom (a recursive cut at gutters)."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.domain import Box

_MIN_LINES = 3
"""A column has at least this many lines: two words side by side are no columns."""
_COLUMN_WIDTH = 8
"""The least width of a column's usual line, in heights of a line."""
_MOST_CROSSING = 0.34
"""Headings, captions and wide tables may cross a gutter; a page where more does has one column."""
_DEEPEST = 12


def order_boxes(boxes: Sequence[Box]) -> list[int]:
    """Return the indices of `boxes` in reading order. The origin is at the top left; units do not matter.

    What stands over the whole width parts the columns above it from those below. What no gutter parts is read line by
    line, as the rows of a table are.
    """
    if not boxes:
        return []
    height = _middle([box.y1 - box.y0 for box in boxes])
    return _ordered(boxes, list(range(len(boxes))), max(height, 1e-6), 0)


def rows_of(boxes: Sequence[Box], indices: Sequence[int]) -> list[list[int]]:
    """Return `indices` as printed lines, top to bottom, each from left to right: boxes that overlap in height."""
    rows: list[list[int]] = []
    for index in sorted(indices, key=lambda i: (boxes[i].y0 + boxes[i].y1, boxes[i].x0)):
        if rows and _same_row(boxes[rows[-1][-1]], boxes[index]):
            rows[-1].append(index)
        else:
            rows.append([index])
    return [sorted(row, key=lambda i: boxes[i].x0) for row in rows]


def _ordered(boxes: Sequence[Box], indices: list[int], height: float, depth: int) -> list[int]:
    gutter = _gutter(boxes, indices, height) if len(indices) >= 2 * _MIN_LINES and depth < _DEEPEST else None
    if gutter is None:
        return [index for row in rows_of(boxes, indices) for index in row]
    result: list[int] = []
    for part in _bands(boxes, indices, gutter):
        result += part if len(part) < 2 else _ordered(boxes, part, height, depth + 1)
    return result


def _gutter(boxes: Sequence[Box], indices: list[int], height: float) -> float | None:
    """Where a column ends and the next begins: the place that the fewest boxes cross, with text on both sides."""
    edges = sorted({round(boxes[i].x1 + 0.5 * height, 3) for i in indices})
    best: tuple[int, float] | None = None
    for x in edges:
        left = [i for i in indices if boxes[i].x1 <= x]
        right = [i for i in indices if boxes[i].x0 >= x - 0.2 * height]
        crossing = len(indices) - len(left) - len(right)
        if crossing > _MOST_CROSSING * len(indices) or (best is not None and best[0] <= crossing):
            continue
        if _is_column(boxes, left, height) and _is_column(boxes, right, height):
            best = (crossing, x)
    return None if best is None else best[1]


def _is_column(boxes: Sequence[Box], indices: list[int], height: float) -> bool:
    """A column of text is several lines of many letters; a column of figures in a table is narrow."""
    broad = _middle([boxes[i].x1 - boxes[i].x0 for i in indices]) >= _COLUMN_WIDTH * height
    return broad and len(rows_of(boxes, indices)) >= _MIN_LINES


def _bands(boxes: Sequence[Box], indices: list[int], gutter: float) -> list[list[int]]:
    """What crosses the gutter, and between that the left side and the right side of it, from top to bottom."""
    parts: list[list[int]] = []
    left: list[int] = []
    right: list[int] = []
    for row in rows_of(boxes, indices):
        crossing = [i for i in row if boxes[i].x0 < gutter < boxes[i].x1 and not _leans(boxes[i], gutter)]
        if crossing:
            parts += [left, right, *([i] for i in row)]
            left, right = [], []
            continue
        left += [i for i in row if (boxes[i].x0 + boxes[i].x1) / 2 < gutter]
        right += [i for i in row if (boxes[i].x0 + boxes[i].x1) / 2 >= gutter]
    return [part for part in (*parts, left, right) if part]


def _leans(box: Box, gutter: float) -> bool:
    """A box that reaches over the gutter by little belongs to the side where most of it stands."""
    over = min(box.x1 - gutter, gutter - box.x0)
    return over < 0.04 * (box.x1 - box.x0)


def _same_row(left: Box, right: Box) -> bool:
    shared = min(left.y1, right.y1) - max(left.y0, right.y0)
    return shared > 0.5 * min(left.y1 - left.y0, right.y1 - right.y0)


def _middle(values: Sequence[float]) -> float:
    return sorted(values)[len(values) // 2] if values else 0.0
