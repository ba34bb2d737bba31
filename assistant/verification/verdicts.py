"""What verification is given and what it gives back."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

from assistant.domain import Status, Verdict
from assistant.text.reading import Reading

QuantityOutcome = Literal[
    "exact", "converted", "rounded", "computed", "missing", "wrong_unit", "wrong_scale", "wrong_period",
    "wrong_modality", "wrong_indicator", "wrong_direction",
]  # fmt: skip
GOOD = frozenset({"exact", "converted", "rounded", "computed"})


@dataclass(frozen=True, slots=True)
class Source:
    """A cited quote and what is known of the place it stands in; None where it is not known.

    `clause` is the clause's number, `title`, `place` and `organisation` are the document's: a name or a number of a
    clause that a claim mentions may stand there instead of in the quote.
    """

    text: str
    period: str | None = None
    status: Status | None = None
    published: date | None = None
    title: str | None = None
    clause: str | None = None
    place: str | None = None
    organisation: str | None = None

    @property
    def known(self) -> str:
        """Everything known of the quote besides its own words, a line each."""
        return "\n".join(filter(None, (self.title, self.clause, self.place, self.organisation)))


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
class Cited:
    """A source and what was read in it."""

    source: Source
    reading: Reading

    @property
    def text(self) -> str:
        return self.source.text
