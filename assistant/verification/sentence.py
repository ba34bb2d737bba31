"""What a sentence says as a whole: yes or no, up or down, planned or achieved, of which year."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.domain import Status
from assistant.text import modality, periods, quantities
from assistant.text.frequency import parts_of_year, rates
from assistant.text.indicators import clauses, core
from assistant.text.quantities import is_figure
from assistant.text.reading import Reading, likeness
from assistant.text.tokens import language_of
from assistant.verification.verdicts import Cited

#: Two clauses less alike than the first speak of different things; as alike as the second, of the same.
WORDS_NEAR = 0.12
WORDS_ALIKE = 0.5
#: 将 before any verb keeps a claim from telling a plan as a result (已将 tells one); in a source it is too weak to make
#: a plan.
_SOON = re.compile(
    r"继续(?!保持)|(?<![已经曾])将(?!军|领|近|士|来的|乐|相|才|计)|待(?=建|完|实施|验收)|拟|有意|"
    r"\b(?:should|would|plans?|is to|are to|to be)\b",
    re.IGNORECASE,
)


def other_status(claim: str, source: Cited, sentence: str) -> str:
    """Return what the source says (planned, achieved) in `sentence` when the claim tells the other, else ""."""
    status = source.source.status
    planned_words = modality.plan_word(sentence) is not None
    if status is None:
        status = Status.PLANNED if planned_words else None
    planned = modality.plan_word(claim) is not None
    if status is Status.PLANNED:
        return "" if planned or _SOON.search(claim) else "planned"
    return (status or Status.STATE).value if planned and not planned_words else ""


def other_time_or_status(claim: Reading, sources: Sequence[Cited]) -> str:
    """For claims without figures: why their time or their plan or result is not the sources', or ""."""
    if claim.figures:
        return ""
    wrong = [other_status(claim.text, source, source.text) for source in sources]
    if all(wrong):
        return f"wrong_modality: {wrong[0]}"
    known = {year for source in sources for year in _years(source)}
    return "wrong_period" if known and not set(periods.named_years(claim.text)) <= known else ""


def other_stretch(claim: str, sources: Sequence[Cited]) -> str:
    """Return "wrong_period" with the reason when the claim counts by another stretch of time (每月 for 每年) or names
    another part of the year (全年 for 上半年) than the sources, else ""."""
    said, held = rates(claim), frozenset[str]().union(*(rates(source.text) for source in sources))
    if said and held and not said <= held:
        return f"wrong_period: by {sorted(said)}, the source by {sorted(held)}"
    named = parts_of_year(claim)
    known = frozenset[str]().union(*(parts_of_year(f"{source.text} {source.source.period}") for source in sources))
    if named - known - {"year"} or ("year" in named and known and "year" not in known):
        return f"wrong_period: {sorted(named)}, the source: {sorted(known)}"
    return ""


def _years(source: Cited) -> frozenset[int]:
    named = frozenset(periods.named_years(source.text, source.source.published))
    return named | periods.years_of(source.source.period)


def denies(claim: str, sources: Sequence[Cited]) -> bool:
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
