"""Running headers, footers and page numbers: lines that come back at the same end of most pages."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence

from ingest.layout import Line, width

DEPTH = 3
"""How many lines from the top and from the bottom of a page can belong to a running header or footer."""
MARGIN = 0.12
"""In this share of the page's height, at either end, a line that stands at one place on a third of the pages runs."""
_LONGEST = 80
_DIGITS = re.compile(r"\d+")
_PAGE_NUMBER = re.compile(
    r"[-—–·\s]*(?:第\s*|[Pp]age\s*)?(\d{1,4})(?:\s*页)?(?:\s*(?:[/／,，共]|of)*\s*\d{1,4}\s*页?)?[-—–·\s]*"
)
_Row = list[int]


def without_running_lines(
    pages: Sequence[Sequence[Line]], heights: Sequence[float] = ()
) -> tuple[list[list[Line]], list[Line]]:
    """Return the pages without their running lines, and the lines that were taken out.

    A line runs when, its page's number aside, it stands among the first or last three lines of more than half of the
    pages, and of two at least; with boxes and `heights`, also when it stands at one place in the margin of a third of
    the pages, and of three at least: left and right pages have headers of their own. A line that is only the page's own
    number goes in any document. Pieces of line beside each other, told by their boxes, count as one line of three.
    """
    ends = [
        _Ends(lines, number, heights[number - 1] if heights else 0.0) for number, lines in enumerate(pages, start=1)
    ]
    tops, bottoms = Counter[str](), Counter[str]()
    for page in ends:
        tops.update({shape for index in _flat(page.first) for shape in page.shapes(index)})
        bottoms.update({shape for index in _flat(page.last) for shape in page.shapes(index)})
    result: list[list[Line]] = []
    removed: list[Line] = []
    for page in ends:
        drop = page.running(page.first, tops, len(pages)) | page.running(page.last, bottoms, len(pages))
        removed += [page.lines[index] for index in sorted(drop)]
        result.append([line for index, line in enumerate(page.lines) if index not in drop])
    return result, removed


def _flat(rows: Iterable[_Row]) -> Iterable[int]:
    return (index for row in rows for index in row)


class _Ends:
    """The first and the last rows of one page, each from the edge inwards."""

    def __init__(self, lines: Sequence[Line], number: int, height: float) -> None:
        self.lines, self._number, self._height = lines, number, height
        filled = [index for index, line in enumerate(lines) if not line.blank]
        self.first = self._rows(filled)
        self.last = self._rows(filled[::-1])

    def _rows(self, order: Iterable[int]) -> list[_Row]:
        rows: list[_Row] = []
        for index in order:
            if rows and _beside(self.lines[rows[-1][0]], self.lines[index]):
                rows[-1].append(index)
            elif len(rows) == DEPTH:
                break
            else:
                rows.append([index])
        return rows

    def shapes(self, index: int) -> set[str]:
        """How the line may look on other pages, and where in the margin it stands so."""
        line = self.lines[index]
        shapes = _shapes(line, self._number)
        place = self._place(line)
        return shapes if place is None else shapes | {f"{shape} @{near}" for shape in shapes for near in place}

    def _place(self, line: Line) -> tuple[int, int] | None:
        if line.box is None or not self._height:
            return None
        if MARGIN * self._height < (line.box.y0 + line.box.y1) / 2 < (1 - MARGIN) * self._height:
            return None
        # Two of the buckets that overlap by half: lines within two points of each other share one.
        return int(line.box.y0 // 4), -1 - int((line.box.y0 + 2) // 4)

    def running(self, rows: Sequence[_Row], seen: Counter[str], pages: int) -> set[int]:
        """The running lines of one end, from the edge inwards; the first row with text of its own stops the search.

        A line that says it is a page's number (第1页, 1 / 20, Page 1 of 20) goes wherever it stands among these: many
        writers draw header and footer before the text. A bare number beside other text goes only when it runs itself:
        it may be the first cell of a row.
        """
        drop: set[int] = set()
        stopped = False
        for row in rows:
            numbers = {index for index in row if self._is_number(index)}
            runs = {index for index in row if self._runs(index, seen, pages)}
            drop |= {index for index in numbers if re.search(r"页|[/／]|[Pp]age", self.lines[index].text)}
            if not stopped:
                drop |= runs
                if numbers | runs == set(row):
                    drop |= numbers
            stopped = stopped or not drop.issuperset(row)
        return drop

    def _is_number(self, index: int) -> bool:
        match = _PAGE_NUMBER.fullmatch(self.lines[index].text)
        return match is not None and int(match.group(1)) == self._number

    def _runs(self, index: int, seen: Counter[str], pages: int) -> bool:
        enough, at_one_place = max(2, pages // 2 + 1), max(3, -(-pages // 3))
        return any(seen[shape] >= (at_one_place if "@" in shape else enough) for shape in self.shapes(index))


def _beside(a: Line, b: Line) -> bool:
    if a.box is None or b.box is None:
        return False
    return abs(a.box.y1 - b.box.y1) <= 0.3 * max(min(a.size, b.size), 1.0)


def _shapes(line: Line, number: int) -> set[str]:
    """What the line may look like on other pages: as it is, or with one number levelled that is its page's.

    A bare number is told by its distance from the page's; a figure that changes from page to page is content, and so
    is a sentence or a long line, which have no shapes.
    """
    match = _PAGE_NUMBER.fullmatch(line.text)
    if match:
        return {f"number {int(match.group(1)) - number:+}"}
    text = "".join(line.text.split()).replace("@", "")
    if width(text) > _LONGEST or text.endswith(("。", "！", "？", "；")):
        return set()
    own = [digits for digits in _DIGITS.finditer(text) if int(digits.group()) == number]
    return {text, *(f"{text[: digits.start()]}#{text[digits.end() :]}" for digits in own)}
