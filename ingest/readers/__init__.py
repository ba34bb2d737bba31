"""One reader a format. `read` tells the format by what the bytes are, whatever the name says."""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import replace
from pathlib import PurePath

from assistant.errors import DocumentError, EmptyDocument, UnreadableDocument
from ingest.readers.detect import Format, detect
from ingest.readers.document import Notice, PageBuilder, Properties, ReadDocument, notice

__all__ = ["Format", "Notice", "PageBuilder", "Properties", "ReadDocument", "detect", "read"]

_NAMED = {
    ".pdf": Format.PDF,
    ".docx": Format.DOCX,
    ".xlsx": Format.XLSX,
    ".md": Format.MARKDOWN,
    ".markdown": Format.MARKDOWN,
    ".txt": Format.TXT,
}
_PLAIN = (Format.MARKDOWN, Format.TXT)
_log = logging.getLogger("clearwell")


def read(content: bytes, name: str) -> ReadDocument:
    """Read one file. `name` only decides between plain text and Markdown, which look alike.

    Raises EmptyDocument, UnsupportedFormat, EncryptedDocument or UnreadableDocument; whatever else goes wrong inside a
    reader's library comes out as UnreadableDocument, with the traceback in the log.
    """
    if not content.strip(b"\0\r\n\t \xef\xbb\xbf"):
        raise EmptyDocument(f"{name!r} holds no bytes that could be text")
    kind = detect(content, name)
    reader = _reader(kind)
    try:
        document = reader(content, name)
    except DocumentError:
        raise
    except (Exception, RecursionError) as error:
        _log.warning("%r cannot be read", name, exc_info=True)
        raise UnreadableDocument(f"{name!r}: {type(error).__name__}: {error}") from error
    if not document.pages:
        raise EmptyDocument(f"{name!r} has no pages")
    if not document.paged and not document.readable:
        raise EmptyDocument(f"{name!r} holds no text")
    return replace(document, notices=(*_misnamed(kind, name), *document.notices))


def _misnamed(kind: Format, name: str) -> tuple[Notice, ...]:
    """A name that promises another format than the bytes hold is worth a word: the file may be the wrong one."""
    suffix = PurePath(name).suffix.lower()
    named = _NAMED.get(suffix, kind)
    if named is kind or (named in _PLAIN and kind in _PLAIN):
        return ()
    if kind in _PLAIN:
        return (notice("text_inside", suffix=suffix),)
    return (notice("format_inside", suffix=suffix, found=kind.upper()),)


def _reader(kind: Format) -> Callable[[bytes, str], ReadDocument]:
    if kind is Format.PDF:
        from ingest.readers.pdf import read_pdf

        return read_pdf
    if kind is Format.DOCX:
        from ingest.readers.docx import read_docx

        return read_docx
    if kind is Format.XLSX:
        from ingest.readers.xlsx import read_xlsx

        return read_xlsx
    if kind is Format.MARKDOWN:
        from ingest.readers.markdown import read_markdown

        return read_markdown
    from ingest.readers.txt import read_txt

    return read_txt
