"""Our types as JSON, exactly in the shapes of docs/interfaces.md. One function a shape."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from assistant.curation import PageAccount, ReadingAccount, Replacement, StaleDependent
from assistant.domain import (
    Answer,
    Check,
    Citation,
    Claim,
    Document,
    FileOutcome,
    Hint,
    IngestReport,
    Page,
    SameWords,
    SearchHit,
    SearchResult,
    Usage,
    Verdict,
)
from assistant.errors import ClearwellError
from assistant.messages import Language, explain
from assistant.verification import Verification

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
        "standing": each.standing,
        "effective_from": _date(each.effective_from),
        "superseded_by": each.superseded_by or None,
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
        "note": each.note,
        "dropped": [{"text": one.text, "why": one.why} for one in each.dropped],
        "usage": _usage(each.usage),
    }


def _usage(each: Usage | None) -> Json | None:
    return {"prompt_tokens": each.prompt_tokens, "completion_tokens": each.completion_tokens} if each else None


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
    if each.also:
        shape["also"] = [{"document_id": one.document_id, "title": one.title} for one in each.also]
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
        shape["understood"] = {
            "language": found.understood.language,
            "hints": [hint(one) for one in found.understood.hints],
            "removed": [hint(one) for one in found.understood.removed],
        }
    return shape


def hint(each: Hint) -> Json:
    """One thing understood of a question; `key` is what `--without` takes."""
    words = each.words or None
    return {"key": each.key, "kind": each.kind, "value": each.value, "words": words, "certain": each.certain}


def synonyms(found: Iterable[SameWords]) -> Json:
    rows = [
        {"words": list(one.words), "origin": one.origin, "of": one.of or None, "source": one.source or None}
        for one in found
    ]
    return {"synonyms": rows}


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


def reading_account(each: ReadingAccount) -> Json:
    """Everything `documents show` tells: the document, how it was read, what is known of it and from whom."""
    document_, metadata = each.document, each.document.metadata
    return {
        **document(document_),
        "version": document_.version,
        "passages": document_.passages,
        "path": document_.path,
        "sha256": document_.sha256,
        "organisation": metadata.organisation,
        "department": metadata.department,
        "doc_number": metadata.doc_number,
        "language": metadata.language,
        "replaces": list(metadata.replaces),
        "access_label": metadata.access_label,
        "set_by_person": _values(each.described.chosen),
        "set_by_manifest": _values(each.described.manifest),
        "detected": {name: _plain(getattr(each.described.detected, name)) for name in _DETECTED},
        "reading": [page_account(page) for page in each.pages],
        "warnings": list(each.warnings),
        "replacements": [replacement(one) for one in each.replacements],
        "near_duplicates": [
            {"document_id": one.document.document_id, "title": one.document.title, "share": round(one.share, 4)}
            for one in each.near_duplicates
        ],
        "dependents": each.dependents,
    }


_DETECTED = (
    "title",
    "kind",
    "place",
    "organisation",
    "department",
    "doc_number",
    "language",
    "published",
    "period",
    "effective_from",
    "effective_to",
    "replaces",
)


def _values(pairs: tuple[tuple[str, object], ...]) -> Json:
    return {name: _plain(value) for name, value in pairs}


def _plain(value: object) -> object:
    if isinstance(value, date):
        return value.isoformat()
    return list(value) if isinstance(value, tuple) else value


def page_account(each: PageAccount) -> Json:
    return {
        "page": each.page,
        "read_as": each.read_as,
        "characters": each.characters,
        "tables": each.tables,
        "order_confidence": each.order_confidence,
        "doubtful_numbers": each.doubtful,
        "removed": list(each.removed),
        "warnings": list(each.warnings),
        "corrected": each.corrected,
    }


def replacement(each: Replacement) -> Json:
    return {
        "older": each.older,
        "newer": each.newer,
        "basis": each.basis.value,
        "state": each.state.value,
        "since": _date(each.since),
        "quote": each.quote or None,
        "by": each.by or None,
    }


def stale(each: StaleDependent) -> Json:
    cited = each.dependent
    return {
        "kind": cited.kind,
        "holder": cited.holder,
        "document_id": cited.document_id,
        "version": cited.version,
        "passage_id": cited.passage_id,
        "quote": cited.quote,
        "why": each.why,
        "now": each.now.text if each.now else None,
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


def verification(found: Verification) -> Json:
    """The verdict on one sentence: `supported` or, for all that must not be shown, `unsupported`."""
    return {
        "label": "supported" if found.verdict is Verdict.SUPPORTED else "unsupported",
        "quantities": [
            {"raw": one.raw, "value": one.value, "unit": one.unit, "verdict": one.verdict, "why": one.why}
            for one in found.quantities
        ],
        "negated": found.negated,
        "why": found.why,
    }
