"""The parts of a Word file that is written without an engine: styles, paragraphs, a footer that counts pages."""

from __future__ import annotations

import re
from collections.abc import Sequence
from xml.sax.saxutils import escape

from assistant.onboarding.exporting.packing import packed

_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_R = 'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
_KIND = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_TYPES = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_NO_XML = re.compile("[^\t\n\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_CONTENTS = (
    f'{_HEAD}<Types xmlns="{_PACKAGE}/content-types"><Default Extension="rels" '
    'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/>'
    f'<Override PartName="/word/document.xml" ContentType="{_TYPES}.document.main+xml"/>'
    f'<Override PartName="/word/styles.xml" ContentType="{_TYPES}.styles+xml"/>'
    f'<Override PartName="/word/footer1.xml" ContentType="{_TYPES}.footer+xml"/></Types>'
)
_ROOT = (
    f'{_HEAD}<Relationships xmlns="{_PACKAGE}/relationships"><Relationship Id="rId1" Type="{_KIND}/officeDocument" '
    'Target="word/document.xml"/></Relationships>'
)
_PARTS = (
    f'{_HEAD}<Relationships xmlns="{_PACKAGE}/relationships">'
    f'<Relationship Id="rId1" Type="{_KIND}/styles" Target="styles.xml"/>'
    f'<Relationship Id="rId2" Type="{_KIND}/footer" Target="footer1.xml"/></Relationships>'
)
_SECTION = (
    '<w:sectPr><w:footerReference w:type="default" r:id="rId2"/><w:pgSz w:w="11906" w:h="16838"/>'
    '<w:pgMar w:top="1304" w:right="1304" w:bottom="1304" w:left="1304" w:header="720" w:footer="600" w:gutter="0"/>'
    "</w:sectPr>"
)
PAGE_BREAK = '<w:p><w:r><w:br w:type="page"/></w:r></w:p>'


def _style(name: str, shown: str, size: int, look: str = "", *, bold: bool = False) -> str:
    face = "黑体" if bold else "宋体"
    font = f'<w:rFonts w:ascii="Calibri" w:hAnsi="Calibri" w:eastAsia="{face}"/>' + ("<w:b/>" if bold else "")
    usual = ' w:default="1"' if name == "Normal" else ""
    return (
        f'<w:style w:type="paragraph" w:styleId="{name}"{usual}><w:name w:val="{shown}"/><w:pPr>{look}</w:pPr>'
        f'<w:rPr>{font}<w:sz w:val="{size}"/><w:szCs w:val="{size}"/></w:rPr></w:style>'
    )


def _space(after: int, before: int = 0) -> str:
    return f'<w:spacing w:before="{before}" w:after="{after}" w:line="300" w:lineRule="auto"/>'


_KEEP = "<w:keepNext/><w:keepLines/>"
_STYLES = (
    f"{_HEAD}<w:styles {_W}>"
    + _style("Normal", "Normal", 22, _space(60))
    + _style("Title", "Title", 34, _space(160) + '<w:jc w:val="center"/>', bold=True)
    + _style("Names", "Names", 21, _space(200) + '<w:jc w:val="center"/>')
    + _style("Heading1", "heading 1", 25, _KEEP + _space(120, 240) + '<w:outlineLvl w:val="0"/>', bold=True)
    + _style("Question", "Question", 22, _KEEP + _space(60, 120))
    + _style("Option", "Option", 22, "<w:keepLines/>" + _space(30) + '<w:ind w:left="420"/>')
    + _style("Lines", "Lines", 22, _space(60) + '<w:ind w:left="420"/>')
    + _style("Source", "Source", 18, "<w:keepLines/>" + _space(120) + '<w:ind w:left="420"/>')
    + _style("Footer", "footer", 17, '<w:jc w:val="center"/>')
    + "</w:styles>"
)


def paragraph(style: str, text: str, lead: str = "") -> str:
    """One paragraph; `lead` stands in bold before the text."""
    bold = f'<w:r><w:rPr><w:b/></w:rPr><w:t xml:space="preserve">{_shown(lead)}</w:t></w:r>' if lead else ""
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr>{bold}{_run(text)}</w:p>'


def _shown(text: str) -> str:
    return escape(_NO_XML.sub("", text))


def _run(text: str) -> str:
    lines = [f'<w:t xml:space="preserve">{_shown(line)}</w:t>' for line in text.split("\n")]
    return f"<w:r>{'<w:br/>'.join(lines)}</w:r>" if text else ""


def _field(name: str) -> str:
    return f'<w:fldSimple w:instr=" {name} "><w:r><w:t>1</w:t></w:r></w:fldSimple>'


def word_file(body: Sequence[str], footer: str) -> bytes:
    """A Word file of these paragraphs. `footer` has {page} and {pages} where their numbers go."""
    foot = _run(footer).replace("{page}", f'</w:t></w:r>{_field("PAGE")}<w:r><w:t xml:space="preserve">')
    foot = foot.replace("{pages}", f'</w:t></w:r>{_field("NUMPAGES")}<w:r><w:t xml:space="preserve">')
    parts = {
        "[Content_Types].xml": _CONTENTS,
        "_rels/.rels": _ROOT,
        "word/document.xml": f"{_HEAD}<w:document {_W} {_R}><w:body>{''.join(body)}{_SECTION}</w:body></w:document>",
        "word/_rels/document.xml.rels": _PARTS,
        "word/styles.xml": _STYLES,
        "word/footer1.xml": f'{_HEAD}<w:ftr {_W}><w:p><w:pPr><w:pStyle w:val="Footer"/></w:pPr>{foot}</w:p></w:ftr>',
    }
    return packed({name: text.encode("utf-8") for name, text in parts.items()})
