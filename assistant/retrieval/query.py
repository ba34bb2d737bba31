"""What a question says of itself before anything is looked up: the places and the years it names.

A place is a certain filter only when some visible document is from there: then the rule of another city would be a
wrong answer, however near its words. A year is only a nudge: last year's figures stand in this year's papers too.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from assistant.domain import Document, Filters
from assistant.text import periods

NATION = "全国"
"""The place of what holds everywhere; naming it restricts nothing."""
_PLACE_ENDING = re.compile(r"(?:维吾尔自治区|壮族自治区|回族自治区|自治区|特别行政区|自治州|省|市|县|区|镇)$")


def short_place(place: str) -> str:
    """东营市 → 东营. A name of one character is left whole (it would match anywhere)."""
    short = _PLACE_ENDING.sub("", place)
    return short if len(short) >= 2 else place


def places_named(question: str, places: Iterable[str]) -> tuple[str, ...]:
    """Those of `places` that the question names, in full or short."""
    named = sorted({place for place in places if place and short_place(place) in question})
    # 青岛 inside 青岛西海岸: the longer name wins.
    return tuple(
        place
        for place in named
        if not any(place != other and short_place(place) in short_place(other) for other in named)
    )


def with_named_places(question: str, filters: Filters, places: Iterable[str]) -> Filters:
    """Add the places the question names, unless the person chose places or documents already.

    A place the person chose may be short (东营): it stands for every known place of that name.
    """
    known = [place for place in places if place and place != NATION]
    if filters.places:
        chosen = {full for each in filters.places for full in known if short_place(full) == short_place(each)}
        return replace(filters, places=tuple(sorted(chosen | set(filters.places))))
    if filters.document_ids:
        return filters
    return replace(filters, places=places_named(question, known))


def years_named(question: str, today: date) -> frozenset[int]:
    """The years a question speaks about; 去年 and the like are resolved from `today`."""
    return frozenset(year for period in periods.find(question, today) for year in periods.years_of(period.value))


def covers(document: Document, years: frozenset[int]) -> bool:
    """True when the document is about one of `years`: its own period, or the year before it came out."""
    metadata = document.metadata
    if metadata.period and periods.years_of(metadata.period) & years:
        return True
    return metadata.published is not None and metadata.published.year - 1 in years
