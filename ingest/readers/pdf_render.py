"""Pictures of PDF pages: for text recognition, and to show a citation where it is printed."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

from ingest.readers.pdfium import PageUnreadable, opened, page_image

if TYPE_CHECKING:
    from PIL.Image import Image


def render_page(content: bytes, number: int, dpi: float) -> Image:
    """Return page `number` (from 1) of a PDF as an RGB image.

    A point of a `Box` is the pixel dpi / 72 times as far from the top left. Raises EncryptedDocument and
    UnreadableDocument for the file, PageUnreadable for the page.
    """
    with opened(content, "") as document:
        return page_image(document, number, dpi)


def page_png(content: bytes, number: int, dpi: float) -> bytes | None:
    """As `render_page`, as PNG; None for a page that cannot be drawn."""
    try:
        image = render_page(content, number, dpi)
    except PageUnreadable:
        return None
    stream = io.BytesIO()
    image.save(stream, "PNG")
    return stream.getvalue()
