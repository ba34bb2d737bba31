"""A text read once for its numbers and their words, and small questions about one number of it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache

from assistant.text import periods, quantities, units
from assistant.text.compare import compare
from assistant.text.indicators import agreement, contexts
from assistant.text.normalise import fold, squeeze
from assistant.text.quantities import Quantity, is_figure


@dataclass(frozen=True, slots=True)
class Reading:
    """A text, its numbers and, for each figure by its start, the words that say what it counts."""

    text: str
    found: tuple[Quantity, ...]
    words: dict[int, str]

    @property
    def figures(self) -> tuple[Quantity, ...]:
        return tuple(quantity for quantity in self.found if is_figure(quantity))


def read(text: str, *, lend: bool = False) -> Reading:
    """Read `text`; `lend` as in `indicators.contexts` (True for sources, False for claims)."""
    found = tuple(quantities.find(text))
    return Reading(text, found, contexts(text, found, lend=lend))


def right_before(reading: Reading, number: Quantity) -> str:
    """Return the text between the figure before `number`, or the beginning, and `number`."""
    before = [other.unit_end for other in reading.figures if other.unit_end <= number.start]
    return reading.text[max(before, default=0) : number.start]


def can_be_mixed_up(number: Quantity, other: Quantity) -> bool:
    """True when the other number could have been told in this one's unit, so that they can be mixed up at all."""
    return {number.kind, other.kind} <= {"percent", "fraction"} or units.convert(
        1.0, other.unit, number.unit
    ) is not None


def change_role(text: str, number: Quantity) -> str:
    """Return `from` or `to` for the ends of a change (从3.8%提升到10.7%), else ""."""
    before = text[max(0, number.start - 12) : number.start].rstrip(" 约近超")
    if re.search(r"(?:从|由|自|\bfrom)$", before, re.IGNORECASE):
        return "from"
    changed = re.search(r"(?:[升降增减加高少大小长]到?至?|到|至|\bto)$", before, re.IGNORECASE)
    began = re.search(r"(?:从|由|自|\bfrom)\s?(?:\S*\d|百分之)", text[: number.start], re.IGNORECASE)
    return "to" if changed and began else ""


def period_at(text: str, number: Quantity, published: date | None, default: str | None) -> str | None:
    """Return the period that holds at a number: the last one named before it in its sentence, else the text's."""
    sentence = max(text.rfind(mark, 0, number.start) for mark in "。；！？\n") + 1
    before = [p for p in periods.find(text, published) if p.resolved and sentence <= p.start < number.start]
    spoken = [p for p in before if periods.period_of(text[sentence : p.end], published) is not None]
    if spoken and not re.search(r"[比较与]\s?$", text[: spoken[-1].start]):
        return spoken[-1].value
    return periods.period_of(text, published, default)


def label_held(claim: str, number: Quantity, source: Reading, published: date | None) -> bool:
    """True when a date, clause, name or other label of the claim stands in the source, in whatever spelling."""
    if squeeze(fold(number.raw)) in squeeze(fold(source.text)):
        return True
    if number.kind == "date":
        wanted = [p.value for p in periods.find(claim, published) if p.start <= number.start < p.end]
        return any(p.value.endswith(value) for p in periods.find(source.text, published) for value in wanted)
    if number.kind == "ordinal" and number.value == 1:
        return bool(re.search("首|第一|最|冠", source.text))
    return any(
        other.value == number.value and (other.kind == number.kind or number.kind in {"duration", "qualifier"})
        for other in source.found
    )


def computation(claim: str, number: Quantity, sources: Sequence[Reading]) -> str:
    """Return how the sources' numbers make the claimed one (a sum or a difference the claim says it is), else ""."""
    adds = re.search(r"合计|总计|共计|一共|相加|之和|\b(?:total|combined|together|sum)\b", claim, re.IGNORECASE)
    subtracts = re.search(
        r"相差|差额|之差|多出|少了|增加了|减少了|\b(?:difference|more than in|less than in)\b", claim, re.IGNORECASE
    )
    pool = [other for source in sources for other in source.figures]
    for i, first in enumerate(pool):
        for second in pool[i + 1 :]:
            for sign, wanted, name in ((1, adds, "+"), (-1, subtracts, "-")):
                if wanted and first.unit == second.unit:
                    made = replace(first, value=abs(first.value + sign * second.value), approx="exact")
                    if compare(number, made).holds:
                        return f"{first.raw}{name}{second.raw}"
    return ""


def likeness(claimed: str, source: str) -> float:
    """How much two clauses speak of the same: by their words, or by a number they share when they have none."""
    score = agreement(claimed, source)
    if score is not None:
        return score
    return 1.0 if _values(claimed) & _values(source) else 0.0


@lru_cache(maxsize=4096)
def _values(text: str) -> frozenset[float]:
    return frozenset(number.value for number in quantities.find(text))


def word_for_word(claim: str, quote: str) -> bool:
    """True when `claim` stands in `quote`, whole clauses or lines of it, white space and the last mark aside."""
    wanted = squeeze(claim).rstrip("。．.；;，,")
    places = [i for i, character in enumerate(quote) if not character.isspace()]
    text = squeeze(quote)
    at = text.find(wanted) if len(wanted) >= 4 else -1
    while at >= 0:
        before = quote[places[at - 1] : places[at]] if at else "\n"
        end = at + len(wanted)
        after = quote[places[end - 1] + 1 : places[end] + 1] if end < len(places) else "\n"
        begins = re.search(r"^[，。；：！？、（）「」『“”:;!?.,)\]\"'’]|[\n\r\t]", before)
        ends = re.search(r"[\n\r\t]|\W$", after) or re.search(r"[^\w%％‰℃$]$", wanted)
        if begins and ends:
            return True
        at = text.find(wanted, at + 1)
    return False
