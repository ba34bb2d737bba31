"""PDF pages through PDFium: every printed character with its box, the rules, fills and pictures, and page images.

PDFium is not safe to call from two threads, so every entry holds one lock. All places are in points of the page as it
is displayed (its rotation applied), origin at the top left.
"""

from __future__ import annotations

import ctypes
import math
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from assistant.domain import Box
from assistant.errors import EncryptedDocument, UnreadableDocument
from ingest.readers.pdf_drawn import Drawing, Painted, Transform

if TYPE_CHECKING:
    from PIL.Image import Image

SMALLEST = 2.0
"""Letters smaller than this many points are not meant to be read."""
_MAX_GLYPHS = 200_000
_INVISIBLE, _CLIP = 3, 7
_LOCK = threading.RLock()

Glyph = tuple[str, float, float, float, float, int, int]
"""Character, x0, y0, x1, y1, the index of its `Style`, and the space before it: 2 in the file, 1 seen, 0 none."""


class PageUnreadable(Exception):
    """This page cannot be read; the others may be."""


@dataclass(frozen=True, slots=True)
class Style:
    """What the characters of one text object share. `turn` is how far it is turned clockwise, in degrees.

    `hidden` says why nobody sees it: "", render, tiny, transparent or white. `object` is its place in painting order.
    """

    size: float
    baseline: float
    bold: bool = False
    turn: int = 0
    hidden: str = ""
    object: int = 0
    unmapped: bool = False


@dataclass(slots=True)
class Sheet:
    """One page as PDFium sees it. `rules` are straight lines, level or upright, as boxes without much width."""

    number: int
    width: float
    height: float
    glyphs: list[Glyph] = field(default_factory=list)
    styles: list[Style] = field(default_factory=list)
    rules: list[Box] = field(default_factory=list)
    painted: list[Painted] = field(default_factory=list)


@contextmanager
def opened(content: bytes, name: str) -> Iterator[Any]:
    """Open a PDF that needs no password.

    Raises EncryptedDocument when it needs one, UnreadableDocument when PDFium cannot open it.
    """
    import pypdfium2

    with _LOCK:
        try:
            document = pypdfium2.PdfDocument(content)
        except pypdfium2.PdfiumError as error:
            if "password" in str(error).lower() or "security" in str(error).lower():
                raise EncryptedDocument(f"{name!r}: {error}") from error
            raise UnreadableDocument(f"{name!r}: {error}") from error
    try:
        yield document
    finally:
        with _LOCK:
            document.close()


def read_sheet(document: Any, number: int) -> Sheet:
    """Read page `number` (from 1). Raises PageUnreadable."""
    import pypdfium2

    page = text = None
    with _LOCK:
        try:
            page = document[number - 1]
            text = page.get_textpage()
            return _Reading(page, text, number).sheet
        except (pypdfium2.PdfiumError, ValueError, OverflowError) as error:
            raise PageUnreadable(f"page {number}: {error}") from error
        finally:
            for part in (text, page):
                if part is not None:
                    part.close()


def page_image(document: Any, number: int, dpi: float) -> Image:
    """Draw page `number` (from 1) as an RGB image. Raises PageUnreadable."""
    import pypdfium2

    with _LOCK:
        try:
            page = document[number - 1]
            try:
                image: Image = page.render(scale=dpi / 72).to_pil()
            finally:
                page.close()
        except (pypdfium2.PdfiumError, ValueError, OverflowError, MemoryError) as error:
            raise PageUnreadable(f"page {number}: {error}") from error
        return image.convert("RGB")


def holds_picture(document: Any, number: int) -> bool:
    """Tell whether a picture is drawn on page `number` (from 1). Raises PageUnreadable."""
    import pypdfium2
    import pypdfium2.raw as raw

    with _LOCK:
        try:
            page = document[number - 1]
        except pypdfium2.PdfiumError as error:
            raise PageUnreadable(f"page {number}: {error}") from error
        try:
            drawing = Drawing(raw, lambda x, y: (x, y))
            drawing.walk(page.raw, raw.FPDFPage_CountObjects, raw.FPDFPage_GetObject)
        finally:
            page.close()
    return any(painted.picture for painted in drawing.painted)


def upright(rotation: int, box: tuple[float, float, float, float]) -> tuple[Transform, float, float]:
    """Return how a point of the page's own space (origin at the bottom) is displayed, and the displayed size.

    `box` is left, bottom, right, top; `rotation` is the page's, clockwise, in degrees.
    """
    left, bottom, right, top = box
    width, height = right - left, top - bottom
    if rotation == 90:
        return (lambda x, y: (y - bottom, x - left)), height, width
    if rotation == 180:
        return (lambda x, y: (right - x, y - bottom)), width, height
    if rotation == 270:
        return (lambda x, y: (top - y, right - x)), height, width
    return (lambda x, y: (x - left, top - y)), width, height


class _Reading:
    """Fills one sheet. Knows PDFium's raw calls; a text object is asked for its looks once."""

    def __init__(self, page: Any, text: Any, number: int) -> None:
        import pypdfium2.raw as raw

        self._raw, self._page, self._text = raw, page, text
        self._rotation = page.get_rotation()
        self._at, width, height = upright(self._rotation, page.get_bbox())
        self.sheet = Sheet(number, width, height)
        self._drawing = Drawing(raw, self._at)
        self._drawing.walk(page.raw, raw.FPDFPage_CountObjects, raw.FPDFPage_GetObject)
        self.sheet.rules, self.sheet.painted = self._drawing.rules, self._drawing.painted
        self._read_glyphs()

    def _read_glyphs(self) -> None:
        raw, text, at = self._raw, self._text.raw, self._at
        get_unicode, get_box, get_object = (
            raw.FPDFText_GetUnicode,
            raw.FPDFText_GetLooseCharBox,
            raw.FPDFText_GetTextObject,
        )
        rect = raw.FS_RECTF()
        glyphs, known = self.sheet.glyphs, dict[int | None, int]()
        spaced = high = 0
        cast, void = ctypes.cast, ctypes.c_void_p
        for index in range(min(raw.FPDFText_CountChars(text), _MAX_GLYPHS)):
            code = get_unicode(text, index)
            if code in (32, 13, 10, 9, 160, 0x3000):
                spaced = max(spaced, 1 if raw.FPDFText_IsGenerated(text, index) else 2)
                continue
            if 0xD800 <= code < 0xDC00:
                high = code
                continue
            if high and 0xDC00 <= code < 0xE000:
                code = 0x10000 + ((high - 0xD800) << 10) + (code - 0xDC00)
            high = 0
            address = cast(get_object(text, index), void).value
            if address is None or not get_box(text, index, rect):
                continue
            style = known.get(address)
            if style is None:
                style = known[address] = self._add_style(index, address)
            x0, y0 = at(rect.left, rect.top)
            x1, y1 = at(rect.right, rect.bottom)
            if x0 > x1:
                x0, x1 = x1, x0
            if y0 > y1:
                y0, y1 = y1, y0
            # PDFium tells a hyphen at the end of a line by the code 2.
            glyphs.append(("-" if code == 2 else chr(code or 0xFFFD), x0, y0, x1, y1, style, spaced))
            spaced = 0

    def _add_style(self, index: int, address: int) -> int:
        raw, text = self._raw, self._text.raw
        handle = raw.FPDFText_GetTextObject(text, index)
        matrix, x, y = raw.FS_MATRIX(), ctypes.c_double(), ctypes.c_double()
        raw.FPDFText_GetMatrix(text, index, matrix)
        raw.FPDFText_GetCharOrigin(text, index, x, y)
        size = raw.FPDFText_GetFontSize(text, index) * math.hypot(matrix.c, matrix.d)
        turn = (self._rotation - round(math.degrees(math.atan2(matrix.b, matrix.a)))) % 360
        origin = self._at(x.value, y.value)
        self.sheet.styles.append(
            Style(
                size=abs(size),
                baseline=origin[1] if turn in (0, 180) else origin[0],
                bold=raw.FPDFText_GetFontWeight(text, index) >= 600 or self._is_bold(index),
                turn=turn,
                hidden=self._hidden(handle, index, abs(size)),
                object=self._drawing.order.get(address, self._drawing.count),
                unmapped=raw.FPDFText_HasUnicodeMapError(text, index) == 1,
            )
        )
        return len(self.sheet.styles) - 1

    def _is_bold(self, index: int) -> bool:
        buffer, flags = ctypes.create_string_buffer(128), ctypes.c_int()
        self._raw.FPDFText_GetFontInfo(self._text.raw, index, buffer, 128, flags)
        return b"bold" in buffer.value.lower()

    def _hidden(self, handle: Any, index: int, size: float) -> str:
        raw = self._raw
        if raw.FPDFTextObj_GetTextRenderMode(handle) in (_INVISIBLE, _CLIP):
            return "render"
        if size < SMALLEST:
            return "tiny"
        red, green, blue, alpha = (ctypes.c_uint() for _ in range(4))
        if not raw.FPDFText_GetFillColor(self._text.raw, index, red, green, blue, alpha):
            return ""
        if alpha.value < 6:
            return "transparent"
        return "white" if min(red.value, green.value, blue.value) >= 250 else ""
