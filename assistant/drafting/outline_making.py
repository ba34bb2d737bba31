"""An outline made of a document, such as last year's review: its headings, what it names, what it plans."""

from __future__ import annotations

import re

from assistant.domain import Status
from assistant.drafting.cases import is_marked
from assistant.drafting.gathering import gather
from assistant.drafting.papers import Paper, Statement
from assistant.drafts import Outline, OutlineSection, Part
from assistant.text import periods

_INDICATORS = 8
_MOST = 40


def outline_of(paper: Paper) -> Outline:
    """Sections are the document's headings in their order; each names the indicators that stood there, and its part is
    told by how its sentences read. Its years become {year} and {next_year}."""
    metadata = paper.document.metadata
    statements = gather([paper])
    groups: dict[tuple[str, ...], list[Statement]] = {}
    for passage in paper.passages:
        groups.setdefault(passage.section, [])
    for each in statements:
        groups[each.heading].append(each)
    year = _year(statements, metadata.period)
    sections: list[OutlineSection] = []
    known: set[tuple[str, ...]] = set()
    for path, group in groups.items():
        for depth in range(1, len(path)):
            if path[:depth] not in known and not groups.get(path[:depth]):
                sections.append(OutlineSection(_dated(path[depth - 1], year), Part.HEADING, level=depth))
                known.add(path[:depth])
        if group:
            known.add(path)
            sections.append(_section(path, group, year))
    title = _dated(metadata.title, year).replace(metadata.organisation or "\0", "{organisation}")
    return Outline(metadata.title, title, metadata.language or "zh", tuple(sections))


def _section(path: tuple[str, ...], group: list[Statement], year: int | None) -> OutlineSection:
    planned = sum(each.status is Status.PLANNED for each in group) * 2 > len(group)
    part = Part.PLAN if planned else Part.RESULTS
    if not path:
        part = Part.OPENING
    elif is_marked(group[0]):
        part = Part.CASE
    names = [figure.indicator for each in group for figure in each.figures if figure.indicator]
    heading = path[-1] if path else group[0].document.title
    return OutlineSection(
        heading=_dated(heading, year),
        part=part,
        level=max(1, len(path)),
        topics=()
        if part in (Part.OPENING, Part.CASE)
        else tuple(re.findall(r"[\u4e00-\u9fff]{2,6}|[A-Za-z]{3,}", heading)),
        indicators=tuple(dict.fromkeys(names))[:_INDICATORS] if part is not Part.CASE else (),
        years=(1,) if planned else (0,),
        most=max(_MOST if part is not Part.CASE else 6, len(group)),
    )


def _year(statements: list[Statement], period: str | None) -> int | None:
    years = [year for each in statements if each.status is Status.ACHIEVED for year in each.years]
    known = periods.years_of(period)
    return max(set(years), key=years.count) if years else max(known, default=None)


def _dated(text: str, year: int | None) -> str:
    if year is None:
        return text
    return text.replace(str(year + 1), "{next_year}").replace(str(year), "{year}")
