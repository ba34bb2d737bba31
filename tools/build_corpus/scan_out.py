"""Write a notice as a scanned page: an image PDF without a text layer."""

from __future__ import annotations

import io
import random
from pathlib import Path
from typing import Any

from PIL import Image, ImageDraw, ImageFilter, ImageFont
from reportlab.lib.pagesizes import A4
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from .fonts import break_lines
from .source import ORGANISATION, Block, Document

PAGE = (1240, 1754)
MARGIN = 150
RED = (190, 30, 30)
INK = (35, 35, 40)
SEED = 20240304
TILT = 0.7


class Sheet:
    """A page that is drawn line by line."""

    def __init__(self, font: Path) -> None:
        self.font_path = str(font)
        self.image = Image.new("RGB", PAGE, (250, 249, 245))
        self.draw = ImageDraw.Draw(self.image)
        self.y = 130

    def font(self, size: int) -> ImageFont.FreeTypeFont:
        """Return the font in one size."""
        return ImageFont.truetype(self.font_path, size, index=0)

    def centre(self, text: str, size: int, colour: tuple[int, int, int] = INK) -> None:
        """Draw one centred line."""
        font = self.font(size)
        self.draw.text(((PAGE[0] - font.getlength(text)) / 2, self.y), text, font=font, fill=colour)
        self.y += int(size * 1.7)

    def paragraph(self, text: str, size: int, indent: int) -> None:
        """Draw one paragraph."""
        font = self.font(size)
        lines = break_lines(text, PAGE[0] - 2 * MARGIN, font.getlength, indent)
        for number, line in enumerate(lines):
            left = MARGIN + (indent if number == 0 else 0)
            self.draw.text((left, self.y), line, font=font, fill=INK)
            self.y += int(size * 1.75)

    def right(self, text: str, size: int) -> None:
        """Draw one line at the right margin."""
        font = self.font(size)
        self.draw.text((PAGE[0] - MARGIN - font.getlength(text), self.y), text, font=font, fill=INK)
        self.y += int(size * 1.75)

    def seal(self, x: int, y: int) -> None:
        """Draw a round red stamp that says 样例."""
        self.draw.ellipse((x - 105, y - 105, x + 105, y + 105), outline=RED, width=6)
        font = self.font(58)
        self.draw.text((x - font.getlength("样例") / 2, y - 36), "样例", font=font, fill=RED)


def _body(sheet: Sheet, blocks: tuple[Block, ...]) -> None:
    """Draw the text of the notice and its signature."""
    *text, organisation, day = blocks
    for number, block in enumerate(text):
        sheet.paragraph(block.text, 28, 0 if number == 0 else 56)
    sheet.y += 50
    sheet.seal(PAGE[0] - MARGIN - 210, sheet.y + 40)
    sheet.right(organisation.text, 28)
    sheet.right(day.text, 28)


def draw(doc: Document, font: Path) -> Image.Image:
    """Draw the clean page."""
    sheet = Sheet(font)
    sheet.centre(f"{ORGANISATION}文件", 54, RED)
    sheet.centre(doc.get("doc_number"), 28)
    sheet.draw.line((MARGIN, sheet.y, PAGE[0] - MARGIN, sheet.y), fill=RED, width=4)
    sheet.y += 40
    sheet.centre(doc.get("title"), 38)
    sheet.centre(doc.sample_line, 24)
    sheet.y += 10
    _body(sheet, doc.blocks)
    return sheet.image


def scan(image: Image.Image) -> bytes:
    """Give the page the tilt, the noise and the softness of a scan."""
    noise = Image.frombytes("L", PAGE, random.Random(SEED).randbytes(PAGE[0] * PAGE[1]))
    tilted = image.rotate(TILT, resample=Image.Resampling.BICUBIC, fillcolor=(244, 243, 238))
    mixed = Image.blend(tilted, noise.convert("RGB"), 0.05).filter(ImageFilter.GaussianBlur(0.6))
    out = io.BytesIO()
    mixed.save(out, "JPEG", quality=55)
    return out.getvalue()


def build(doc: Document, font: Path) -> bytes:
    """Return the scanned notice as a PDF file."""
    out = io.BytesIO()
    canvas: Any = Canvas(out, pagesize=A4, invariant=1)
    canvas.setTitle(doc.get("title"))
    canvas.drawImage(ImageReader(io.BytesIO(scan(draw(doc, font)))), 0, 0, *A4)
    canvas.showPage()
    canvas.save()
    return out.getvalue()
