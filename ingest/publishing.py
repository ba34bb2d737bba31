"""Embedding and publishing in batches: many small documents share one call of the model and one commit."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from time import monotonic
from typing import TYPE_CHECKING

from assistant.domain import FileOutcome, FileStatus
from assistant.errors import DocumentError
from assistant.messages import Language
from assistant.ports import Embedder, NewVersion
from ingest.preparing import Prepared
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
        )

    def outcome(self, status: FileStatus, document_id: str | None = None, why: str | None = None) -> FileOutcome:
        warnings = (*self.notes, *self.prepared.warnings) if status is not FileStatus.REJECTED else ()
        return FileOutcome(self.shown, status, document_id, why, len(self.prepared.pages), warnings)


@dataclass
class Batch:
    """Prepared documents waiting for their vectors, and the writing session they go into. Use it in a `with`.

    `tell(path, stage, part)` reports progress: `part` is the share of the batch's passages that are embedded.
    """

    library: Library
    embedder: Embedder
    language: Language
    tell: Callable[[str, str, float], None]
    items: list[Item] = field(default_factory=list)
    _session: ExitStack = field(default_factory=ExitStack)
    _writer: Writer | None = None
    _since: float = 0.0

    def __enter__(self) -> Batch:
        return self

    def __exit__(self, *_: object) -> None:
        self.release()

    def writer(self) -> Writer:
        """Return the open writing session, opening one if there is none. Raises LibraryBusy."""
        if self._writer is None:
            waiting = self.library.writing(on_wait=lambda holder, _: self.tell(holder, "waiting", 1.0))
            self._writer = self._session.enter_context(waiting)
            self._since = monotonic()
        return self._writer

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

    def flush(self) -> list[FileOutcome]:
        """Embed and publish what waits. Raises LibraryBusy; then nothing of the batch is in the library."""
        items, self.items = self.items, []
        if not items:
            return []
        vectors = self._embed(items)
        self.tell(items[0].shown, "publishing", 1.0)
        outcomes = self._publish(self.writer(), items, vectors)
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
            self.tell(items[index].shown, "embedding", done / max(1, len(texts)))

        self.tell(items[0].shown, "embedding", 0.0)
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
