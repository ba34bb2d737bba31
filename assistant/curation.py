"""What people decide about the papers, and what rests on them: kept apart from what was read, so that it survives it.

Frozen types without input or output, as in `domain`. `by` is the user of the principal who decided, `at` when.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from assistant.domain import Document, Metadata, Passage


class Standing(StrEnum):
    """Whether a paper counts on a given day. Papers that never come into force are `in_force`."""

    IN_FORCE = "in_force"
    NOT_YET = "not_yet"
    ENDED = "ended"
    SUPERSEDED = "superseded"


class Basis(StrEnum):
    """What speaks for one paper replacing another.

    `repeal`: the newer names the older and repeals it. `edition`: the same title, place and issuer at a later date.
    `manifest`, `person`: someone said so. `similar`: near titles and contents, never more than a suggestion.
    """

    REPEAL = "repeal"
    EDITION = "edition"
    MANIFEST = "manifest"
    PERSON = "person"
    SIMILAR = "similar"


class Decision(StrEnum):
    IN_EFFECT = "in_effect"
    SUGGESTED = "suggested"
    REJECTED = "rejected"


@dataclass(frozen=True, slots=True)
class Replacement:
    """`newer` takes the place of `older` (document ids) from the day `since`, None when that day is not known.

    `quote` is the newer paper's own words, empty unless `basis` is repeal. A person's decision stands above every
    other, also above a repeal found in the text.
    """

    older: str
    newer: str
    basis: Basis
    state: Decision
    since: date | None = None
    quote: str = ""
    by: str = ""


@dataclass(frozen=True, slots=True)
class Described:
    """A document's metadata in layers. `chosen` is what a person set, name to value, and wins over `detected`."""

    detected: Metadata
    manifest: tuple[tuple[str, object], ...]
    chosen: tuple[tuple[str, object], ...]
    by: str = ""
    at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Correction:
    """A person's correction of how a page was read, found again by content: also in the next edition of the file.

    `page_sha256` is of the page's text as the reader gave it (`sha256_of_text`). With `block_sha256`, the block with
    that text reads `text` instead (empty: it is left out). Without, `order` is the page's reading order, as
    `Page.flow`.
    """

    page_sha256: str
    block_sha256: str = ""
    text: str = ""
    order: tuple[tuple[int, ...], ...] = ()
    by: str = ""
    at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Dependent:
    """Something that cites a passage and must be looked at again when the passage changes or loses its force.

    `kind` is answer, approved_answer, draft or question; `holder` its id there. `quote` is what it cites.
    """

    kind: str
    holder: str
    document_id: str
    version: int
    passage_id: str
    quote: str


@dataclass(frozen=True, slots=True)
class StaleDependent:
    """A dependent whose source is not what it was. `why` is changed, removed or superseded.

    `now` is the passage of the current version that stands in the cited one's place, None when there is none.
    """

    dependent: Dependent
    why: str
    now: Passage | None = None


@dataclass(frozen=True, slots=True)
class NearDuplicate:
    """Another document that says nearly the same: `share` of the smaller one's text stands in both, from 0 to 1."""

    document: Document
    share: float


@dataclass(frozen=True, slots=True)
class PageAccount:
    """How one page was read, for a person to judge. `read_as` is text, ocr or none; `corrected` by a person."""

    page: int
    read_as: str
    characters: int
    tables: int
    order_confidence: float | None
    doubtful: int
    removed: tuple[str, ...]
    warnings: tuple[str, ...]
    corrected: bool = False


@dataclass(frozen=True, slots=True)
class ReadingAccount:
    """The honesty report of one document: nothing skipped in silence."""

    document: Document
    standing: Standing
    described: Described
    pages: tuple[PageAccount, ...]
    warnings: tuple[str, ...]
    replacements: tuple[Replacement, ...]
    near_duplicates: tuple[NearDuplicate, ...]
    dependents: int
