"""Embedding and publishing in batches: many small documents share one call of the model and one commit."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field, replace
from pathlib import Path
from time import monotonic
from typing import TYPE_CHECKING

from assistant.access import AccessFilter
from assistant.domain import FileOutcome, FileStatus
from assistant.errors import DocumentError, NotFound
from assistant.messages import Language, say
from assistant.ports import Embedder, NewVersion
from ingest.preparing import Prepared
from ingest.sketches import Sketches, text_of
from ingest.wording import reason

if TYPE_CHECKING:
    from assistant.library.library import Library
    from assistant.library.writer import Writer
    from assistant.ports import Vectors

MAX_PASSAGES = 256
MAX_DOCUMENTS = 64
HOLD_S = 60.0
"""A session is kept open over batches, because ending one brings the vector base up to date; then others get a turn."""


@dataclass(frozen=True, slots=True)
class Item:
    """A prepared document on its way. `shown` is the path as the person typed it, `key` as the library stores it.

    `forced` publishes also when the stored content is the same (a manifest changed). `document_id` is that of the
    document whose file was renamed to `key`. `notes` are said once, in the report.
    """

    shown: str
    key: str
    sha256: str
    original: Path
    prepared: Prepared
    forced: bool = False
    document_id: str | None = None
    notes: tuple[str, ...] = ()

    def new_version(self, document_id: str | None, vectors: Vectors) -> NewVersion:
        return NewVersion(
            document_id=document_id,
            metadata=self.prepared.metadata,
            path=self.key,
            sha256=self.sha256,
            original=self.original,
            pages=self.prepared.pages,
            passages=self.prepared.passages,
            vectors=vectors,
            warnings=self.prepared.warnings,
            detected=self.prepared.detected,
            manifest=dict(self.prepared.manifest),
        )

    def outcome(self, status: FileStatus, document_id: str | None = None, why: str | None = None) -> FileOutcome:
        warnings = (*self.notes, *self.prepared.warnings) if status is not FileStatus.REJECTED else ()
        return FileOutcome(self.shown, status, document_id, why, len(self.prepared.pages), warnings)


@dataclass
class Batch:
    """Prepared documents waiting for their vectors, and the writing session they go into. Use it in a `with`.

    `tell(path, stage, done, total)` reports progress: how many of the batch's passages are embedded.
    """

    library: Library
    embedder: Embedder
    language: Language
    tell: Callable[[str, str, int, int], None]
    items: list[Item] = field(default_factory=list)
    _session: ExitStack = field(default_factory=ExitStack)
    _writer: Writer | None = None
    _since: float = 0.0

    def __post_init__(self) -> None:
        self._sketches = Sketches(self.library)

    def __enter__(self) -> Batch:
        return self

    def __exit__(self, *_: object) -> None:
        self.release()

    def writer(self) -> Writer:
        """Return the open writing session, opening one if there is none. Raises LibraryBusy."""
        if self._writer is None:
            waiting = self.library.writing(on_wait=lambda holder, _: self.tell(holder, "waiting", 0, 0))
            self._writer = self._session.enter_context(waiting)
            self._since = monotonic()
        return self._writer

    @property
    def is_open(self) -> bool:
        """Tell whether a writing session is open."""
        return self._writer is not None

    def release(self) -> None:
        """End the writing session, if one is open."""
        self._writer = None
        self._session.close()

    @property
    def full(self) -> bool:
        passages = sum(len(item.prepared.passages) for item in self.items)
        return passages >= MAX_PASSAGES or len(self.items) >= MAX_DOCUMENTS

    def holds(self, sha256: str, key: str) -> bool:
        """Tell whether a document with this content or path is waiting."""
        return any(item.sha256 == sha256 or item.key == key for item in self.items)

    def flush(self, access: AccessFilter | None = None) -> list[FileOutcome]:
        """Embed and publish what waits, and say where a document says nearly the same as one that `access` allows;
        without it nothing is compared.

        Raises LibraryBusy; then nothing of the batch is in the library.
        """
        items, self.items = self.items, []
        if not items:
            return []
        vectors = self._embed(items)
        self.tell(items[0].shown, "publishing", len(items), len(items))
        outcomes = self._publish(self.writer(), items, vectors)
        if access is not None:
            outcomes = self._compared(items, outcomes, access)
        if monotonic() - self._since > HOLD_S:
            self.release()
        return outcomes

    def _embed(self, items: Sequence[Item]) -> list[Vectors]:
        texts = [text for item in items for text in item.prepared.texts]
        ends: list[int] = []
        for item in items:
            ends.append((ends[-1] if ends else 0) + len(item.prepared.passages))
        done = 0

        def more(count: int) -> None:
            nonlocal done
            done += count
            index = next((i for i, end in enumerate(ends) if done < end), len(items) - 1)
            self.tell(items[index].shown, "embedding", done, len(texts))

        self.tell(items[0].shown, "embedding", 0, len(texts))
        if not texts:
            import numpy as np

            return [np.zeros((0, self.embedder.dimension), dtype=np.float32) for _ in items]
        vectors = self.embedder.embed_passages(texts, more)
        return [vectors[start:end] for start, end in zip([0, *ends], ends, strict=False)]

    def _publish(self, writer: Writer, items: Sequence[Item], vectors: Sequence[Vectors]) -> list[FileOutcome]:
        """Publish together; what another process published meanwhile is left alone."""
        outcomes: dict[int, FileOutcome] = {}
        news: dict[int, NewVersion] = {}
        for index, item in enumerate(items):
            stored = self.library.find_by_path(item.key)
            if stored is not None and stored.sha256 == item.sha256 and not item.forced:
                outcomes[index] = item.outcome(FileStatus.UNCHANGED, stored.document_id)
            else:
                news[index] = item.new_version(stored.document_id if stored else item.document_id, vectors[index])
        try:
            documents = dict(zip(news, writer.publish_many(list(news.values())), strict=True))
        except DocumentError:
            # One file changed under our hands: find out which, and let the others in.
            documents = {}
            for index, new in news.items():
                try:
                    documents[index] = writer.publish(new)
                except DocumentError as error:
                    why = reason(error, self.language)
                    outcomes[index] = items[index].outcome(FileStatus.REJECTED, why=why)
        for index, document in documents.items():
            known = news[index].document_id is not None
            status = FileStatus.REPLACED if known else FileStatus.ADDED
            outcomes[index] = items[index].outcome(status, document.document_id)
        return [outcomes[index] for index in range(len(items))]

    def _compared(
        self, items: Sequence[Item], outcomes: Sequence[FileOutcome], access: AccessFilter
    ) -> list[FileOutcome]:
        """The same lines, each with a warning for every document that said nearly the same before."""
        published = [
            (outcome.document_id, item)
            for item, outcome in zip(items, outcomes, strict=True)
            if outcome.document_id and outcome.status in (FileStatus.ADDED, FileStatus.REPLACED)
        ]
        self._sketches.follow({name: text_of(item.prepared.pages) for name, item in published}, storing=True)
        news = {name for name, _ in published}
        return [self._warned(each, access) if each.document_id in news else each for each in outcomes]

    def _warned(self, outcome: FileOutcome, access: AccessFilter) -> FileOutcome:
        try:
            near = self._sketches.near(outcome.document_id or "", access, older=True)
        except NotFound:
            return outcome  # labelled so that who takes it in may not see it: nothing is told of its words
        said = [
            say(
                "ingest.near_duplicate",
                self.language,
                title=each.document.title,
                path=each.document.path,
                share=f"{each.share:.0%}",
            )
            for each in near
        ]
        return replace(outcome, warnings=(*outcome.warnings, *said))
