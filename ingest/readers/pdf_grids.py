"""Ruled tables and frames: drawn lines that meet are put together to grids, and words to the cells they stand in."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from assistant.domain import Box
from ingest.layout import join
from ingest.readers.pdf_lines import around, line_of, rows
from ingest.readers.pdf_words import Word
from ingest.readers.tables import Cell

_NEAR = 2.5
"""Points within which two drawn lines are one, or touch."""
_FRAME = 40.0
"""Points: a smaller box is a tick box or an underlined figure."""
_MOST_RULES = 1_500
_MOST_PLACES = 20_000
_DIGITS = frozenset("0123456789,.")


@dataclass(frozen=True, slots=True)
class Table:
    """A table on a page: its cells row by row, where it stands, and where its columns begin and end."""

    grid: tuple[tuple[Cell, ...], ...]
    box: Box
    edges: tuple[float, ...] = ()
    header_rows: int | None = None


@dataclass(frozen=True, slots=True)
class Frame:
    """A box drawn around text: what stands inside is read apart from what stands around it."""

    box: Box
    words: tuple[int, ...]


@dataclass(slots=True)
class _Rule:
    """A level or upright line: `at` its place, from `low` to `high` the other way."""

    at: float
    low: float
    high: float


def find_grids(words: Sequence[Word], rules: Sequence[Box]) -> list[tuple[Table | Frame, tuple[int, ...]]]:
    """Return the tables and frames drawn on a page, each with the indices of the words inside it."""
    level, upright = _merged(rules)
    if not level or not upright or len(level) + len(upright) > _MOST_RULES:
        return []
    found: list[tuple[Table | Frame, tuple[int, ...]]] = []
    taken: set[int] = set()
    for lines, posts in _meeting(level, upright):
        xs = _places([post.at for post in posts], [end for line in lines for end in (line.low, line.high)])
        ys = _places([line.at for line in lines], [end for post in posts for end in (post.low, post.high)])
        if len(xs) < 2 or len(ys) < 2 or (len(xs) - 1) * (len(ys) - 1) > _MOST_PLACES:
            continue
        box = Box(xs[0], ys[0], xs[-1], ys[-1])
        inside = [i for i, word in enumerate(words) if i not in taken and _holds(box, word)]
        if not inside:
            continue
        cells = _cells(words, inside, (xs, ys), (lines, posts))
        item = _table(cells, box, xs)
        if isinstance(item, Table) or (len(inside) < len(words) and _is_closed(box, lines, posts)):
            found.append((item or Frame(box, tuple(inside)), tuple(inside)))
            taken.update(inside)
    return found


def _is_closed(box: Box, lines: Sequence[_Rule], posts: Sequence[_Rule]) -> bool:
    """Tell whether all four sides of a frame are drawn, and it has room for some lines of text."""
    if box.y1 - box.y0 < _FRAME or box.x1 - box.x0 < _FRAME:
        return False
    sides = [_is_side(lines, at, box.x0, box.x1) for at in (box.y0, box.y1)]
    return all(sides) and all(_is_side(posts, at, box.y0, box.y1) for at in (box.x0, box.x1))


def _is_side(rules: Sequence[_Rule], at: float, low: float, high: float) -> bool:
    return any(abs(r.at - at) <= _NEAR and r.low <= low + 2 * _NEAR and r.high >= high - 2 * _NEAR for r in rules)


def _merged(rules: Iterable[Box]) -> tuple[list[_Rule], list[_Rule]]:
    """The level and the upright lines, pieces that go on from each other joined."""
    level: defaultdict[int, list[_Rule]] = defaultdict(list)
    upright: defaultdict[int, list[_Rule]] = defaultdict(list)
    for box in dict.fromkeys(rules):
        if box.x1 - box.x0 >= box.y1 - box.y0:
            at = (box.y0 + box.y1) / 2
            level[round(at)].append(_Rule(at, box.x0, box.x1))
        else:
            at = (box.x0 + box.x1) / 2
            upright[round(at)].append(_Rule(at, box.y0, box.y1))
    return _joined(level), _joined(upright)


def _joined(lines: dict[int, list[_Rule]]) -> list[_Rule]:
    result: list[_Rule] = []
    before: list[_Rule] = []
    last = None
    for key in sorted(lines):
        group: list[_Rule] = before if last is not None and key - last <= 1 else []
        for rule in sorted(lines[key], key=lambda rule: rule.low):
            for other in group:
                if abs(other.at - rule.at) <= 1.2 and rule.low <= other.high + _NEAR and rule.high >= other.low - _NEAR:
                    other.low, other.high = min(other.low, rule.low), max(other.high, rule.high)
                    break
            else:
                group.append(rule)
                result.append(rule)
        before, last = group, key
    return result


def _meeting(level: list[_Rule], upright: list[_Rule]) -> list[tuple[list[_Rule], list[_Rule]]]:
    """Groups of lines that touch each other, largest first."""
    parent = list(range(len(level) + len(upright)))

    def root(item: int) -> int:
        while parent[item] != item:
            parent[item] = parent[parent[item]]
            item = parent[item]
        return item

    for i, line in enumerate(level):
        for j, post in enumerate(upright, start=len(level)):
            crosses = line.low - _NEAR <= post.at <= line.high + _NEAR and post.low - _NEAR <= line.at
            if crosses and line.at <= post.high + _NEAR:
                parent[root(i)] = root(j)
    groups: defaultdict[int, tuple[list[_Rule], list[_Rule]]] = defaultdict(lambda: ([], []))
    for i, line in enumerate(level):
        groups[root(i)][0].append(line)
    for j, post in enumerate(upright, start=len(level)):
        groups[root(j)][1].append(post)
    whole = [group for group in groups.values() if len(group[0]) >= 2 and group[1]]
    return sorted(whole, key=lambda group: -len(group[0]) * len(group[1]))


def _places(own: Sequence[float], ends: Sequence[float]) -> list[float]:
    """The places of lines, and the outermost ends of those across: many tables have no lines at their sides."""
    places = sorted(own)
    low, high = min(ends), max(ends)
    if not places or low < places[0] - 3 * _NEAR:
        places.insert(0, low)
    if high > places[-1] + 3 * _NEAR:
        places.append(high)
    result: list[float] = []
    for place in places:
        if not result or place - result[-1] > _NEAR:
            result.append(place)
    return result


def _holds(box: Box, word: Word) -> bool:
    x, y = (word.x0 + word.x1) / 2, (word.y0 + word.y1) / 2
    return box.x0 <= x <= box.x1 and box.y0 <= y <= box.y1


def _cells(
    words: Sequence[Word],
    inside: Sequence[int],
    places: tuple[list[float], list[float]],
    drawn: tuple[list[_Rule], list[_Rule]],
) -> list[list[tuple[tuple[int, int], list[Word]]]]:
    """For every place of the grid the origin of its cell and the cell's words. No line between two: one cell."""
    (xs, ys), (lines, posts) = places, drawn
    origin = {(r, c): (r, c) for r in range(len(ys) - 1) for c in range(len(xs) - 1)}

    def root(place: tuple[int, int]) -> tuple[int, int]:
        while origin[place] != place:
            place = origin[place]
        return place

    for r, c in list(origin):
        middle = ((xs[c] + xs[c + 1]) / 2, (ys[r] + ys[r + 1]) / 2)
        if (r, c + 1) in origin and not _is_drawn(posts, xs[c + 1], middle[1]):
            _unite(origin, root((r, c)), root((r, c + 1)))
        if (r + 1, c) in origin and not _is_drawn(lines, ys[r + 1], middle[0]):
            _unite(origin, root((r, c)), root((r + 1, c)))
    held: defaultdict[tuple[int, int], list[Word]] = defaultdict(list)
    for index in inside:
        word = words[index]
        c = _interval(xs, (word.x0 + word.x1) / 2)
        r = _interval(ys, (word.y0 + word.y1) / 2)
        held[root((r, c))].append(word)
    return [[(root((r, c)), held[root((r, c))]) for c in range(len(xs) - 1)] for r in range(len(ys) - 1)]


def _unite(origin: dict[tuple[int, int], tuple[int, int]], a: tuple[int, int], b: tuple[int, int]) -> None:
    origin[max(a, b)] = min(a, b)


def _is_drawn(rules: Sequence[_Rule], at: float, across: float) -> bool:
    return any(abs(rule.at - at) <= _NEAR and rule.low - 1 <= across <= rule.high + 1 for rule in rules)


def _interval(places: Sequence[float], value: float) -> int:
    index = sum(place <= value for place in places) - 1
    return min(max(index, 0), len(places) - 2)


def _table(
    cells: list[list[tuple[tuple[int, int], list[Word]]]],
    box: Box,
    xs: Sequence[float],
) -> Table | None:
    """A table when two cells stand side by side somewhere; else the lines are a frame."""
    texts: dict[tuple[int, int], Cell] = {}
    grid = []
    for row in cells:
        line = []
        for origin, held in row:
            if origin not in texts:
                texts[origin] = cell_of(held, origin)
            line.append(texts[origin])
        grid.append(tuple(line))
    side_by_side = sum(len({cell.origin for cell in row if cell.text}) >= 2 for row in grid)
    if len(texts) < 2 or not side_by_side:
        return None
    return Table(tuple(grid), box, tuple(round(x) for x in xs))


def cell_of(words: Sequence[Word], origin: tuple[int, int]) -> Cell:
    """Return a cell with its lines joined; a number that was broken for lack of room is made whole."""
    text = ""
    for row in rows(words):
        line = " ".join(line_of(row).text.split())
        if text and _DIGITS.issuperset(text) and _DIGITS.issuperset(line) and (text + line)[0].isdigit():
            text += line
        else:
            text = join(text, line) if text else line
    return Cell(text, origin, around(words) if words else None)
