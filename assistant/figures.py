"""The lines of the ledger: every figure that stored papers hold, and what people decide about them.

Frozen types without input or output, as in `domain`.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from assistant.domain import Span, Status
from assistant.text.hedges import Approx


class PersonState(StrEnum):
    """A person's word on one figure. Figures nobody looked at have none."""

    TICKED = "ticked"
    REJECTED = "rejected"


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure of a document, as it is printed and where.

    `raw` is the number as printed without its unit, `value` in base units (5.6万 = 56000, 5.8% = 5.8). `period` is the
    year it is about, `within` the part of that year ("H1", "Q3", "05"), empty for the whole. `quote` equals the spans'
    texts joined, white space aside. `indicator` is what it counts: as people named it, else `read_as`, which is how
    the text names it. `figure_id` rests on the document and the quoted words alone, so it survives re-ingest.
    `doubtful` numbers may be misread: they are not to be used before a person ticked them (`usable`).
    `person_named` says that a person gave the name or kept it apart.
    """

    figure_id: str
    document_id: str
    version: int
    passage_id: str
    title: str
    indicator: str
    value: float
    raw: str
    unit: str
    period: str | None
    within: str
    status: Status
    approx: Approx
    place: str
    organisation: str
    quote: str
    spans: tuple[Span, ...]
    clause: str | None
    section: tuple[str, ...]
    confidence: float
    doubtful: bool = False
    read_as: str = ""
    person_state: PersonState | None = None
    person_named: bool = False

    @property
    def page(self) -> int:
        return self.spans[0].page if self.spans else 1

    @property
    def usable(self) -> bool:
        """May this figure be counted with, compared and drafted from?"""
        if self.doubtful:
            return self.person_state is PersonState.TICKED
        return self.person_state is not PersonState.REJECTED


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which lines of the ledger are asked for; empty means no restriction. `indicator` is a part of a name."""

    document_ids: tuple[str, ...] = ()
    years: tuple[int, ...] = ()
    statuses: tuple[Status, ...] = ()
    indicator: str = ""
    places: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class FigureDecision:
    """What a person said of one figure: ticked, rejected, or neither (None); `name` is "" where it was not renamed."""

    figure_id: str
    state: PersonState | None = None
    name: str = ""
    by: str = ""
    at: str = ""


@dataclass(frozen=True, slots=True)
class IndicatorName:
    """A person's word on a name that papers use: it goes by another, or by itself and is kept apart."""

    name: str
    goes_by: str
    by: str = ""
    at: str = ""


@dataclass(frozen=True, slots=True)
class Conflict:
    """Figures of the same indicator, place, period and status that cannot all be right, one for each value."""

    indicator: str
    period: str
    status: Status
    figures: tuple[Figure, ...]


class Reached(StrEnum):
    REACHED = "reached"
    MISSED = "missed"
    NO_OUTCOME = "no_outcome"


@dataclass(frozen=True, slots=True)
class PlanOutcome:
    """A plan beside what became of it. `outcome` is None when the papers tell nothing of it."""

    indicator: str
    period: str
    plan: Figure
    outcome: Figure | None
    reached: Reached


@dataclass(frozen=True, slots=True)
class YearOverYear:
    """What changed from one year to the next, with both operands. `rate` is in per cent, None for a base of zero.

    `difference` is in the later figure's unit with its scale expanded (6218万吨 - 6035万吨 = 1830000); of shares it is
    in percentage points and there is no rate.
    """

    indicator: str
    before: Figure
    after: Figure
    difference: float
    rate: float | None


@dataclass(frozen=True, slots=True)
class CheckedFigure:
    """A line of the ledger for whoever writes from it: is it fit to be used, and if not, why (`doubtful`, `rejected`,
    `changed`: its quote no longer stands there)?"""

    figure: Figure
    fit: bool
    why: str = ""
