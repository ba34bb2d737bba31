"""Short makers with sensible defaults, for tests that need a passage and not a library."""

from __future__ import annotations

from datetime import date

from assistant.answering.candidates import Candidate
from assistant.domain import Document, Metadata, Passage, PassageKind, SearchHit, Span


def make_document(document_id="d1", *, version=1, pages=1, passages=1, **metadata):
    metadata.setdefault("title", "2023年度工作回顾")
    metadata.setdefault("published", date(2024, 2, 4))
    return Document(document_id, version, Metadata(**metadata), f"{document_id}.md", "0" * 64, pages, passages)


def make_passage(text, document_id="d1", *, ordinal=0, kind=PassageKind.PROSE, section=(), clause=None):
    return Passage(
        passage_id=f"{document_id}.1.{ordinal}",
        document_id=document_id,
        version=1,
        ordinal=ordinal,
        text=text,
        spans=(Span(1, 0, len(text)),),
        kind=kind,
        section=tuple(section),
        clause=clause,
        clause_path=clause,
    )


def make_hit(text, document=None, *, score=0.9, **passage):
    document = document or make_document()
    return SearchHit(make_passage(text, document.document_id, **passage), document, score, {"dense": score})


def make_candidate(text, *, hit=None, rank=0, similarity=0.9, topic=1.0, fits=True, **more):
    hit = hit or make_hit(text)
    return Candidate(
        hit=hit,
        rank=rank,
        parts=((0, len(text)),),
        text=text,
        coverage=more.get("coverage", topic),
        in_context=more.get("in_context", topic),
        topic=topic,
        fits=fits,
        behind=more.get("behind", 0.0),
        similarity=similarity,
        clause=more.get("clause", ""),
    )
