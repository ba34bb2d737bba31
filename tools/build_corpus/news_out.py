"""Write a review as a newspaper page: masthead, headline and three columns."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from reportlab.lib.pagesizes import A4

from .flow import FONT, Flow, Frame, Style, register_font, text_width
from .source import Document

MARGIN = 40.0
GUTTER = 18.0
COLUMNS = 3
RED = (0.70, 0.08, 0.08)
BLUE = (0.05, 0.25, 0.50)
STYLES = {
    "chapter": Style(size=12, leading=19, before=9, after=3, colour=BLUE, keep=46),
    "section": Style(size=9.5, leading=15, before=2, colour=RED, keep=28),
    "para": Style(size=9.5, leading=15, indent=19, after=2),
}


def _columns(page: int) -> list[Frame]:
    """Return the three columns of a page; the first page leaves room for the headline."""
    width, height = A4
    top = height - (176 if page == 1 else 62)
    column = (width - 2 * MARGIN - (COLUMNS - 1) * GUTTER) / COLUMNS
    return [Frame(MARGIN + i * (column + GUTTER), 48, column, top - 48) for i in range(COLUMNS)]


def _centre(canvas: Any, text: str, size: float, y: float) -> None:
    """Draw one centred line."""
    canvas.setFont(FONT, size)
    canvas.drawString((A4[0] - text_width(text, size)) / 2, y, text)


def _headline(canvas: Any, doc: Document) -> None:
    """Draw masthead and headline of the first page."""
    height = A4[1]
    kicker, _, name = doc.get("subtitle").partition("——")
    canvas.setFillColorRGB(*RED)
    _centre(canvas, f"{doc.get('masthead')} · {doc.get('title')}", 14, height - 86)
    canvas.setFillColorRGB(0, 0, 0)
    _centre(canvas, kicker, 26, height - 120)
    _centre(canvas, f"——{name}", 13, height - 142)
    _centre(canvas, f"{doc.sample_line}　{doc.get('department')}供稿", 9, height - 160)


def _decorator(doc: Document) -> Any:
    """Return the function that draws what stands around the columns."""
    width, height = A4

    def decorate(canvas: Any, page: int) -> None:
        canvas.setFillColorRGB(0, 0, 0)
        canvas.setFont(FONT, 9)
        canvas.drawString(MARGIN, height - 44, f"{doc.get('dateline')}　{doc.get('masthead')}　第{page}版　样例")
        canvas.line(MARGIN, height - 50, width - MARGIN, height - 50)
        if page == 1:
            _headline(canvas, doc)
        canvas.setStrokeColorRGB(0.7, 0.7, 0.7)
        for frame in _columns(page)[1:]:
            x = frame.left - GUTTER / 2
            canvas.line(x, frame.bottom, x, frame.bottom + frame.height)
        canvas.setStrokeColorRGB(0, 0, 0)

    return decorate


def build(doc: Document, font: Path) -> bytes:
    """Return the newspaper page as a PDF file."""
    register_font(font)
    flow = Flow(A4, doc.get("title"), _columns, _decorator(doc))
    for block in doc.blocks:
        flow.paragraph(block.text, STYLES[block.kind])
    return flow.finish()
