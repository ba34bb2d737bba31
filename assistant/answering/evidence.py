"""From a chosen sentence to its citation, and from citation to verdict."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from assistant.access import AccessFilter
from assistant.answering.statements import Statement
from assistant.citations import clause_path_at, locate, quote_of
from assistant.domain import Citation, Claim
from assistant.ports import PassageStore
from assistant.verification import Source, verify


@dataclass(frozen=True, slots=True)
class Cited:
    """A claim with the one citation it rests on."""

    claim: Claim
    citation: Citation


def cite(statements: Sequence[Statement], store: PassageStore, access: AccessFilter) -> list[Cited]:
    """Number the statements from 1, quote each from its page's stored text, and verify each claim on its quote."""
    return [_cited(number, statement, store, access) for number, statement in enumerate(statements, 1)]


def _cited(number: int, statement: Statement, store: PassageStore, access: AccessFilter) -> Cited:
    candidate = statement.candidate
    passage, document = candidate.hit.passage, candidate.hit.document
    numbers = sorted({span.page for span in passage.spans})
    pages = {n: store.page(passage.document_id, n, access, passage.version).text for n in numbers}
    spans = tuple(
        span for part in candidate.parts for span in locate(passage.text, passage.spans, pages, part[0], part[1])
    )
    quote = quote_of(spans, pages)
    citation = Citation(
        n=number,
        document_id=passage.document_id,
        version=passage.version,
        passage_id=passage.passage_id,
        title=document.title,
        page=spans[0].page,
        clause=passage.clause,
        clause_path=clause_path_at(passage, candidate.parts[-1][0]),
        section=passage.section,
        quote=quote,
        spans=spans,
    )
    source = Source(text=quote, period=statement.period, status=statement.status, published=document.metadata.published)
    verdict = verify(candidate.text, [source]).verdict
    return Cited(Claim(candidate.text, (number,), verdict, statement.status, statement.period), citation)
