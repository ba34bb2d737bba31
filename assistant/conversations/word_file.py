"""A conversation as a Word file whose citations are real footnotes, written by its parts: no engine needed."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.conversations.markdown import lines_of, source_of, stale_note, typed_note
from assistant.exchanges import Exchange
from assistant.messages import Language
from assistant.word_parts import HEAD, Part, W, footnote_mark, footnotes, package, paragraph, run

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
    f"{HEAD}<w:styles {W}>"
    + _style("Normal", "Normal", 22)
    + _style("Title", "Title", 36, bold=True, after=240)
    + _style("Heading1", "heading 1", 26, bold=True, level=0)
    + _style("Note", "Note", 19)
    + _style("FootnoteText", "footnote text", 18, after=40)
    + '<w:style w:type="character" w:styleId="FootnoteReference"><w:name w:val="footnote reference"/>'
    '<w:rPr><w:vertAlign w:val="superscript"/></w:rPr></w:style></w:styles>'
)


def to_docx(title: str, exchanges: Sequence[Exchange], language: Language) -> bytes:
    """The whole conversation: a heading a question, a footnote with place and quote for every mark."""
    notes: list[str] = []
    body = [paragraph("Title", run(title))]
    for exchange in exchanges:
        body.append(paragraph("Heading1", run(exchange.question.text)))
        said = [typed_note(exchange, language), exchange.at[:10]]
        body += [paragraph("Note", run(note)) for note in said if note]
        held = {each.n: each for each in exchange.answer.citations}
        for text, cited in lines_of(exchange.answer):
            marks = []
            for n in cited:
                if n in held:
                    notes.append(source_of(held[n], language))
                    marks.append(footnote_mark(len(notes)))
            body.append(paragraph("Normal", run(text), *marks))
        later = (exchange.answer.note, stale_note(exchange, language))
        body += [paragraph("Note", run(note)) for note in later if note]
    page = '<w:sectPr><w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="1440" w:right="1440" w:bottom="1440" '
    page += 'w:left="1440" w:header="720" w:footer="720" w:gutter="0"/></w:sectPr>'
    document = f"{HEAD}<w:document {W}><w:body>{''.join(body)}{page}</w:body></w:document>"
    parts = (
        Part("styles.xml", "styles", "styles", _STYLES),
        Part("footnotes.xml", "footnotes", "footnotes", footnotes(notes)),
    )
    return package(document, parts)
