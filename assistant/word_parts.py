"""The parts a Word file is made of, as text: paragraphs, real footnotes, styles, and the package around them.

Whatever goes in, the same input makes the same bytes, and nothing that a paper or a person wrote becomes markup.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from xml.sax.saxutils import escape

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
KIND = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
TYPES = "application/vnd.openxmlformats-officedocument.wordprocessingml"
HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
FOOTNOTE_TEXT, FOOTNOTE_MARK = "FootnoteText", "FootnoteReference"
_NO_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_THEN = (2020, 1, 1, 0, 0, 0)


def plain(text: str) -> str:
    """`text` as it may stand in XML: escaped, without the characters that XML cannot hold."""
    return escape(without_controls(text), {'"': "&quot;"})


def without_controls(text: str) -> str:
    """`text` without the characters that XML cannot hold."""
    return _NO_XML.sub("", text)


def run(text: str, properties: str = "") -> str:
    """A run of text; `properties` is what stands in its w:rPr."""
    inner = f"<w:rPr>{properties}</w:rPr>" if properties else ""
    return f'<w:r>{inner}<w:t xml:space="preserve">{plain(text)}</w:t></w:r>'


def paragraph(style: str, *runs: str, properties: str = "") -> str:
    """A paragraph in a style (its id, "" for the default one); `properties` are added to its w:pPr."""
    named = f'<w:pStyle w:val="{style}"/>' if style else ""
    inner = f"<w:pPr>{named}{properties}</w:pPr>" if named or properties else ""
    return f"<w:p>{inner}{''.join(runs)}</w:p>"


def footnote_mark(number: int, style: str = FOOTNOTE_MARK) -> str:
    """The raised number in the text that belongs to footnote `number`."""
    return f'<w:r><w:rPr><w:rStyle w:val="{style}"/></w:rPr><w:footnoteReference w:id="{number}"/></w:r>'


def footnotes(texts: Sequence[str], text_style: str = FOOTNOTE_TEXT, mark_style: str = FOOTNOTE_MARK) -> str:
    """The part that holds the footnotes, numbered from 1, with the two separators that Word asks for."""
    own = f'<w:r><w:rPr><w:rStyle w:val="{mark_style}"/></w:rPr><w:footnoteRef/></w:r>'
    lines = "".join(
        f'<w:footnote w:id="{number}">{paragraph(text_style, own, run(" " + text))}</w:footnote>'
        for number, text in enumerate(texts, 1)
    )
    return (
        f'{HEAD}<w:footnotes {W}><w:footnote w:type="separator" w:id="-1"><w:p><w:r><w:separator/></w:r></w:p>'
        '</w:footnote><w:footnote w:type="continuationSeparator" w:id="0"><w:p><w:r><w:continuationSeparator/></w:r>'
        f"</w:p></w:footnote>{lines}</w:footnotes>"
    )


@dataclass(frozen=True, slots=True)
class Part:
    """A part of the package: its name in `word/`, the end of its content type, the end of its relation, its XML."""

    name: str
    content: str
    relation: str
    text: str


def package(document: str, parts: Sequence[Part]) -> bytes:
    """A Word file of a main document and its parts; they are related to it as rId1, rId2 … in order."""
    overrides = "".join(
        f'<Override PartName="/word/{each.name}" ContentType="{TYPES}.{each.content}+xml"/>' for each in parts
    )
    contents = (
        f'{HEAD}<Types xmlns="{_PACKAGE}/content-types"><Default Extension="rels" '
        'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
        f'<Override PartName="/word/document.xml" ContentType="{TYPES}.document.main+xml"/>{overrides}</Types>'
    )
    related = "".join(
        f'<Relationship Id="rId{number}" Type="{KIND}/{each.relation}" Target="{each.name}"/>'
        for number, each in enumerate(parts, 1)
    )
    root = f'<Relationship Id="rId1" Type="{KIND}/officeDocument" Target="word/document.xml"/>'
    files = {
        "[Content_Types].xml": contents,
        "_rels/.rels": _relations(root),
        "word/document.xml": document,
        "word/_rels/document.xml.rels": _relations(related),
    }
    return zipped({**files, **{f"word/{each.name}": each.text for each in parts}})


def _relations(inner: str) -> str:
    return f'{HEAD}<Relationships xmlns="{_PACKAGE}/relationships">{inner}</Relationships>'


def zipped(files: Mapping[str, str | bytes]) -> bytes:
    """The files as a zip whose bytes depend on nothing but them."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            entry = zipfile.ZipInfo(name, _THEN)
            entry.external_attr = 0o644 << 16
            archive.writestr(entry, content, zipfile.ZIP_DEFLATED)
    return out.getvalue()
