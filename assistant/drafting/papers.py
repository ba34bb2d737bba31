"""What drafting is given of each paper, and a statement taken out of one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from assistant.domain import Document, Page, Passage, Span, Status
from assistant.figures import CheckedFigure, Figure


@dataclass(frozen=True, slots=True)
class Told:
    """What the part of a paper that a passage stands in tells: results or plans (None: not said), and of which year."""

    status: Status | None
    year: int | None


@dataclass(frozen=True, slots=True)
class Paper:
    """A document with everything that is drafted from: `told` has one entry a passage, in the order of `passages`."""

    document: Document
    passages: tuple[Passage, ...]
    pages: Mapping[int, Page]
    figures: tuple[CheckedFigure, ...]
    told: tuple[Told, ...]

    @property
    def texts(self) -> dict[int, str]:
        return {number: page.text for number, page in self.pages.items()}


@dataclass(frozen=True, slots=True)
class Statement:
    """One sentence of a paper, or what a row of a table says, as it may be written.

    `text` is the sentence without labels, `quote` the source's own words (they equal the spans' texts joined, white
    space aside). `place` orders statements: paper, passage, sentence; `paragraph` is the same for sentences of one
    paragraph of the source. `years` are the years it speaks about, `figures` its lines of the ledger, `mixed` says
    that it tells results and plans. `heading` are the headings above it, outermost first; `under` replaces them where
    a paragraph begins with a heading of its own. `cells` are label and header of each figure of a table's row.
    """

    text: str
    quote: str
    spans: tuple[Span, ...]
    document: Document
    passage: Passage
    status: Status
    period: str | None
    figures: tuple[Figure, ...]
    place: tuple[int, int, int]
    paragraph: tuple[int, int, int]
    years: frozenset[int] = frozenset()
    mixed: bool = False
    table: bool = False
    cells: tuple[tuple[str, str], ...] = ()
    under: tuple[str, ...] = ()

    @property
    def heading(self) -> tuple[str, ...]:
        return self.under or self.passage.section

    @property
    def achieved(self) -> tuple[Figure, ...]:
        return tuple(each for each in self.figures if each.status is Status.ACHIEVED)

    @property
    def planned(self) -> tuple[Figure, ...]:
        return tuple(each for each in self.figures if each.status is Status.PLANNED)
