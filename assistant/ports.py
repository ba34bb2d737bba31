"""The seams: what a room may ask of another without knowing who stands behind it."""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Protocol, TypeAlias, runtime_checkable

from assistant.access import AccessFilter
from assistant.curation import NearDuplicate
from assistant.domain import (
    Answer,
    AnswerPiece,
    Document,
    FileOutcome,
    Filters,
    IngestReport,
    Metadata,
    Page,
    Passage,
    Principal,
    ReindexReport,
    SearchMode,
    SearchResult,
    Usage,
)

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Vectors: TypeAlias = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Scope:
    """Which documents a look-up may touch: the visible ones this person may see, after their filters.

    `versions` maps each document id to its current version; a passage of another version is never returned.
    `passages` is how many passages these documents hold; `restricted` is False when nothing visible was left out.
    """

    versions: Mapping[str, int]
    passages: int
    restricted: bool


class Embedder(Protocol):
    """Texts to unit vectors. Queries and passages are different calls, each with the model's own prefix."""

    @property
    def model_id(self) -> str:
        """Names model, weights and precision; stored with the library and compared when it is opened."""

    @property
    def dimension(self) -> int: ...

    @property
    def max_tokens(self) -> int:
        """Longest text in tokens that is embedded whole; what lies beyond is cut off."""

    def embed_queries(self, texts: Sequence[str]) -> Vectors:
        """Return float32 of shape (len(texts), dimension), rows of length 1."""

    def embed_passages(self, texts: Sequence[str], on_progress: Callable[[int], None] | None = None) -> Vectors:
        """As `embed_queries`, for passages. `on_progress` is told how many more texts are done."""

    def count_tokens(self, texts: Sequence[str]) -> list[int]: ...


@dataclass(frozen=True)
class NewVersion:
    """All of a document that is to be published as one unit: everything becomes visible, or nothing.

    `document_id` is None for a document the library does not know yet. `vectors` has one row a passage. Passages come
    with provisional ids and versions; the library gives the final ones.

    `metadata` is what is published unless a person said otherwise: `detected` (None: the same) with the manifest's
    values in place. `manifest` holds those values alone, by the names of `Metadata`.
    """

    document_id: str | None
    metadata: Metadata
    path: str
    sha256: str
    original: Path | None
    pages: Sequence[Page]
    passages: Sequence[Passage]
    vectors: Vectors
    warnings: Sequence[str] = field(default=())
    detected: Metadata | None = None
    manifest: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class FileStamp:
    """A file as it was when it was last taken in: while these stay the same, a look at its folder entry is enough.

    `reader` names the programs that read it and their versions, so that a better reader reads the file again.
    """

    size: int
    mtime_ns: int
    sha256: str
    reader: str


class PassageStore(Protocol):
    """Reading the library. Every look-up takes a scope or an access filter; there is no default."""

    def generation(self) -> int:
        """A number that grows with every publication, in whatever process it happened."""

    def scope(self, access: AccessFilter, filters: Filters) -> Scope: ...

    def dense(self, vector: Vectors, scope: Scope, limit: int) -> list[tuple[str, float]]:
        """(passage id, cosine), best first, only from `scope`. `vector` has shape (dimension,)."""

    def keyword(self, terms: Sequence[str], scope: Scope, limit: int) -> list[tuple[str, float]]:
        """(passage id, BM25 score), best first, only from `scope`."""

    def document_frequencies(self, terms: Sequence[str]) -> dict[str, int]:
        """How many passages of the whole library hold each term; a term that none holds is 0 or left out."""

    def similarities(self, vector: Vectors, passage_ids: Sequence[str]) -> dict[str, float]:
        """Exact cosines of the named passages; unknown ids are left out."""

    def vectors(self, passage_ids: Sequence[str]) -> Mapping[str, Vectors]:
        """The unit vectors of the named passages, each of shape (dimension,); unknown ids are left out."""

    def passages(self, passage_ids: Sequence[str], access: AccessFilter) -> list[Passage]:
        """The passages that exist and may be seen, in the order asked for."""

    def document_passages(self, document_id: str, access: AccessFilter) -> list[Passage]: ...

    def documents(self, access: AccessFilter, filters: Filters) -> list[Document]: ...

    def places(self, access: AccessFilter) -> frozenset[str]:
        """The places that visible documents are from."""

    def documents_named(self, document_ids: Iterable[str], access: AccessFilter) -> Mapping[str, Document]:
        """Those of these documents that exist and may be seen, by id."""

    def document(self, document_id: str, access: AccessFilter) -> Document:
        """Raises NotFound, also for one this person may not see."""

    def page(self, document_id: str, number: int, access: AccessFilter, version: int | None = None) -> Page: ...

    def pages(self, document_id: str, access: AccessFilter, version: int | None = None) -> list[Page]:
        """All pages in order. Raises NotFound."""


class Retriever(Protocol):
    def retrieve(
        self, question: str, access: AccessFilter, filters: Filters, limit: int, mode: SearchMode
    ) -> SearchResult: ...


class Answerer(Protocol):
    def answer(self, question: str, found: SearchResult, access: AccessFilter) -> Answer:
        """Answer `question` from the hits in `found`, every sentence cited and checked, or refuse and say why."""


@runtime_checkable
class StreamingAnswerer(Answerer, Protocol):
    def stream(self, question: str, found: SearchResult, access: AccessFilter) -> Iterator[AnswerPiece]:
        """As `answer`, piece by piece as they are checked; the last piece has the answer, which only ever adds to
        what was sent before. A refusal is a single piece."""


@dataclass(frozen=True, slots=True)
class ChatPiece:
    """What a chat model just wrote. `cut` on the last piece: it was stopped by its limit, not by its end."""

    text: str = ""
    usage: Usage | None = None
    cut: bool = False


class ChatModel(Protocol):
    """A language model behind one call. It has no tools, and its words are nobody's instruction."""

    @property
    def name(self) -> str:
        """The model's name, as answers show it."""

    def stream(self, instruction: str, request: str) -> Generator[ChatPiece, None, None]:
        """Yield the reply as it is written, until it ends or the time-out set for the whole of it is over.

        Closing the iterator ends the request. Raises LlmUnavailable, also for a reply that breaks off.
        """


@dataclass(frozen=True, slots=True)
class IngestProgress:
    """What a progress bar shows: the file at hand, and how many of how many are done."""

    path: str
    done: int
    total: int
    stage: str
    """reading, ocr, embedding, publishing, or waiting (then `path` names who holds the library)."""
    page: int = 0
    pages: int = 0
    """While stage is ocr: which page of the file is being recognised, of how many. While it is embedding: how many
    passages of the batch are done, of how many."""
    rate: float = 0.0
    """Files read so far, a second; 0 before it can be told."""
    seconds_left: float | None = None
    """How long the rest may take; None before it can be told."""


class DocumentIntake(Protocol):
    """Taking files in. Handed to pages and to the service by the door, so that neither imports `ingest`."""

    def ingest(
        self,
        paths: Sequence[Path],
        principal: Principal,
        *,
        sync: bool = False,
        dry_run: bool = False,
        reread: bool = False,
        on_progress: Callable[[IngestProgress], None] | None = None,
        on_file: Callable[[FileOutcome], None] | None = None,
        should_stop: Callable[[], bool] | None = None,
    ) -> IngestReport: ...

    def watch(
        self,
        paths: Sequence[Path],
        principal: Principal,
        on_report: Callable[[IngestReport], None],
        *,
        on_progress: Callable[[IngestProgress], None] | None = None,
        on_file: Callable[[FileOutcome], None] | None = None,
        should_stop: Callable[[], bool] | None = None,
    ) -> None:
        """Keep these paths mirrored until `should_stop` says so; `on_report` hears of each look that changed one."""

    def add_upload(
        self,
        name: str,
        content: bytes,
        principal: Principal,
        on_progress: Callable[[IngestProgress], None] | None = None,
    ) -> FileOutcome:
        """Take in one uploaded file. The same name again is a new version of the same document."""

    def remove(self, document_id: str, principal: Principal) -> FileOutcome: ...

    def reindex(
        self,
        principal: Principal,
        *,
        embedding: str | None = None,
        recut: bool = False,
        on_progress: Callable[[IngestProgress], None] | None = None,
        should_stop: Callable[[], bool] | None = None,
    ) -> ReindexReport:
        """Make all vectors anew, beside those in use, and swap them at once. Nobody waits meanwhile."""

    def near_duplicates(self, document_id: str, principal: Principal) -> tuple[NearDuplicate, ...]:
        """Other documents that say nearly the same, nearest first. Raises NotFound."""

    def correct_text(self, document_id: str, page: int, block: int, text: str, principal: Principal) -> FileOutcome:
        """Have a block of a page read `text` from now on, and read the document anew. Raises NotFound, UsageError."""

    def correct_order(
        self, document_id: str, page: int, order: tuple[tuple[int, ...], ...], principal: Principal
    ) -> FileOutcome:
        """Have a page's blocks read in `order`, and read the document anew. Raises NotFound, UsageError."""

    def take_back_corrections(self, document_id: str, page: int, principal: Principal) -> FileOutcome:
        """Forget the corrections of a page, and read the document anew. Raises NotFound."""

    def page_image(self, document_id: str, number: int, principal: Principal) -> bytes | None:
        """The page as it looks, as PNG; None for a file that has no look of its own. Raises NotFound."""
