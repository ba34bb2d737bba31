"""Lay text out line by line over columns and pages, in reading order."""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from .fonts import break_lines
from .source import ORGANISATION, Block

FONT = "CorpusChinese"


@dataclass(frozen=True)
class Style:
    """How a paragraph is set."""

    size: float = 10.5
    leading: float = 17.0
    indent: float = 0.0
    before: float = 0.0
    after: float = 0.0
    centred: bool = False
    colour: tuple[float, float, float] = (0.0, 0.0, 0.0)
    keep: float = 0.0


@dataclass(frozen=True)
class Frame:
    """One column of a page."""

    left: float
    bottom: float
    width: float
    height: float


def register_font(path: Path) -> None:
    """Make the font known to the PDF library."""
    if FONT not in pdfmetrics.getRegisteredFontNames():
        extra = {"subfontIndex": 0} if path.suffix.lower() == ".ttc" else {}
        pdfmetrics.registerFont(TTFont(FONT, str(path), **extra))


def text_width(text: str, size: float) -> float:
    """Return the width of a text in points."""
    return float(pdfmetrics.stringWidth(text, FONT, size))


class Flow:
    """Writes paragraphs and tables into one column after the other."""

    def __init__(
        self,
        size: tuple[float, float],
        title: str,
        frames: Callable[[int], list[Frame]],
        decorate: Callable[[Any, int], None],
    ) -> None:
        self.buffer = io.BytesIO()
        self.canvas: Any = Canvas(self.buffer, pagesize=size, invariant=1, pageCompression=1)
        self.canvas.setTitle(title)
        self.canvas.setAuthor(f"{ORGANISATION}（样例）")
        self.frames = frames
        self.decorate = decorate
        self.page = 1
        self.column = 0
        self.decorate(self.canvas, 1)
        self.y = self.frame.bottom + self.frame.height

    @property
    def frame(self) -> Frame:
        """The column being filled."""
        return self.frames(self.page)[self.column]

    def need(self, height: float) -> None:
        """Go to the next column where less than `height` is left."""
        if self.y - height >= self.frame.bottom:
            return
        self.column += 1
        if self.column == len(self.frames(self.page)):
            self.canvas.showPage()
            self.page += 1
            self.column = 0
            self.decorate(self.canvas, self.page)
        self.y = self.frame.bottom + self.frame.height

    def _line(self, line: str, style: Style, left: float, stretch: float) -> None:
        """Draw one line at the current height."""
        text = self.canvas.beginText(left, self.y - style.size)
        text.setFont(FONT, style.size)
        text.setFillColorRGB(*style.colour)
        text.setCharSpace(stretch)
        text.textOut(line)
        self.canvas.drawText(text)
        self.y -= style.leading

    def paragraph(self, text: str, style: Style) -> None:
        """Set one paragraph; full lines are justified."""
        width = self.frame.width
        lines = break_lines(text, width, lambda part: text_width(part, style.size), style.indent)
        self.need(style.before + style.leading + style.keep)
        if self.y < self.frame.bottom + self.frame.height:
            self.y -= style.before
        for number, line in enumerate(lines):
            self.need(style.leading)
            indent = style.indent if number == 0 else 0.0
            spare = width - indent - text_width(line, style.size)
            if style.centred:
                self._line(line, style, self.frame.left + spare / 2, 0.0)
                continue
            justified = number < len(lines) - 1 and len(line) > 1 and line.isascii() is False
            stretch = min(spare / max(len(line) - 1, 1), 1.2) if justified else 0.0
            self._line(line, style, self.frame.left + indent, max(stretch, 0.0))
        self.y -= style.after

    def table(self, block: Block, size: float = 9.5) -> None:
        """Draw a table with ruled cells, row by row."""
        weights = [max(text_width(row[i], size) for row in block.rows) for i in range(len(block.rows[0]))]
        free = self.frame.width - 12.0 * len(weights)
        widths = [12.0 + free * weight / sum(weights) for weight in weights]
        self.y -= 4
        for row in block.rows:
            self._row(row, widths, size)
        self.y -= 8

    def _row(self, row: tuple[str, ...], widths: list[float], size: float) -> None:
        """Draw one row of a table."""
        cells = [
            break_lines(cell, width - 8, lambda part: text_width(part, size))
            for cell, width in zip(row, widths, strict=True)
        ]
        height = max(len(cell) for cell in cells) * (size + 4) + 6
        self.need(height)
        top, left = self.y, self.frame.left
        for cell, width in zip(cells, widths, strict=True):
            self.canvas.rect(left, top - height, width, height)
            self.y = top - 3
            for line in cell:
                self._line(line, Style(size=size, leading=size + 4), left + 4, 0.0)
            left += width
        self.y = top - height

    def finish(self) -> bytes:
        """Close the file and return its bytes."""
        self.canvas.showPage()
        self.canvas.save()
        return self.buffer.getvalue()
