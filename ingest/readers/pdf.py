"""PDF through pypdf: text page by page, lines joined to paragraphs, running headers and footers taken out."""

from __future__ import annotations

import io
import logging
import re
from collections import Counter
from collections.abc import Sequence
from contextlib import suppress
from datetime import date, datetime
from typing import Any

from assistant.domain import Page
from assistant.errors import EmptyDocument, EncryptedDocument, UnreadableDocument
from ingest.layout import Line, Paragraph, paragraphs, tabular, width
from ingest.numbering import is_finished
from ingest.readers.document import Notice, PageBuilder, Properties, ReadDocument, clean, notice
from ingest.readers.running import DEPTH, without_running_lines

HEADING_SIZE = 1.12
"""A line this many times the size of the body text is a heading."""
_SCRAMBLED = re.compile(r"^ +[a-z]", re.M)
_SPACES = re.compile(" {2,}")
_GAP = re.compile(" {3,}")
_log = logging.getLogger("clearwell")


def read_pdf(content: bytes, name: str) -> ReadDocument:
    """Read a PDF. A page without a text layer is kept, marked `none` and reported.

    Raises EncryptedDocument when a password is needed, EmptyDocument without pages, UnreadableDocument when broken.
    """
    reader = _open(content, name)
    notices: list[Notice] = []
    printed: list[list[Line]] = []
    count = _page_count(reader, name)
    lines_of = _lines_by_position if _is_scrambled(reader, count) else _lines
    for number in range(1, count + 1):
        try:
            printed.append(lines_of(reader.pages[number - 1]))
        except (Exception, RecursionError):
            _log.warning("page %d of %r cannot be read", number, name, exc_info=True)
            notices.append(notice("page_broken", page=number))
            printed.append([])
    body, running = without_running_lines(printed)
    if running:
        notices.append(notice("running_lines_removed", count=len(running)))
    sizes = _heading_sizes(body)
    broken = {item.page for item in notices}
    pages = []
    for number, lines in enumerate(body, start=1):
        page = _page(number, lines, sizes)
        if not page.text and number not in broken:
            notices.append(notice("page_without_text", page=number))
        pages.append(page)
    return ReadDocument(
        pages=tuple(pages),
        properties=_properties(reader),
        notices=tuple(notices),
        paged=True,
        format="pdf",
        running=tuple(dict.fromkeys(line.text.strip() for line in running[:DEPTH])),
    )


def _open(content: bytes, name: str) -> Any:
    import pypdf
    from pypdf.errors import DependencyError

    logging.getLogger("pypdf").setLevel(logging.ERROR)  # it reports every repaired slip of a file
    try:
        reader = pypdf.PdfReader(io.BytesIO(content), strict=False)
        locked = reader.is_encrypted and not reader.decrypt("")
    except DependencyError as error:
        raise EncryptedDocument(f"{name!r}: {error}") from error
    except (Exception, RecursionError) as error:
        raise UnreadableDocument(f"{name!r}: {error}") from error
    if locked:
        raise EncryptedDocument(f"{name!r} opens only with a password")
    return reader


def _page_count(reader: Any, name: str) -> int:
    from pypdf.errors import DependencyError

    try:
        count = len(reader.pages)
    except DependencyError as error:
        raise EncryptedDocument(f"{name!r}: {error}") from error
    except (Exception, RecursionError) as error:
        raise UnreadableDocument(f"{name!r}: {error}") from error
    if count == 0:
        raise EmptyDocument(f"{name!r} has no pages")
    return count


def _lines(page: Any) -> list[Line]:
    """The printed lines of a page with the size of their letters and where they begin."""
    pieces: list[tuple[str, Line]] = []

    def note(text: str, outer: Sequence[float], inner: Sequence[float], font: Any, size: float) -> None:
        if text:
            scale = abs(inner[3] or inner[1] or 1) * abs(outer[3] or outer[1] or 1)
            bold = "bold" in str((font or {}).get("/BaseFont", "")).lower()
            left = inner[4] * outer[0] + inner[5] * outer[2] + outer[4]
            pieces.append((text, Line(text, round(size * scale * 2) / 2, bold, left)))

    page.extract_text(visitor_text=note)
    return _measured(pieces)


def _is_scrambled(reader: Any, count: int) -> bool:
    """Tell whether pypdf's plain mode breaks lines in mid-sentence, leaving lines that begin with a space.

    It happens where the writer moved about the line. A sample of pages decides for the document.
    """
    broken = lines = 0
    for index in sorted({min(count - 1, step * max(1, count // 8)) for step in range(8)}):
        with suppress(Exception):  # the page's fault is reported when the page is read
            text = reader.pages[index].extract_text()
            broken += len(_SCRAMBLED.findall(text))
            lines += text.count("\n") + 1
    return broken > 0.12 * lines


def _lines_by_position(page: Any) -> list[Line]:
    """The lines by where they stand. Right for one column only: side by side columns would be mixed."""
    return [Line(clean(line)) for line in page.extract_text(extraction_mode="layout").split("\n")]


def _measured(pieces: Sequence[tuple[str, Line]]) -> list[Line]:
    """Put pieces of text together to lines; the size that most characters have is the line's."""
    lines: list[Line] = []
    parts: list[Line] = []
    for text, look in (*pieces, ("\n", Line(""))):
        for index, part in enumerate(text.split("\n")):
            if index:
                lines.append(_line(parts))
                parts = []
            if part:
                parts.append(Line(part, look.size, look.bold, look.left))
    return lines


def _line(parts: Sequence[Line]) -> Line:
    sizes, bold = Counter[float](), 0
    for part in parts:
        visible = len(part.text.strip())
        sizes[part.size] += visible
        bold += visible * part.bold
    text = clean("".join(part.text for part in parts))
    # A piece of spaces before the first word stands where the word before it ended.
    first = next((part for part in parts if part.text.strip()), None)
    size = sizes.most_common(1)[0][0] if sizes else 0.0
    return Line(text.lstrip(" ") if first else text, size, bold * 2 > len(text.strip()), _left(first))


def _left(first: Line | None) -> float | None:
    return None if first is None or first.left is None else first.left + first.indent * first.size / 2


def _heading_sizes(pages: Sequence[Sequence[Line]]) -> tuple[float, ...]:
    """The letter sizes that are headings, largest first; at most four."""
    used = Counter[float]()
    for lines in pages:
        for line in lines:
            used[line.size] += len(line.text.strip())
    used.pop(0.0, None)
    if not used:
        return ()
    body = used.most_common(1)[0][0]
    total = sum(used.values())
    larger = [size for size, count in used.items() if size >= body * HEADING_SIZE and count < 0.2 * total]
    return tuple(sorted(larger, reverse=True)[:4])


def _page(number: int, lines: Sequence[Line], sizes: Sequence[float]) -> Page:
    builder = PageBuilder(number)
    for paragraph in paragraphs(_with_bullets(lines)):
        text = _spaces(paragraph.text)
        if _is_heading(paragraph, sizes):
            builder.add(text, "heading", sizes.index(paragraph.size) + 1)
        else:
            builder.add(text)
    return builder.page()


def _is_heading(paragraph: Paragraph, sizes: Sequence[float]) -> bool:
    has_words = any(character.isalpha() for character in paragraph.text)
    return paragraph.size in sizes and has_words and width(paragraph.text) <= 120 and not is_finished(paragraph.text)


def _spaces(text: str) -> str:
    """Justified text gets single spaces; the wide gaps between a table row's cells become tabs."""
    return _SPACES.sub(" ", _GAP.sub("\t", text) if tabular(text) else text)


def _with_bullets(lines: Sequence[Line]) -> list[Line]:
    """A bullet that stands on a line of its own belongs to the line below it."""
    result: list[Line] = []
    for line in lines:
        if result and result[-1].text.strip() in ("•", "●", "■", "◆", "▪"):
            before = result.pop()
            result.append(Line(f"{before.text.strip()} {line.text.strip()}", line.size, line.bold))
        else:
            result.append(line)
    return result


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
