"""One reader a format. `read` tells the format by what the bytes are, whatever the name says."""

from __future__ import annotations

import importlib
import logging
from collections.abc import Callable
from dataclasses import replace
from pathlib import PurePath

from assistant.errors import DocumentError, EmptyDocument, UnreadableDocument
from ingest.readers.detect import Format, detect, legacy_kind
from ingest.readers.document import Notice, PageBuilder, Properties, ReadDocument, Reading, notice

__all__ = ["Format", "Notice", "PageBuilder", "Properties", "ReadDocument", "Reading", "detect", "read"]

_NAMED = {
    ".pdf": Format.PDF,
    ".docx": Format.DOCX,
    ".xlsx": Format.XLSX,
    ".pptx": Format.PPTX,
    ".html": Format.HTML,
    ".htm": Format.HTML,
    ".md": Format.MARKDOWN,
    ".markdown": Format.MARKDOWN,
    ".txt": Format.TXT,
    **dict.fromkeys((".png", ".jpg", ".jpeg", ".tif", ".tiff", ".bmp", ".gif", ".webp"), Format.IMAGE),
    **dict.fromkeys((".doc", ".xls", ".ppt", ".wps", ".rtf"), Format.LEGACY),
}
_PLAIN = (Format.MARKDOWN, Format.TXT)
_log = logging.getLogger("clearwell")


def read(content: bytes, name: str, reading: Reading | None = None) -> ReadDocument:
    """Read one file. `name` only decides between plain text and Markdown, which look alike.

    Raises EmptyDocument, UnsupportedFormat, EncryptedDocument or UnreadableDocument; whatever else goes wrong inside a
    reader's library comes out as UnreadableDocument, with the traceback in the log.
    """
    reading = Reading() if reading is None else reading
    if not content.strip(b"\0\r\n\t \xef\xbb\xbf"):
        raise EmptyDocument(f"{name!r} holds no bytes that could be text")
    try:
        kind = detect(content, name)
        document = _read(kind, content, name, reading)
    except (DocumentError, MemoryError):
        raise
    except (Exception, RecursionError) as error:
        _log.warning("%r cannot be read", name, exc_info=True)
        raise UnreadableDocument(f"{name!r}: {type(error).__name__}: {error}") from error
    if not document.pages:
        raise EmptyDocument(f"{name!r} has no pages")
    if not document.paged and not document.readable:
        raise EmptyDocument(f"{name!r} holds no text")
    return replace(document, notices=(*_misnamed(kind, content, name), *document.notices))


def _misnamed(kind: Format, content: bytes, name: str) -> tuple[Notice, ...]:
    """A name that promises another format than the bytes hold is worth a word: the file may be the wrong one."""
    suffix = PurePath(name).suffix.lower()
    named = _NAMED.get(suffix, kind)
    if named is kind or (named in _PLAIN and kind in _PLAIN):
        return ()
    if kind in _PLAIN:
        return (notice("text_inside", suffix=suffix),)
    if kind is Format.IMAGE:
        return (notice("image_inside", suffix=suffix),)
    found = legacy_kind(content) if kind is Format.LEGACY else kind.value
    return (notice("format_inside", suffix=suffix, found=found.upper()),)


def _read(kind: Format, content: bytes, name: str, reading: Reading) -> ReadDocument:
    if kind is Format.IMAGE:
        from ingest.readers.image import read_image

        return read_image(content, name, reading)
    document = _reader(kind)(content, name)
    if kind is Format.PDF:
        from ingest.readers.scans import with_scanned_pages

        return with_scanned_pages(document, content, name, reading)
    return document


def _reader(kind: Format) -> Callable[[bytes, str], ReadDocument]:
    """The function `read_<format>` of the module of that name. A format's libraries are loaded when it is met."""
    reader: Callable[[bytes, str], ReadDocument] = getattr(
        importlib.import_module(f"ingest.readers.{kind.value}"), f"read_{kind.value}"
    )
    return reader
