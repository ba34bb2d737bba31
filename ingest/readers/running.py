"""Running headers, footers and page numbers: lines that come back at the same end of most pages."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from ingest.layout import Line, width

DEPTH = 3
"""How many lines from the top and from the bottom of a page can belong to a running header or footer."""
_LONGEST = 80
_DIGITS = re.compile(r"\d+")
_PAGE_NUMBER = re.compile(
    r"[-—–·\s]*(?:第\s*|[Pp]age\s*)?(\d{1,4})(?:\s*页)?(?:\s*(?:[/／,，共]|of)*\s*\d{1,4}\s*页?)?[-—–·\s]*"
)


def without_running_lines(pages: Sequence[Sequence[Line]]) -> tuple[list[list[Line]], list[Line]]:
    """Return the pages without their running lines, and the lines that were taken out.

    A line runs when, its page's number aside, it stands among the first or last three lines of more than half of the
    pages, and of two at least. A line that is only the page's own number goes in any document.
    """
    tops, bottoms = Counter[str](), Counter[str]()
    for number, lines in enumerate(pages, start=1):
        filled = [index for index, line in enumerate(lines) if not line.blank]
        tops.update({shape for index in filled[:DEPTH] for shape in _shapes(lines[index], number)})
        bottoms.update({shape for index in filled[-DEPTH:] for shape in _shapes(lines[index], number)})
    enough = max(2, len(pages) // 2 + 1)
    result: list[list[Line]] = []
    removed: list[Line] = []
    for number, lines in enumerate(pages, start=1):
        filled = [index for index, line in enumerate(lines) if not line.blank]
        drop = _running(lines, filled[:DEPTH], tops, enough, number)
        drop |= _running(lines, filled[::-1][:DEPTH], bottoms, enough, number)
        removed += [lines[index] for index in sorted(drop)]
        result.append([line for index, line in enumerate(lines) if index not in drop])
    return result, removed


def _running(lines: Sequence[Line], order: Sequence[int], seen: Counter[str], enough: int, number: int) -> set[int]:
    """The running lines of one end of a page, from the edge inwards; the first line of text stops the search.

    A line that says it is a page's number (第1页, 1 / 20, Page 1 of 20) goes wherever it stands among these: many
    writers draw header and footer before the text.
    """
    drop: set[int] = set()
    stopped = False
    for index in order:
        match = _PAGE_NUMBER.fullmatch(lines[index].text)
        is_number = match is not None and int(match.group(1)) == number
        says_so = is_number and re.search(r"页|[/／]|[Pp]age", lines[index].text) is not None
        is_running = any(seen[shape] >= enough for shape in _shapes(lines[index], number))
        if says_so or (not stopped and (is_number or is_running)):
            drop.add(index)
        else:
            stopped = True
    return drop


def _shapes(line: Line, number: int) -> set[str]:
    """What the line may look like on other pages: as it is, or with one number levelled that is its page's.

    A bare number is told by its distance from the page's; a figure that changes from page to page is content, and so
    is a sentence or a long line, which have no shapes.
    """
    match = _PAGE_NUMBER.fullmatch(line.text)
    if match:
        return {f"number {int(match.group(1)) - number:+}"}
    text = " ".join(line.text.split())
    if width(text) > _LONGEST or text.endswith(("。", "！", "？", "；")):
        return set()
    own = [digits for digits in _DIGITS.finditer(text) if int(digits.group()) == number]
    return {text, *(f"{text[: digits.start()]}#{text[digits.end() :]}" for digits in own)}
