"""Answers and filters as they stand in the registry: to text and back, nothing of them lost."""

from __future__ import annotations

import json
from dataclasses import asdict, fields
from datetime import date
from typing import Any

from assistant.domain import (
    Answer,
    AnswerStatus,
    Citation,
    Claim,
    Dropped,
    Filters,
    Reason,
    Span,
    Status,
    Usage,
    Verdict,
)


def to_text(each: Answer | Filters) -> str:
    """JSON of all fields."""
    return json.dumps(asdict(each), ensure_ascii=False, separators=(",", ":"), default=_plain)


def _plain(value: object) -> object:
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, frozenset):
        return sorted(value)
    raise TypeError(f"{value!r} cannot be kept")


def answer_from(text: str) -> Answer:
    row: dict[str, Any] = json.loads(text)
    reason, usage = row["reason"], row.get("usage")
    return Answer(
        question=row["question"],
        status=AnswerStatus(row["status"]),
        reason=Reason(reason) if reason else None,
        text=row["text"],
        claims=tuple(_claim(each) for each in row["claims"]),
        citations=tuple(_citation(each) for each in row["citations"]),
        engine=row["engine"],
        seconds=row["seconds"],
        dropped=tuple(Dropped(**each) for each in row.get("dropped", ())),
        note=row.get("note", ""),
        usage=Usage(**usage) if usage else None,
    )


def _claim(row: dict[str, Any]) -> Claim:
    status = row["status"]
    return Claim(
        row["text"], tuple(row["citations"]), Verdict(row["verdict"]), Status(status) if status else None, row["period"]
    )


def _citation(row: dict[str, Any]) -> Citation:
    effective = row.get("effective_from")
    known = {
        **row,
        "section": tuple(row["section"]),
        "spans": tuple(Span(**each) for each in row["spans"]),
        "effective_from": date.fromisoformat(effective) if effective else None,
    }
    return Citation(**known)


def filters_from(text: str) -> Filters:
    """Fields that this program does not know are left out, those that were not kept are empty."""
    row: dict[str, Any] = json.loads(text)
    usual = Filters()
    known: dict[str, Any] = {}
    for name in (each.name for each in fields(Filters) if each.name in row):
        value, empty = row[name], getattr(usual, name)
        if isinstance(empty, tuple | frozenset):
            known[name] = type(empty)(value)
        else:
            known[name] = date.fromisoformat(value) if value else None
    return Filters(**known)
