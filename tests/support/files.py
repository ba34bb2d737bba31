"""Small real files of every format, built with the libraries that people's programs use."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PIL.Image import Image


def pdf(pages: Sequence[Sequence[str]], size: int = 11, password: str = "", title: str = "") -> bytes:
    """A PDF with one printed line a string; a page without strings has no text at all."""
    from reportlab.lib.pagesizes import A4
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.cidfonts import UnicodeCIDFont
    from reportlab.pdfgen.canvas import Canvas

    pdfmetrics.registerFont(UnicodeCIDFont("STSong-Light"))
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=A4)
    for lines in pages:
        if title and lines is pages[0]:
            canvas.setFont("STSong-Light", 20)
            canvas.drawString(72, 780, title)
        canvas.setFont("STSong-Light", size)
        for number, line in enumerate(lines):
            canvas.drawString(72, 740 - number * 1.6 * size, line)
        canvas.showPage()
    canvas.save()
    return encrypted(out.getvalue(), password) if password else out.getvalue()


def encrypted(content: bytes, password: str, owner: str = "owner") -> bytes:
    from pypdf import PdfReader, PdfWriter

    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(content)))
    writer.encrypt(user_password=password, owner_password=owner, algorithm="RC4-128")
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def empty_pdf() -> bytes:
    from pypdf import PdfWriter

    out = io.BytesIO()
    PdfWriter().write(out)
    return out.getvalue()


def docx(paragraphs: Sequence[tuple[str, str]], table: Sequence[Sequence[str]] = ()) -> bytes:
    """A Word file of (style, text) paragraphs and one table after them."""
    import docx as python_docx

    document = python_docx.Document()
    document.sections[0].header.paragraphs[0].text = "页眉不是正文"
    for style, text in paragraphs:
        document.add_paragraph(text, style=style)
    if table:
        grid = document.add_table(rows=len(table), cols=len(table[0]))
        for r, row in enumerate(table):
            for c, text in enumerate(row):
                grid.cell(r, c).text = text
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def bomb() -> bytes:
    """A Word file by its parts, whose document would unpack to 200 MiB."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "wordprocessingml.document.main")
        archive.writestr("word/document.xml", b"\0" * (200 << 20))
    return out.getvalue()


def pptx(title: str, bullets: Sequence[str], notes: str = "", table: Sequence[Sequence[str]] = ()) -> bytes:
    """A presentation of one slide; a bullet's leading tabs say how deep it stands."""
    import pptx as python_pptx
    from pptx.util import Cm

    deck = python_pptx.Presentation()
    slide = deck.slides.add_slide(deck.slide_layouts[1])
    slide.shapes.title.text = title
    frame = slide.placeholders[1].text_frame
    for number, bullet in enumerate(bullets):
        paragraph = frame.paragraphs[0] if not number else frame.add_paragraph()
        paragraph.text, paragraph.level = bullet.lstrip("\t"), len(bullet) - len(bullet.lstrip("\t"))
    if table:
        grid = slide.shapes.add_table(len(table), len(table[0]), Cm(2), Cm(14), Cm(16), Cm(3)).table
        for r, row in enumerate(table):
            for c, text in enumerate(row):
                grid.cell(r, c).text = text
    if notes:
        slide.notes_slide.notes_text_frame.text = notes
    out = io.BytesIO()
    deck.save(out)
    return out.getvalue()


def ole2(stream: str) -> bytes:
    """The head of an old Office file and, somewhere in it, a directory that names one stream."""
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600 + (stream + "\0").encode("utf-16-le") + b"\0" * 100


def with_body(xml: str, parts: Sequence[tuple[str, str, str]] = ()) -> bytes:
    """A Word file whose body is `xml`; `parts` are (relationship, name, content) of its further parts."""
    import docx as python_docx
    from docx.opc.constants import CONTENT_TYPE
    from docx.opc.packuri import PackURI
    from docx.opc.part import Part
    from docx.oxml import parse_xml
    from docx.oxml.ns import nsdecls

    document = python_docx.Document()
    spaces = nsdecls("w") + " xmlns:mc='http://schemas.openxmlformats.org/markup-compatibility/2006'"
    body = document.element.body
    for child in reversed(list(parse_xml(f"<w:body {spaces}>{xml}</w:body>"))):
        body.insert(0, child)
    for relation, name, content in parts:
        whole = f"<w:{name} {nsdecls('w')}>{content}</w:{name}>".encode()
        part = Part(PackURI(f"/word/{name}.xml"), CONTENT_TYPE.WML_FOOTNOTES, whole, document.part.package)
        kind = f"http://schemas.openxmlformats.org/officeDocument/2006/relationships/{relation}"
        document.part.relate_to(part, kind)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def picture(lines: Sequence[str]) -> Image:
    """A white page with lines of black letters on it."""
    from PIL import Image, ImageDraw, ImageFont

    image = Image.new("RGB", (1000, 100 + 90 * len(lines)), "white")
    draw = ImageDraw.Draw(image)
    for number, line in enumerate(lines):
        draw.text((60, 50 + 90 * number), line, fill="black", font=ImageFont.load_default(40))
    return image


def mixed_pdf(pages: Sequence[str | Image]) -> bytes:
    """A PDF with one line of text, or one picture, a page; an empty string gives a blank page."""
    from reportlab.lib.pagesizes import A4
    from reportlab.lib.utils import ImageReader
    from reportlab.pdfgen.canvas import Canvas

    out = io.BytesIO()
    canvas = Canvas(out, pagesize=A4)
    for page in pages:
        if isinstance(page, str):
            canvas.drawString(72, 700, page)
        else:
            canvas.drawImage(ImageReader(page), 50, 500, width=480, preserveAspectRatio=True, anchor="sw")
        canvas.showPage()
    canvas.save()
    return out.getvalue()
