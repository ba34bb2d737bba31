"""Every figure of a document, with the place it stands at: the only way rows come into the ledger."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence

from assistant.citations import locate, quote_of, squeezed
from assistant.domain import Document, Page, Passage, PassageKind, Span
from assistant.figures import Figure
from assistant.ledger.parts import Part, parts_of
from assistant.ledger.sentence_figures import Found, figures_in
from assistant.ledger.table_figures import Table, figures_in_row

RULES = 1
"""Raised whenever the rules of reading change, so that kept ledgers are read anew."""
_CAPTION_REACH = 2500
_STITCHED = 0.9
"""Confidence in a quote put together from several places of a page, where the reading does not say its own."""


def figures_of(document: Document, passages: Sequence[Passage], pages: Mapping[int, Page]) -> tuple[Figure, ...]:
    """Return the figures of a document's current version in reading order. Pure: the same papers, the same rows."""
    texts = {number: page.text for number, page in pages.items()}
    rows: list[Figure] = []
    seen: dict[str, int] = {}
    for passage, part in zip(passages, parts_of(document, passages), strict=True):
        for found in _found_in(passage, part, document, texts):
            rows.append(_row(document, passage, found, pages, texts, seen))
    return tuple(rows)


def _found_in(passage: Passage, part: Part, document: Document, texts: Mapping[int, str]) -> Iterator[Found]:
    if passage.kind is PassageKind.TABLE:
        row = list(figures_in_row(passage, part, document, _table(passage, texts)))
        if row:
            yield from row
            return
    yield from figures_in(passage.text, part, document)


def _table(passage: Passage, texts: Mapping[int, str]) -> Table:
    first = passage.spans[0]
    text = texts.get(first.page, "")
    return Table(text[max(0, first.start - _CAPTION_REACH) : first.start])


def _row(
    document: Document,
    passage: Passage,
    found: Found,
    pages: Mapping[int, Page],
    texts: Mapping[int, str],
    seen: dict[str, int],
) -> Figure:
    spans = tuple(span for part in found.quote for span in locate(passage.text, passage.spans, texts, *part))
    number = locate(passage.text, passage.spans, texts, *found.number)
    words = " ".join(passage.text[slice(*part)] for part in found.quote)
    quote = quote_of(spans, texts, words)
    quantity, metadata = found.quantity, document.metadata
    return Figure(
        figure_id=_id(document, quote, quantity.raw + quantity.unit, seen),
        document_id=document.document_id,
        version=document.version,
        passage_id=passage.passage_id,
        title=document.title,
        indicator=found.indicator,
        value=quantity.value,
        raw=quantity.raw,
        unit=quantity.unit,
        period=found.period,
        within=found.within,
        status=found.status,
        approx=quantity.approx,
        place=metadata.place,
        organisation=metadata.organisation,
        quote=quote,
        spans=spans,
        clause=passage.clause,
        section=passage.section,
        confidence=_confidence(spans, number, found, pages),
        doubtful=any(_misread(span, pages[span.page]) for span in number),
        read_as=found.indicator,
    )


def _id(document: Document, quote: str, number: str, seen: dict[str, int]) -> str:
    """Of the document and the printed words alone; equal numbers of one quote are told apart by their order."""
    base = f"{document.document_id}|{squeezed(quote)}|{number}"
    seen[base] = seen.get(base, 0) + 1
    return hashlib.sha256(f"{base}|{seen[base]}".encode()).hexdigest()[:16]


def _misread(span: Span, page: Page) -> bool:
    """True when text recognition was unsure of a number that the span holds."""
    return any(low < span.end and span.start < high for block in page.blocks for low, high in block.doubtful)


def _confidence(spans: Sequence[Span], number: Sequence[Span], found: Found, pages: Mapping[int, Page]) -> float:
    """How sure the reading is, from 0 to 1: recognised text, sentences put together, a number without a name."""
    sure = 1.0
    for span in number:
        for block in pages[span.page].blocks:
            for low, high, confidence in block.confidences:
                if low < span.end and span.start < high:
                    sure = min(sure, confidence)
    if len(spans) > len(found.quote):
        orders = [pages[span.page].order_confidence for span in spans]
        sure = min([sure, *(_STITCHED if order is None else order for order in orders)])
    return round(sure * (1.0 if found.indicator else 0.6), 3)
