"""Pages of a PDF that hold no usable text: drawn as a picture and read by OCR, one after the other."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from assistant.domain import Page
from assistant.errors import DocumentError
from ingest.layout import Line
from ingest.readers.document import Notice, ReadDocument, Reading, notice, removed_line
from ingest.readers.garbled import is_garbled
from ingest.readers.pdfium import PageUnreadable, holds_picture, opened, page_image
from ingest.readers.recognised import Picture, Recognised, Row, recognise, recognised_page
from ingest.readers.running import DEPTH, without_running_lines

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

DPI = 200.0
_LARGEST_SIDE = 4000
"""Pixels of the longer side at most; OCR itself works on 2,000."""
_FEWEST = 20
"""A page with fewer visible characters may be a picture with a stamp or a page number over it."""
_BLANK_RANGE = 24
_ABOUT_TEXT = ("page_without_text",)


def with_scanned_pages(document: ReadDocument, content: bytes, name: str, reading: Reading) -> ReadDocument:
    """Return `document` with its unreadable pages read by OCR, where that found more than the text layer has.

    A page with hardly any text is a scan only when it holds a picture; a garbled one is read whatever it holds.
    Without OCR (`reading.ocr` False) pages stay as they are, but a garbled text layer is still reported.
    """
    garbled = {page.number for page in document.pages if is_garbled(page.text)}
    broken = {item.page for item in document.notices if item.key == "page_broken"}
    poor = {page.number for page in document.pages if _visible(page) < _FEWEST}
    wanted = sorted((garbled | poor) - broken)
    if not wanted:
        return document
    notices = [notice("garbled_text", page=number) for number in sorted(garbled)]
    if not reading.ocr:
        return replace(document, notices=(*document.notices, *notices))
    found: dict[int, Recognised] = {}
    with opened(content, name) as pdf:
        for number in wanted:
            if number not in garbled and not _holds_picture(pdf, number):
                continue
            reading.tell(number, len(document.pages))
            recognised, said = _recognised(pdf, number)
            notices += said
            if recognised is not None:
                found[number] = recognised
    return _replaced(document, found, garbled, notices)


def _holds_picture(pdf: Any, number: int) -> bool:
    try:
        return holds_picture(pdf, number)
    except PageUnreadable:
        return True  # recognising it will say that it is broken


def _visible(page: Page) -> int:
    return len("".join(page.text.split()))


def _recognised(pdf: Any, number: int) -> tuple[Recognised | None, list[Notice]]:
    try:
        picture = _picture(pdf, number)
        return (None, []) if picture is None else (recognise(picture), [])
    except (PageUnreadable, DocumentError):
        return None, [notice("page_broken", page=number)]


def _picture(pdf: Any, number: int) -> Picture | None:
    """The page as a picture; None for a blank one, which needs no OCR to be told."""
    small = _pixels(page_image(pdf, number, 36.0))
    if int(small.max()) - int(small.min()) < _BLANK_RANGE:
        return None
    dpi = min(DPI, _LARGEST_SIDE / max(small.shape[:2]) * 36.0)
    return Picture(_pixels(page_image(pdf, number, dpi)), 72.0 / dpi)


def _pixels(image: Any) -> NDArray[np.uint8]:
    import numpy as np

    return np.asarray(image, dtype=np.uint8)


def _replaced(
    document: ReadDocument, found: dict[int, Recognised], garbled: set[int], notices: list[Notice]
) -> ReadDocument:
    """Put the recognised pages in their places, without the headers and footers that run over them."""
    kept, running = _without_running(document, found)
    pages = []
    read: set[int] = set()
    for page in document.pages:
        if page.number in found:
            new, said = recognised_page(page.number, found[page.number], kept[page.number])
            if page.number in garbled or _visible(new) > 2 * _visible(page):
                pages.append(new)
                notices += said
                read.update({page.number} if new.text else ())
                continue
        pages.append(page)
    notices += [notice("page_by_ocr", page=number) for number in sorted(read)]
    lost = [line for number in sorted(running) for line in running[number]]
    if lost:
        notices.append(notice("running_lines_removed", count=len(lost)))
    old = [item for item in document.notices if item.page not in read or item.key not in _ABOUT_TEXT]
    removed = [item for item in document.removed if item.page not in read]
    removed += [removed_line("removed_running", number, line.text) for number in running for line in running[number]]
    lines = tuple(dict.fromkeys((*document.running, *(line.text.strip() for line in lost[:DEPTH]))))
    return replace(document, pages=tuple(pages), notices=(*old, *notices), running=lines, removed=tuple(removed))


def _without_running(
    document: ReadDocument, found: dict[int, Recognised]
) -> tuple[dict[int, Sequence[Row]], dict[int, list[Line]]]:
    """What is left of each recognised page, and what was taken out of it."""
    printed = [[row.line for row in found[page.number].rows] if page.number in found else [] for page in document.pages]
    bodies, _ = without_running_lines(printed)
    kept: dict[int, Sequence[Row]] = {}
    running: dict[int, list[Line]] = {}
    for page, body in zip(document.pages, bodies, strict=True):
        if page.number in found:
            left = {id(line) for line in body}
            kept[page.number] = [row for row in found[page.number].rows if id(row.line) in left]
            running[page.number] = [row.line for row in found[page.number].rows if id(row.line) not in left]
    return kept, running
