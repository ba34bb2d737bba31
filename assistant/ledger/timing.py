"""Of which year a figure speaks: the year its own clause names, else the sentence, else the part of the document."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from assistant.ledger.parts import Part
from assistant.text import periods
from assistant.text.periods import Period
from assistant.text.quantities import Quantity
from assistant.text.tokens import language_of

#: A year that a comparison, a beginning or a name mentions is not the figure's.
_ASIDE_BEFORE = re.compile(
    r"(?:[比较]|相比|同比|与|自|从|始于|起于|建于|成立于|"
    r"compared (?:with|to)|than (?:in )?|against|since|from|versus|vs\.?)\s?$",
    re.IGNORECASE,
)
_ASIDE_AFTER = re.compile(r"\s?(?:以来|同期|相比|水平|版|届|起|[“\"《]|底?前|计划|目标)")
_OPENS = re.compile(
    r"(?:^|[，,；;。：:、（(\s])(?:\s*(?:截至|截止到?|到|至|在|其中|预计|力争|争取|于|"
    r"In|By|During|For|As of|at)\s?)?$",
    re.IGNORECASE,
)
_WHOLE_YEAR = re.compile(r"全年|年底|年末|年终")
_MONTHS = re.compile(r"(?<!\d)(1[0-2]|[1-9])\s?月?\s?[—–~～至到-]\s?(1[0-2]|[1-9])月")
_ENGLISH_AFTER = re.compile(
    r"[^.;]{0,60}?\b(?:in|for|during|at|of|as of)\s+(?:the\s+)?(?:year[s]?\s+)?(?:ended\s+)?$", re.IGNORECASE
)


def period_of(
    sentence: str, quantity: Quantity, clause: tuple[int, int], part: Part, published: date | None
) -> tuple[str | None, str, bool]:
    """Return the year, the part of the year ("" for all of it), and whether the sentence itself named the year.

    A month or quarter alone (7月, 上半年) is one of the year the part is about.
    """
    found = [each for each in periods.find(sentence, published) if each.value]
    named = _nearest(sentence, quantity, clause, found)
    default = str(part.year) if part.year else None
    if named is None:
        return default, "", False
    if _WHOLE_YEAR.search(sentence[named.end : quantity.start]):
        named = replace(named, value=named.value[:4] if named.value[:1] != "-" else "-")
    if named.value.startswith("-"):
        return default, _within(named, sentence), False
    year = named.value[:4]
    lone = year not in named.raw and not re.match(
        r"[去今明来前后当]年|[本上下]一?年|年内|last|this|next|the", named.raw, re.IGNORECASE
    )
    if lone and default and not re.search(r"[一二][零〇○九]", named.raw):
        return default, _within(named, sentence), False
    if "/" in named.value:
        first, _, last = named.value.partition("/")
        return last[:4], f"{first[:4]}-{last[:4]}", True
    return year, _within(named, sentence), True


def _within(named: Period, sentence: str) -> str:
    """H1, Q3 or the month; a day before which or from which something happened is no stretch that was counted."""
    if months := _MONTHS.search(sentence[: named.end]):
        return f"{int(months[1]):02}-{int(months[2]):02}"
    tail = re.sub(r"^\d{4}", "", named.value).lstrip("-")
    if re.match(r"(?:底|初|末)?(?:之)?前|起|\d{0,2}日?起", sentence[named.end :]) or len(tail) > 2:
        return ""
    return tail


def _nearest(sentence: str, quantity: Quantity, clause: tuple[int, int], found: Sequence[Period]) -> Period | None:
    """The last period before the number that it hangs on; in English also one right behind it."""
    if language_of(sentence) == "en":
        for each in found:
            if quantity.unit_end <= each.start and _ENGLISH_AFTER.fullmatch(sentence[quantity.unit_end : each.start]):
                return each
    before = [each for each in found if each.end <= quantity.start and not _aside(sentence, each)]
    for each in reversed(before):
        if each.start >= clause[0] or _OPENS.search(sentence[: each.start]):
            return each
    return None


def _aside(sentence: str, period: Period) -> bool:
    return bool(_ASIDE_BEFORE.search(sentence[: period.start]) or _ASIDE_AFTER.match(sentence[period.end :]))
