"""What a file is, told by its bytes. Also the place where archives that would swell beyond reason are refused."""

from __future__ import annotations

import io
import re
import zipfile
from enum import StrEnum

from assistant.errors import UnreadableDocument, UnsupportedFormat

SUPPORTED = "PDF, DOCX, XLSX, Markdown, TXT"
MAX_UNPACKED_BYTES = 1 << 30
MAX_RATIO = 300
"""Office files unpack to about 3 to 30 times their size; an archive bomb to a thousand and more."""
_RATIO_MATTERS_ABOVE = 64 << 20

_OLE2 = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_IMAGES = {
    b"\x89PNG\r\n": "PNG",
    b"\xff\xd8\xff": "JPEG",
    b"GIF8": "GIF",
    b"II*\0": "TIFF",
    b"MM\0*": "TIFF",
    b"BM": "BMP",
}
_HTML = re.compile(rb"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body)\b", re.I | re.S)
_BYTE_ORDER_MARKS = (b"\xff\xfe", b"\xfe\xff")


class Format(StrEnum):
    PDF = "pdf"
    DOCX = "docx"
    XLSX = "xlsx"
    MARKDOWN = "markdown"
    TXT = "txt"


def unsupported(found: str, detail: str, kind: str = "") -> UnsupportedFormat:
    """The error for a format without a reader; `kind` names a wording in `catalogues/ingest.toml` for `found`."""
    return UnsupportedFormat(detail, found=found, supported=SUPPORTED, kind=kind)


def detect(content: bytes, name: str) -> Format:
    """Return the format of `content`.

    Raises UnsupportedFormat for a known kind without a reader and for binary data, UnreadableDocument for an Office
    file whose archive is broken or that would unpack to more than `MAX_UNPACKED_BYTES`.
    """
    if b"%PDF-" in content[:1024]:
        return Format.PDF
    if content.startswith(b"PK"):
        return _office(content, name)
    if content.startswith(_OLE2):
        raise unsupported("OLE2: .doc, .xls, .ppt, .wps", f"{name!r} is an old Office file", kind="old_office")
    for magic, image in _IMAGES.items():
        if content.startswith(magic) and (magic != b"BM" or b"\0" in content[:64]):
            raise unsupported(image, f"{name!r} is an image", kind="image")
    if content.startswith(b"{\\rtf"):
        raise unsupported("RTF", f"{name!r} is RTF")
    if _HTML.match(content[:4096]):
        raise unsupported("HTML", f"{name!r} is HTML")
    if _is_binary(content):
        raise unsupported("binary", f"{name!r} is binary data", kind="binary")
    return Format.MARKDOWN if name.lower().endswith((".md", ".markdown")) else Format.TXT


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
            types = archive.read("[Content_Types].xml")
    except (zipfile.BadZipFile, EOFError, OSError, NotImplementedError, ValueError) as error:
        raise UnreadableDocument(f"{name!r}: broken archive: {error}") from error
    except RuntimeError as error:  # zipfile's word for an archive with a password
        raise UnreadableDocument(f"{name!r}: locked archive: {error}") from error
    if b"wordprocessingml.document.main" in types or b"word.document.macroEnabled.main" in types:
        return Format.DOCX
    if b"spreadsheetml.sheet.main" in types or b"excel.sheet.macroEnabled.main" in types:
        return Format.XLSX
    if b"presentationml" in types:
        raise unsupported("PPTX", f"{name!r} is a presentation")
    raise unsupported("ZIP", f"{name!r} is an Office archive of another kind")


def _refuse_bombs(archive: zipfile.ZipFile, packed: int, name: str) -> None:
    unpacked = sum(entry.file_size for entry in archive.infolist())
    too_dense = unpacked > _RATIO_MATTERS_ABOVE and unpacked > packed * MAX_RATIO
    if unpacked > MAX_UNPACKED_BYTES or too_dense:
        raise UnreadableDocument(f"{name!r} would unpack to {unpacked} bytes from {packed}: refused", kind="bomb")
