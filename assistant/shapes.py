"""Our types as JSON, exactly in the shapes of docs/interfaces.md. One function a shape."""

from __future__ import annotations

from datetime import date
from typing import Any

from assistant.domain import (
    Answer,
    Check,
    Citation,
    Claim,
    Document,
    FileOutcome,
    IngestReport,
    Page,
    SearchHit,
    SearchResult,
)
from assistant.errors import ClearwellError
from assistant.messages import Language, explain

Json = dict[str, Any]


def error(problem: ClearwellError, language: Language) -> Json:
    message, hint = explain(problem, language)
    return {"error": {"code": problem.code, "message": message, "hint": hint}}


def citation(each: Citation) -> Json:
    return {
        "n": each.n,
        "document_id": each.document_id,
        "version": each.version,
        "passage_id": each.passage_id,
        "title": each.title,
        "page": each.page,
        "clause": each.clause,
        "clause_path": each.clause_path,
        "section": list(each.section),
        "quote": each.quote,
        "spans": [{"page": span.page, "start": span.start, "end": span.end} for span in each.spans],
    }


def claim(each: Claim) -> Json:
    return {
        "text": each.text,
        "citations": list(each.citations),
        "verdict": each.verdict.value,
        "status": each.status.value if each.status else None,
        "period": each.period,
    }


def answer(each: Answer) -> Json:
    return {
        "question": each.question,
        "status": each.status.value,
        "reason": each.reason.value if each.reason else None,
        "answer": each.text,
        "claims": [claim(one) for one in each.claims],
        "citations": [citation(one) for one in each.citations],
        "engine": each.engine,
        "seconds": round(each.seconds, 4),
    }


def hit(each: SearchHit, explained: bool = False) -> Json:
    shape: Json = {
        "document_id": each.document.document_id,
        "title": each.document.title,
        "page": each.passage.page,
        "clause": each.passage.clause,
        "section": list(each.passage.section),
        "text": each.passage.text,
        "score": round(each.score, 6),
        "passage_id": each.passage.passage_id,
    }
    if explained:
        shape["legs"] = {name: round(value, 6) for name, value in each.legs.items()}
    return shape


def search(found: SearchResult, explained: bool = False) -> Json:
    shape: Json = {"results": [hit(each, explained) for each in found.hits]}
    if explained:
        shape["filters"] = {
            "years": list(found.filters.years),
            "kinds": list(found.filters.kinds),
            "places": list(found.filters.places),
            "document_ids": list(found.filters.document_ids),
            "as_of": _date(found.filters.as_of),
        }
        shape["mode"] = found.mode.value
    return shape


def _date(value: date | None) -> str | None:
    return value.isoformat() if value else None


def document(each: Document) -> Json:
    metadata = each.metadata
    return {
        "document_id": each.document_id,
        "title": metadata.title,
        "kind": metadata.kind,
        "place": metadata.place,
        "published": _date(metadata.published),
        "period": metadata.period,
        "effective_from": _date(metadata.effective_from),
        "effective_to": _date(metadata.effective_to),
        "superseded_by": metadata.superseded_by,
        "pages": each.pages,
        "status": each.status,
    }


def document_details(each: Document) -> Json:
    metadata = each.metadata
    return {
        **document(each),
        "version": each.version,
        "passages": each.passages,
        "path": each.path,
        "sha256": each.sha256,
        "organisation": metadata.organisation,
        "department": metadata.department,
        "doc_number": metadata.doc_number,
        "language": metadata.language,
        "replaces": list(metadata.replaces),
    }


def page(document_id: str, each: Page) -> Json:
    return {
        "document_id": document_id,
        "page": each.number,
        "text": each.text,
        "read_as": each.read_as.value,
        "warnings": list(each.warnings),
    }


def outcome(each: FileOutcome) -> Json:
    return {
        "path": each.path,
        "status": each.status.value,
        "document_id": each.document_id,
        "reason": each.reason,
        "pages": each.pages,
        "warnings": list(each.warnings),
    }


def report(each: IngestReport) -> Json:
    return {"files": [outcome(one) for one in each.files], "seconds": round(each.seconds, 4)}


def checks(found: tuple[Check, ...]) -> Json:
    rows = [{"name": each.name, "ok": each.ok, "message": each.message, "fix": each.fix} for each in found]
    return {"ok": all(each.ok for each in found), "checks": rows}
