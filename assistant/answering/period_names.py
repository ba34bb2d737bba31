"""A period as people write it: 2023-07 is 2023年7月."""

from __future__ import annotations

import re

from assistant.messages import Language, say

_PARTS = re.compile(r"(?P<year>\d{4})(?:-(?:Q(?P<quarter>[1-4])|H(?P<half>[12])|(?P<month>\d\d)(?:-(?P<day>\d\d))?))?")


def period_name(period: str | None, language: Language) -> str:
    """Name a period of `assistant.text.periods`; what is no such period stays as it stands, None is empty."""
    if not period:
        return ""
    if "/" in period:
        first, last = (period_name(each, language) for each in period.split("/", 1))
        return say("answer.period_range", language, first=first, last=last)
    match = _PARTS.fullmatch(period)
    if match is None:
        return period
    year = match["year"]
    if match["quarter"]:
        return say("answer.period_quarter", language, year=year, part=match["quarter"])
    if match["half"]:
        return say("answer.period_half", language, year=year, part=say(f"answer.half_{match['half']}", language))
    if match["day"]:
        return say("answer.period_day", language, year=year, month=int(match["month"]), day=int(match["day"]))
    if match["month"]:
        return say("answer.period_month", language, year=year, month=int(match["month"]))
    return say("answer.period_year", language, year=year)
