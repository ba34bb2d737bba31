"""A yearly review in the making: its outline, the evidence gathered for it, its sentences, and who signed it off.

Frozen types without input or output, as in `domain`. They flow from drafting to storage, pages and exports.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from assistant.domain import Citation, Claim, Span, Status
from assistant.verification import QuantityVerdict


class Part(StrEnum):
    """What a section is for: it decides which statements may stand in it.

    `results` holds what was achieved (and standing facts), never a plan; `plan` what is planned; `case` one vivid
    case with a quote; `opening` a few sentences over the whole; `heading` has sections below it and no text itself.
    """

    OPENING = "opening"
    CASE = "case"
    RESULTS = "results"
    PLAN = "plan"
    HEADING = "heading"


@dataclass(frozen=True, slots=True)
class OutlineSection:
    """One section as an outline asks for it. Empty fields ask for nothing.

    `topics` are words of the theme (what belongs here), `questions` what it must answer, `indicators` what it must
    name; `kinds` and `years` restrict its sources (years are offsets from the review's year: 0 that year, 1 the next);
    `most` is its length in sentences; `level` counts headings from 1.
    """

    heading: str
    part: Part
    level: int = 1
    topics: tuple[str, ...] = ()
    questions: tuple[str, ...] = ()
    indicators: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    years: tuple[int, ...] = (0,)
    most: int = 12
    tone: str = ""


@dataclass(frozen=True, slots=True)
class Outline:
    """What a review is made of. `title` may hold {year}, {next_year} and {organisation}; `language` is zh or en."""

    name: str
    title: str
    language: str
    sections: tuple[OutlineSection, ...]
    description: str = ""


class Choice(StrEnum):
    """A person's word on a piece of evidence. Nobody's word is None."""

    KEEP = "keep"
    DROP = "drop"
    PIN = "pin"


@dataclass(frozen=True, slots=True)
class Evidence:
    """One statement of the sources that a section may use. `evidence_id` rests on document and quote alone, so a
    person's choice survives a re-ingest. `spans` are where `text` stands in the document's stored pages.
    """

    evidence_id: str
    text: str
    document_id: str
    version: int
    passage_id: str
    title: str
    page: int
    clause: str | None
    section: tuple[str, ...]
    spans: tuple[Span, ...]
    status: Status
    period: str | None
    indicators: tuple[str, ...] = ()
    score: float = 0.0
    choice: Choice | None = None
    used: bool = False


class Stale(StrEnum):
    """Why a sentence must be looked at again: its source says it no longer, is superseded, or is gone."""

    CHANGED = "changed"
    SUPERSEDED = "superseded"
    REMOVED = "removed"


@dataclass(frozen=True, slots=True)
class Comment:
    by: str
    at: str
    text: str


@dataclass(frozen=True, slots=True)
class DraftSentence:
    """One sentence of a draft with what it rests on.

    `claim.text` is the sentence, `claim.citations` numbers into `Draft.citations`. `quantities` is the verdict on each
    number of it. `edited` says that a person changed it after it was written. A sentence without citations that a
    person typed is unsupported until they cite it. `opens` marks the first sentence of a paragraph.
    """

    sentence_id: str
    claim: Claim
    quantities: tuple[QuantityVerdict, ...] = ()
    why: str = ""
    edited: bool = False
    opens: bool = False
    stale: Stale | None = None
    comments: tuple[Comment, ...] = ()

    @property
    def text(self) -> str:
        return self.claim.text


@dataclass(frozen=True, slots=True)
class Gap:
    """What the outline asks for and the papers lack. `kind` is question, indicator, section; `asked` what it asked."""

    kind: str
    asked: str
    message: str


class SectionState(StrEnum):
    DRAFT = "draft"
    CHECKED = "checked"
    SIGNED_OFF = "signed_off"


@dataclass(frozen=True, slots=True)
class DraftSection:
    """`section_id` stays the same while sections are written anew. `signed_by` and `signed_at` are "" until then."""

    section_id: str
    heading: str
    level: int
    part: Part
    sentences: tuple[DraftSentence, ...] = ()
    gaps: tuple[Gap, ...] = ()
    state: SectionState = SectionState.DRAFT
    signed_by: str = ""
    signed_at: str = ""


@dataclass(frozen=True, slots=True)
class DraftFigure:
    """A figure that stands in the draft: which sentence, how it is printed there, its verdict, and its source."""

    sentence_id: str
    indicator: str
    raw: str
    unit: str
    period: str | None
    status: Status | None
    verdict: str
    why: str
    citation: int | None


@dataclass(frozen=True, slots=True)
class DraftPaper:
    """A paper that a draft cites, as it was then. `published` is YYYY-MM-DD or "", `path` where it was read from."""

    document_id: str
    version: int
    title: str
    sha256: str
    published: str = ""
    organisation: str = ""
    path: str = ""


@dataclass(frozen=True, slots=True)
class Draft:
    """A whole review. `draft_id` is "" until it is kept, `revision` counts from 1 each time a kept one is changed.

    `papers` are those it cites, noted when it is kept or exported.
    """

    title: str
    year: int
    outline: str
    language: str
    sections: tuple[DraftSection, ...]
    citations: tuple[Citation, ...]
    figures: tuple[DraftFigure, ...] = ()
    engine: str = "extractive"
    seconds: float = 0.0
    draft_id: str = ""
    revision: int = 0
    made_at: str = ""
    made_by: str = ""
    sources: tuple[str, ...] = ()
    organisation: str = ""
    note: str = ""
    papers: tuple[DraftPaper, ...] = ()


@dataclass(frozen=True, slots=True)
class DraftRequest:
    """What to draft. `sources` restricts the papers (empty: those of the organisation that has most of that year);
    `section` a single heading; `choices` a person's word on evidence, by evidence id; `organisations` more than one
    only when a person says so.
    """

    year: int
    outline: Outline
    sources: tuple[str, ...] = ()
    section: str = ""
    organisations: tuple[str, ...] = ()
    choices: dict[str, Choice] = field(default_factory=dict)
    as_of: date | None = None


@dataclass(frozen=True, slots=True)
class DraftProgress:
    """How far a review is: which section, of how many, and the section itself once it is written.

    `citations` are the new ones of that section; only the last progress has the whole `draft`.
    """

    heading: str
    done: int
    total: int
    section: DraftSection | None = None
    evidence: tuple[Evidence, ...] = ()
    citations: tuple[Citation, ...] = ()
    draft: Draft | None = None
