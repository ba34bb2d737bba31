"""What a PDF says of itself, through pypdf: whether it opens, its title and dates, and its bookmarks."""

from __future__ import annotations

import io
import logging
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from assistant.errors import EncryptedDocument
from ingest.readers.document import Properties, clean

_MOST_BOOKMARKS = 3_000
_DEEPEST = 8
_log = logging.getLogger("clearwell")


@dataclass(frozen=True, slots=True)
class Bookmark:
    """One line of the outline that a reader program shows beside the pages. `level` counts from 1."""

    title: str
    level: int
    page: int


@dataclass(frozen=True, slots=True)
class Facts:
    """`pages` is None when pypdf cannot count them."""

    pages: int | None = None
    properties: Properties = field(default_factory=Properties)
    bookmarks: tuple[Bookmark, ...] = ()


def examine(content: bytes, name: str) -> Facts:
    """Return what the file says of itself; nothing of a file that pypdf cannot open.

    Raises EncryptedDocument when a password is needed.
    """
    import pypdf
    from pypdf.errors import DependencyError

    logging.getLogger("pypdf").setLevel(logging.ERROR)  # it reports every repaired slip of a file
    try:
        reader = pypdf.PdfReader(io.BytesIO(content), strict=False)
        locked = reader.is_encrypted and not reader.decrypt("")
    except DependencyError as error:
        raise EncryptedDocument(f"{name!r}: {error}") from error
    except (Exception, RecursionError):
        _log.info("%r says nothing of itself that can be read", name, exc_info=True)
        return Facts()
    if locked:
        raise EncryptedDocument(f"{name!r} opens only with a password")
    return Facts(_count(reader), _properties(reader), _bookmarks(reader))


def _count(reader: Any) -> int | None:
    # A broken page tree; PDFium mends more of them.
    with suppress(Exception, RecursionError):
        return len(reader.pages)
    return None


def _bookmarks(reader: Any) -> tuple[Bookmark, ...]:
    # Bookmarks may lead nowhere or in a circle; headings are found without them, too.
    with suppress(Exception, RecursionError):
        return tuple(_walk(reader, reader.outline, 1))[:_MOST_BOOKMARKS]
    return ()


def _walk(reader: Any, entries: Any, level: int) -> Iterator[Bookmark]:
    for entry in entries[:_MOST_BOOKMARKS]:
        if isinstance(entry, list):
            if level < _DEEPEST:
                yield from _walk(reader, entry, level + 1)
        else:
            number = reader.get_destination_page_number(entry)
            title = clean(str(entry.title or "")).strip()
            if title and number is not None and number >= 0:
                yield Bookmark(title, level, number + 1)


def _properties(reader: Any) -> Properties:
    title, created, modified = "", None, None
    # The information dictionary is the part of a PDF that is most often malformed, and the least needed.
    with suppress(Exception):
        information = reader.metadata
        if information is not None:
            title = clean(str(information.title or "")).strip()
            created, modified = _day(information.creation_date), _day(information.modification_date)
    return Properties(title=title, created=created, modified=modified)


def _day(moment: datetime | None) -> date | None:
    return moment.date() if moment else None
