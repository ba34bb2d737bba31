"""What was understood of a question, and why a result is there, in plain words."""

from __future__ import annotations

from assistant.domain import Hint, SameWords, SearchHit
from assistant.messages import Language, keys, say

_SHOWN_FROM = {"heading": 0.001, "feedback": 0.01}
"""Signs that nearly every result has a little of are named only from here on."""
_REASONS = ("clause", "title", "period", "paper", "keyword", "numbers", "heading", "feedback")
NEAR = 0.05
"""A result whose meaning is within this of the nearest one's is there for its meaning."""


def hint_words(hint: Hint, language: Language) -> str:
    """地区：东营市; with the question's own words where they are others: 年份：2023（去年）."""
    value = hint.value
    if hint.kind == "paper" and value in keys("kinds"):
        value = say(f"kinds.{value}", language)
    said = say(f"search.hint_{hint.kind}", language, value=value)
    return say("search.hint_words", language, said=said, words=hint.words) if hint.words else said


def reasons(hit: SearchHit, nearest: float, language: Language) -> tuple[str, ...]:
    """Why `hit` is there, what weighs most first; `nearest` is the highest cosine of the results."""
    legs = hit.legs
    found = [name for name in _REASONS if legs.get(name, 0.0) > _SHOWN_FROM.get(name, 0.0)]
    if legs.get("dense", 0.0) > 0 and legs["dense"] >= nearest - NEAR:
        place = sum(name in found for name in ("clause", "title", "period", "paper"))
        found.insert(place, "dense")
    return tuple(say(f"search.why_{name}", language) for name in found or ["only_near"])


def group_words(group: SameWords, language: Language) -> str:
    """DMA = 分区计量 （自带）."""
    notes = [say(f"search.origin_{group.origin}", language, title=group.source)]
    if group.of:
        notes.append(say(f"search.of_{group.of}", language))
    joined = say("search.equal", language).join(group.words)
    return say("search.hint_words", language, said=joined, words=say("search.separator", language).join(notes))
