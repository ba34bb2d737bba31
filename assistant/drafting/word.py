"""A review as a Word file: real headings, a real footnote on every sentence, the table of figures, a mark until it is
signed. Written into the official document style, or into the office's own file, whose styles, page, header and footer
stay as they are.
"""

from __future__ import annotations

import io
import re
import zipfile
from datetime import datetime
from typing import TYPE_CHECKING, Any

from assistant.drafting import word_body, word_style
from assistant.drafting.standing import signed
from assistant.drafts import Draft
from assistant.errors import UsageError
from assistant.messages import Language, say
from assistant.word_parts import KIND, TYPES, W, footnotes, plain, without_controls, zipped

if TYPE_CHECKING:
    from docx.document import Document as WordDocument

_KEPT = ("styles", "settings", "theme", "fontTable", "numbering", "webSettings", "footnotes", "endnotes")
"""What of a file's parts belongs to its style; comments, pictures and links of its old text go with that text."""
_SHAPES = 'xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office"'
_OF_ONE_ALONE = ("numPr", "sectPr", "pageBreakBefore", "rPr", "outlineLvl", "rStyle", "pPrChange", "rPrChange")
_W_TAG = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_ENDNOTE = re.compile(rb"<w:endnote\b(?![^>]*w:type=)[^>]*>.*?</w:endnote>", re.DOTALL)
_TYPICAL = 24
"""A paragraph of the office's file with at least so many characters shows how its text is set."""


def to_docx(draft: Draft, language: Language, style: bytes | None = None) -> bytes:
    """The whole review; `language` is that of its notes and appendices. The same draft makes the same bytes.

    Raises UsageError for a `style` that is no Word file.
    """
    document = _opened(style if style is not None else word_style.blank(language))
    names = _named_styles(document, language)
    usual = _usual_text(document) if style is not None else word_body.Usual()
    body, notes = word_body.written(draft, language, names, usual)
    _replace_body(document, body)
    _put_footnotes(document, footnotes(notes, names["footnote text"], names["footnote reference"]))
    _forget_old_parts(document)
    if not signed(draft):
        _mark_as_draft(document, say("review.watermark", language))
    _describe(document, draft)
    kept = io.BytesIO()
    document.save(kept)
    return _without_moments(kept.getvalue())


def _opened(content: bytes) -> WordDocument:
    import docx
    from docx.opc.exceptions import PackageNotFoundError

    try:
        return docx.Document(io.BytesIO(content))
    except (PackageNotFoundError, zipfile.BadZipFile, SyntaxError, KeyError, ValueError) as error:
        raise UsageError(f"the style is no Word file: {error}", key="bad_style") from error


def _parsed(xml: str) -> Any:
    from docx.oxml import parse_xml

    return parse_xml(xml)


def _attribute(name: str) -> str:
    from docx.oxml.ns import qn

    return str(qn(name))


def _named_styles(document: WordDocument, language: Language) -> dict[str, str]:
    """Style name as Word knows it → its id in this file; what the file lacks is added to it."""
    held = {str(each.name_val).casefold(): str(each.styleId) for each in document.styles.element.style_lst}
    first, second = word_style.FOOTNOTE_STYLES
    wanted = {
        "title": word_style.title_style(language),
        **{f"heading {level}": word_style.heading_style(level, language) for level in range(1, 5)},
        "review note": word_style.note_style(),
        "review cell": word_style.cell_style(),
        "review fault": word_style.FAULT_STYLE,
        "footnote text": first,
        "footnote reference": second,
    }
    taken = set(held.values())
    for name, xml in wanted.items():
        if name not in held:
            made = _parsed(xml.replace("<w:style ", f"<w:style {W} ", 1))
            if made.styleId in taken:
                made.set(_attribute("w:styleId"), f"Clearwell{made.styleId}")
            document.styles.element.append(made)
            held[name] = str(made.styleId)
    return {name: held[name] for name in wanted}


def _usual_text(document: WordDocument) -> word_body.Usual:
    """How most of the office's text is set, where its paragraphs are long enough to be text."""
    counted: dict[word_body.Usual, int] = {}
    for each in document.paragraphs:
        known = str(each.style.name).casefold() if each.style is not None else ""
        if len(each.text.strip()) < _TYPICAL or known.startswith(("heading", "title", "list", "toc")) or not each.runs:
            continue
        longest = max(each.runs, key=lambda run: len(run.text))
        usual = word_body.Usual(_settings_of(each._p.pPr), _settings_of(longest._r.rPr))
        counted[usual] = counted.get(usual, 0) + len(each.text)
    return max(counted, key=lambda usual: counted[usual]) if counted else word_body.Usual()


def _settings_of(properties: Any) -> str:
    """What stands in a w:pPr or w:rPr, without what belongs to that one paragraph or run alone."""
    from docx.oxml.xmlchemy import serialize_for_reading

    unwanted = {_attribute(f"w:{name}") for name in _OF_ONE_ALONE}
    ours = [] if properties is None else [each for each in properties if each.tag not in unwanted]
    return "".join(str(serialize_for_reading(each)).strip() for each in ours if each.tag.startswith(_W_TAG))


def _replace_body(document: WordDocument, blocks: list[str]) -> None:
    body = document.element.body
    last = body.sectPr
    for child in list(body):
        if child is not last:
            body.remove(child)
    for at, block in enumerate(blocks):
        body.insert(at, _parsed(block))


def _put_footnotes(document: WordDocument, xml: str) -> None:
    from docx.opc.packuri import PackURI
    from docx.opc.part import Part

    part = document.part
    for name, related in list(part.rels.items()):
        if related.reltype == f"{KIND}/footnotes":
            del part.rels[name]
    made = Part(PackURI("/word/footnotes.xml"), f"{TYPES}.footnotes+xml", xml.encode(), part.package)
    part.relate_to(made, f"{KIND}/footnotes")


def _forget_old_parts(document: WordDocument) -> None:
    """Drop what only the file's former text needed, so that last year's pictures, comments and notes do not travel."""
    part = document.part
    written = part.element.xml
    for name, related in list(part.rels.items()):
        if not related.reltype.endswith(tuple(f"/{kind}" for kind in _KEPT)) and f'"{name}"' not in written:
            del part.rels[name]
        elif related.reltype.endswith("/endnotes"):
            related.target_part._blob = _ENDNOTE.sub(b"", related.target_part.blob)
    for name, related in list(part.package.rels.items()):
        if related.reltype.endswith("/thumbnail"):
            del part.package.rels[name]


def _describe(document: WordDocument, draft: Draft) -> None:
    """The file's own properties: the review's title and day, nobody's name."""
    properties = document.core_properties
    properties.title, properties.author, properties.last_modified_by = without_controls(draft.title)[:255], "", ""
    properties.subject = properties.keywords = properties.comments = ""
    try:
        moment = datetime.fromisoformat(draft.made_at).replace(tzinfo=None, microsecond=0)
    except ValueError:
        moment = datetime(draft.year, 12, 31)
    properties.created = properties.modified = moment


def _mark_as_draft(document: WordDocument, text: str) -> None:
    """Behind every page, slanted. A header that the file has keeps what it says."""
    for section in document.sections:
        headers = [section.header]
        if section.different_first_page_header_footer:
            headers.append(section.first_page_header)
        if document.settings.odd_and_even_pages_header_footer:
            headers.append(section.even_page_header)
        for number, header in enumerate(headers):
            header.is_linked_to_previous = False
            header.paragraphs[0]._p.append(_parsed(_watermark(text, number)))


def _watermark(text: str, number: int) -> str:
    place = (
        "position:absolute;margin-left:0;margin-top:0;width:420pt;height:180pt;rotation:315;z-index:-251658752;"
        "mso-position-horizontal:center;mso-position-horizontal-relative:margin;"
        "mso-position-vertical:center;mso-position-vertical-relative:margin"
    )
    return (
        f"<w:r {W} {_SHAPES}><w:rPr><w:noProof/></w:rPr><w:pict>"
        '<v:shapetype id="_x0000_t136" coordsize="21600,21600" o:spt="136" adj="10800" '
        'path="m@7,l@8,m@5,21600l@6,21600e">'
        '<v:path textpathok="t" o:connecttype="rect"/><v:textpath on="t" fitshape="t"/></v:shapetype>'
        f'<v:shape id="DraftMark{number}" o:spid="_x0000_s{2049 + number}" type="#_x0000_t136" style="{place}" '
        f'o:allowincell="f" fillcolor="#d9d9d9" stroked="f"><v:fill opacity=".5"/>'
        f'<v:textpath style="font-family:&quot;黑体&quot;;font-size:1pt" string="{plain(text)}"/></v:shape>'
        "</w:pict></w:r>"
    )


def _without_moments(content: bytes) -> bytes:
    """The same package with no moment in it: the same draft makes the same file."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return zipped({name: archive.read(name) for name in archive.namelist()})
