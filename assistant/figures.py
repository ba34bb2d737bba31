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

    @property
    def page(self) -> int:
        return self.spans[0].page if self.spans else 1

    @property
    def usable(self) -> bool:
        """May this figure be counted with, compared and drafted from?"""
        if self.doubtful:
            return self.person_state is PersonState.TICKED
        return self.person_state is not PersonState.REJECTED
