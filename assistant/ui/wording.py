"""Names, dates and places as a person reads them, and the escaping that keeps document text from becoming markup."""

from __future__ import annotations

import re
from datetime import date
from html import escape

from assistant.domain import Citation, Document, Filters
from assistant.messages import keys, say
from assistant.ui.session import language, words

_PUNCTUATION = re.compile(r"[!-/:-@\[-`{-~]")
_TRIGGERS = re.compile(r"[:@<>~]|-(?=\\?[->])|www(?=\\\.)", re.IGNORECASE)
_JOINER = "\u2060"
EARLIEST, LATEST = date(1900, 1, 1), date(2200, 12, 31)
"""The days a calendar offers."""


def html(text: str) -> str:
    """`text` for `st.html`: shown as it is, never as markup."""
    return escape(text, quote=True)


def plain(text: str) -> str:
    """`text` on one line for a label, which Streamlit reads as Markdown: shown as it is.

    A backslash defeats Markdown itself. Short codes (`:smile:`), bare addresses and arrows are looked for in the text
    that is left, so an invisible word joiner is put where they would begin.
    """
    escaped = _PUNCTUATION.sub(lambda match: "\\" + match.group(), " ".join(text.split()))
    return _TRIGGERS.sub(lambda match: match.group() + _JOINER, escaped)


def named(table: str, value: str) -> str:
    """The name of `value` in the catalogue's `table` ("kind", "standing"), or the value itself when it has none."""
    if table == "kind":
        return say(f"kinds.{value}", language()) if value in keys("kinds") else value
    return words(f"{table}.{value}") if f"{table}.{value}" in keys("ui") else value


def period_name(period: str) -> str:
    """2023 → 2023年, 2023-06 → 2023年6月, 2023-06-01 → 2023年6月1日; anything else as it stands."""
    if re.fullmatch(r"\d{4}", period):
        return words("period.year", year=period)
    if match := re.fullmatch(r"(\d{4})-(0[1-9]|1[0-2])", period):
        return words("period.month", year=match[1], month=int(match[2]))
    try:
        return date_name(date.fromisoformat(period))
    except ValueError:
        return period


def date_name(day: date) -> str:
    return words("date", year=day.year, month=day.month, day=day.day)


def place_of(citation: Citation) -> str:
    """第2页 · 第十二条第二款 · 第二章 维修 › 第一节, as far as known. Not escaped."""
    clause = citation.clause_path or citation.clause
    parts = [words("page", page=citation.page), clause or "", " › ".join(citation.section)]
    return " · ".join(part for part in parts if part)


def standing_of(citation: Citation) -> str:
    """What a cited rule's standing is, as a sentence; "" for a paper in force of which no such day is known."""
    parts = [] if citation.standing == "in_force" else [named("standing", citation.standing)]
    if citation.superseded_by:
        parts = [words("standing_by", title=citation.superseded_by)]
    if citation.effective_from:
        parts.append(words("standing_since", date=date_name(citation.effective_from)))
    return words("comma").join(parts)


def when_of(document: Document) -> str:
    """The period a document speaks of, or else the day it was published, or nothing."""
    metadata = document.metadata
    if metadata.period:
        return period_name(metadata.period)
    return date_name(metadata.published) if metadata.published else ""


def filters_name(filters: Filters) -> str:
    """The choice in words: 2023年、制度、截至2022年6月1日."""
    years = [words("period.year", year=year) for year in filters.years]
    kinds = [named("kind", kind) for kind in filters.kinds]
    day = [words("filters.on", date=date_name(filters.as_of))] if filters.as_of else []
    return words("list_separator").join([*years, *kinds, *day])
