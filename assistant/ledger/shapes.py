"""The ledger as JSON, in the shapes of docs/interfaces.md."""

from __future__ import annotations

from typing import Any

from assistant.figures import Conflict, Figure, PlanOutcome, YearOverYear

Json = dict[str, Any]


def figure(each: Figure) -> Json:
    return {
        "id": each.figure_id,
        "indicator": each.indicator,
        "value": each.value,
        "raw": each.raw,
        "unit": each.unit,
        "period": each.period,
        "within": each.within,
        "status": each.status.value,
        "approx": each.approx,
        "place": each.place,
        "organisation": each.organisation,
        "quote": each.quote,
        "spans": [{"page": span.page, "start": span.start, "end": span.end} for span in each.spans],
        "document_id": each.document_id,
        "version": each.version,
        "title": each.title,
        "page": each.page,
        "clause": each.clause,
        "section": list(each.section),
        "confidence": each.confidence,
        "doubtful": each.doubtful,
        "read_as": each.read_as,
        "person_state": each.person_state.value if each.person_state else None,
    }


def conflict(each: Conflict) -> Json:
    return {
        "indicator": each.indicator,
        "period": each.period,
        "status": each.status.value,
        "figures": [figure(one) for one in each.figures],
    }


def outcome(each: PlanOutcome) -> Json:
    return {
        "indicator": each.indicator,
        "period": each.period,
        "reached": each.reached.value,
        "plan": figure(each.plan),
        "outcome": figure(each.outcome) if each.outcome else None,
    }


def change(each: YearOverYear) -> Json:
    return {
        "indicator": each.indicator,
        "difference": each.difference,
        "rate": each.rate,
        "before": figure(each.before),
        "after": figure(each.after),
    }
