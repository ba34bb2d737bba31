"""Which part of its document a passage stands in: does it look back or set tasks, and of which year does it speak?

A heading decides for everything below it. A numbered heading that says neither (三、政府自身建设) goes on with what the
numbered heading before it began: the tasks stay tasks.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from assistant.domain import Document, Passage, Status
from assistant.text import modality, periods

_NUMBERED = re.compile(r"\s*(?:[一二三四五六七八九十]{1,3}、|第[一二三四五六七八九十]{1,3}部分|\d{1,2}[、.．]\s*\D)")
_PAST = re.compile(r"过去(?:的)?一年|一年来|上一年|上年|去年")
_BOTH = re.compile(r"(?:回顾|总结|情况).*(?:安排|计划|打算|思路|任务)")
_AHEAD = re.compile(r"打算|下一?步|下阶段|明年|努力方向|来年")
#: What a summary did: in any other paper 主要工作 would be the tasks.
_DONE = re.compile(r"(?:主要|重点)(?:工作|任务)(?!.*(?:安排|计划|打算|思路|目标))")
_RESULTS = frozenset({"summary", "review"})
_TURNED = 4
"""A paper that came out in the first months of a year looks back on the year before it."""


@dataclass(frozen=True, slots=True)
class Part:
    """`status` is None where no heading tells; `year` is the year spoken about unless a sentence names another."""

    status: Status | None
    year: int | None


def parts_of(document: Document, passages: Sequence[Passage]) -> Iterator[Part]:
    """Yield the part of each passage, in the order of the passages, which is the order of reading."""
    published = document.metadata.published
    came_out = published.year if published else _own_year(document)
    look_back = _year_looked_back_on(document, passages)
    carried: Status | None = None
    top_before = ""
    for passage in passages:
        top = passage.section[0] if passage.section else ""
        section = passage.section
        if document.metadata.kind in _RESULTS:
            section = tuple("" if _DONE.search(name) and not _AHEAD.search(name) else name for name in section)
        status = _own(section, came_out, carried)
        if top != top_before:
            top_before = top
            if _NUMBERED.match(top):
                carried = _own(passage.section[:1], came_out, carried) or carried
        if status is None and passage.section and document.metadata.kind in ("report", "other", ""):
            status = carried
        yield Part(status, _year(passage.section, document, status, look_back))


def _own(section: Sequence[str], came_out: int | None, carried: Status | None) -> Status | None:
    """What the headings say. A heading with nothing but the paper's own year, below a part that looked back, opens
    the tasks (二、关于2025年工作)."""
    # The numbered heading at the top wins over one below it that only boasts (（三）取得新突破, under the tasks).
    top = modality.part_of(section[:1], came_out) if section and _NUMBERED.match(section[0]) else None
    said = top if top and not _BOTH.search(section[0]) else modality.part_of(section, came_out)
    if said is None and any(_AHEAD.search(name) for name in section):
        return Status.PLANNED
    if said is None and carried is Status.ACHIEVED and came_out in _years_in(section):
        return Status.PLANNED
    return said


def _years_in(section: Sequence[str]) -> set[int]:
    return {year for name in section for period in periods.find(name) for year in periods.years_of(period.value)}


def _heading_year(section: Sequence[str], document: Document) -> int | None:
    for name in reversed(section):
        found = periods.period_of(name, document.metadata.published)
        if years := periods.years_of(found):
            return max(years)
    return None


def _own_year(document: Document) -> int | None:
    years = periods.years_of(document.metadata.period)
    return max(years) if years else None


def _year_looked_back_on(document: Document, passages: Sequence[Passage]) -> int | None:
    """The year a look-back without a year of its own is about: the year before the tasks', or before the paper."""
    published = document.metadata.published
    own = _own_year(document)
    came_out = published.year if published else own
    for passage in passages:
        status = modality.part_of(passage.section, came_out)
        year = _heading_year(passage.section, document)
        if status is Status.ACHIEVED and year:
            return year
        if status is Status.PLANNED and year:
            return year - 1
    if published is None:
        # A work report is called by the year it is given in, and looks back on the one before.
        return own - 1 if own and "工作报告" in document.title else own
    if own is not None and own < published.year:
        return own
    return published.year - (published.month <= _TURNED)


def _year(section: Sequence[str], document: Document, status: Status | None, look_back: int | None) -> int | None:
    year = _heading_year(section, document)
    if year is not None:
        return year
    if status is Status.ACHIEVED or any(_PAST.search(name) for name in section):
        return look_back
    if status is Status.PLANNED and look_back is not None:
        return look_back + 1
    published = document.metadata.published
    return _own_year(document) or (published.year if published else None)
