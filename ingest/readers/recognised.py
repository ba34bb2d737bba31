"""From the lines that OCR saw to a page: reading order, paragraphs, and which numbers are not certain."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from assistant.domain import Block, Box, Page, ReadAs
from ingest.layout import Line, paragraphs, tabular, width
from ingest.numbering import is_finished
from ingest.ocr import OcrLine, read_image
from ingest.readers.boxes import order_boxes
from ingest.readers.document import Notice, PageBuilder, clean, notice

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

LEGIBLE = 0.5
"""A line of lower confidence is no text but a stain, a stamp or a part of a picture; it is left out and counted."""
CERTAIN = 0.92
MOST_DOUBT = 0.5
_SAME_SIZE = 0.3
"""Boxes of one letter size differ by this share: they hug the letters, and 一 is flatter than 国."""
_HEADING_SIZE = 1.35
_WAVERING = 0.7
_LONG = 20
"""Columns of a line that is long enough to measure its letters."""
_NUMBER = re.compile(r"\d(?:[\d,.，．]*\d)?")
_SPACES = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class Picture:
    """A page's picture: (height, width, 3) bytes, red first. `scale` is points a pixel."""

    pixels: NDArray[np.uint8]
    scale: float


@dataclass(frozen=True, slots=True)
class Row:
    """What stands side by side on one printed line. `line` is in points, `pieces` are OCR's own boxes in pixels."""

    line: Line
    pieces: tuple[OcrLine, ...]


@dataclass(frozen=True, slots=True)
class Recognised:
    """A page after OCR and before its paragraphs are made. `illegible` counts the lines that were left out."""

    rows: tuple[Row, ...]
    illegible: int = 0


def recognise(picture: Picture) -> Recognised:
    """Run OCR on a picture and put its lines in reading order. Takes seconds."""
    found = [_cleaned(line) for line in read_image(picture.pixels)]
    legible = [line for line in found if line.confidence >= LEGIBLE and line.text]
    illegible = sum(line.confidence < LEGIBLE for line in found)
    return Recognised(tuple(_rows(legible, picture.scale)), illegible)


def recognised_page(number: int, found: Recognised, rows: Sequence[Row] | None = None) -> tuple[Page, list[Notice]]:
    """Return the page of `found` and what is to be known of it; `rows` are those that are left of it, None for all.

    Each block carries the confidence of its lines and the places of its doubtful numbers.
    """
    rows = found.rows if rows is None else rows
    builder = PageBuilder(number)
    body = _body_size([row.line for row in rows])
    sizes = sorted({row.line.size for row in rows if row.line.size >= body * _HEADING_SIZE}, reverse=True)[:3]
    for paragraph in paragraphs([row.line for row in rows]):
        text = _spaced(paragraph.text)
        if paragraph.size in sizes and _reads_as_heading(text):
            builder.add(text, "heading", sizes.index(paragraph.size) + 1)
        else:
            builder.add(text)
    page = builder.page()
    pieces = [piece for row in rows for piece in row.pieces]
    page = replace(page, read_as=ReadAs.OCR if page.text else ReadAs.NONE, blocks=tuple(_judged(page, pieces)))
    notices = []
    doubtful = sum(len(block.doubtful) for block in page.blocks)
    if doubtful:
        notices.append(notice("ocr_doubtful_numbers", page=number, count=doubtful))
    if found.illegible:
        notices.append(notice("ocr_illegible", page=number, count=found.illegible))
    return page, notices


def _reads_as_heading(text: str) -> bool:
    letters = sum(character.isalpha() for character in text)
    return letters >= 3 and letters >= 0.6 * len(text) and width(text) <= 80 and not is_finished(text)


def _cleaned(line: OcrLine) -> OcrLine:
    return replace(line, text=_SPACES.sub(" ", clean(line.text)).strip())


def _rows(lines: Sequence[OcrLine], scale: float) -> Iterator[Row]:
    """Lines in reading order, those side by side put together with a gap that tells them from words."""
    usual = _middle([line.box.y1 - line.box.y0 for line in lines])
    # A box hugs its letters; how wide they are is measured better along a line than across it.
    long = [line for line in lines if width(line.text) >= _LONG]
    letter = _middle([2 * (line.box.x1 - line.box.x0) / width(line.text) for line in long]) or 0.8 * usual
    printed: list[list[OcrLine]] = []
    for index in order_boxes([line.box for line in lines]):
        if printed and _beside(printed[-1][-1].box, lines[index].box):
            printed[-1].append(lines[index])
        else:
            printed.append([lines[index]])
    lefts = [pieces[0].box.x0 for pieces in printed]
    for pieces in printed:
        # Margins waver on a scan; lines that begin at about the same place begin at the same place.
        left = _middle([other for other in lefts if abs(other - pieces[0].box.x0) <= _WAVERING * letter])
        size = _letter_size(pieces, usual, letter)
        yield Row(Line(_side_by_side(pieces, usual), round(size * scale, 2), left=left * scale), tuple(pieces))


def _middle(values: Sequence[float]) -> float:
    return sorted(values)[len(values) // 2] if values else 0.0


def _beside(left: Box, right: Box) -> bool:
    shared = min(left.y1, right.y1) - max(left.y0, right.y0)
    return right.x0 >= left.x1 - 4 and shared > 0.5 * min(left.y1 - left.y0, right.y1 - right.y0)


def _side_by_side(pieces: Sequence[OcrLine], usual: float) -> str:
    text = pieces[0].text
    for before, piece in itertools.pairwise(pieces):
        text += ("   " if piece.box.x0 - before.box.x1 > 0.8 * usual else " ") + piece.text
    return text


def _letter_size(pieces: Sequence[OcrLine], usual: float, letter: float) -> float:
    """In pixels. `usual` is the height of most boxes, `letter` the size of most letters."""
    relative = max(piece.box.y1 - piece.box.y0 for piece in pieces) / usual
    if abs(relative - 1) > _SAME_SIZE:
        return round(relative * 5) / 5 * letter
    columns = width(pieces[0].text)
    if len(pieces) > 1 or columns < _LONG:
        return letter
    # Such that the size and the text tell where the line ends, within what counts as one size.
    measured = 2 * (pieces[0].box.x1 - pieces[0].box.x0) / columns
    return min(max(measured, 0.96 * letter), 1.04 * letter)


def _body_size(lines: Sequence[Line]) -> float:
    """The size below and above which half of the text is set."""
    sizes = sorted((line.size, len(line.text)) for line in lines)
    half, seen = sum(count for _, count in sizes) / 2, 0
    for size, count in sizes:
        seen += count
        if seen >= half:
            return size
    return 0.0


def _spaced(text: str) -> str:
    return re.sub(" {2,}", " ", re.sub(" {3,}", "\t", text) if tabular(text) else text)


def _judged(page: Page, pieces: Sequence[OcrLine]) -> Iterator[Block]:
    """The page's blocks with each OCR line's place and confidence, and the numbers in lines that are not certain."""
    places = list(_places(page.text, pieces))
    for block in page.blocks:
        inside = [(start, end, piece) for start, end, piece in places if block.start <= start and end <= block.end]
        yield replace(
            block,
            confidences=tuple((start, end, round(piece.confidence, 3)) for start, end, piece in inside),
            doubtful=tuple(
                (start + found.start(), start + found.end())
                for start, end, piece in inside
                if piece.confidence < CERTAIN or piece.doubt > MOST_DOUBT
                for found in _NUMBER.finditer(page.text[start:end])
            ),
        )


def _places(text: str, pieces: Sequence[OcrLine]) -> Iterator[tuple[int, int, OcrLine]]:
    """Where each line stands in the page's text: in order, with its last hyphen perhaps gone."""
    cursor = 0
    for piece in pieces:
        for words in (piece.text, piece.text.removesuffix("-")):
            start = text.find(words, cursor)
            if start >= 0 and words:
                cursor = start + len(words)
                yield start, cursor, piece
                break
