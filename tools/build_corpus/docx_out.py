"""Write a document as a Word file with real heading styles and real tables."""

from __future__ import annotations

import io
from datetime import datetime
from typing import Any

from docx import Document as new_document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor

from .source import ORGANISATION, Block, Document, head_lines
from .stable_zip import stabilise

BODY_FONT = "宋体"
HEAD_FONT = "黑体"


def _set_font(style: Any, name: str, size: float) -> None:
    """Give a style its Latin and East Asian font."""
    style.font.name = name
    style.font.size = Pt(size)
    style.font.color.rgb = RGBColor(0, 0, 0)
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for key in ("w:asciiTheme", "w:hAnsiTheme", "w:eastAsiaTheme", "w:cstheme"):
        fonts.attrib.pop(qn(key), None)
    fonts.set(qn("w:eastAsia"), name)


def _prepare(doc: Document) -> Any:
    """Open an empty Word file and set page, styles and properties."""
    word = new_document()
    section = word.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = Cm(2.8)
    _set_font(word.styles["Normal"], BODY_FONT, 12)
    for name, size in (("Title", 20), ("Subtitle", 14), ("Heading 1", 15), ("Heading 2", 13)):
        _set_font(word.styles[name], HEAD_FONT, size)
    header = section.header.paragraphs[0]
    header.text = f"{ORGANISATION}　样例"
    header.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    props = word.core_properties
    props.title, props.author, props.comments = doc.get("title"), f"{ORGANISATION}（样例）", "样例"
    props.created = props.modified = datetime(2024, 1, 1)
    return word


def _add_table(word: Any, block: Block) -> None:
    """Add a real Word table with a repeated header row."""
    table = word.add_table(rows=0, cols=len(block.rows[0]))
    table.style = "Table Grid"
    for number, row in enumerate(block.rows):
        cells = table.add_row().cells
        for cell, text in zip(cells, row, strict=True):
            run = cell.paragraphs[0].add_run(text)
            run.font.size = Pt(10.5)
            run.bold = number == 0
    properties = table.rows[0]._tr.get_or_add_trPr()
    properties.append(properties.makeelement(qn("w:tblHeader"), {}))
    word.add_paragraph()


def _add_block(word: Any, block: Block) -> None:
    """Add one block."""
    if block.kind in ("chapter", "section"):
        word.add_heading(block.text, level=1 if block.kind == "chapter" else 2)
        return
    if block.kind == "table":
        _add_table(word, block)
        return
    paragraph = word.add_paragraph()
    paragraph.paragraph_format.first_line_indent = Pt(24)
    paragraph.paragraph_format.line_spacing = 1.5
    if block.kind == "clause":
        paragraph.add_run(block.label).bold = True
        paragraph.add_run("　" + block.text)
    else:
        paragraph.add_run(block.text)


def build(doc: Document) -> bytes:
    """Return the Word file."""
    word = _prepare(doc)
    word.add_paragraph(doc.get("title"), style="Title").alignment = WD_ALIGN_PARAGRAPH.CENTER
    if doc.get("subtitle"):
        word.add_paragraph(doc.get("subtitle"), style="Subtitle").alignment = WD_ALIGN_PARAGRAPH.CENTER
    for line in head_lines(doc):
        word.add_paragraph(line).alignment = WD_ALIGN_PARAGRAPH.CENTER
    for block in doc.blocks:
        _add_block(word, block)
    out = io.BytesIO()
    word.save(out)
    return stabilise(out.getvalue())
