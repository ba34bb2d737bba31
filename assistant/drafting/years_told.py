"""What a sentence of a paper tells: of which years, and whether a result, a plan or a standing fact."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

from assistant.domain import Document, Status
from assistant.drafting.papers import Statement, Told
from assistant.figures import Figure
from assistant.text import modality, periods

_RESULTS = frozenset({"summary", "review", "table"})
_STANDING = frozenset({"policy", "procedure", "law", "handbook", "guide"})
_NO_PLAN = re.compile(r"(?:年度|投资|生产)计划(?!安排|完成|新|改|实施)|计划(?:停水|生育|投资|外|内)|目标任务")
_FALLS_SHORT = re.compile(r"滞后|不及时|偏[高低长慢大小]|未形成|不够|仍有|缺少|不完整|较慢|不足(?!之处)|尚未|存在")
_LONE_MONTH = re.compile(r"(?<![年\d])(?:1[0-2]|[1-9])月(?:份|底|初|末|\d{1,2}日)?")
_COMMA = re.compile(r"(?<=，)")


def read(found: Statement, figures: tuple[Figure, ...], told: Told) -> Statement:
    """Add years and status to a sentence: its figures know them, else its words and the part it stands in."""
    document = found.document
    published = document.metadata.published
    if told.status is Status.PLANNED and _falls_short(found.text):
        # What went wrong is told beside what is planned (不足和下一步打算), and is of the year that is over.
        year = told.year - 1 if told.year else None
        years = frozenset({year}) if year else frozenset[int]()
        return replace(found, status=Status.STATE, years=years, period=str(year) if year else None)
    kinds = {each.status for each in figures} - {Status.STATE}
    status = _status(found.text, document, kinds, told)
    named = _named(found.text, told, published)
    if status is Status.ACHIEVED and told.year and max(named, default=0) > told.year:
        found = replace(found, text=_without_later(found.text, told, published))
        figures = tuple(each for each in figures if each.raw in found.text)
        named = _named(found.text, told, published)
    department = document.metadata.department
    if department and found.text.startswith("部门"):
        found = replace(found, text=department + found.text[2:])
    of_figures = {int(each.period) for each in figures if each.period and each.status is status}
    years = frozenset(of_figures | named or ({told.year} if told.year else set()))
    own = min(of_figures, default=None) or (min(named) if named else told.year)
    return replace(
        found,
        figures=figures,
        status=status,
        years=years,
        period=str(own) if own else None,
        mixed=kinds == {Status.ACHIEVED, Status.PLANNED},
    )


def plans(text: str) -> bool:
    """Whether a sentence has a word that makes it a plan; 计划停水 and 投资计划 are none."""
    return modality.plan_word(_NO_PLAN.sub("", text)) is not None


def _falls_short(text: str) -> bool:
    return bool(_FALLS_SHORT.search(text)) and not plans(text)


def _status(text: str, document: Document, kinds: set[Status], told: Told) -> Status:
    metadata = document.metadata
    if metadata.kind in _STANDING:
        return Status.STATE
    if kinds == {Status.PLANNED}:
        return Status.PLANNED
    if Status.ACHIEVED in kinds:
        return Status.ACHIEVED
    if told.status is Status.PLANNED or plans(text):
        return Status.PLANNED
    if told.status is Status.ACHIEVED or metadata.kind in _RESULTS:
        return Status.ACHIEVED
    published = metadata.published.year if metadata.published else None
    return modality.status_of(text, (), metadata.kind, published, str(told.year) if told.year else None)


def _named(text: str, told: Told, published: date | None) -> set[int]:
    """The years a sentence names; a month or a day alone is of the year its part tells of."""
    plain = _LONE_MONTH.sub("", text)
    named = set(periods.named_years(plain, published))
    return named or ({told.year} if told.year and plain != text else set())


def _without_later(text: str, told: Told, published: date | None) -> str:
    """A result without the clauses, from the first on, that tell of a later year: those are no part of its year."""
    kept: list[str] = []
    for clause in _COMMA.split(text):
        if kept and max(_named(clause, told, published), default=0) > (told.year or 0):
            return "".join(kept).rstrip("，") + "。"
        kept.append(clause)
    return text
