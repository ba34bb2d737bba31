"""From statements to numbered citations and what is known of their quotes, for the check."""

from __future__ import annotations

import hashlib

from assistant.citations import clause_path_at, squeezed
from assistant.domain import Citation, Document
from assistant.drafting.papers import Statement
from assistant.drafting.table_wording import reading_of
from assistant.verification import Source


def evidence_id_of(document_id: str, quote: str) -> str:
    """Of the document and the printed words alone, so that it survives a re-ingest."""
    return hashlib.sha256(f"{document_id}|{squeezed(quote)}".encode()).hexdigest()[:16]


def source_of(statement: Statement) -> Source:
    """What the check is told of a statement's quote. A row is also told as the ledger reads it: the unit of a cell
    stands in its header or label."""
    metadata = statement.document.metadata
    text = statement.quote
    if statement.table:
        text = f"{text}\n{reading_of(statement)}"
    return Source(
        text=text,
        period=statement.period,
        status=statement.status,
        published=metadata.published,
        title=statement.document.title,
        clause=statement.passage.clause,
        place=metadata.place or None,
        organisation=metadata.organisation or None,
    )


def citation_of(statement: Statement, number: int, document: Document) -> Citation:
    """The citation of a statement's quote, numbered."""
    passage = statement.passage
    return Citation(
        n=number,
        document_id=document.document_id,
        version=passage.version,
        passage_id=passage.passage_id,
        title=document.title,
        page=statement.spans[0].page,
        clause=passage.clause,
        clause_path=clause_path_at(passage, 0) if passage.clause else passage.clause_path,
        section=passage.section,
        quote=statement.quote,
        spans=statement.spans,
        standing=document.status,
        effective_from=document.metadata.effective_from,
    )


class Citations:
    """The citations of one draft: each quote gets one number, in the order of first use."""

    def __init__(self, start: int = 0) -> None:
        self.all: list[Citation] = []
        self.sources: dict[int, Source | None] = {}
        self._numbers: dict[str, int] = {}
        self._start = start

    def number(self, statement: Statement) -> int:
        """The number of a statement's quote, given now when it has none yet."""
        key = evidence_id_of(statement.document.document_id, statement.quote)
        if key not in self._numbers:
            number = self._start + len(self.all) + 1
            self._numbers[key] = number
            self.all.append(citation_of(statement, number, statement.document))
            self.sources[number] = source_of(statement)
        return self._numbers[key]

    def take_back(self, before: int) -> None:
        """Forget the citations given after the first `before`: their sentence was not written."""
        for each in self.all[before:]:
            self.sources.pop(each.n, None)
        self._numbers = {key: n for key, n in self._numbers.items() if n <= self._start + before}
        del self.all[before:]
