"""How a paper of questions looks as a Word file: its styles, its paragraphs, a footer that counts pages."""

from __future__ import annotations

from collections.abc import Sequence

from assistant import word_parts
from assistant.word_parts import HEAD, KIND, Part, W, package, plain, run

_R = f'xmlns:r="{KIND}"'
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
    f"{HEAD}<w:styles {W}>"
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
    return word_parts.paragraph(style, run(lead, "<w:b/>") if lead else "", _lines(text))


def _lines(text: str) -> str:
    """A run whose lines stay lines."""
    lines = [f'<w:t xml:space="preserve">{plain(line)}</w:t>' for line in text.split("\n")]
    return f"<w:r>{'<w:br/>'.join(lines)}</w:r>" if text else ""


def _field(name: str) -> str:
    return f'<w:fldSimple w:instr=" {name} "><w:r><w:t>1</w:t></w:r></w:fldSimple>'


def word_file(body: Sequence[str], footer: str) -> bytes:
    """A Word file of these paragraphs. `footer` has {page} and {pages} where their numbers go."""
    foot = _lines(footer).replace("{page}", f'</w:t></w:r>{_field("PAGE")}<w:r><w:t xml:space="preserve">')
    foot = foot.replace("{pages}", f'</w:t></w:r>{_field("NUMPAGES")}<w:r><w:t xml:space="preserve">')
    document = f"{HEAD}<w:document {W} {_R}><w:body>{''.join(body)}{_SECTION}</w:body></w:document>"
    footers = f"{HEAD}<w:ftr {W}>{word_parts.paragraph('Footer', foot)}</w:ftr>"
    return package(
        document, (Part("styles.xml", "styles", "styles", _STYLES), Part("footer1.xml", "footer", "footer", footers))
    )
