"""A conversation as a Word file whose citations are real footnotes, written by its parts: no engine needed."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Sequence
from xml.sax.saxutils import escape

from assistant.conversations.markdown import lines_of, source_of, stale_note, typed_note
from assistant.exchanges import Exchange
from assistant.messages import Language

_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_KIND = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_TYPES = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_NO_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_CONTENTS = f"""{_HEAD}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">
<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>
<Default Extension="xml" ContentType="application/xml"/>
<Override PartName="/word/document.xml" ContentType="{_TYPES}.document.main+xml"/>
<Override PartName="/word/styles.xml" ContentType="{_TYPES}.styles+xml"/>
<Override PartName="/word/footnotes.xml" ContentType="{_TYPES}.footnotes+xml"/></Types>"""
_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
_ROOT = (
    f'{_HEAD}<Relationships xmlns="{_RELATIONS}"><Relationship Id="rId1" Type="{_KIND}/officeDocument" '
    'Target="word/document.xml"/></Relationships>'
)
_PARTS = (
    f'{_HEAD}<Relationships xmlns="{_RELATIONS}"><Relationship Id="rId1" Type="{_KIND}/styles" Target="styles.xml"/>'
    f'<Relationship Id="rId2" Type="{_KIND}/footnotes" Target="footnotes.xml"/></Relationships>'
)
_FONT = '<w:rFonts w:ascii="Calibri" w:hAnsi="Calibri" w:eastAsia="宋体"/>'
_HEADING_FONT = '<w:rFonts w:ascii="Calibri" w:hAnsi="Calibri" w:eastAsia="黑体"/>'


def _style(name: str, shown: str, size: int, *, bold: bool = False, after: int = 120, level: int | None = None) -> str:
    outline = f'<w:outlineLvl w:val="{level}"/>' if level is not None else ""
    usual = ' w:default="1"' if name == "Normal" else ""
    font = _HEADING_FONT + "<w:b/>" if bold else _FONT
    return (
        f'<w:style w:type="paragraph" w:styleId="{name}"{usual}><w:name w:val="{shown}"/>'
        f'<w:pPr><w:spacing w:after="{after}" w:line="312" w:lineRule="auto"/>{outline}</w:pPr>'
        f'<w:rPr>{font}<w:sz w:val="{size}"/></w:rPr></w:style>'
    )


_STYLES = (
    f"{_HEAD}<w:styles {_W}>"
    + _style("Normal", "Normal", 22)
    + _style("Title", "Title", 36, bold=True, after=240)
    + _style("Heading1", "heading 1", 26, bold=True, level=0)
    + _style("Note", "Note", 19)
    + _style("FootnoteText", "footnote text", 18, after=40)
    + '<w:style w:type="character" w:styleId="FootnoteReference"><w:name w:val="footnote reference"/>'
    '<w:rPr><w:vertAlign w:val="superscript"/></w:rPr></w:style></w:styles>'
)


def _run(text: str) -> str:
    return f'<w:r><w:t xml:space="preserve">{escape(_NO_XML.sub("", text))}</w:t></w:r>'


def _paragraph(style: str, *runs: str) -> str:
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr>{"".join(runs)}</w:p>'


def _mark(number: int) -> str:
    return f'<w:r><w:rPr><w:rStyle w:val="FootnoteReference"/></w:rPr><w:footnoteReference w:id="{number}"/></w:r>'


def _footnotes(texts: Sequence[str]) -> str:
    own = '<w:r><w:rPr><w:rStyle w:val="FootnoteReference"/></w:rPr><w:footnoteRef/></w:r>'
    lines = "".join(
        f'<w:footnote w:id="{number}">{_paragraph("FootnoteText", own, _run(" " + text))}</w:footnote>'
        for number, text in enumerate(texts, 1)
    )
    return (
        f'{_HEAD}<w:footnotes {_W}><w:footnote w:type="separator" w:id="-1"><w:p><w:r><w:separator/></w:r></w:p>'
        '</w:footnote><w:footnote w:type="continuationSeparator" w:id="0"><w:p><w:r><w:continuationSeparator/></w:r>'
        f"</w:p></w:footnote>{lines}</w:footnotes>"
    )


def to_docx(title: str, exchanges: Sequence[Exchange], language: Language) -> bytes:
    """The whole conversation: a heading a question, a footnote with place and quote for every mark."""
    notes: list[str] = []
    body = [_paragraph("Title", _run(title))]
    for exchange in exchanges:
        body.append(_paragraph("Heading1", _run(exchange.question.text)))
        said = [typed_note(exchange, language), exchange.at[:10]]
        body += [_paragraph("Note", _run(note)) for note in said if note]
        held = {each.n: each for each in exchange.answer.citations}
        for text, cited in lines_of(exchange.answer):
            marks = []
            for n in cited:
                if n in held:
                    notes.append(source_of(held[n], language))
                    marks.append(_mark(len(notes)))
            body.append(_paragraph("Normal", _run(text), *marks))
        later = (exchange.answer.note, stale_note(exchange, language))
        body += [_paragraph("Note", _run(note)) for note in later if note]
    page = '<w:sectPr><w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="1440" w:right="1440" w:bottom="1440" '
    page += 'w:left="1440" w:header="720" w:footer="720" w:gutter="0"/></w:sectPr>'
    parts = {
        "[Content_Types].xml": _CONTENTS,
        "_rels/.rels": _ROOT,
        "word/document.xml": f"{_HEAD}<w:document {_W}><w:body>{''.join(body)}{page}</w:body></w:document>",
        "word/_rels/document.xml.rels": _PARTS,
        "word/styles.xml": _STYLES,
        "word/footnotes.xml": _footnotes(notes),
    }
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in parts.items():
            archive.writestr(zipfile.ZipInfo(name, (2020, 1, 1, 0, 0, 0)), text, zipfile.ZIP_DEFLATED)
    return out.getvalue()
