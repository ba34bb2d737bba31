"""From a chosen sentence to its citation, and from citation to verdict."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from assistant.access import AccessFilter
from assistant.answering.statements import Statement
from assistant.citations import clause_path_at, locate, quote_of
from assistant.domain import Citation, Claim, Document, Page, Span, Verdict
from assistant.errors import NotFound
from assistant.ports import PassageStore
from assistant.verification import Source, verify

_STEM_AND_ITEM = 2


@dataclass(frozen=True, slots=True)
class Cited:
    """A claim with the one citation it rests on. `doubtful`: it quotes a number that may have been misread."""

    claim: Claim
    citation: Citation
    doubtful: bool = False

    @property
    def holds(self) -> bool:
        return self.claim.verdict is Verdict.SUPPORTED


def cite(statements: Sequence[Statement], store: PassageStore, access: AccessFilter) -> list[Cited]:
    """Number the statements from 1, quote each from its page's stored text, and verify each claim on its quote."""
    return [_cited(number, statement, store, access) for number, statement in enumerate(statements, 1)]


def _cited(number: int, statement: Statement, store: PassageStore, access: AccessFilter) -> Cited:
    candidate = statement.candidate
    passage, document = candidate.hit.passage, candidate.hit.document
    numbers = sorted({span.page for span in passage.spans})
    read = {n: store.page(passage.document_id, n, access, passage.version) for n in numbers}
    pages = {n: page.text for n, page in read.items()}
    spans = tuple(
        span for part in candidate.parts for span in locate(passage.text, passage.spans, pages, part[0], part[1])
    )
    quote = quote_of(spans, pages, " ".join(passage.text[start:end] for start, end in candidate.parts))
    citation = Citation(
        n=number,
        document_id=passage.document_id,
        version=passage.version,
        passage_id=passage.passage_id,
        title=document.title,
        page=spans[0].page,
        clause=passage.clause,
        # Of one item its own address; of several, that of the list they belong to.
        clause_path=clause_path_at(passage, candidate.parts[-1 if len(candidate.parts) <= _STEM_AND_ITEM else 0][0]),
        section=passage.section,
        quote=quote,
        spans=spans,
        standing=document.status,
        effective_from=document.metadata.effective_from,
        superseded_by=_successor(document, store, access),
    )
    source = Source(text=quote, period=statement.period, status=statement.status, published=document.metadata.published)
    doubtful = any(_doubted(span, read[span.page]) for span in spans)
    # A number that may be misread is no figure until a person has looked at the page and corrected or confirmed it.
    verdict = Verdict.NOT_CHECKABLE if doubtful else verify(candidate.text, [source]).verdict
    return Cited(Claim(candidate.text, (number,), verdict, statement.status, statement.period), citation, doubtful)


def _doubted(span: Span, page: Page) -> bool:
    return any(start < span.end and span.start < end for block in page.blocks for start, end in block.doubtful)


def _successor(document: Document, store: PassageStore, access: AccessFilter) -> str:
    """The title of the paper that took this one's place; "" when none did or this person may not see it."""
    if document.metadata.superseded_by is None:
        return ""
    try:
        return store.document(document.metadata.superseded_by, access).title
    except NotFound:
        return ""
