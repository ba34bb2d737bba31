"""The style a review is written in where the office gives none: the official document style, made by code.

Measures follow GB/T 9704: A4 with 37 mm above and 28 mm at the left of a type area of 156 by 225 mm, so 22 lines of 28
points; the title in 小标宋 of size 2, text in 仿宋 of size 3, headings in 黑体 and 楷体, the page number between dashes
at the outer foot. English reviews keep the page and use a serif.
"""

from __future__ import annotations

from assistant.messages import Language
from assistant.word_parts import HEAD, KIND, Part, W, package, plain

_PAGE = (
    '<w:pgSz w:w="11906" w:h="16838"/>'
    '<w:pgMar w:top="2098" w:right="1474" w:bottom="1984" w:left="1588" w:header="851" w:footer="1304" w:gutter="0"/>'
)
_GRID = '<w:docGrid w:type="lines" w:linePitch="579"/>'
_TWO_CHARACTERS = '<w:ind w:firstLineChars="200" w:firstLine="{twice}"/>'
_LATIN = "Times New Roman"
_MOST_LEVELS = 4


def blank(language: Language) -> bytes:
    """A Word file without text that has the style: what `to_docx` writes into when it is given no other."""
    related = f'xmlns:r="{KIND}"'
    feet = '<w:footerReference w:type="default" r:id="rId4"/><w:footerReference w:type="even" r:id="rId5"/>'
    document = (
        f"{HEAD}<w:document {W} {related}><w:body><w:sectPr>{feet}{_PAGE}{_GRID}</w:sectPr></w:body></w:document>"
    )
    return package(
        document,
        (
            Part("styles.xml", "styles", "styles", _styles(language)),
            Part("settings.xml", "settings", "settings", _SETTINGS),
            Part("fontTable.xml", "fontTable", "fontTable", _FONTS),
            Part("footer1.xml", "footer", "footer", _footer("right")),
            Part("footer2.xml", "footer", "footer", _footer("left")),
        ),
    )


_SETTINGS = (
    f'{HEAD}<w:settings {W}><w:evenAndOddHeaders/><w:characterSpacingControl w:val="compressPunctuation"/>'
    '<w:footnotePr><w:footnote w:id="-1"/><w:footnote w:id="0"/></w:footnotePr>'
    '<w:compat><w:compatSetting w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word" '
    'w:val="15"/></w:compat></w:settings>'
)
# Where 小标宋 is not installed, Word takes 宋体 for it and not whatever it likes.
_FONTS = (
    f'{HEAD}<w:fonts {W}><w:font w:name="方正小标宋简体"><w:altName w:val="宋体"/><w:charset w:val="86"/></w:font>'
    '<w:font w:name="仿宋"><w:altName w:val="仿宋_GB2312"/><w:charset w:val="86"/></w:font>'
    '<w:font w:name="楷体"><w:altName w:val="楷体_GB2312"/><w:charset w:val="86"/></w:font></w:fonts>'
)


def _footer(side: str) -> str:
    field = (
        '<w:r><w:rPr>{font}</w:rPr><w:fldChar w:fldCharType="begin"/></w:r>'
        '<w:r><w:rPr>{font}</w:rPr><w:instrText xml:space="preserve"> PAGE </w:instrText></w:r>'
        '<w:r><w:rPr>{font}</w:rPr><w:fldChar w:fldCharType="separate"/></w:r>'
        '<w:r><w:rPr>{font}</w:rPr><w:t>1</w:t></w:r><w:r><w:rPr>{font}</w:rPr><w:fldChar w:fldCharType="end"/></w:r>'
    )
    font = _font("宋体", "SimSun") + '<w:sz w:val="28"/>'
    dash = '<w:r><w:rPr>{font}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'
    inner = dash.format(font=font, text="— ") + field.format(font=font) + dash.format(font=font, text=" —")
    indent = (
        '<w:ind w:rightChars="100" w:right="280"/>' if side == "right" else '<w:ind w:leftChars="100" w:left="280"/>'
    )
    properties = f'<w:pPr><w:pStyle w:val="Footer"/>{indent}<w:jc w:val="{side}"/></w:pPr>'
    return f"{HEAD}<w:ftr {W}><w:p>{properties}{inner}</w:p></w:ftr>"


def _font(chinese: str, latin: str = _LATIN) -> str:
    return f'<w:rFonts w:ascii="{latin}" w:hAnsi="{latin}" w:cs="{latin}" w:eastAsia="{chinese}"/>'


def style(name: str, shown: str, paragraph: str, text: str, *, follows: str = "") -> str:
    """A paragraph style: its id, its name, and what stands in its w:pPr and w:rPr."""
    usual = ' w:default="1"' if name == "Normal" else ' w:customStyle="1"' if name.startswith("Review") else ""
    based = "" if name == "Normal" else '<w:basedOn w:val="Normal"/>'
    after = f'<w:next w:val="{follows}"/>' if follows else ""
    return (
        f'<w:style w:type="paragraph" w:styleId="{name}"{usual}><w:name w:val="{plain(shown)}"/>{based}{after}'
        "<w:qFormat/>"
        f"<w:pPr>{paragraph}</w:pPr><w:rPr>{text}</w:rPr></w:style>"
    )


_EXACT = '<w:spacing w:before="{before}" w:after="{after}" w:line="{line}" w:lineRule="exact"/>'


def heading_style(level: int, language: Language) -> str:
    """The style of one level of headings, from 1: 黑体, 楷体, then 仿宋 in bold."""
    chinese = ("黑体", "楷体", "仿宋", "仿宋")[level - 1]
    bold = "<w:b/>" if level > 2 or language == "en" else '<w:b w:val="0"/>'
    sizes = (32, 32, 32, 32) if language == "zh" else (28, 26, 24, 24)
    indent = _TWO_CHARACTERS.format(twice=640) if language == "zh" else '<w:ind w:firstLineChars="0" w:firstLine="0"/>'
    spacing = _EXACT.format(before=0, after=0, line=560)
    if language == "en":
        spacing = '<w:spacing w:before="240" w:after="80" w:line="276" w:lineRule="auto"/>'
    outline = f'<w:keepNext/><w:keepLines/>{spacing}{indent}<w:jc w:val="left"/><w:outlineLvl w:val="{level - 1}"/>'
    text = f'{_font(chinese)}{bold}<w:color w:val="000000"/><w:sz w:val="{sizes[level - 1]}"/>'
    return style(f"Heading{level}", f"heading {level}", outline, text, follows="Normal")


def title_style(language: Language) -> str:
    spacing = _EXACT.format(before=0, after=400, line=680)
    bold = "<w:b/>" if language == "en" else '<w:b w:val="0"/>'
    return style(
        "Title",
        "Title",
        f'<w:keepNext/>{spacing}<w:ind w:firstLineChars="0" w:firstLine="0"/><w:jc w:val="center"/>',
        f'{_font("方正小标宋简体")}{bold}<w:sz w:val="44"/>',
        follows="Normal",
    )


FOOTNOTE_STYLES = (
    style(
        "FootnoteText",
        "footnote text",
        '<w:snapToGrid w:val="0"/><w:spacing w:before="0" w:after="20" w:line="240" w:lineRule="auto"/>'
        '<w:ind w:firstLineChars="0" w:firstLine="0"/><w:jc w:val="left"/>',
        _font("宋体") + '<w:sz w:val="18"/>',
    ),
    '<w:style w:type="character" w:styleId="FootnoteReference"><w:name w:val="footnote reference"/>'
    '<w:rPr><w:vertAlign w:val="superscript"/></w:rPr></w:style>',
)
"""Of the notes' text and of the raised numbers."""
FAULT_STYLE = (
    '<w:style w:type="character" w:customStyle="1" w:styleId="ReviewFault"><w:name w:val="Review Fault"/><w:rPr>'
    '<w:color w:val="C00000"/><w:shd w:val="clear" w:color="auto" w:fill="FBE5E2"/></w:rPr></w:style>'
)
"""Of what cannot be relied on."""


def note_style() -> str:
    """The line that says that this is a draft, and the lines of the appendices."""
    spacing = '<w:spacing w:before="0" w:after="200" w:line="360" w:lineRule="auto"/>'
    return style("ReviewNote", "Review Note", f'{spacing}<w:ind w:firstLineChars="0" w:firstLine="0"/>', _NOTE_TEXT)


def cell_style() -> str:
    """What stands in the table of figures."""
    spacing = '<w:snapToGrid w:val="0"/><w:spacing w:before="20" w:after="20" w:line="260" w:lineRule="atLeast"/>'
    indent = '<w:ind w:firstLineChars="0" w:firstLine="0"/><w:jc w:val="left"/>'
    return style("ReviewCell", "Review Cell", f"{spacing}{indent}", _font("宋体") + '<w:sz w:val="18"/>')


_NOTE_TEXT = _font("楷体") + '<w:sz w:val="24"/>'


def _styles(language: Language) -> str:
    spoken = '<w:lang w:val="en-US" w:eastAsia="zh-CN"/>'
    usual = f"<w:docDefaults><w:rPrDefault><w:rPr>{_font('仿宋')}{spoken}</w:rPr></w:rPrDefault></w:docDefaults>"
    if language == "zh":
        body = f'{_EXACT.format(before=0, after=0, line=560)}{_TWO_CHARACTERS.format(twice=640)}<w:jc w:val="both"/>'
        size = 32
    else:
        body = '<w:spacing w:before="0" w:after="140" w:line="312" w:lineRule="auto"/><w:jc w:val="left"/>'
        size = 23
    made = (
        style("Normal", "Normal", body, f'{_font("仿宋")}<w:sz w:val="{size}"/>'),
        title_style(language),
        *(heading_style(level, language) for level in range(1, _MOST_LEVELS + 1)),
        style("Header", "header", '<w:ind w:firstLineChars="0" w:firstLine="0"/>', '<w:sz w:val="18"/>'),
        style("Footer", "footer", '<w:ind w:firstLineChars="0" w:firstLine="0"/>', '<w:sz w:val="28"/>'),
        note_style(),
        cell_style(),
        *FOOTNOTE_STYLES,
        FAULT_STYLE,
    )
    return f"{HEAD}<w:styles {W}>{usual}{''.join(made)}</w:styles>"
