"""PDFs printed string by string at given places, for tests of what is read from where."""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence
from typing import Any

FONT = "STSong-Light"
WIDTH, HEIGHT = 595.0, 842.0


def pdf(*draw: Callable[[Any], None], size: tuple[float, float] = (WIDTH, HEIGHT), rotation: int = 0) -> bytes:
    """A PDF with one page a function, which gets the canvas with its font set to 10 points."""
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.cidfonts import UnicodeCIDFont
    from reportlab.pdfgen.canvas import Canvas

    pdfmetrics.registerFont(UnicodeCIDFont(FONT))
    out = io.BytesIO()
    # The library turns the sheet along with its mark; here the text is printed upright and the sheet turned after it.
    canvas = Canvas(out, pagesize=size if rotation % 180 == 0 else size[::-1])
    for page in draw:
        canvas.setPageRotation(rotation)
        canvas.setFont(FONT, 10)
        page(canvas)
        canvas.showPage()
    canvas.save()
    return out.getvalue()


def column(canvas: Any, x: float, top: float, lines: Sequence[str], pitch: float = 15) -> None:
    """Draw lines below each other; `top` is measured from the upper edge."""
    for number, line in enumerate(lines):
        canvas.drawString(x, HEIGHT - top - number * pitch, line)


def ruled(canvas: Any, xs: Sequence[float], ys: Sequence[float], cells: Sequence[Sequence[str]]) -> None:
    """Draw a table with all its lines; `ys` are measured from the upper edge."""
    canvas.grid(list(xs), [HEIGHT - y for y in ys])
    for r, row in enumerate(cells):
        for c, text in enumerate(row):
            canvas.drawString(xs[c] + 3, HEIGHT - ys[r + 1] + 5, text)
