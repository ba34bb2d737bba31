"""From words to printed lines: which words stand on one line, and where white space between them is a space."""

from __future__ import annotations

import itertools
import unicodedata
from collections import Counter
from collections.abc import Sequence

from assistant.domain import Box
from ingest.layout import Line
from ingest.readers.pdf_words import WORD_GAP, Word

WIDE = 2.2
"""White space this many times the size of the letters parts the cells of a row."""
_WIDE_SPACE = 0.75
"""Between two Chinese characters a gap is a space from this on; less is justified text."""


def rows(words: Sequence[Word]) -> list[list[Word]]:
    """Return the words line by line from the top, each line from the left."""
    result: list[list[Word]] = []
    levels: list[tuple[float, float]] = []
    for word in sorted(words, key=lambda w: (w.baseline, w.x0)):
        if result and _level(levels[-1], word):
            result[-1].append(word)
            if word.size > levels[-1][1]:
                levels[-1] = (word.baseline, word.size)
        else:
            result.append([word])
            levels.append((word.baseline, word.size))
    return [sorted(row, key=lambda w: w.x0) for row in _with_raised(result)]


def _level(line: tuple[float, float], word: Word) -> bool:
    baseline, size = line
    return abs(word.baseline - baseline) <= 0.3 * max(min(size, word.size), 0.5 * max(size, word.size))


def _with_raised(lines: list[list[Word]]) -> list[list[Word]]:
    """A raised or lowered mark of smaller letters belongs to the line it touches."""
    result: list[list[Word]] = []
    for line in lines:
        small = max(word.size for word in line)
        above = result[-1] if result else []
        raised = above and all(_touches(word, line, max(w.size for w in above)) for word in above)
        if raised or (above and all(_touches(word, above, small) for word in line)):
            above.extend(line)
        else:
            result.append(list(line))
    return result


def _touches(mark: Word, line: Sequence[Word], small: float) -> bool:
    large = max(word.size for word in line)
    if small > 0.8 * large or len(mark.text) > 4:
        return False
    level = next(word.baseline for word in line if word.size == large)
    near = any(-0.5 * large <= mark.x0 - word.x1 <= 0.5 * large for word in line)
    return near and -0.75 * large <= mark.baseline - level <= 0.4 * large


def line_of(row: Sequence[Word], region: int = -1) -> Line:
    """Return a row of words as one line; cells that stand wide apart are parted by three spaces."""
    parts = [row[0].text]
    sizes = Counter[float]()
    for before, word in itertools.pairwise(row):
        parts.append(_between(before, word))
        parts.append(word.text)
    bold = 0
    for word in row:
        sizes[round(word.size * 2) / 2] += len(word.text)
        bold += len(word.text) * word.bold
    text = "".join(parts)
    return Line(
        text,
        size=max(sizes, key=lambda size: (sizes[size], size)),
        bold=bold * 2 > sum(sizes.values()),
        left=row[0].x0,
        box=around(row),
        region=region,
    )


def around(words: Sequence[Word]) -> Box:
    """Return the smallest box that holds all words."""
    return Box(
        min(word.x0 for word in words),
        min(word.y0 for word in words),
        max(word.x1 for word in words),
        max(word.y1 for word in words),
    )


def _between(before: Word, word: Word) -> str:
    size = min(before.size, word.size)
    gap = word.x0 - before.x1
    if gap > WIDE * size:
        return "   "
    if _is_wide(before.text[-1]) and _is_wide(word.text[0]):
        return " " if gap > _WIDE_SPACE * size or (word.spaced > 1 and gap > 0.1 * size) else ""
    if _is_wide(before.text[-1]) or _is_wide(word.text[0]):
        return " " if gap > 0.5 * size or (word.spaced > 1 and gap > 0.12 * size) else ""
    return " " if gap > WORD_GAP * size or (word.spaced and gap > 0.05 * size) else ""


def _is_wide(character: str) -> bool:
    return unicodedata.east_asian_width(character) in "WF"


def pieces(words: Sequence[Word]) -> list[tuple[Line, list[Word]]]:
    """Return the words as pieces of line that stand wide apart, row by row from the top of the page."""
    result: list[tuple[Line, list[Word]]] = []
    for row in rows(words):
        piece = [row[0]]
        for word in row[1:]:
            if word.x0 - piece[-1].x1 > WIDE * min(word.size, piece[-1].size):
                result.append((line_of(piece), piece))
                piece = []
            piece.append(word)
        result.append((line_of(piece), piece))
    return result
