"""A learner's practice as one line that a trainer can put into a record."""

from __future__ import annotations

from datetime import datetime

from assistant.item_reviews import Progress
from assistant.messages import Language, say


def certificate(each: Progress, language: Language) -> str:
    """Who answered how much, how well and when. It says complete only when every item was right the last time."""
    if not each.items:
        return say("items.certificate_none", language, learner=each.learner)
    told = say(
        "items.certificate_complete" if each.complete else "items.certificate_partial",
        language,
        learner=each.learner,
        when=_when(each, language),
        items=each.items,
        of=each.of,
        right_first=each.right_first,
        rate=f"{each.right_first / each.items:.0%}",
        right_last=each.right_last,
    )
    if each.self_judged:
        told += say("items.certificate_judged", language, count=each.self_judged)
    return told


def _when(each: Progress, language: Language) -> str:
    first, last = _day(each.first, language), _day(each.last, language)
    if first == last:
        return say("items.certificate_day", language, day=first)
    return say("items.certificate_days", language, first=first, last=last)


def _day(moment: str, language: Language) -> str:
    day = datetime.fromisoformat(moment)
    return say("ui.date", language, year=day.year, month=day.month, day=day.day)
