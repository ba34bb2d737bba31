"""How sure the reading order of a printed page is: one number, so that a person knows which pages to look at."""

from __future__ import annotations

import itertools
from collections.abc import Sequence

from assistant.domain import Box
from ingest.layout import Line, tabular
from ingest.readers.pdf_grids import Table

_WIDE_GAP = "   "
_STEP_DOUBT = 0.5
_GAP_DOUBT = 0.5
_MOST_COMPARED = 400


def order_confidence(elements: Sequence[Line | Table]) -> float | None:
    """Return how sure it is that `elements` stand in reading order, from 0 to 1; None when there are none.

    1.0 is a page of one column, or of columns that are plainly apart. Three things take from it: the share of
    characters printed over those of another region; half the share of steps from one region to the next that lead
    neither down nor to the right, as a reader's eye goes; half the share of characters in lines with wide gaps that are
    in no table, which may be columns that were not told apart.
    """
    if not elements:
        return None
    lines = [element for element in elements if isinstance(element, Line)]
    total = max(1, sum(len(line.text) for line in lines))
    gaps = sum(len(line.text) for line in lines if _WIDE_GAP in line.text.strip() and not tabular(line.text))
    doubt = _overlapping(lines) / total + _STEP_DOUBT * _odd_steps(elements) + _GAP_DOUBT * gaps / total
    return round(max(0.0, 1.0 - doubt), 2)


def _overlapping(lines: Sequence[Line]) -> int:
    """Characters in lines that lie over a line of another region."""
    placed = sorted((line for line in lines if line.box), key=lambda line: line.box.y0 if line.box else 0.0)
    over: set[int] = set()
    for place, line in enumerate(placed):
        for other in placed[place + 1 : place + _MOST_COMPARED]:
            if line.box is None or other.box is None or other.box.y0 >= line.box.y1:
                break
            if line.region != other.region and _share(line.box, other.box) > 0.3:
                over.update((id(line), id(other)))
    return sum(len(line.text) for line in placed if id(line) in over)


def _share(a: Box, b: Box) -> float:
    """How much of the smaller box lies in the other one."""
    width, height = min(a.x1, b.x1) - max(a.x0, b.x0), min(a.y1, b.y1) - max(a.y0, b.y0)
    least = min((box.x1 - box.x0) * (box.y1 - box.y0) for box in (a, b))
    return width * height / least if width > 0 and height > 0 and least > 0 else 0.0


def _odd_steps(elements: Sequence[Line | Table]) -> float:
    """The share of steps between regions that a reader's eye would not take."""
    steps = odd = 0
    for before, after in itertools.pairwise(elements):
        region, then = getattr(before, "region", -2), getattr(after, "region", -2)
        if region == then or before.box is None or after.box is None:
            continue
        steps += 1
        down = after.box.y0 >= before.box.y0 - 2
        right = after.box.x0 >= (before.box.x0 + before.box.x1) / 2
        odd += not (down or right)
    return odd / steps if steps else 0.0
