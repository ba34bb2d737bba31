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


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of a quote besides its words: title, clause and names as text, its dates, when it came out."""

    text: str = ""
    dates: tuple[str, ...] = ()
    published: date | None = None


def label_held(claim: str, number: Quantity, source: Reading, known: Known) -> bool:
    """True when a date, clause, name or other label of the claim stands in the source or in what is known of it, in
    whatever spelling."""
    if _printed(number.raw, source.text) or _printed(number.raw, known.text):
        return True
    if number.kind == "date":
        return _date_held(claim, number, source.text, known)
    if number.kind == "ordinal" and number.value == 1 and re.search("首|第一|最|冠", source.text):
        return True
    others = (*source.found, *quantities.find(known.text)) if known.text else source.found
    return any(_same_label(number, other) for other in others)


def _printed(raw: str, text: str) -> bool:
    """True when `raw` stands in `text`, not as part of a longer number."""
    wanted = re.escape(squeeze(fold(raw)))
    numerals_ = "一二三四五六七八九十百千"
    return re.search(rf"(?<![\d{numerals_}]){wanted}(?!\d)", squeeze(fold(text))) is not None


def _same_label(claimed: Quantity, other: Quantity) -> bool:
    if claimed.kind in {"duration", "qualifier"}:
        return claimed.value == other.value
    if claimed.kind != other.kind:
        return False
    if claimed.kind == "clause":
        return claimed.value == other.value and _clause_word(claimed.raw) == _clause_word(other.raw)
    if claimed.kind in {"document_number", "phone", "time", "name"}:
        return _letters(claimed.raw) == _letters(other.raw)
    return claimed.value == other.value


_CLAUSES_EN = {"article": "条", "section": "节", "clause": "条", "chapter": "章", "item": "项", "paragraph": "款"}


def _clause_word(raw: str) -> str:
    """What kind of clause it is, and the added number of 第十二条之一."""
    english = re.match("[A-Za-z]+", raw)
    if english:
        return _CLAUSES_EN.get(english.group().lower(), english.group())
    return re.sub(r"^第[^条款项章节编目]*", "", squeeze(raw))


def _letters(raw: str) -> list[str]:
    """Digits and letters of a label, the marks and 至 between them aside (0573-8512 1234, 8:30至17:00)."""
    return re.findall(r"\d+|[a-z]+", fold(raw))


def _date_held(claim: str, number: Quantity, source: str, known: Known) -> bool:
    """True when a date of the source has every part that the claimed one names; a day in the quote without its year
    takes the year from what is known of the quote."""
    wanted = [p.value for p in periods.find(claim, known.published) if p.start <= number.start < p.end]
    given = [*(p.value for p in periods.find(source, known.published)), *known.dates]
    years = {year for value in given for year in periods.years_of(value)}
    return bool(wanted) and any(_covers(value, wanted[0], years) for value in given)


def _covers(given: str, wanted: str, years: set[int]) -> bool:
    year, _, rest = wanted.partition("-")
    other_year, _, other_rest = given.partition("-")
    same_rest = other_rest == rest or (bool(rest) and other_rest.startswith(f"{rest}-"))
    same_year = not year or year == other_year or (not other_year and year.isdigit() and int(year) in years)
    return same_year and same_rest


_REACHED = re.compile(
    r"(?:[升降增减加高少大小长涨缩扩][到至为]|(?:^|[，,、。；])[^，,、。；增降升减提]*达到?|"
    r"\b(?:rose|fell|grew|increased|decreased|risen|fallen|dropped) to)$"
)
_CHANGED = re.compile(
    r"(?:增长|提高|提升|增加|下降|降低|减少|上升|缩小|扩大|上涨|回落|"
    r"\b(?:rose|fell|grew|increased|decreased|risen|fallen|dropped) by)$"
)


def landing(text: str, number: Quantity) -> str:
    """Return `to` for a value reached (提升到10.7%), `by` for a change (提升10.7%), "" where words leave it open."""
    before = re.sub(r"(?:19|20)\d\d年的?$", "", text[: number.start].rstrip(" 约近超过了")).rstrip("了")
    before = before[-24:]
    if _REACHED.search(before):
        return "to"
    return "by" if _CHANGED.search(before) or number.kind == "percentage_point" else ""


def sentence_at(text: str, place: int) -> str:
    """Return the sentence of `text` around `place`, by its Chinese marks and line breaks."""
    start = max(text.rfind(mark, 0, place) for mark in "。；！？\n") + 1
    ends = [end for mark in "。；！？\n" if (end := text.find(mark, place)) >= 0]
    return text[start : min(ends, default=len(text))]


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
