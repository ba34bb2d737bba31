"""From paragraphs to passages: the units that are found and cited.

An article is one passage; a long one is split between its paragraphs and items. Prose is packed up to a size within one
section, sentences never cut. A table row is one passage of its cells with their headers. Every passage's text equals
the texts of its spans joined, white space aside.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from assistant.citations import locate
from assistant.domain import Passage, PassageKind, Span
from assistant.text import sentences
from ingest.flow import chains_of, joined
from ingest.layout import width
from ingest.readers.document import ReadDocument
from ingest.structure import Paragraph, articles, structure

PROSE_WIDTH = 700
"""Columns of a passage of prose: 350 Chinese characters, about 220 tokens."""
CLAUSE_WIDTH = 1000
"""An article up to this size stays whole; 500 Chinese characters are still within the embedder's 512 tokens."""
ROW_WIDTH = 600
_LONGEST_SENTENCE = 1400
"""A piece without any sentence end beyond this (a list of names, a broken table) is cut at white space or commas."""


@dataclass(frozen=True, slots=True)
class _Piece:
    """A paragraph, or some sentences of it."""

    text: str
    spans: tuple[Span, ...]
    source: Paragraph


def chunk(document: ReadDocument) -> list[Passage]:
    """Return the document's passages in order, with provisional ids, document id and version."""
    texts = {page.number: page.text for page in document.pages}
    passages: list[Passage] = []
    for group in _groups(structure(document)):
        first = group[0]
        if first.cells:
            drafts = _row_passages(first, texts)
        elif first.clause is not None:
            drafts = _clause_passages(group, texts)
        else:
            drafts = [_joined(pieces, PassageKind.PROSE) for pieces in _packed(_cut(group, texts), PROSE_WIDTH)]
        passages += drafts
    if not passages:
        passages = [_joined(pieces, PassageKind.PROSE) for pieces in _packed(_bare(document), PROSE_WIDTH)]
    return [_numbered(passage, ordinal) for ordinal, passage in enumerate(passages)]


def _bare(document: ReadDocument) -> list[_Piece]:
    """A document of headings or labels only: its blocks as they are, so that it can be found at all."""
    pieces = []
    for page in document.pages:
        for chain in chains_of(page):
            blocks = [page.blocks[index] for index in chain]
            text, spans = joined(page, blocks), tuple(Span(page.number, block.start, block.end) for block in blocks)
            pieces.append(_Piece(text, spans, Paragraph(text, spans)))
    return pieces


def _numbered(passage: Passage, ordinal: int) -> Passage:
    return Passage(
        passage_id=str(ordinal),
        document_id="",
        version=0,
        ordinal=ordinal,
        text=passage.text,
        spans=passage.spans,
        kind=passage.kind,
        section=passage.section,
        clause=passage.clause,
        clause_path=passage.clause_path,
    )


def _groups(paragraphs: Sequence[Paragraph]) -> list[list[Paragraph]]:
    """Articles, table rows, and runs of prose of one section."""
    groups: list[list[Paragraph]] = []
    for group in articles(paragraphs):
        first = group[0]
        last = groups[-1][-1] if groups else None
        is_prose = first.clause is None and not first.cells
        if is_prose and last and last.clause is None and not last.cells and last.section == first.section:
            groups[-1] += group
        else:
            groups.append(group)
    return groups


def _clause_passages(group: Sequence[Paragraph], texts: Mapping[int, str]) -> list[Passage]:
    whole = [_Piece(paragraph.text, paragraph.spans, paragraph) for paragraph in group]
    if sum(width(paragraph.text) for paragraph in group) <= CLAUSE_WIDTH:
        # What a table parted from its article's beginning is addressed as a part.
        opens = bool(group[0].clause) and group[0].text.lstrip().startswith(str(group[0].clause))
        return [_joined(whole, PassageKind.CLAUSE, None if opens else _shared_path(whole))]
    packs = _packed(_cut(group, texts), PROSE_WIDTH)
    return [_joined(pieces, PassageKind.CLAUSE, _shared_path(pieces)) for pieces in packs]


def _shared_path(pieces: Sequence[_Piece]) -> str | None:
    """The address that covers a part of a split article: the 项, the 款, or the article when it spans several."""
    paths = {piece.source.clause_path for piece in pieces}
    if len(paths) == 1:
        return paths.pop()
    if len({piece.source.paragraph for piece in pieces}) == 1:
        first = pieces[0].source
        return Paragraph("", (), clause=first.clause, paragraph=first.paragraph).clause_path
    return pieces[0].source.clause


def _cut(group: Iterable[Paragraph], texts: Mapping[int, str]) -> list[_Piece]:
    """Paragraphs as pieces; one that is too long alone is cut at its sentence ends."""
    pieces: list[_Piece] = []
    for paragraph in group:
        if width(paragraph.text) <= PROSE_WIDTH:
            pieces.append(_Piece(paragraph.text, paragraph.spans, paragraph))
            continue
        for start, end in _packed_sentences(paragraph.text):
            spans = locate(paragraph.text, paragraph.spans, texts, start, end)
            pieces.append(_Piece(paragraph.text[start:end], spans, paragraph))
    return pieces


def _packed_sentences(text: str) -> list[tuple[int, int]]:
    packed: list[tuple[int, int]] = []
    for start, end in sentences.split(text):
        for low, high in _bearable(text, start, end):
            if packed and width(text[packed[-1][0] : high]) <= PROSE_WIDTH:
                packed[-1] = (packed[-1][0], high)
            else:
                packed.append((low, high))
    return packed


def _bearable(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """A sentence as it is; a monster of several screens in parts, at the last comma or space before the limit."""
    if width(text[start:end]) <= _LONGEST_SENTENCE:
        return [(start, end)]
    parts = []
    while end - start > PROSE_WIDTH:
        limit = start + PROSE_WIDTH // 2
        stop = max(text.rfind(mark, start + 1, limit) for mark in ("，", "、", "；", ",", " ", "\t")) + 1
        stop = stop if stop > start + 40 else limit
        parts.append((start, stop))
        start = stop
    return [*parts, (start, end)]


def _packed(pieces: Sequence[_Piece], limit: int) -> list[list[_Piece]]:
    """Neighbours put together up to `limit` columns; a piece that is wider alone is a pack of its own."""
    packs: list[list[_Piece]] = []
    size = 0
    for piece in pieces:
        more = width(piece.text)
        if packs and size + more <= limit:
            packs[-1].append(piece)
            size += more
        else:
            packs.append([piece])
            size = more
    return packs


def _joined(pieces: Sequence[_Piece], kind: PassageKind, clause_path: str | None = None) -> Passage:
    source = pieces[0].source
    return Passage(
        passage_id="",
        document_id="",
        version=0,
        ordinal=0,
        text="\n".join(piece.text.strip() for piece in pieces),
        spans=tuple(span for piece in pieces for span in piece.spans),
        kind=kind,
        section=source.section,
        clause=source.clause,
        clause_path=clause_path or source.clause,
    )


def _row_passages(row: Paragraph, texts: Mapping[int, str]) -> list[Passage]:
    """A row's cells, each after its header; a very wide row in parts that all begin with its first cell."""
    page = row.spans[0].page
    text = texts[page]
    parts: list[list[tuple[int, int, int, int]]] = [[]]
    size = 0
    for cell in row.cells:
        more = width(text[cell[0] : cell[1]]) + width(text[cell[2] : cell[3]])
        if size + more > ROW_WIDTH and len(parts[-1]) > 1:
            parts.append([row.cells[0]])
            size = 0
        parts[-1].append(cell)
        size += more
    return [_row_passage(row, cells, page, texts) for cells in parts]


def _row_passage(
    row: Paragraph, cells: Sequence[tuple[int, int, int, int]], page: int, texts: Mapping[int, str]
) -> Passage:
    # The line that states the unit may stand on the page before: a table runs on.
    spans: list[Span] = [row.unit] if row.unit else []
    for header_start, header_end, start, end in cells:
        if (header_start, header_end) != (start, end):
            spans.append(Span(page, header_start, header_end))
        spans.append(Span(page, start, end))
    words = [" ".join(texts[span.page][span.start : span.end].split()) for span in spans]
    return Passage(
        passage_id="",
        document_id="",
        version=0,
        ordinal=0,
        text=" ".join(words),
        spans=tuple(spans),
        kind=PassageKind.TABLE,
        section=row.section,
    )
