"""From printed lines to paragraphs: which lines belong together, and how they are joined."""

from __future__ import annotations

import itertools
import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.domain import Box
from ingest.numbering import opens_part

FULL_CHINESE = 0.85
_NARROWEST = 20
"""No column is narrower than ten Chinese characters; a shorter line is short whatever stands around it."""
FULL_LATIN = 0.75
_LONGEST = 20_000
"""Characters of a paragraph; what is longer has no ends of paragraphs that its lines would tell."""
_TABLE_NUMBER = re.compile(r"^[-(（$]?\d[\d,.]*[%)）]?$")
_HYPHENATED = re.compile(r"[a-z]-$")
_WIDE_END = re.compile("[\u2e80-\u9fff\u3000-\u303f\uff00-\uffef“”‘’—…]$")
_WIDE_START = re.compile("^[\u2e80-\u9fff\u3000-\u303f\uff00-\uffef“”‘’—…]")

#: What may not be broken: a number or Latin word, or one Chinese character, with the punctuation that clings to it.
_FIRST_WORD = re.compile(r"[（(“‘「《【]*(?:[A-Za-z0-9.,%/+-]+|.)[）)”’」》】，。；：！？、%％]*")


@dataclass(frozen=True, slots=True)
class Line:
    """A line as printed. `size` is the height of its letters in points, 0 when unknown; `left` where it begins.

    `box` is where it stands on its page, and `region` the number of its column or frame there, when they are known.
    """

    text: str
    size: float = 0.0
    bold: bool = False
    left: float | None = None
    box: Box | None = None
    region: int = -1

    @property
    def blank(self) -> bool:
        return not self.text.strip()

    @property
    def indent(self) -> int:
        return width(self.text) - width(self.text.lstrip())

    @property
    def start(self) -> float:
        """Where its first visible character stands: in points when `left` is known, else in columns."""
        return self.indent if self.left is None else self.left + self.indent * self.size / 2

    @property
    def right(self) -> float:
        """Where it ends, in points; without a box right for Chinese, whose characters are as wide as high."""
        return self.box.x1 if self.box else self.start + width(self.text.strip()) * self.size / 2


@dataclass(frozen=True, slots=True)
class Column:
    """The edges of the run of lines a line belongs to. `full` is the width of a full line in columns.

    `pitch` is the usual distance from one line to the next in points, 0 when unknown.
    """

    left: float
    right: float
    full: int
    pitch: float = 0.0


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Lines that belong together, joined."""

    text: str
    size: float = 0.0
    bold: bool = False
    lines: tuple[Line, ...] = ()


def width(text: str) -> int:
    """Return how many columns `text` takes: a Chinese character takes two."""
    if text.isascii():
        return len(text)
    return sum(2 if unicodedata.east_asian_width(character) in "WF" else 1 for character in text)


def typical_width(lines: Sequence[Line]) -> int:
    """Return the width of a full line: what nine in ten lines do not exceed."""
    widths = sorted(width(line.text.strip()) for line in lines if not line.blank)
    return widths[min(len(widths) - 1, int(len(widths) * 0.9))] if widths else 0


def wraps(lines: Sequence[Line]) -> bool:
    """Tell whether a plain text is broken at a fixed width: full lines that do not end as sentences do."""
    filled = [line for line in lines if not line.blank]
    full = typical_width(lines)
    if len(filled) < 6 or not 40 <= full <= 120:
        return False
    broken = sum(width(line.text.strip()) >= FULL_CHINESE * full and not _ended(line.text) for line in filled)
    return broken >= 0.5 * len(filled)


def paragraphs(lines: Sequence[Line]) -> list[Paragraph]:
    """Join the lines of one page into paragraphs, blank lines left out."""
    columns = _columns(lines)
    result: list[Paragraph] = []
    before: int | None = None
    for index, line in enumerate(lines):
        if line.blank:
            before = None
            continue
        goes_on = before is not None and len(result[-1].text) < _LONGEST
        if before is not None and goes_on and _continues(lines[before], line, columns[before], columns[index]):
            last = result[-1]
            text = join(last.text, line.text.strip())
            result[-1] = Paragraph(text, last.size, last.bold and line.bold, (*last.lines, line))
        else:
            result.append(Paragraph(line.text.strip(), line.size, line.bold, (line,)))
        before = index
    return result


def _columns(lines: Sequence[Line]) -> list[Column]:
    """For every line the column it stands in. Without positions the page is one column."""
    if not any(line.left is not None and line.size for line in lines):
        indents = sorted(line.indent for line in lines if not line.blank)
        usual = indents[len(indents) // 2] if indents else 0
        return [Column(usual, 0.0, typical_width(lines))] * len(lines)
    columns: list[Column] = []
    start = 0
    for index in range(1, len(lines) + 1):
        if index == len(lines) or _parted(lines[index - 1], lines[index]):
            run = [line for line in lines[start:index] if not line.blank]
            left = min((line.start for line in run), default=0.0)
            right = max((line.right for line in run), default=0.0)
            full = typical_width(run) if len(run) > 2 else typical_width(lines)
            columns += [Column(left, right, full, _pitch(run))] * (index - start)
            start = index
    return columns


def _pitch(run: Sequence[Line]) -> float:
    """The usual distance between two lines; of a few lines the smallest."""
    tops = [line.box.y0 for line in run if line.box]
    steps = sorted(step for step in (below - above for above, below in itertools.pairwise(tops)) if step > 0)
    return steps[len(steps) // 3] if steps else 0.0


def _parted(before: Line, line: Line) -> bool:
    """Tell whether two printed lines stand in different columns or are of different sizes."""
    if before.blank or line.blank:
        return False
    if before.box and line.box:
        return before.region != line.region or _differ(before.size, line.size)
    return _differ(before.size, line.size) or abs(before.start - line.start) > 4 * max(before.size, 1.0)


def _differ(a: float, b: float) -> bool:
    return bool(a and b) and abs(a - b) > 0.08 * a


def _continues(before: Line, line: Line, above: Column, here: Column) -> bool:
    """Tell whether `line` goes on with the sentence or paragraph of the line `before` it."""
    if _differ(before.size, line.size) or (before.bold and not line.bold):
        return False
    if tabular(before.text) or tabular(line.text) or opens_part(line.text):
        return False
    if _is_spaced(before, line, above):
        return False
    if _is_indented(before, line, above, here) or _is_centred(before, above):
        return False
    wide = _WIDE_END.search(before.text.rstrip()) is not None
    if wide and _ended(before.text):
        return False
    taken = width(before.text.strip())
    if taken < _NARROWEST:
        return False
    if before.text.rstrip().endswith((".", ":", "!", "?")) and taken < 0.9 * above.full:
        return False
    if wide and before.left is not None and before.size:
        if abs(line.start - before.start) > 4 * line.size:
            return line.start - here.left <= 0.6 * line.size  # at the head of the next column, not indented
        aligned = min(abs(line.start - here.left), abs(line.start - before.start)) <= 0.6 * line.size
        hanging = line.box is not None and opens_part(before.text) and line.start > before.start
        return (aligned or hanging) and _leaves_no_room(before, line, above)
    return taken >= (FULL_CHINESE if wide else FULL_LATIN) * above.full


def _is_centred(line: Line, column: Column) -> bool:
    """Tell whether a line leaves as much room at its left as at its right: of a title or a signature."""
    left, right = line.start - column.left, column.right - line.right
    return line.box is not None and min(left, right) >= line.size and abs(left - right) <= 0.5 * line.size


def _is_spaced(before: Line, line: Line, column: Column) -> bool:
    """Tell whether more white stands between two lines of a column than is usual there."""
    if before.box is None or line.box is None or before.region != line.region or not column.pitch:
        return False
    return line.box.y0 - before.box.y0 > max(1.35 * column.pitch, column.pitch + 0.35 * line.size)


def _leaves_no_room(before: Line, line: Line, above: Column) -> bool:
    """Tell whether the first word of `line` had no room in the line `before`: so the break was not meant."""
    word = _FIRST_WORD.match(line.text.strip())
    needed = max(width(word.group()) if word else 2, 5) * before.size / 2
    return before.right + needed >= above.right


def _is_indented(before: Line, line: Line, above: Column, here: Column) -> bool:
    """Tell whether `line` begins further in than the one before it, as the first line of a paragraph does."""
    if line.left is None:
        return line.start >= here.left + 2 and line.start > before.start
    further = (line.start - here.left) - (before.start - above.left)
    return further >= 1.2 * line.size and not opens_part(before.text)


def join(first: str, second: str) -> str:
    """Join two lines of one paragraph: Chinese without a space, English with one, a broken word made whole."""
    end = first[-2:]  # a search through the whole of a growing paragraph would make its making quadratic
    if _HYPHENATED.search(end) and second[:1].islower():
        return first[:-1] + second
    if _WIDE_END.search(end) or _WIDE_START.search(second):
        return first + second
    return f"{first} {second}"


def _ended(text: str) -> bool:
    return text.rstrip().rstrip("”’」』）)》】\"'").endswith(tuple("。！？：；!?:;."))


def tabular(text: str) -> bool:
    """A row of a table, as far as bare text shows it: two and more numbers standing alone, or wide gaps."""
    words = text.split()
    numbers = sum(_TABLE_NUMBER.match(word) is not None for word in words)
    gaps = len(re.findall(r"\S\s{3,}\S", text))
    return (numbers >= 2 and numbers * 2 >= len(words)) or (gaps >= 2 and len(words) <= 12)
