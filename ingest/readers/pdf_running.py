"""Running lines of printed pages: found by `running`, but for the header of a table, which comes back as well."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.domain import Box
from ingest.layout import Line
from ingest.readers.pdf_lines import pieces
from ingest.readers.pdf_words import Word
from ingest.readers.running import without_running_lines

_LEVEL = 2.0
"""Points within which two lines end at the same height."""


def without_running(
    pages: Sequence[Sequence[Word]], heights: Sequence[float], rules: Sequence[Sequence[Box]]
) -> tuple[list[list[Word]], list[list[Line]]]:
    """Return the words that are left of each page and the lines that were taken out of it.

    `rules` are the drawn lines of each page: what they part into cells of a table stays.
    """
    pairs = [pieces(words) if words else [] for words in pages]
    body, _ = without_running_lines([[line for line, _ in page] for page in pairs], heights)
    left: list[list[Word]] = []
    removed: list[list[Line]] = []
    for page, kept, drawn in zip(pairs, body, rules, strict=True):
        stays = {id(line) for line in kept}
        lines = [line for line, _ in page]
        gone = [line for line in lines if id(line) not in stays and not _is_cell(line, lines, drawn)]
        out = {id(line) for line in gone}
        left.append([word for line, members in page if id(line) not in out for word in members])
        removed.append(gone)
    return left, removed


def _is_cell(line: Line, lines: Sequence[Line], rules: Sequence[Box]) -> bool:
    """Tell whether an upright line is drawn between `line` and another one on its row."""
    box = line.box
    if box is None:
        return False
    posts = [
        rule.x0 for rule in rules if rule.y1 - rule.y0 > rule.x1 - rule.x0 and rule.y0 < (box.y0 + box.y1) / 2 < rule.y1
    ]
    beside = [other.box for other in lines if posts and other.box is not None and abs(other.box.y1 - box.y1) <= _LEVEL]
    return any(
        min(box.x1, other.x1) - 1 <= post <= max(box.x0, other.x0) + 1
        for other in beside
        if other is not box and (other.x0 > box.x1 or other.x1 < box.x0)
        for post in posts
    )
