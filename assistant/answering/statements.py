"""What a sentence of a document states: of which period, and whether a result, a plan or a standing fact."""

from __future__ import annotations

import re
from dataclasses import dataclass

from assistant.answering.candidates import Candidate
from assistant.domain import Document, Passage, PassageKind, Status
from assistant.text import modality, periods

_MONTH = re.compile(r"(?P<month>1[0-2]|[1-9])月")
_STANDING = ("policy", "procedure", "law", "handbook", "guide")
"""Kinds whose text speaks of no year unless it names one: 每年3月至5月 is every year."""
_PLAN_COLUMN = re.compile(r"计划|目标|预算|拟|\b(?:plan|target|budget)", re.IGNORECASE)
_RESULT_COLUMN = re.compile(r"实绩|实际|完成|实现|本期|\bactual", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Statement:
    candidate: Candidate
    period: str | None
    status: Status


def period_of(sentence: str, passage: Passage, document: Document) -> str | None:
    """The period `sentence` speaks about: named in it, else in its heading, else the document's own."""
    metadata = document.metadata
    if passage.kind is PassageKind.CLAUSE or metadata.kind in _STANDING:
        found = periods.period_of(sentence, metadata.published, None)
        return found if found and found[:4] in sentence else None
    heading = next(
        (period for name in reversed(passage.section) if (period := periods.period_of(name, metadata.published, None))),
        None,
    )
    found = periods.period_of(sentence, metadata.published, heading or metadata.period)
    return _in_the_year_told(found, sentence, document)


def _in_the_year_told(period: str | None, sentence: str, document: Document) -> str | None:
    """A bare month or day (8月7日) in a paper about last year is of last year, not of the year the paper came out."""
    year, metadata = document.metadata.period, document.metadata
    bare = period is not None and len(period) > len("2023") and period[:4] not in sentence and "今年" not in sentence
    if not bare or year is None or not year.isdigit() or metadata.published is None:
        return period
    assert period is not None
    return year + period[4:] if period[:4] == str(metadata.published.year) and int(year) < int(period[:4]) else period


def _read_value(candidate: Candidate) -> Statement:
    """A value of a table: its column's header speaks first (2022年实绩, 2023年计划), then its row, then the table."""
    passage, document = candidate.hit.passage, candidate.hit.document
    published = document.metadata.published
    year = document.metadata.period
    month = _MONTH.match(candidate.text)
    of_row = f"{year}-{int(month['month']):02d}" if month and year and year.isdigit() else None
    period = periods.period_of(candidate.header, published, None) or of_row or period_of("", passage, document)
    if _PLAN_COLUMN.search(candidate.header):
        return Statement(candidate, period, Status.PLANNED)
    if _RESULT_COLUMN.search(candidate.header) or document.metadata.kind in ("table", "summary", "review"):
        return Statement(candidate, period, Status.ACHIEVED)
    return Statement(candidate, period, _status_of(candidate, period))


def _status_of(candidate: Candidate, period: str | None) -> Status:
    """What the whole sentence claims, by its words, its headings and the kind of its document."""
    metadata = candidate.hit.document.metadata
    return modality.status_of(
        candidate.text,
        section_path=candidate.hit.passage.section,
        document_kind=metadata.kind,
        published_year=metadata.published.year if metadata.published else None,
        period=period,
    )


def _told_of_the_past(candidate: Candidate) -> Statement | None:
    """A clause that itself names a year before the paper and no plan is a result, whatever the rest of a long sentence
    says of tasks and targets. None where the clause does not settle it: then the whole sentence decides."""
    metadata = candidate.hit.document.metadata
    if not candidate.clause or metadata.published is None or modality.plan_word(candidate.clause):
        return None
    period = periods.period_of(candidate.clause, metadata.published, None)
    years = periods.years_of(period)
    if not years or max(years) >= metadata.published.year:
        return None
    return Statement(candidate, period, Status.ACHIEVED)


def read_statement(candidate: Candidate) -> Statement:
    """Add period and status to a candidate."""
    if candidate.header:
        return _read_value(candidate)
    told = _told_of_the_past(candidate)
    if told is not None:
        return told
    passage, document = candidate.hit.passage, candidate.hit.document
    period = period_of(candidate.text, passage, document)
    if passage.kind is PassageKind.CLAUSE:
        return Statement(candidate, period, Status.STATE)
    return Statement(candidate, period, _status_of(candidate, period))


def same_period(asked: str, stated: str | None) -> bool:
    """True when a figure of `stated` answers a question about `asked`: equal, or a range that ends there."""
    return stated is not None and (stated == asked or stated.endswith("/" + asked))
