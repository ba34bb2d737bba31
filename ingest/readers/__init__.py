"""One reader a format. `read` tells the format by what the bytes are, whatever the name says."""

from __future__ import annotations

import logging
from collections.abc import Callable

from assistant.errors import DocumentError, EmptyDocument, UnreadableDocument
from ingest.readers.detect import Format, detect
from ingest.readers.document import Notice, PageBuilder, Properties, ReadDocument

__all__ = ["Format", "Notice", "PageBuilder", "Properties", "ReadDocument", "detect", "read"]

_log = logging.getLogger("clearwell")


def read(content: bytes, name: str) -> ReadDocument:
    """Read one file. `name` only decides between plain text and Markdown, which look alike.

    Raises EmptyDocument, UnsupportedFormat, EncryptedDocument or UnreadableDocument; whatever else goes wrong inside a
    reader's library comes out as UnreadableDocument, with the traceback in the log.
    """
    if not content.strip(b"\0\r\n\t \xef\xbb\xbf"):
        raise EmptyDocument(f"{name!r} holds no bytes that could be text")
    reader = _reader(detect(content, name))
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
    return document


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
