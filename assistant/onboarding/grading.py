"""Is a newcomer's answer right? Lenient about how it is written, never about what it says; where unsure, they judge."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.item_reviews import Grade
from assistant.onboarding.exporting.lettering import FALSE, TRUE, is_true
from assistant.question_items import ItemType, QuestionItem
from assistant.text import quantities
from assistant.text.compare import compare
from assistant.text.normalise import fold, squeeze
from assistant.text.quantities import Quantity

_MARKS = re.compile(r"[，。；：、！？,.;:!?“”\"'《》（）()\[\]【】]")
_AROUND = re.compile(r"[个以之内的为是约在应当须需要共计]|days?|within")
"""Words around a figure that say nothing more than the figure itself."""


def grade(item: QuestionItem, given: Sequence[str]) -> Grade:
    """RIGHT or WRONG where that is certain, UNSURE where only a person can tell whether the words mean the same."""
    told = [each.strip() for each in given if each.strip()]
    if not told:
        return Grade.WRONG
    if item.type is ItemType.TRUE_FALSE:
        word = told[0].casefold()
        return _sure((word in TRUE) == is_true(item) and word in (*TRUE, *FALSE))
    if item.type is ItemType.ORDER:
        return _sure(tuple(told) == item.answer)
    if item.options:
        return _sure(set(told) == set(item.answer))
    return _words(" ".join(told), "；".join(item.answer))


def _sure(right: bool) -> Grade:
    return Grade.RIGHT if right else Grade.WRONG


def _words(told: str, key: str) -> Grade:
    if _bare(told) == _bare(key):
        return Grade.RIGHT
    mine, theirs = _figures(told), _figures(key)
    if not theirs:
        return Grade.UNSURE
    if mine and len(mine) == len(theirs):
        same = all(_same(one, other) for one, other in zip(mine, theirs, strict=True))
        rest = _rest(told, mine), _rest(key, theirs)
        if same and rest[0] == rest[1]:
            return Grade.RIGHT
        # Another number is wrong whatever words stand around it; the same one with other words may be either.
        return Grade.UNSURE if same else Grade.WRONG
    return Grade.UNSURE


def _figures(text: str) -> list[Quantity]:
    return [each for each in quantities.find(text) if quantities.is_figure(each) or each.kind == "duration"]


def _same(one: Quantity, other: Quantity) -> bool:
    return compare(one, other).outcome in ("exact", "converted") and one.approx == other.approx


def _bare(text: str) -> str:
    return _MARKS.sub("", squeeze(fold(text)))


def _rest(text: str, figures: Sequence[Quantity]) -> str:
    """The words around the figures, without those that say nothing more."""
    for each in reversed(figures):
        text = text[: each.start] + text[max(each.end, each.unit_end) :]
    return _AROUND.sub("", _bare(text))
