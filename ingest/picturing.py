"""A page as it looks on paper, for a person who wants to compare it with the text as read."""

from __future__ import annotations

from dataclasses import dataclass

from ingest.readers import Format, detect

DPI = 110.0
"""An A4 page becomes about 900 pixels wide: readable, and quick to send."""


@dataclass(frozen=True, slots=True)
class PictureTask:
    """Page `number` (from 1) of a file to be drawn."""

    content: bytes
    name: str
    number: int


def picture(task: PictureTask) -> bytes | None:
    """Return the page as PNG, None for a file that has no look of its own (text, Word, Excel) or a page it lacks.

    Raises DocumentError for a file that cannot be read.
    """
    kind = detect(task.content, task.name)
    if kind is Format.PDF:
        from ingest.readers.pdf_render import page_png

        return page_png(task.content, task.number, DPI)
    if kind is Format.IMAGE:
        from ingest.readers.image import frame_png

        return frame_png(task.content, task.name, task.number)
    return None
