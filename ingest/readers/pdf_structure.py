"""What a PDF says of itself, through pypdf: whether it opens, its title and dates, and its bookmarks."""

from __future__ import annotations

import io
import itertools
import logging
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from assistant.errors import EncryptedDocument
from ingest.readers.document import Properties, clean

MAX_PAGES = 10_000
"""Pages looked at. A larger count is a claim: the thickest books that are printed have a few thousand."""
_MOST_COPIES = 20
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
    """`pages` is None when pypdf cannot count them, and MAX_PAGES + 1 when there are more.

    `copies` are the numbers of the pages that are the same object as 20 others before them: a file of a few bytes can
    hold any number of those.
    """

    pages: int | None = None
    copies: frozenset[int] = frozenset()
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
    leaves = _leaves(reader)
    return Facts(
        pages=None if leaves is None else len(leaves),
        copies=_copies(leaves or ()),
        properties=_properties(reader),
        # Every bookmark is looked up among all pages, which pypdf reads whole for that.
        bookmarks=_bookmarks(reader) if leaves is not None and len(leaves) <= MAX_PAGES else (),
    )


def _leaves(reader: Any) -> list[object] | None:
    """What each page of the tree is known by, in order; no more than MAX_PAGES + 1. None for a tree that is broken."""
    # A broken page tree; PDFium mends more of them.
    with suppress(Exception, RecursionError):
        found: list[object] = []
        above: set[object] = set()
        stack = [reader.trailer["/Root"].raw_get("/Pages")]
        while stack and len(found) <= MAX_PAGES:
            entry = stack.pop()
            node = entry.get_object()
            name = getattr(entry, "idnum", id(node))
            if "/Kids" not in node:
                found.append(name)
            elif name not in above:
                above.add(name)
                stack += reversed(list(itertools.islice(node["/Kids"], MAX_PAGES + 1)))
        return found
    return None


def _copies(leaves: Iterable[object]) -> frozenset[int]:
    seen = Counter[object]()
    copies = set()
    for number, leaf in enumerate(leaves, start=1):
        seen[leaf] += 1
        if seen[leaf] > _MOST_COPIES:
            copies.add(number)
    return frozenset(copies)


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
