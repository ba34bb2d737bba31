"""Does the cited text hold this sentence? One implementation for answers, drafts, the ledger and onboarding.

A claim is supported only if every number in it stands in a source with the same value, unit, scale, indicator, period
and direction, and if the source says the same of it: achieved or planned, affirmed or denied, must or may. No model is
asked; the same claim over the same sources always gets the same verdict.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from assistant.domain import Status, Verdict
from assistant.text import modality, periods, quantities
from assistant.text.compare import Match, compare
from assistant.text.indicators import agreement, clauses, core, stock_for_flow
from assistant.text.normalise import fold
from assistant.text.quantities import Quantity, is_figure
from assistant.text.reading import (
    Reading,
    can_be_mixed_up,
    change_role,
    computation,
    label_held,
    likeness,
    period_at,
    read,
    right_before,
    word_for_word,
)
from assistant.text.tokens import content_words, language_of

QuantityOutcome = Literal[
    "exact", "converted", "rounded", "computed", "missing", "wrong_unit", "wrong_scale", "wrong_period",
    "wrong_modality", "wrong_indicator", "wrong_direction",
]  # fmt: skip
GOOD = frozenset({"exact", "converted", "rounded", "computed"})
#: Share of a claim's words that its sources must hold when it has no number to check.
WORDS_HELD = 0.6
#: A number's own words must agree this much with the quote, and no rival number's words may agree better by `RIVAL`.
WORDS_NEAR = 0.12
WORDS_ALIKE = 0.5
RIVAL = 0.2


@dataclass(frozen=True, slots=True)
class Source:
    """A cited quote and what is known of the place it stands in; None where it is not known."""

    text: str
    period: str | None = None
    status: Status | None = None
    published: date | None = None


@dataclass(frozen=True, slots=True)
class QuantityVerdict:
    """What came of one number of a claim; `why` is for engineers and audit, not for readers."""

    raw: str
    value: float
    unit: str
    verdict: QuantityOutcome
    why: str = ""


@dataclass(frozen=True, slots=True)
class Verification:
    """The verdict on a claim, number by number. `negated` is True when claim and source disagree on yes and no."""

    verdict: Verdict
    quantities: tuple[QuantityVerdict, ...] = ()
    negated: bool = False
    why: str = ""


@dataclass(frozen=True, slots=True)
class _Cited:
    """A source and what was read in it."""

    source: Source
    reading: Reading

    @property
    def text(self) -> str:
        return self.source.text


def verify(claim: str, quotes: Sequence[Source]) -> Verification:
    """Check `claim` against the quotes it cites and return the verdict with one line for every number in the claim.

    Sentences taken word for word from a quote are supported at once. Without quotes the verdict is `unsupported`; a
    claim without numbers whose words cannot be compared (English over Chinese) is `not_checkable`.
    """
    if not quotes:
        return Verification(Verdict.UNSUPPORTED, why="no source")
    if any(word_for_word(claim, quote.text) for quote in quotes):
        return _extracted(claim)
    told = read(claim)
    sources = [_Cited(quote, read(quote.text, lend=True)) for quote in quotes]
    verdicts = tuple(_check(told, number, sources) for number in told.found if _checkable(number))
    negated = _denies(claim, sources)
    why = next((f"{v.verdict}: {v.raw}{v.unit} {v.why}".strip() for v in verdicts if v.verdict not in GOOD), "")
    why = why or ("negation differs" if negated else "") or _whole_sentence(told, sources)
    if why:
        return Verification(Verdict.UNSUPPORTED, verdicts, negated, why)
    if told.figures:
        return Verification(Verdict.SUPPORTED, verdicts)
    return _by_words(told, sources, verdicts)


def _checkable(number: Quantity) -> bool:
    return number.kind not in {"year", "list_number"}


def _extracted(claim: str) -> Verification:
    held = tuple(
        QuantityVerdict(number.raw, number.value, number.unit, "exact")
        for number in quantities.find(claim)
        if _checkable(number)
    )
    return Verification(Verdict.SUPPORTED, held, why="word for word")


def _check(claim: Reading, number: Quantity, sources: Sequence[_Cited]) -> QuantityVerdict:
    """Return the best verdict that any source gives this number."""
    if not is_figure(number):
        held = any(label_held(claim.text, number, source.reading, source.source.published) for source in sources)
        return _verdict(number, "exact" if held else "missing", "" if held else f"{number.kind} not in the source")
    results = [_against(claim, number, source) for source in sources]
    best = min(results, key=lambda result: (result.verdict not in GOOD, result.verdict == "missing"))
    if best.verdict == "missing" and (
        sum_of := computation(claim.text, number, [source.reading for source in sources])
    ):
        return _verdict(number, "computed", sum_of)
    return best


def _verdict(number: Quantity, outcome: QuantityOutcome, why: str = "") -> QuantityVerdict:
    return QuantityVerdict(number.raw, number.value, number.unit, outcome, why)


def _against(claim: Reading, number: Quantity, source: _Cited) -> QuantityVerdict:
    """Check one figure against one source: value and unit, then indicator, direction, period and modality."""
    water = "水" in claim.text + source.text or "water" in claim.text.lower()
    pool = [other for other in source.reading.found if is_figure(other) or other.kind in {"duration", "qualifier"}]
    matches: list[tuple[Match, Quantity]] = [(compare(number, other, water=water), other) for other in pool]
    holding = [(match, other) for match, other in matches if match.holds]
    if not holding:
        nearest = min((match for match, _ in matches), key=lambda match: match.rank, default=Match("missing"))
        return _verdict(number, nearest.outcome, nearest.why)
    scores = {other.start: _score(claim, number, source, other) for _, other in matches}
    match, held = max(holding, key=lambda pair: (scores[pair[1].start] or 0.0, -pair[0].rank))
    rivals = [other for m, other in matches if other.start != held.start and m.outcome != "wrong_unit"]
    if _other_indicator(claim, number, source, held, rivals, scores):
        return _verdict(number, "wrong_indicator", source.reading.words.get(held.start, ""))
    if _other_direction(claim, number, source, held):
        return _verdict(number, "wrong_direction", f"{held.direction}")
    if wrong := _other_period(claim, number, source, held):
        return _verdict(number, "wrong_period", wrong)
    if wrong := _other_status(claim.text, source):
        return _verdict(number, "wrong_modality", wrong)
    return _verdict(number, match.outcome, match.why)


def _score(claim: Reading, number: Quantity, source: _Cited, other: Quantity) -> float | None:
    return agreement(claim.words.get(number.start, ""), source.reading.words.get(other.start, ""))


def _other_indicator(
    claim: Reading,
    number: Quantity,
    source: _Cited,
    held: Quantity,
    rivals: Sequence[Quantity],
    scores: dict[int, float | None],
) -> bool:
    """True when the claim's words fit another number of the quote clearly better, or nothing in the quote at all."""
    if stock_for_flow(right_before(claim, number), right_before(source.reading, held)):
        return True
    own = scores[held.start]
    if own is None:
        return False
    close = [other for other in rivals if other.value != held.value and can_be_mixed_up(number, other)]
    if any((scores[other.start] or 0.0) > own + RIVAL for other in close):
        return True
    whole = agreement(claim.words.get(number.start, ""), source.text)
    known = language_of(claim.text) == language_of(source.text) or own > 0
    return known and whole is not None and whole < WORDS_NEAR


def _other_direction(claim: Reading, number: Quantity, source: _Cited, held: Quantity) -> bool:
    if number.direction and held.direction and number.direction != held.direction:
        return True
    roles = {change_role(claim.text, number), change_role(source.text, held)}
    return roles == {"from", "to"}


def _other_period(claim: Reading, number: Quantity, source: _Cited, held: Quantity) -> str:
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
    finer = "-" in named and "-" in here and not (named.startswith(here) or here.startswith(named))
    return here if finer else ""


def _other_status(claim: str, source: _Cited) -> str:
    """Return what the source says (planned, achieved) when the claim tells the other, else ""."""
    status = source.source.status
    planned_words = modality.plan_word(source.text) is not None
    if status is None:
        status = Status.PLANNED if planned_words else None
    planned = modality.plan_word(claim) is not None
    if status is Status.PLANNED:
        return "" if planned else "planned"
    return (status or Status.STATE).value if planned and not planned_words else ""


def _denies(claim: str, sources: Sequence[_Cited]) -> bool:
    """True when a clause of the claim and the clause of the sources most like it disagree on yes and no, or on up
    and down where no number carries the direction."""
    pieces = [source.text[a:b] for source in sources for a, b in clauses(source.text)]
    if all(language_of(source.text) != language_of(claim) for source in sources):
        return modality.negated(claim) and not any(modality.negated(source.text) for source in sources)
    for start, end in clauses(claim):
        words = claim[start:end]
        alike = [(likeness(words, piece), piece) for piece in pieces]
        score, nearest = max(alike, key=lambda pair: pair[0], default=(0.0, ""))
        if score <= WORDS_NEAR:
            turned = modality.negated(words) and bool(core(words))
        else:
            turned = modality.negated(words) != modality.negated(nearest)
        if turned or (score > WORDS_ALIKE and _turned_round(words, nearest)):
            return True
    return False


def _turned_round(claimed: str, source: str) -> bool:
    if any(is_figure(number) for number in quantities.find(claimed)):
        return False
    return {modality.direction_of(claimed), modality.direction_of(source)} == {"up", "down"}


def _whole_sentence(claim: Reading, sources: Sequence[_Cited]) -> str:
    """Checks that no single number carries: periods named without one, plan or result, and the force of a rule."""
    if not claim.figures:
        if all(_other_status(claim.text, source) for source in sources):
            return f"wrong_modality: {_other_status(claim.text, sources[0])}"
        known = {y for s in sources for y in _years(s)}
        if known and not set(periods.named_years(claim.text)) <= known:
            return "wrong_period"
    forces = _forces(claim.text)
    held = {force for source in sources for force in _forces(source.text)}
    return f"force: {sorted(forces)}, the source: {sorted(held)}" if held and not forces <= held else ""


def _forces(text: str) -> set[modality.Force]:
    return {modality.force_of(text[a:b]) for a, b in clauses(text)} - {"none"}


def _years(source: _Cited) -> frozenset[int]:
    named = frozenset(periods.named_years(source.text, source.source.published))
    return named | periods.years_of(source.source.period)


def _by_words(claim: Reading, sources: Sequence[_Cited], verdicts: tuple[QuantityVerdict, ...]) -> Verification:
    """A claim without figures stands or falls with the share of its words that the sources hold."""
    together = "\n".join(source.text for source in sources)
    if language_of(claim.text) != language_of(together):
        return Verification(Verdict.NOT_CHECKABLE, verdicts, why="words of another language")
    words = claim.text
    for label in claim.found:  # dates, clauses and names have their own verdict, in whatever spelling
        words = words.replace(label.raw, " ")
    wanted = content_words(words)
    held = set(content_words(together))
    text = fold(together)
    share = sum(word in held or (not word.isascii() and word in text) for word in wanted) / max(1, len(wanted))
    verdict = Verdict.SUPPORTED if share >= WORDS_HELD else Verdict.UNSUPPORTED
    return Verification(verdict, verdicts, why=f"{share:.0%} of the words")
