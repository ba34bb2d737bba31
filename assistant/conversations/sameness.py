"""When two questions are as good as the same, told from their words alone."""

from __future__ import annotations

import re
from datetime import date

from assistant.text import periods
from assistant.text.normalise import fold, squeeze
from assistant.text.places import named_places
from assistant.text.tokens import content_words

_ENOUGH = 0.6
"""Of the words of two questions as good as the same, at least this share stands in both (Dice)."""
_POLITE = re.compile(
    r"^(?:请问一?下?|麻烦问一?下?|你好|您好|请告诉我|我想知道|我想问一?下?|please|could you tell me)[，,\s]*"
)
_PLANNED = re.compile(r"计划|目标|拟|力争|预计|plan|target|will\b")
_NEGATED = re.compile(r"不|没|未|无|非|免|禁|\bnot?\b|n't|without")
_NUMBER = re.compile(r"\d[\d.,]*|[一二三四五六七八九十百千]+(?=[级类期次个项条])|第[一二三四五六七八九十]+")


def plainly(question: str) -> str:
    """`question` without case, white space, signs and courtesies: equal for questions that differ in nothing else."""
    return re.sub(r"[^\w%]", "", squeeze(_POLITE.sub("", fold(question).strip()))).removesuffix("呢")


def same_terms(one: str, other: str) -> bool:
    """Whether two questions name the same periods, numbers and places, and both ask for a plan, or deny, or neither."""
    return _terms(one) == _terms(other)


def _terms(question: str) -> tuple[object, ...]:
    plain = fold(question)
    found = periods.find(question, date.min.replace(year=1900))
    years = frozenset(each.value if each.resolved else each.raw for each in found)
    for each in reversed(found):
        plain = plain[: each.start] + " " + plain[each.end :]
    return (
        years,
        frozenset(_NUMBER.findall(plain)),
        frozenset(named_places(question)),
        bool(_PLANNED.search(plain)),
        bool(_NEGATED.search(plain)),
    )


def alike(one: str, other: str) -> bool:
    """Whether two questions are as good as the same: the same terms, and all content words of one in the other's.

    A word in the place of another makes another question: 售水量 is not 供水量.
    """
    if plainly(one) == plainly(other):
        return True
    mine, theirs = frozenset(content_words(fold(one))), frozenset(content_words(fold(other)))
    if not mine or not theirs or not (mine <= theirs or theirs <= mine):
        return False
    return 2 * len(mine & theirs) / (len(mine) + len(theirs)) >= _ENOUGH and same_terms(one, other)
