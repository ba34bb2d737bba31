"""One number of a claim against its sources: value, unit, indicator, direction, period, plan or result."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from assistant.text import periods
from assistant.text.alignment import misplaced
from assistant.text.compare import Match, compare
from assistant.text.indicators import agreement, mentions, stock_for_flow
from assistant.text.quantities import Quantity, is_figure
from assistant.text.reading import (
    Known,
    Reading,
    can_be_mixed_up,
    change_role,
    computation,
    label_held,
    landing,
    period_at,
    right_before,
    sentence_at,
)
from assistant.text.tokens import language_of
from assistant.verification.sentence import other_status
from assistant.verification.verdicts import GOOD, Cited, QuantityOutcome, QuantityVerdict

#: A number's own words must agree this much with the quote, and no rival number's words may agree better by `RIVAL`.
WORDS_NEAR = 0.12
RIVAL = 0.2
#: So much more of what sets a rival apart must the claim mention than of what sets the number itself apart.
MENTIONED = 0.5


def counts(number: Quantity) -> bool:
    """True for numbers that get a verdict: all but years, which go with other numbers, and list marks."""
    return number.kind not in {"year", "list_number"}


def check_numbers(claim: Reading, sources: Sequence[Cited]) -> tuple[QuantityVerdict, ...]:
    """Return the verdict on every number of the claim that counts, in reading order."""
    pairings = [
        _Pairing(claim, source, misplaced(claim.text, claim.found, source.text, source.reading.found))
        for source in sources
    ]
    return tuple(_check(number, pairings) for number in claim.found if counts(number))


@dataclass(frozen=True, slots=True)
class _Pairing:
    """A claim, one of its sources, and the claim's numbers that stand at the place of another number there."""

    claim: Reading
    source: Cited
    misplaced: dict[int, str]


def _check(number: Quantity, pairings: Sequence[_Pairing]) -> QuantityVerdict:
    """Return the best verdict that any source gives this number."""
    if not is_figure(number):
        held = any(_label_held(number, each) for each in pairings)
        return _verdict(number, "exact" if held else "missing", "" if held else f"{number.kind} not in the source")
    results = [_against(number, each) for each in pairings]
    best = min(results, key=lambda result: (result.verdict not in GOOD, result.verdict == "missing"))
    if best.verdict == "missing" and (
        sum_of := computation(pairings[0].claim.text, number, [each.source.reading for each in pairings])
    ):
        return _verdict(number, "computed", sum_of)
    return best


def _label_held(number: Quantity, pairing: _Pairing) -> bool:
    source = pairing.source.source
    dates = tuple(filter(None, (source.period, source.published.isoformat() if source.published else None)))
    return label_held(pairing.claim.text, number, pairing.source.reading, Known(source.known, dates, source.published))


def _verdict(number: Quantity, outcome: QuantityOutcome, why: str = "") -> QuantityVerdict:
    return QuantityVerdict(number.raw, number.value, number.unit, outcome, why)


def _against(number: Quantity, pairing: _Pairing) -> QuantityVerdict:
    """Check one figure against one source: value and unit, then indicator, direction, period and modality."""
    claim, source = pairing.claim, pairing.source
    water = "水" in claim.text + source.text or "water" in claim.text.lower()
    pool = [other for other in source.reading.found if is_figure(other) or other.kind in {"duration", "qualifier"}]
    matches: list[tuple[Match, Quantity]] = [(compare(number, other, water=water), other) for other in pool]
    holding = [(match, other) for match, other in matches if match.holds]
    if not holding:
        nearest = min((match for match, _ in matches), key=lambda match: match.rank, default=Match("missing"))
        return _verdict(number, nearest.outcome, nearest.why)
    if number.start in pairing.misplaced:
        return _verdict(number, "wrong_indicator", f"{pairing.misplaced[number.start]} stands there")
    scores = {other.start: _score(claim, number, source, other) for _, other in matches}
    match, held = max(holding, key=lambda pair: (scores[pair[1].start] or 0.0, -pair[0].rank))
    alike = [(m, other) for m, other in matches if (scores[other.start] or 0.0) >= (scores[held.start] or 0.0)]
    if _other_bound(number, held, alike):
        return _verdict(number, "missing", f"{held.raw}{held.unit} is another number")
    rivals = [other for m, other in matches if other.start != held.start and m.outcome != "wrong_unit"]
    if _other_indicator(pairing, number, held, rivals, scores):
        return _verdict(number, "wrong_indicator", source.reading.words.get(held.start, ""))
    if _other_direction(claim, number, source, held):
        return _verdict(number, "wrong_direction", f"{held.direction}")
    if wrong := _other_period(claim, number, source, held):
        return _verdict(number, "wrong_period", wrong)
    if wrong := other_status(claim.text, source, sentence_at(source.text, held.start)):
        return _verdict(number, "wrong_modality", wrong)
    return _verdict(number, match.outcome, match.why)


def _other_bound(number: Quantity, held: Quantity, alike: Sequence[tuple[Match, Quantity]]) -> bool:
    """True for 不足9000 that only another number (7000) would bear out, while the words are those of 9000 itself."""
    if number.value == held.value:
        return False
    return any(not match.holds and other.value == number.value and other.unit == number.unit for match, other in alike)


def _score(claim: Reading, number: Quantity, source: Cited, other: Quantity) -> float | None:
    return agreement(claim.words.get(number.start, ""), source.reading.words.get(other.start, ""))


def _other_indicator(
    pairing: _Pairing,
    number: Quantity,
    held: Quantity,
    rivals: Sequence[Quantity],
    scores: dict[int, float | None],
) -> bool:
    """True when the claim's words fit another number of the quote clearly better, or nothing in the quote at all."""
    claim, source = pairing.claim, pairing.source
    if stock_for_flow(right_before(claim, number), right_before(source.reading, held)):
        return True
    own = scores[held.start]
    if own is None:
        return False
    told, words = claim.words.get(number.start, ""), source.reading.words
    for other in rivals:
        if other.value == held.value or not can_be_mixed_up(number, other):
            continue
        mine, others = mentions(told, words.get(held.start, ""), words.get(other.start, ""))
        if others > mine + MENTIONED or (others >= mine and (scores[other.start] or 0.0) > own + RIVAL):
            return True
    whole = agreement(told, source.text)
    known = language_of(claim.text) == language_of(source.text) or own > 0
    return known and whole is not None and whole < WORDS_NEAR


def _other_direction(claim: Reading, number: Quantity, source: Cited, held: Quantity) -> bool:
    if number.direction and held.direction and number.direction != held.direction:
        return True
    if {change_role(claim.text, number), change_role(source.text, held)} == {"from", "to"}:
        return True
    return {landing(claim.text, number), landing(source.text, held)} == {"by", "to"}


def _other_period(claim: Reading, number: Quantity, source: Cited, held: Quantity) -> str:
    """Return the period the source gives when the claim names another one, else ""."""
    named = period_at(claim.text, number, source.source.published, None)
    if named is None:
        return ""
    here = period_at(source.text, held, source.source.published, source.source.period)
    if here is None:
        published = source.source.published
        near = {published.year, published.year - 1} if published else set()
        return "" if periods.years_of(named) & near else "the source names no period"
    if not periods.years_of(named) & periods.years_of(here):
        return here
    if "-" in named and "-" in here and not (named.startswith(here) or here.startswith(named)):
        return here
    tail = named.partition("-")[2]
    said = any(period.value.endswith(tail) for period in periods.find(source.text, source.source.published))
    return here if tail and "-" not in here and not said else ""
