"""PDF: what a person sees on the pages, in the order they read it, and where on the page every line stands."""

from __future__ import annotations

import logging
import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from assistant.domain import Box, Page, ReadAs
from assistant.errors import EmptyDocument, UnreadableDocument
from ingest.layout import Line, Paragraph, join, paragraphs, tabular, width
from ingest.numbering import is_finished
from ingest.readers.document import Notice, PageBuilder, ReadDocument, notice, removed_line
from ingest.readers.pdf_grids import Table
from ingest.readers.pdf_layout import Element, lay_out
from ingest.readers.pdf_order import order_confidence
from ingest.readers.pdf_running import without_running
from ingest.readers.pdf_structure import MAX_PAGES, Bookmark, examine
from ingest.readers.pdf_words import Text, seen, turned
from ingest.readers.pdfium import PageUnreadable, opened, read_sheet
from ingest.readers.running import DEPTH
from ingest.readers.tables import Cell, add_table, enclosing, header_of, names_columns

HEADING_SIZE = 1.12
"""A line this many times the size of the body text is a heading."""
_MOST_MISSING = 100
"""So many pages at a file's end that cannot be read, or repeat others, are no pages."""
_MOST_TOLD = 20
_SPACES = re.compile(" {2,}")
_GAP = re.compile(" {3,}")
_NOT_WORDS = re.compile(r"[\W_]+")
_log = logging.getLogger("clearwell")


@dataclass(slots=True)
class _Print:
    """A page as printed: its texts, each direction apart, and the drawn lines, which follow the main direction."""

    number: int
    texts: list[Text]
    rules: list[Box]
    scan: bool = False
    hidden: tuple[str, ...] = ()
    fault: str = ""
    """Why it was not read: the key of a notice."""


def read_pdf(content: bytes, name: str) -> ReadDocument:
    """Read a PDF. A page without a text layer is kept, marked `none` and reported.

    Raises EncryptedDocument when a password is needed, EmptyDocument without pages, UnreadableDocument when broken.
    """
    facts = examine(content, name)
    if facts.pages == 0:
        raise EmptyDocument(f"{name!r} has no pages")
    with opened(content, name) as document:
        if len(document) == 0:
            raise EmptyDocument(f"{name!r} has no pages")
        prints, notices = _prints(document, name, facts.copies)
    running = _take_out_running(prints)
    lines = [line for page in running for line in page]
    if lines:
        notices.append(notice("running_lines_removed", count=len(lines)))
    hidden = sum(len(printed.hidden) for printed in prints)
    if hidden:
        notices.append(notice("hidden_text_removed", count=hidden))
    return ReadDocument(
        pages=tuple(_pages(prints, facts.bookmarks, notices)),
        properties=facts.properties,
        notices=tuple(notices),
        paged=True,
        format="pdf",
        running=tuple(dict.fromkeys(line.text.strip() for line in lines[:DEPTH])),
        removed=tuple(_removed(prints, running)),
    )


def _prints(document: Any, name: str, copies: frozenset[int]) -> tuple[list[_Print], list[Notice]]:
    """The pages as printed. A long tail of pages that are not there is a false claim: it is told, and left out."""
    claimed = len(document)
    wanted = range(1, min(claimed, MAX_PAGES) + 1)
    prints = [
        _Print(number, [], [], fault="page_repeated") if number in copies else _printed(document, number, name)
        for number in wanted
    ]
    real = max((printed.number for printed in prints if not printed.fault), default=0)
    found = real if len(prints) - real > _MOST_MISSING else len(prints)
    if not found:
        raise UnreadableDocument(f"{name!r}: none of its {claimed} pages can be read")
    prints = prints[:found]
    notices = []
    if found < len(wanted):
        notices.append(notice("pages_claimed", claimed=claimed, found=found))
    elif claimed > MAX_PAGES:
        notices.append(notice("pages_left_out", limit=MAX_PAGES))
    notices += [notice(printed.fault, page=printed.number) for printed in prints if printed.fault]
    notices += [notice("text_layer_of_scan", page=printed.number) for printed in prints if printed.scan]
    return prints, notices


def _printed(document: Any, number: int, name: str) -> _Print:
    try:
        sheet = read_sheet(document, number)
    except PageUnreadable as error:
        # Without the traceback: a false count of pages makes a hundred thousand of these.
        _log.warning("%r: %s", name, error)
        return _Print(number, [], [], fault="page_broken")
    page = seen(sheet)
    turn = page.texts[0].turn if page.texts else 0
    rules = [turned(rule, turn, sheet.width, sheet.height) for rule in sheet.rules]
    return _Print(number, page.texts, rules, page.scan, page.hidden)


def _removed(prints: Sequence[_Print], running: Sequence[Sequence[Line]]) -> Iterator[Notice]:
    """What was taken out of each page, piece by piece; of very many pieces the first ones."""
    for printed, lines in zip(prints, running, strict=True):
        for line in lines:
            yield removed_line("removed_running", printed.number, line.text)
        for piece in printed.hidden[:_MOST_TOLD]:
            yield removed_line("removed_hidden", printed.number, piece)


def _take_out_running(prints: Sequence[_Print]) -> list[list[Line]]:
    """Take running lines out of the pages' main text, and return them page by page."""
    mains = [printed.texts[0] if printed.texts else None for printed in prints]
    kept, removed = without_running(
        [main.words if main else [] for main in mains],
        [main.height if main else 0.0 for main in mains],
        [printed.rules for printed in prints],
    )
    for printed, main, words in zip(prints, mains, kept, strict=True):
        if main is not None and len(words) < len(main.words):
            printed.texts[0] = replace(main, words=words)
    return removed


def _pages(prints: Sequence[_Print], bookmarks: Sequence[Bookmark], notices: list[Notice]) -> list[Page]:
    laid = [_laid_out(printed) for printed in prints]
    sizes = _heading_sizes(
        [line for page in laid for _, elements in page for line in elements if isinstance(line, Line)]
    )
    marked: dict[int, dict[str, int]] = {}
    for bookmark in bookmarks:
        marked.setdefault(bookmark.page, {})[_bare(bookmark.title)] = bookmark.level
    pages: list[Page] = []
    head = None
    for printed, parts in zip(prints, laid, strict=True):
        writer = _Writer(PageBuilder(printed.number), sizes, marked.get(printed.number, {}), head)
        for text, elements in parts:
            writer.write(elements, text.back)
        head = writer.head
        if writer.carried:
            notices.append(notice("table_header_carried", page=printed.number))
        sure = [order_confidence(elements) for _, elements in parts]
        page = replace(
            writer.builder.page(), order_confidence=min((each for each in sure if each is not None), default=None)
        )
        if not page.text and not printed.fault:
            notices.append(notice("page_without_text", page=printed.number))
        pages.append(replace(page, read_as=ReadAs.OCR) if printed.scan and page.text else page)
    return pages


def _laid_out(printed: _Print) -> list[tuple[Text, list[Element]]]:
    return [(text, lay_out(text.words, printed.rules if not place else ())) for place, text in enumerate(printed.texts)]


def _bare(text: str) -> str:
    return _NOT_WORDS.sub("", text).lower()


def _heading_sizes(lines: Sequence[Line]) -> tuple[float, ...]:
    """The letter sizes that are headings, largest first; at most four."""
    used = Counter[float]()
    for line in lines:
        used[line.size] += len(line.text.strip())
    used.pop(0.0, None)
    if not used:
        return ()
    body = used.most_common(1)[0][0]
    total = sum(used.values())
    larger = [size for size, count in used.items() if size >= body * HEADING_SIZE and count < 0.2 * total]
    return tuple(sorted(larger, reverse=True)[:4])


@dataclass(slots=True)
class _Writer:
    """Writes one page. `head` is the table the page above ended in, later the one this page ends in.

    `carried` tells that a header was carried over from a page above.
    """

    builder: PageBuilder
    sizes: Sequence[float]
    bookmarks: dict[str, int]
    head: Table | None
    carried: bool = False

    def write(self, elements: Sequence[Element], back: Callable[[Box], Box]) -> None:
        lines: list[Line] = []
        for element in (*elements, None):
            if isinstance(element, Line):
                lines.append(element)
                continue
            for paragraph in paragraphs(_with_bullets(lines)):
                self._add(paragraph, back)
                self.head = None
            lines = []
            if element is not None:
                self._add_table(element, back)

    def _add(self, paragraph: Paragraph, back: Callable[[Box], Box]) -> None:
        text, places = _joined(paragraph)
        level = self._level(paragraph, text)
        block = self.builder.add(text, "heading" if level else "paragraph", level, whole=True)
        if block is not None and places:
            lines = tuple((block.start + start, block.start + end, back(box)) for start, end, box in places)
            self.builder.mark_place(enclosing([box for _, _, box in lines]), lines)

    def _level(self, paragraph: Paragraph, text: str) -> int:
        if self.bookmarks and (level := self.bookmarks.get(_bare(text))):
            return level
        has_words = any(character.isalpha() for character in text)
        if paragraph.size in self.sizes and has_words and width(text) <= 120 and not is_finished(text):
            return self.sizes.index(paragraph.size) + 1
        return 0

    def _add_table(self, table: Table, back: Callable[[Box], Box]) -> None:
        """A table that goes on from the page above keeps its header, unless it is printed again."""
        goes_on = self.head is not None and _same_columns(self.head, table) and not names_columns(table.grid)
        again = goes_on and self.head is not None and _texts(self.head.grid[0]) == _texts(table.grid[0])
        grid = [[replace(cell, box=back(cell.box)) if cell.box else cell for cell in row] for row in table.grid]
        header = header_of(self.head.grid, self.head.header_rows) if self.head and goes_on and not again else []
        self.carried = self.carried or bool(header)
        add_table(self.builder, [*header, *grid], len(header) if goes_on and not again else table.header_rows)
        if not goes_on:
            self.head = table


def _same_columns(above: Table, table: Table) -> bool:
    if len(above.edges) != len(table.edges) or not table.edges:
        return False
    return all(abs(a - b) <= 3 for a, b in zip(above.edges, table.edges, strict=True))


def _texts(row: Sequence[Cell]) -> list[str]:
    return [cell.text for cell in row]


def _joined(paragraph: Paragraph) -> tuple[str, list[tuple[int, int, Box]]]:
    """The paragraph's text, and where each of its lines stands in it and on the page."""
    text = ""
    places: list[tuple[int, int, Box]] = []
    for line in paragraph.lines:
        piece = _spaces(line.text.strip())
        whole = join(text, piece) if text else piece
        if places:  # a hyphen at the end of the line above may be gone
            start, end, box = places[-1]
            places[-1] = (start, min(end, len(whole) - len(piece)), box)
        text = whole
        if line.box is not None:
            places.append((len(text) - len(piece), len(text), line.box))
    return text, places


def _spaces(text: str) -> str:
    """Justified text gets single spaces; the wide gaps between a table row's cells become tabs."""
    return _SPACES.sub(" ", _GAP.sub("\t", text) if tabular(text) else text)


def _with_bullets(lines: Sequence[Line]) -> list[Line]:
    """A bullet that stands on a line of its own belongs to the line below it."""
    result: list[Line] = []
    for line in lines:
        if result and result[-1].text.strip() in ("•", "●", "■", "◆", "▪"):
            before = result.pop()
            box = enclosing([before.box, line.box]) if before.box and line.box else line.box
            result.append(replace(line, text=f"{before.text.strip()} {line.text.strip()}", left=before.left, box=box))
        else:
            result.append(line)
    return result
