"""Write a document as a single-column PDF with running header and page numbers."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from reportlab.lib.pagesizes import A4

from .flow import FONT, Flow, Frame, Style, register_font, text_width
from .source import ORGANISATION, Document, head_lines

MARGIN = 72.0
TITLE = Style(size=18, leading=28, centred=True, after=4)
HEAD = Style(size=10, leading=16, centred=True, colour=(0.25, 0.25, 0.25))
STYLES = {
    "chapter": Style(size=13, leading=22, centred=True, before=10, after=4, keep=40),
    "section": Style(size=11.5, leading=20, before=6, after=2, keep=30),
    "clause": Style(size=11, leading=19, indent=22, after=3),
    "item": Style(size=11, leading=19, indent=22),
    "para": Style(size=11, leading=19, indent=22, after=3),
}
PLAIN = Style(size=10.5, leading=17, after=5)


def _style(doc: Document, kind: str) -> Style:
    """Choose a paragraph style; headings of plans and guides stand at the left."""
    if kind == "chapter" and doc.get("kind") not in ("policy", "procedure"):
        return Style(size=13, leading=22, before=10, after=4, keep=40)
    if doc.english and kind != "chapter":
        return PLAIN
    return STYLES[kind]


def _decorator(doc: Document, pages: int) -> Any:
    """Return the function that draws header and footer of a page."""
    width, height = A4
    header = f"Qingyuan Water Group · {doc.get('title')} · SAMPLE" if doc.english else f"{ORGANISATION}　样例"

    def decorate(canvas: Any, page: int) -> None:
        canvas.setFont(FONT, 9)
        canvas.drawString(MARGIN, height - 46, header)
        canvas.line(MARGIN, height - 52, width - MARGIN, height - 52)
        footer = f"Page {page} of {pages}" if doc.english else f"第{page}页　共{pages}页"
        canvas.drawString((width - text_width(footer, 9)) / 2, 36, footer)

    return decorate


def _render(doc: Document, pages: int) -> tuple[bytes, int]:
    """Render the document once; the page total is known after the first time."""
    width, height = A4
    frame = Frame(MARGIN, 62, width - 2 * MARGIN, height - 62 - 66)
    flow = Flow(A4, doc.get("title"), lambda _page: [frame], _decorator(doc, pages))
    flow.paragraph(doc.get("title"), TITLE)
    for line in head_lines(doc):
        flow.paragraph(line, HEAD)
    flow.y -= 8
    for block in doc.blocks:
        if block.kind == "table":
            flow.table(block)
            continue
        text = f"{block.label}　{block.text}" if block.label else block.text
        flow.paragraph(text, _style(doc, block.kind))
    return flow.finish(), flow.page


def build(doc: Document, font: Path) -> bytes:
    """Return the PDF file."""
    register_font(font)
    _, pages = _render(doc, 1)
    return _render(doc, pages)[0]
