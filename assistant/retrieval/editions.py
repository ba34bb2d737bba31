"""Yearly papers that a question names with their year: 2021年政府工作报告, the 2020 annual report.

Then the paper of that year is meant. The next one speaks of the same year too, and plans of one year stand in the
papers of another; so what counts is the year that a paper is filed under, its own period. Pure functions.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from assistant.domain import Document
from assistant.retrieval.narrowing import Narrowed
from assistant.retrieval.understanding import PAPERS
from assistant.text import periods
from assistant.text.normalise import aligned
from assistant.text.variants import simplified

YEARLY = ("review", "summary", "plan", "report", "annual_report")
"""Kinds of papers of which there is one a year."""
_BETWEEN = re.compile(r"[ '’s的度]*(?:[\u4e00-\u9fff]{0,14}|(?:[A-Za-z.&-]+ ){0,5})")
"""What may stand between the year and the paper: the issuer (2021年国务院政府工作报告, 2020 American Water 10-K)."""
_ANOTHER = re.compile(r"\s?(?:[、,和与及或至到~-]|以及|and|or|to)\s?")
_AFTER = re.compile(r"\s?(?:[（(]\s?|for |of |in |for the )?(?:fiscal year |fiscal |FY ?|year )?", re.IGNORECASE)
_VERB = re.compile(r"完成|实现|达到|执行|增长|下降|提出|出台|在|按|按照|根据|写进|列入|比|是|有")
"""Words that make a clause of what stands between: then the year is that of an event (2021年完成的工作计划)."""
_OUTCOME = re.compile(r"完成(?:得|了|情况)|落实|兑现|做到|实现了|结果如何|fulfilled|achieved|kept", re.IGNORECASE)
"""Who asks what became of a plan needs the papers that came after it."""


@dataclass(frozen=True, slots=True)
class Edition:
    """A kind of paper with the years it is named with, and the words that name it."""

    kind: str
    years: frozenset[int]


def named_editions(question: str, today: date) -> tuple[Edition, ...]:
    """The yearly papers that `question` names with a year, in its order."""
    plain = simplified(aligned(question))
    found = [each for each in periods.find(question, today) if each.resolved and periods.years_of(each.value)]
    patterns = [(kind, words) for kind, words in PAPERS if kind in YEARLY]
    editions = []
    for kind, words in patterns:
        for match in re.finditer(words, plain, re.IGNORECASE):
            years = _years_before(plain, match.start(), found) or _years_after(plain, match.end(), found)
            if years and not _OUTCOME.search(plain[match.end() :]):
                editions.append((match.start(), Edition(kind, years)))
    return tuple(edition for _, edition in sorted(editions, key=lambda each: each[0]))


def _years_before(plain: str, start: int, found: Sequence[periods.Period]) -> frozenset[int]:
    """The year right before the paper's words, and those that are told in one breath with it (2020年和2021年)."""
    years: frozenset[int] = frozenset()
    for period in sorted(found, key=lambda each: -each.end):
        if period.end > start:
            continue
        between = plain[period.end : start]
        if not years and _BETWEEN.fullmatch(between) and not _VERB.search(between):
            years, start = periods.years_of(period.value), period.start
        elif years and _ANOTHER.fullmatch(between):
            years, start = years | periods.years_of(period.value), period.start
        else:
            break
    return years


def _years_after(plain: str, end: int, found: Sequence[periods.Period]) -> frozenset[int]:
    """政府工作报告（2021年）, annual report for fiscal year 2020."""
    for period in found:
        if period.start >= end and _AFTER.fullmatch(plain[end : period.start]):
            return periods.years_of(period.value)
    return frozenset()


def kept_to(narrowed: Narrowed, editions: Sequence[Edition], documents: Iterable[Document]) -> Narrowed:
    """Look only in those of `documents` that are a named edition, when there is one of each.

    A year or a kind that was taken out of what was understood names nothing, and a person's own choice stays.
    """
    filters, understood = narrowed.filters, narrowed.understood
    if not editions or filters.document_ids or filters.years or filters.kinds:
        return narrowed
    papers = understood.values("paper")
    wanted = [Edition(each.kind, each.years & frozenset(understood.years)) for each in editions if each.kind in papers]
    held = [each for each in documents if not filters.places or each.metadata.place in filters.places]
    found = [document for document in held if any(_is(document, each) for each in wanted)]
    there = {year for document in found for year in own_years(document)}
    if not found or any(not each.years <= there for each in wanted):
        return narrowed
    chosen = tuple(each.document_id for each in found)
    sure = {("year", str(year)) for each in wanted for year in each.years} | {("paper", each.kind) for each in wanted}
    hints = tuple(replace(hint, certain=hint.certain or (hint.kind, hint.value) in sure) for hint in understood.hints)
    return replace(narrowed, filters=replace(filters, document_ids=chosen), understood=replace(understood, hints=hints))


def _is(document: Document, edition: Edition) -> bool:
    return document.metadata.kind == edition.kind and bool(own_years(document) & edition.years)


def own_years(document: Document) -> frozenset[int]:
    """The years a paper is filed under."""
    return periods.years_of(document.metadata.period)
