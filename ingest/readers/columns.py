"""Reading order from geometry: a page is cut along the white strips between its columns, as often as there are some.

After the recursive XY cut (Nagy and Seth 1984), with the longest strip cut first and not the widest, so that a heading
over two of three columns ends one strip and leaves the other; what stands above and below a strip keeps its place.
A strip is one between columns of prose only: those between the columns of a table part cells, not columns.
"""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import dataclass, field
from statistics import median

import numpy as np
from numpy.typing import NDArray

from ingest.readers.pdf_lines import rows
from ingest.readers.pdf_words import Word

GUTTER = 0.9
"""The narrowest strip between columns, in heights of letters; a strip along many lines may be NARROW."""
NARROW = 0.5
_LONG = 16.0
"""A narrow strip must be this many letter heights long."""
_SHORTEST = 4.2
"""Three lines: what is shorter is no column."""
_ONE_LINE = 1.5
"""Where a strip goes on at the place of a longer one, a single line beside another is column enough."""
_NARROWEST_COLUMN = 5.0
_BIGGER = 1.12
_HANGING = ("，", "。", "、", "；", "：", "！", "？", "”", "）", "》", "」")
_DEEPEST = 40
_MOST_BIG = 200

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class _Strip:
    x0: float
    x1: float
    y0: float
    y1: float
    score: float


@dataclass(slots=True)
class _Sheet:
    """What is being cut. `gutters` collects the strips that were used, `known` holds those of an earlier pass."""

    words: Sequence[Word]
    solid: frozenset[int]
    body: float
    gutters: list[_Strip] = field(default_factory=list)
    known: list[_Strip] = field(default_factory=list)


def regions(words: Sequence[Word], solid: frozenset[int] = frozenset()) -> list[list[int]]:
    """Return the indices of `words` as regions in reading order, each one column wide, unsorted inside.

    The words in `solid` stand for whole tables or frames: they are placed, and never looked into.
    """
    if not words:
        return []
    sheet = _Sheet(words, solid, body_size(words))
    everything = list(range(len(words)))
    result = _cut(sheet, everything, 0)
    if sheet.gutters:
        # What was too short to tell alone is told by the columns above or below it.
        result = _cut(_Sheet(words, solid, sheet.body, known=sheet.gutters), everything, 0)
    return result


def body_size(words: Sequence[Word]) -> float:
    """Return the size that most characters have."""
    sizes: dict[float, int] = {}
    for word in words:
        size = round(word.size * 2) / 2
        sizes[size] = sizes.get(size, 0) + len(word.text)
    return max(max(sizes, key=lambda size: (sizes[size], size), default=10.0), 1.0)


def _cut(sheet: _Sheet, own: list[int], depth: int) -> list[list[int]]:
    strip = _best_strip(sheet, own) if len(own) >= 2 and depth < _DEEPEST else None
    if strip is None:
        return [own]
    parts: list[list[int]] = [[], [], [], []]
    for index in own:
        word = sheet.words[index]
        y = (word.y0 + word.y1) / 2
        if y < strip.y0:
            parts[0].append(index)
        elif y > strip.y1:
            parts[3].append(index)
        else:
            parts[1 if word.x0 + word.x1 < strip.x0 + strip.x1 else 2].append(index)
    if not parts[1] or not parts[2]:
        return [own]
    sheet.gutters.append(strip)
    return [region for part in parts if part for region in _cut(sheet, part, depth + 1)]


def _best_strip(sheet: _Sheet, own: list[int]) -> _Strip | None:
    body = sheet.body
    if len(own) >= 6:
        for gap, shortest in ((GUTTER, _SHORTEST), (NARROW, _LONG)):
            for strip in _merged(_strips(sheet.words, own, body, gap * body, shortest * body))[:6]:
                if _parts_columns(sheet, own, strip):
                    return strip
    if sheet.known:
        strips = _strips(sheet.words, own, body, GUTTER * body, _ONE_LINE * body)
        for strip in _merged([s for s in strips if any(_goes_on(s, known) for known in sheet.known)]):
            if _parts_text(sheet, own, strip):
                return strip
    return None


def _goes_on(strip: _Strip, known: _Strip) -> bool:
    return strip.x0 < known.x1 and known.x0 < strip.x1


def _strips(words: Sequence[Word], own: list[int], body: float, gap: float, shortest: float) -> list[_Strip]:
    """The empty strips of width `gap` with text on both sides over at least `shortest`."""
    boxes = np.array([(words[i].x0, words[i].y0, _ends(words[i]), words[i].y1) for i in own])
    left, right = boxes[:, 0].min(), boxes[:, 2].max()
    height = boxes[:, 3] - boxes[:, 1]
    # A line's letters bar the strip with their middle; on its sides a line counts with the white around it.
    middle = np.stack([boxes[:, 1] + 0.25 * height, boxes[:, 3] - 0.25 * height], axis=1)
    slack = np.minimum(0.4 * height, 0.6 * body)
    wide = np.stack([boxes[:, 1] - slack, boxes[:, 3] + slack], axis=1)
    edges = np.unique(np.concatenate([middle, wide]).round(0))
    if len(edges) < 2:
        return []
    unit = max(1.0, (right - left) / 900)
    places = int((right - left) / unit) + 2
    gap_places = max(2, round(gap / unit))
    if places <= gap_places:
        return []
    columns = np.stack([(boxes[:, 0] - left) / unit + 0.6, (boxes[:, 2] - left) / unit + 0.4], axis=1).astype(int)
    bars = _coverage(middle.round(0), columns, edges, places)
    for y0, y1 in _headings_alone(words, own, body):
        bars[np.searchsorted(edges, round(y0)) : max(np.searchsorted(edges, round(y1)), 1)] = True
    sides = _coverage(wide.round(0), columns, edges, places)
    return _longest(bars, sides, edges, (left, unit, gap_places), shortest)


def _ends(word: Word) -> float:
    """Where a word ends, a full-width mark at its end not counted: such marks hang over the edge of a column."""
    return max(word.x1 - word.size, word.x0 + 0.1) if word.text.endswith(_HANGING) else word.x1


def _coverage(rows: Floats, columns: NDArray[np.int_], edges: Floats, places: int) -> NDArray[np.bool_]:
    grid = np.zeros((len(edges) - 1, places), dtype=bool)
    first, last = np.searchsorted(edges, rows[:, 0]), np.searchsorted(edges, rows[:, 1])
    for low, high, (x0, x1) in zip(first, last, columns, strict=True):
        grid[low : max(high, low + 1), x0 : max(x1, x0 + 1)] = True
    return grid


def _longest(
    bars: NDArray[np.bool_],
    sides: NDArray[np.bool_],
    edges: Floats,
    frame: tuple[float, float, int],
    shortest: float,
) -> list[_Strip]:
    left, unit, gap = frame
    total = np.cumsum(np.pad(bars, ((0, 0), (1, 0))), axis=1)
    barred: NDArray[np.bool_] = np.greater(total[:, gap:], total[:, :-gap])
    both = np.logical_or.accumulate(sides, axis=1)[:, : barred.shape[1]]
    after = np.logical_or.accumulate(sides[:, ::-1], axis=1)[:, ::-1]
    after = np.pad(after, ((0, 0), (0, gap)))[:, gap : gap + barred.shape[1]]
    heights = np.diff(edges)
    gained = (both & after) * heights[:, None]
    start, score = np.zeros(barred.shape[1], dtype=int), np.zeros(barred.shape[1])
    found: list[_Strip] = []
    for row in range(barred.shape[0] + 1):
        ends = barred[row] if row < barred.shape[0] else np.ones_like(barred[0])
        for x in np.flatnonzero(ends & (score >= shortest)):
            ends_at = left + (int(x) + gap) * unit
            y0, y1 = float(edges[start[x]]), float(edges[row])
            found.append(_Strip(ends_at - gap * unit, ends_at, y0, y1, float(score[x])))
        score[ends], start[ends] = 0.0, row + 1
        if row < barred.shape[0]:
            score += np.where(ends, 0.0, gained[row])
    return found


def _merged(found: Sequence[_Strip]) -> list[_Strip]:
    """Neighbouring strips of the same rows are one; the longest first."""
    strips: list[_Strip] = []
    seen: dict[tuple[float, float], list[float]] = {}
    for strip in sorted(found, key=lambda s: (-round(s.score), s.y0 - s.y1, s.x0)):
        known = seen.setdefault((strip.y0, strip.y1), [])
        if not any(abs(strip.x0 - other) <= strip.x1 - strip.x0 for other in known):
            strips.append(strip)
        known.append(strip.x0)
    return strips


def _headings_alone(words: Sequence[Word], own: list[int], body: float) -> list[tuple[float, float]]:
    """Where a larger line stands with nothing beside it although there are columns below: it heads them all."""
    big = [index for index in own if words[index].size >= _BIGGER * body]
    if not big or len(big) > _MOST_BIG:
        return []
    tops = np.array([words[i].y0 for i in own])
    bottoms = np.array([words[i].y1 for i in own])
    lines: list[tuple[float, float]] = []
    for row in rows([words[i] for i in big]):
        top, bottom = min(word.y0 for word in row), max(word.y1 for word in row)
        inset = 0.15 * (bottom - top)
        beside = int(((tops < bottom - inset) & (bottoms > top + inset)).sum()) > len(row)
        torn = any(b.x0 - a.x1 > 3 * b.size for a, b in itertools.pairwise(row))
        if not beside and not torn:
            lines.append((top + inset, bottom - inset))
    return lines


def _sides(sheet: _Sheet, own: list[int], strip: _Strip) -> tuple[list[int], list[int]]:
    sides: tuple[list[int], list[int]] = ([], [])
    for index in own:
        word = sheet.words[index]
        if strip.y0 <= (word.y0 + word.y1) / 2 <= strip.y1:
            sides[int(word.x0 + word.x1 > strip.x0 + strip.x1)].append(index)
    return sides


def _parts_columns(sheet: _Sheet, own: list[int], strip: _Strip) -> bool:
    return all(_is_column(sheet.words, side, sheet.body, sheet.solid) for side in _sides(sheet, own, strip))


def _parts_text(sheet: _Sheet, own: list[int], strip: _Strip) -> bool:
    return all(side and not _is_figures(sheet.words, side) for side in _sides(sheet, own, strip))


def _is_column(words: Sequence[Word], own: list[int], body: float, solid: frozenset[int]) -> bool:
    """Tell whether these words read as prose: lines that mostly fill their width, and are not figures."""
    if not own:
        return False
    if any(index in solid for index in own):
        return True
    widths = _line_widths(words, own, body)
    if len(widths) < 3 or _is_figures(words, own):
        return False
    full = sorted(widths)[int(0.85 * (len(widths) - 1))]
    filled = sum(width >= 0.72 * full for width in widths)
    return median(widths) >= _NARROWEST_COLUMN * body and filled >= 0.4 * len(widths)


def _is_figures(words: Sequence[Word], own: list[int]) -> bool:
    """Tell whether these are columns of figures: half the characters, or two words of five."""
    bare = [words[index].text.strip("0123456789.,%()（）-—–$¥￥") for index in own]
    characters = sum(len(words[index].text) for index in own)
    return sum(map(len, bare)) <= 0.5 * characters or bare.count("") >= 0.4 * len(bare)


def _line_widths(words: Sequence[Word], own: list[int], body: float) -> list[float]:
    """How wide the pieces of line are that stand together without a gap as wide as a gutter."""
    ordered = sorted(own, key=lambda i: (round(words[i].baseline / (0.4 * body)), words[i].x0))
    widths: list[float] = []
    start = end = 0.0
    last: Word | None = None
    for index in ordered:
        word = words[index]
        joined = last is not None and abs(word.baseline - last.baseline) <= 0.4 * body
        if joined and -body < word.x0 - end <= 1.2 * body:
            end = max(end, word.x1)
        else:
            if last is not None:
                widths.append(end - start)
            start, end = word.x0, word.x1
        last = word
    widths.append(end - start)
    return widths
