"""Drafts and outlines as JSON, in the shape of docs/interfaces.md."""

from __future__ import annotations

from typing import Any

from assistant import shapes
from assistant.drafts import Draft, DraftFigure, DraftProgress, DraftSection, DraftSentence, Evidence, Gap, Outline

Json = dict[str, Any]


def draft(each: Draft) -> Json:
    return {
        "title": each.title,
        "year": each.year,
        "outline": each.outline,
        "language": each.language,
        "organisation": each.organisation,
        "sections": [section(one) for one in each.sections],
        "citations": [shapes.citation(one) for one in each.citations],
        "figures": [figure(one) for one in each.figures],
        "sources": list(each.sources),
        "engine": each.engine,
        "seconds": each.seconds,
        "note": each.note,
    }


def section(each: DraftSection) -> Json:
    return {
        "section_id": each.section_id,
        "heading": each.heading,
        "level": each.level,
        "part": each.part.value,
        "claims": [sentence(one) for one in each.sentences],
        "gaps": [gap(one) for one in each.gaps],
    }


def sentence(each: DraftSentence) -> Json:
    return {
        **shapes.claim(each.claim),
        "sentence_id": each.sentence_id,
        "opens": each.opens,
        "why": each.why,
        "quantities": [
            {"raw": one.raw, "value": one.value, "unit": one.unit, "verdict": one.verdict, "why": one.why}
            for one in each.quantities
        ],
    }


def gap(each: Gap) -> Json:
    return {"kind": each.kind, "asked": each.asked, "message": each.message}


def figure(each: DraftFigure) -> Json:
    return {
        "sentence_id": each.sentence_id,
        "indicator": each.indicator,
        "raw": each.raw,
        "unit": each.unit,
        "period": each.period,
        "status": each.status.value if each.status else None,
        "verdict": each.verdict,
        "why": each.why,
        "citation": each.citation,
    }


def evidence(each: Evidence) -> Json:
    return {
        "evidence_id": each.evidence_id,
        "text": each.text,
        "document_id": each.document_id,
        "title": each.title,
        "page": each.page,
        "clause": each.clause,
        "section": list(each.section),
        "spans": [{"page": span.page, "start": span.start, "end": span.end} for span in each.spans],
        "status": each.status.value,
        "period": each.period,
        "indicators": list(each.indicators),
        "choice": each.choice.value if each.choice else None,
        "used": each.used,
    }


def progress(each: DraftProgress) -> Json:
    return {"heading": each.heading, "done": each.done, "total": each.total}


def outline(each: Outline) -> Json:
    return {
        "name": each.name,
        "title": each.title,
        "language": each.language,
        "description": each.description,
        "sections": [
            {
                "heading": one.heading,
                "part": one.part.value,
                "level": one.level,
                "topics": list(one.topics),
                "questions": list(one.questions),
                "indicators": list(one.indicators),
                "kinds": list(one.kinds),
                "years": list(one.years),
                "most": one.most,
                "tone": one.tone,
            }
            for one in each.sections
        ],
    }
