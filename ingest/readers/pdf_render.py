"""Pictures of PDF pages: for text recognition, and to show a citation where it is printed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ingest.readers.pdfium import opened, page_image

if TYPE_CHECKING:
    from PIL.Image import Image


def render_page(content: bytes, number: int, dpi: float) -> Image:
    """Return page `number` (from 1) of a PDF as an RGB image.

    A point of a `Box` is the pixel dpi / 72 times as far from the top left. Raises EncryptedDocument and
    UnreadableDocument for the file, PageUnreadable for the page.
    """
    with opened(content, "") as document:
        return page_image(document, number, dpi)
