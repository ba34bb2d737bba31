"""The types that flow through the house: frozen, without input or output, free of any engine.

Offsets are Unicode code points. A `Span` points into a page's stored text, exactly as
`clearwell documents show ID --page N` prints it. A passage's text and a citation's quote equal the texts of their
spans joined in order, once white space is taken out of both: that is the one invariant every citation rests on.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum


class Status(StrEnum):
    """What a sentence claims of its figures: a result, a plan, or a standing fact."""

    ACHIEVED = "achieved"
    PLANNED = "planned"
    STATE = "state"


class Verdict(StrEnum):
    SUPPORTED = "supported"
    UNSUPPORTED = "unsupported"
    NOT_CHECKABLE = "not_checkable"


class AnswerStatus(StrEnum):
    ANSWERED = "answered"
    PARTIAL = "partial"
    REFUSED = "refused"


class Reason(StrEnum):
    """Why an answer was refused or is only partial."""

    NOTHING_RELEVANT = "nothing_relevant"
    NO_SUCH_VALUE = "no_such_value"
    SUPERSEDED_ONLY = "superseded_only"
    CONFLICT = "conflict"
    UNREADABLE = "unreadable"
    NO_ACCESS = "no_access"


class ReadAs(StrEnum):
    """How a page was read. `none` means that nothing on it could be read, and the report says so."""

    TEXT = "text"
    OCR = "ocr"
    NONE = "none"


class FileStatus(StrEnum):
    ADDED = "added"
    UNCHANGED = "unchanged"
    REPLACED = "replaced"
    REMOVED = "removed"
    REJECTED = "rejected"


class SearchMode(StrEnum):
    HYBRID = "hybrid"
    DENSE = "dense"
    KEYWORD = "keyword"


class PassageKind(StrEnum):
    PROSE = "prose"
    CLAUSE = "clause"
    TABLE = "table"


@dataclass(frozen=True, slots=True)
class Principal:
    """The person asking. Units and roles come with access control; the seam is here from the first day."""

    user: str


@dataclass(frozen=True, slots=True)
class Span:
    """Half-open range [start, end) of code points in the stored text of page `page` (1-based)."""

    page: int
    start: int
    end: int

    def __post_init__(self) -> None:
        if self.page < 1 or not 0 <= self.start <= self.end:
            raise ValueError(f"not a span: page {self.page!r}, [{self.start!r}, {self.end!r})")


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle on a page in points, origin at the top left."""

    x0: float
    y0: float
    x1: float
    y1: float


@dataclass(frozen=True, slots=True)
class Block:
    """A run of a page's text that a reader recognised as one thing: [start, end) in the page's text.

    `kind` is heading, paragraph, list_item, note (a footnote, a speaker's notes), table_row, header or footer. `level`
    counts headings from 1, list items from 0 by depth, and is 0 elsewhere. For a table row, `cells` holds (header
    start, header end, cell start, cell end) offsets into the page's text, one per cell, so that a statement can point
    at both; a cell without a header repeats its own offsets. `lines` holds (start, end, place) of each printed line,
    where places are known.

    Of a block read by OCR, `confidences` holds (start, end, confidence from 0 to 1) of each recognised line, and
    `doubtful` the [start, end) of numbers that may be misread: no figure is taken from there before a person has
    looked.
    """

    start: int
    end: int
    kind: str = "paragraph"
    level: int = 0
    box: Box | None = None
    cells: tuple[tuple[int, int, int, int], ...] = ()
    lines: tuple[tuple[int, int, Box], ...] = ()
    confidences: tuple[tuple[int, int, float], ...] = ()
    doubtful: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Page:
    """One page as stored. Files without pages have a single page 1; a worksheet or slide counts as a page.

    `flow` is the reading order where it is not that of `blocks`: chains of indexes into `blocks`, each chain one
    paragraph whose parts stand apart on the page; empty means that the blocks are read as they stand.
    `order_confidence` is how sure that order is, from 0 to 1, None when there was nothing to decide. `removed` says
    what was taken out of the page, one sentence each. `as_read` is the SHA-256 of the text as the reader gave it,
    before a person's corrections.
    """

    number: int
    text: str
    read_as: ReadAs = ReadAs.TEXT
    blocks: tuple[Block, ...] = ()
    warnings: tuple[str, ...] = ()
    flow: tuple[tuple[int, ...], ...] = ()
    order_confidence: float | None = None
    removed: tuple[str, ...] = ()
    as_read: str = ""


@dataclass(frozen=True, slots=True)
class Metadata:
    """What is known of a document, detected or set by a person. Empty strings and None mean unknown."""

    title: str
    kind: str = ""
    place: str = ""
    organisation: str = ""
    department: str = ""
    doc_number: str = ""
    language: str = ""
    published: date | None = None
    period: str | None = None
    effective_from: date | None = None
    effective_to: date | None = None
    replaces: tuple[str, ...] = ()
    superseded_by: str | None = None
    access_label: str = "staff"


@dataclass(frozen=True, slots=True)
class Document:
    """One document in its current version. `status` is in_force, not_yet, ended or superseded, as of today."""

    document_id: str
    version: int
    metadata: Metadata
    path: str
    sha256: str
    pages: int
    passages: int
    status: str = "in_force"

    @property
    def title(self) -> str:
        return self.metadata.title


@dataclass(frozen=True, slots=True)
class Passage:
    """The unit that is found. `section` is the path of headings above it, outermost first.

    `clause` is the article alone (第十二条), `clause_path` adds paragraph and item (第十二条第二款第（三）项).
    """

    passage_id: str
    document_id: str
    version: int
    ordinal: int
    text: str
    spans: tuple[Span, ...]
    kind: PassageKind = PassageKind.PROSE
    section: tuple[str, ...] = ()
    clause: str | None = None
    clause_path: str | None = None

    @property
    def page(self) -> int:
        return self.spans[0].page if self.spans else 1


@dataclass(frozen=True, slots=True)
class Filters:
    """What a person restricts a question to. Empty means no restriction."""

    years: tuple[int, ...] = ()
    kinds: tuple[str, ...] = ()
    document_ids: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    as_of: date | None = None
    without: frozenset[str] = frozenset()
    """Keys of what was understood of the question and is not meant (`Hint.key`): no restriction, but the opposite."""

    def __bool__(self) -> bool:
        return bool(self.years or self.kinds or self.document_ids or self.places or self.as_of)


@dataclass(frozen=True, slots=True)
class SearchHit:
    """A passage with its document and why it is here: `legs` maps a leg or feature name to its score."""

    passage: Passage
    document: Document
    score: float
    legs: dict[str, float] = field(default_factory=dict)
    also: tuple[Document, ...] = ()
    """Other documents that hold the very same text; it is shown once."""


@dataclass(frozen=True, slots=True)
class Hint:
    """One thing that a question says of what it looks for.

    `kind` is place, year, paper (a kind of paper), phrase, clause, number (a document's), title, or word (another way
    to say one of its words). What is `certain` keeps everything else out, anything else only lifts. `words` is how it
    stands in the question where that differs from `value`; of a word it is the word and `value` its other names.
    """

    kind: str
    value: str
    certain: bool = False
    words: str = ""

    @property
    def key(self) -> str:
        """What `Filters.without` calls it."""
        return f"{self.kind}:{self.words if self.kind == 'word' else self.value}"


@dataclass(frozen=True, slots=True)
class Understood:
    """What was understood of a question before anything was looked up. `removed` is what a person took out of it."""

    language: str = "zh"
    hints: tuple[Hint, ...] = ()
    removed: tuple[Hint, ...] = ()

    def values(self, kind: str) -> tuple[str, ...]:
        """The values of one kind, in the order of the question."""
        return tuple(hint.value for hint in self.hints if hint.kind == kind)

    @property
    def years(self) -> tuple[int, ...]:
        return tuple(map(int, self.values("year")))

    @property
    def places(self) -> tuple[str, ...]:
        return self.values("place")

    @property
    def certain(self) -> tuple[Hint, ...]:
        """What was taken as a filter."""
        return tuple(hint for hint in self.hints if hint.certain)

    @property
    def likely(self) -> tuple[Hint, ...]:
        """What only lifts."""
        return tuple(hint for hint in self.hints if not hint.certain)


@dataclass(frozen=True, slots=True)
class SameWords:
    """Words that mean the same. `origin` is person, shipped or library (read in `source`, a document's title).

    `of` names what alone they mean the same of: water, for 万立方米 and 万吨.
    """

    words: tuple[str, ...]
    origin: str
    of: str = ""
    source: str = ""


@dataclass(frozen=True, slots=True)
class SearchResult:
    query: str
    hits: tuple[SearchHit, ...]
    filters: Filters
    mode: SearchMode
    seconds: float = 0.0
    understood: Understood = Understood()


@dataclass(frozen=True, slots=True)
class Citation:
    """What the mark [n] points at. `quote` equals the spans' texts joined, white space aside.

    `standing` is the cited paper's (`Document.status`); `superseded_by` the title of what took its place, "" when
    nothing did or this person may not see it.
    """

    n: int
    document_id: str
    version: int
    passage_id: str
    title: str
    page: int
    clause: str | None
    clause_path: str | None
    section: tuple[str, ...]
    quote: str
    spans: tuple[Span, ...]
    standing: str = "in_force"
    effective_from: date | None = None
    superseded_by: str = ""


@dataclass(frozen=True, slots=True)
class Claim:
    """One sentence of an answer with the numbers of its citations and what verification said of it."""

    text: str
    citations: tuple[int, ...]
    verdict: Verdict
    status: Status | None = None
    period: str | None = None


@dataclass(frozen=True, slots=True)
class Usage:
    """What a language model read and wrote for one answer, in its own tokens, as its server counted them."""

    prompt_tokens: int
    completion_tokens: int


@dataclass(frozen=True, slots=True)
class Dropped:
    """A sentence that a language model wrote and that is not shown. `why` is a key of the catalogue `answer` behind
    `dropped_`: unsupported, no_source, not_checkable, fragment, other_period, off_topic, doubtful, remote, refusal."""

    text: str
    why: str


@dataclass(frozen=True, slots=True)
class Answer:
    """A result, also when refused: then `reason` says why and `text` tells the person what the papers do have.

    `engine` is "extractive" or the name of the language model that wrote sentences shown here. `dropped` are the
    model's sentences that are not shown, `note` a line for the person when the model's part came short, `usage` its
    tokens (None when no model was asked, or its server does not count).
    """

    question: str
    status: AnswerStatus
    reason: Reason | None
    text: str
    claims: tuple[Claim, ...]
    citations: tuple[Citation, ...]
    engine: str
    seconds: float = 0.0
    dropped: tuple[Dropped, ...] = ()
    note: str = ""
    usage: Usage | None = None

    def __post_init__(self) -> None:
        if self.status is AnswerStatus.ANSWERED and not self.citations:
            raise ValueError(f"an answer to {self.question!r} claims to be answered and cites nothing")


@dataclass(frozen=True, slots=True)
class AnswerPiece:
    """A part of an answer while it is being made: checked text with its marks, never taken back.

    The pieces' texts joined are the answer's text. `claim` and `citations` are what the text shows, where it is a
    claim; only the last piece has the whole `answer`.
    """

    text: str
    claim: Claim | None = None
    citations: tuple[Citation, ...] = ()
    answer: Answer | None = None


@dataclass(frozen=True, slots=True)
class QuoteInContext:
    """A cited quote between the text before and after it on its page."""

    page: int
    before: str
    quote: str
    after: str


@dataclass(frozen=True, slots=True)
class Facets:
    """What a person can filter by: only values that some visible document has."""

    years: tuple[int, ...]
    kinds: tuple[str, ...]
    places: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class FileOutcome:
    """One line of an ingest report. `reason` is the person's sentence for a rejected file."""

    path: str
    status: FileStatus
    document_id: str | None = None
    reason: str | None = None
    pages: int = 0
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class IngestReport:
    files: tuple[FileOutcome, ...]
    seconds: float


@dataclass(frozen=True, slots=True)
class ReindexReport:
    """What became of making all vectors anew. `recut` are documents whose passages are other ones now, `unread` those
    whose original could not be read again: they are cut from their stored pages. Not `finished`, nothing has changed,
    and the next run goes on. `resumed` documents were ready from a run before.
    """

    documents: int
    passages: int
    recut: tuple[str, ...]
    unread: tuple[FileOutcome, ...]
    model_id: str
    setting: str
    resumed: int
    finished: bool
    seconds: float


@dataclass(frozen=True, slots=True)
class Check:
    """One line of `clearwell doctor`. `fix` says what to do when not ok."""

    name: str
    ok: bool
    message: str
    fix: str = ""
