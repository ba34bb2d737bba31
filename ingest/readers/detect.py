"""What a file is, told by its bytes. Also the place where archives that would swell beyond reason are refused."""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from enum import StrEnum

from assistant.errors import EncryptedDocument, UnreadableDocument, UnsupportedFormat

SUPPORTED = "PDF, DOCX, XLSX, PPTX, HTML, Markdown, TXT, PNG, JPEG, TIFF, BMP, WebP"
MAX_UNPACKED_BYTES = 1 << 30
MAX_RATIO = 300
"""Office files unpack to about 3 to 30 times their size; an archive bomb to a thousand and more."""
MAX_MARKUP_BYTES = 256 << 20
"""The largest single part of XML that is taken: in memory it takes ten to twenty times its size."""
MAX_ENTRIES = 20_000
_RATIO_MATTERS_ABOVE = 64 << 20

_OLE2 = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_IMAGES = (b"\x89PNG\r\n", b"\xff\xd8\xff", b"GIF8", b"II*\0", b"MM\0*")
_HTML = re.compile(
    rb"\s*(?:\xef\xbb\xbf)?\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body)\b", re.I | re.S
)
_WIDE_HTML = re.compile("\\s*(?:<!--.*?-->\\s*)*<(?:!doctype\\s+html|html|head|body)\\b", re.I | re.S)
_OFFICE_XML = re.compile(rb'<\?mso-application\s+progid="(Word|Excel)\.')
_BYTE_ORDER_MARKS = (b"\xff\xfe", b"\xfe\xff")
# What an old Office file holds, by the name of its main stream.
_STREAMS = {"WordDocument": "doc", "Workbook": "xls", "Book": "xls", "PowerPoint Document": "ppt"}


class Format(StrEnum):
    PDF = "pdf"
    DOCX = "docx"
    XLSX = "xlsx"
    PPTX = "pptx"
    HTML = "html"
    MARKDOWN = "markdown"
    TXT = "txt"
    IMAGE = "image"
    LEGACY = "legacy"
    """.doc, .xls, .ppt, .wps and RTF, which LibreOffice turns into the formats above."""


def unsupported(found: str, detail: str, kind: str = "") -> UnsupportedFormat:
    """The error for a format without a reader; `kind` names a wording in `catalogues/ingest.toml` for `found`."""
    return UnsupportedFormat(detail, found=found, supported=SUPPORTED, kind=kind)


def detect(content: bytes, name: str) -> Format:
    """Return the format of `content`.

    Raises UnsupportedFormat for a known kind without a reader and for binary data, EncryptedDocument for an Office
    file with a password, UnreadableDocument for one whose archive is broken or would unpack beyond reason.
    """
    if b"%PDF-" in content[:1024]:
        return Format.PDF
    if content.startswith(b"PK"):
        return _office(content, name)
    if content.startswith(_OLE2):
        if _has_stream(content, "EncryptedPackage"):
            raise EncryptedDocument(f"{name!r} opens only with a password")
        if not legacy_kind(content):
            raise unsupported("OLE2", f"{name!r} is an OLE2 file that no office program writes", kind="binary")
        return Format.LEGACY
    if _is_image(content):
        return Format.IMAGE
    if legacy_kind(content):
        return Format.LEGACY
    if _is_html(content):
        return Format.HTML
    if _is_binary(content):
        raise unsupported("binary", f"{name!r} is binary data", kind="binary")
    return Format.MARKDOWN if name.lower().endswith((".md", ".markdown")) else Format.TXT


def legacy_kind(content: bytes) -> str:
    """Return doc, xls or ppt (rtf counts as doc) for a file that only LibreOffice can open, else an empty string."""
    if content.startswith(b"{\\rtf"):
        return "doc"
    if content.startswith(_OLE2):
        return next((kind for stream, kind in _STREAMS.items() if _has_stream(content, stream)), "")
    flat = _OFFICE_XML.search(content[:1024])
    return {b"Word": "doc", b"Excel": "xls"}[flat.group(1)] if flat else ""


def _has_stream(content: bytes, stream: str) -> bool:
    """Names of streams stand in the directory of an OLE2 file in UTF-16, each ended by a zero."""
    return (stream + "\0").encode("utf-16-le") in content


def _is_image(content: bytes) -> bool:
    if content.startswith(_IMAGES) or (content.startswith(b"RIFF") and content[8:12] == b"WEBP"):
        return True
    return content.startswith(b"BM") and b"\0" in content[:64]


def _is_html(content: bytes) -> bool:
    head = content[:4096]
    if head.startswith(_BYTE_ORDER_MARKS):
        return _WIDE_HTML.match(head.decode("utf-16", errors="replace")) is not None
    return _HTML.match(head) is not None


def _is_binary(content: bytes) -> bool:
    """Text has no NUL (but for UTF-16) and hardly any control characters."""
    head = content[:65536]
    if head.startswith(_BYTE_ORDER_MARKS):
        return False
    nul = head.count(0)
    if nul:
        halves = (head[::2].count(0), head[1::2].count(0))
        # UTF-16 without its mark: the zeros of ASCII letters and line ends all stand on one side.
        return len(head) % 2 == 1 or min(halves) > 0 or max(halves) < len(head) // 200
    odd = sum(byte < 9 or (13 < byte < 32 and byte != 27) for byte in head)
    return odd > max(2, len(head) * 0.02)


def _office(content: bytes, name: str) -> Format:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            _refuse_bombs(archive, len(content), name)
            if "[Content_Types].xml" not in archive.namelist():
                raise unsupported("ZIP", f"{name!r} is an archive, not an Office file")
            with archive.open("[Content_Types].xml") as part:
                types = part.read(4 << 20)
    except (zipfile.BadZipFile, EOFError, OSError, NotImplementedError, ValueError, zlib.error) as error:
        raise UnreadableDocument(f"{name!r}: broken archive: {error}") from error
    except RuntimeError as error:  # zipfile's word for an archive with a password
        raise EncryptedDocument(f"{name!r}: locked archive: {error}") from error
    if b"wordprocessingml.document.main" in types or b"word.document.macroEnabled.main" in types:
        return Format.DOCX
    if b"spreadsheetml.sheet.main" in types or b"excel.sheet.macroEnabled.main" in types:
        return Format.XLSX
    if b"presentationml.presentation.main" in types or b"presentationml.slideshow.main" in types:
        return Format.PPTX
    raise unsupported("ZIP", f"{name!r} is an Office archive of another kind")


def _refuse_bombs(archive: zipfile.ZipFile, packed: int, name: str) -> None:
    """Sizes are what the archive claims; zipfile reads no more of a part than that."""
    entries = archive.infolist()
    unpacked = sum(entry.file_size for entry in entries)
    markup = max((entry.file_size for entry in entries if entry.filename.endswith((".xml", ".rels"))), default=0)
    too_dense = unpacked > _RATIO_MATTERS_ABOVE and unpacked > packed * MAX_RATIO
    if unpacked > MAX_UNPACKED_BYTES or too_dense or markup > MAX_MARKUP_BYTES or len(entries) > MAX_ENTRIES:
        raise UnreadableDocument(
            f"{name!r} would unpack to {unpacked} bytes in {len(entries)} parts from {packed}: refused", kind="bomb"
        )
