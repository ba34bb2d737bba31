"""From blocks to paragraphs that know where they stand: section path, article, paragraph (款) and item (项).

Headings come from the reader (Markdown, Word styles, letter size) or from the text itself: 第一章, 一、, （一）, 1.,
newspaper titles and the marks 【看点】【盘点】. A heading is no paragraph: its words live on in `section`.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from assistant.domain import Page, Span
from ingest.flow import begins_inside, breaks_off, chains_of, joined
from ingest.headings import Outline, shape_of
from ingest.layout import width
from ingest.numbering import ARTICLE, BULLET, DECIMAL_POINT, ITEM, chinese, is_finished, number, opens_part
from ingest.readers.document import ReadDocument

_LEADERS = re.compile(r"[.…·．]{6,}\s*\d{0,4}\s*$")
"""A line of a table of contents: its words stand again where they belong."""
_MIN_BROKEN = 20
"""A shorter piece at the foot of a page without a full stop is a label or a cell, not half a sentence."""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph or table row in its place. `spans` are several when it runs over a page break or a column's end.

    `paragraph` counts the 款 of its article from 1; `item` is the mark of its 项 as printed (（三）). A point below an
    item (1.) and a line that runs on belong to the one above, as in `assistant.citations.clause_path_at`. `cells` are a
    table row's, with offsets into its page's text; `unit` points at the line that states the table's unit.
    """

    text: str
    spans: tuple[Span, ...]
    section: tuple[str, ...] = ()
    clause: str | None = None
    paragraph: int = 0
    item: str | None = None
    cells: tuple[tuple[int, int, int, int], ...] = ()
    unit: Span | None = None

    @property
    def clause_path(self) -> str | None:
        """The full address: 第四十七条第二款第（一）项; the 款 is left out of an article with one."""
        if self.clause is None:
            return None
        path = self.clause + (f"第{chinese(self.paragraph)}款" if self.paragraph else "")
        return path + (f"第{self.item}项" if self.item else "")


@dataclass(frozen=True, slots=True)
class _Piece:
    """A block, or several: over a page break, or where the reading order makes them one paragraph.

    `adrift`: it may be known what it says, but not what stands before it, and so under which headings it belongs.
    """

    text: str
    kind: str
    level: int
    spans: tuple[Span, ...]
    cells: tuple[tuple[int, int, int, int], ...] = ()
    adrift: bool = False


def structure(document: ReadDocument) -> list[Paragraph]:
    """Return the document's paragraphs in order, each with its section path and clause."""
    pieces = _pieces(document)
    title = _title(pieces)
    outline = Outline()
    shapes = [shape_of(piece.text, piece.kind, piece.level) for piece in pieces]
    articles = _Articles()
    result: list[Paragraph] = []
    unit: Span | None = None
    for index, piece in enumerate(pieces):
        if index in title or _LEADERS.search(piece.text):
            continue
        if piece.adrift:
            outline.lose()
            articles.leave()
        if piece.kind == "table_row":
            if piece.cells:
                result.append(Paragraph(piece.text, piece.spans, outline.path, cells=piece.cells, unit=unit))
            continue
        unit = piece.spans[0] if re.match(r"单位\s*[:：]", piece.text) else None
        if outline.takes(piece.text, shapes, index):
            articles.leave()
            continue
        paragraph = articles.place(Paragraph(piece.text, piece.spans, outline.path))
        if paragraph.clause is None:
            paragraph = replace(paragraph, section=outline.beside(shapes, index))
        result.append(paragraph)
    return _single_paragraphs(result)


def _pieces(document: ReadDocument) -> list[_Piece]:
    pieces: list[_Piece] = []
    for page in document.pages:
        for position, piece in enumerate(_pieces_of(page)):
            if not position and document.paged and pieces and _runs_on(pieces[-1], piece):
                before = pieces.pop()
                piece = replace(
                    piece,
                    text=before.text + _gap(before.text, piece.text) + piece.text,
                    spans=before.spans + piece.spans,
                )
            pieces.append(piece)
    return pieces


def _gap(first: str, second: str) -> str:
    """What parts two halves of a sentence over a page break: nothing in Chinese, a space elsewhere."""
    return "" if width(first[-1]) == 2 or width(second[0]) == 2 else " "


def _pieces_of(page: Page) -> Iterator[_Piece]:
    """The page's pieces in reading order. An order that was guessed, not set by a person, leaves some of them adrift:
    those after a jump, and those after or at a cut whose other half was not found."""
    guessed = bool(page.flow) and page.order_confidence is not None and page.order_confidence < 1
    last, broken = -1, False
    for chain in chains_of(page):
        blocks = [page.blocks[index] for index in chain]
        text = joined(page, blocks)
        spans = tuple(Span(page.number, block.start, block.end) for block in blocks)
        adrift = guessed and (chain[0] != last + 1 or broken or begins_inside(text))
        yield _Piece(text, blocks[0].kind, blocks[0].level, spans, blocks[0].cells, adrift)
        last, broken = chain[-1], breaks_off(text)


def _runs_on(before: _Piece, piece: _Piece) -> bool:
    return (
        before.kind == piece.kind == "paragraph"
        and len(before.text) >= _MIN_BROKEN
        and "\t" not in before.text + piece.text
        and not is_finished(before.text)
        and not opens_part(piece.text)
    )


def _title(pieces: Sequence[_Piece]) -> range:
    """The document's title: its only headings of the first level, when they stand together and near the top."""
    tops = [index for index, piece in enumerate(pieces) if piece.kind == "heading" and piece.level == 1]
    together = tops and tops[-1] - tops[0] == len(tops) - 1 and tops[0] <= 3
    tables_only = all(piece.kind in ("heading", "table_row") for piece in pieces)
    if not together or tables_only:
        return range(0)
    # Headline and byline around the title have sizes of their own, too; a heading's size comes back.
    first, last = tops[0], tops[-1]
    levels = Counter(piece.level for piece in pieces if piece.kind == "heading")
    while first and pieces[first - 1].kind == "heading" and levels[pieces[first - 1].level] == 1:
        first -= 1
    while last + 1 < len(pieces) and pieces[last + 1].kind == "heading" and levels[pieces[last + 1].level] == 1:
        last += 1
    return range(first, last + 1)


class _Articles:
    """Where in the run of articles the reading stands."""

    def __init__(self) -> None:
        self._clause: str | None = None
        self._number = 0
        self._paragraph = 0
        self._item: str | None = None
        self._ended = True

    def leave(self) -> None:
        """A heading closes the article above it."""
        self._clause = None

    def place(self, paragraph: Paragraph) -> Paragraph:
        ended, self._ended = self._ended, is_finished(paragraph.text)
        if self._opens(paragraph.text):
            self._item = None
            return replace(paragraph, clause=self._clause, paragraph=1)
        if self._clause is None:
            return paragraph
        if item := ITEM.match(paragraph.text):
            self._item = item.group().strip()
        elif ended and not (DECIMAL_POINT.match(paragraph.text) or BULLET.match(paragraph.text)):
            self._item = None
            self._paragraph += 1
        return replace(paragraph, clause=self._clause, paragraph=self._paragraph, item=self._item)

    def _opens(self, text: str) -> bool:
        """An article opens in its turn, or anew from 1: 第四十条 in the middle of the twelfth is a reference."""
        match = ARTICLE.match(text)
        if not match:
            return False
        value = number(match.group(2))
        if not (value == self._number + 1 or value == 1 or (value == self._number and match.group(3))):
            spaced = text[match.end() : match.end() + 1] in ("", " ", "\u3000", "\n", "：", ":")
            if not (spaced and value > self._number):
                return False
        self._clause, self._number, self._paragraph = match.group(1), value, 1
        return True


def _single_paragraphs(paragraphs: Sequence[Paragraph]) -> list[Paragraph]:
    """An article with one 款 is cited without it: 第十二条第（三）项."""
    result: list[Paragraph] = []
    for group in articles(paragraphs):
        if group[0].clause is not None and max(p.paragraph for p in group) == 1:
            group = [replace(p, paragraph=0) for p in group]
        result += group
    return result


def articles(paragraphs: Sequence[Paragraph]) -> Iterator[list[Paragraph]]:
    """Group neighbours of one article; a paragraph outside any article is a group of its own."""
    group: list[Paragraph] = []
    for paragraph in paragraphs:
        mark = ARTICLE.match(paragraph.text)
        opens = mark is not None and mark.group(1) == paragraph.clause and paragraph.paragraph <= 1
        if group and (paragraph.clause is None or paragraph.clause != group[0].clause or opens):
            yield group
            group = []
        group.append(paragraph)
    if group:
        yield group
