"""Making all vectors anew, with another model or another cutting, while the library stays in use.

What is to be cut anew is read from its kept original, or else cut from its stored pages. A document that comes out as
it was keeps its version and the names of its passages; the others get a next version, and old citations still open.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING

from assistant.domain import FileOutcome, FileStatus, ReindexReport
from assistant.errors import DocumentError
from assistant.library.decisions import chosen, layers_of
from assistant.library.drafts import Plan
from assistant.library.layers import applied
from assistant.library.next_generation import NextGeneration, Redone
from assistant.library.originals import original_path
from assistant.library.shelf import Entry
from assistant.ports import Embedder, IngestProgress, NewVersion
from ingest.chunking import chunk
from ingest.manifest import Entry as Row
from ingest.preparing import Prepared, embedded_text
from ingest.presence import UPLOADS
from ingest.publishing import MAX_DOCUMENTS, MAX_PASSAGES
from ingest.readers import ReadDocument
from ingest.stamps import READER
from ingest.wording import reason

if TYPE_CHECKING:
    from assistant.ports import Vectors
    from ingest.service import IngestService

CUTTING = "1"
"""Raised when passages are cut otherwise or their texts embedded otherwise: drafts of before are then made again."""


@dataclass(frozen=True, slots=True)
class Telling:
    """How a run tells where it is, and is told to stop."""

    on_progress: Callable[[IngestProgress], None] | None = None
    should_stop: Callable[[], bool] | None = None

    def tell(self, path: str, stage: str, done: int, total: int) -> None:
        if self.on_progress is not None:
            self.on_progress(IngestProgress(path.removeprefix(UPLOADS), done, total, stage))

    @property
    def stopped(self) -> bool:
        return self.should_stop is not None and self.should_stop()


@dataclass(frozen=True, slots=True)
class _Read:
    """A document on its way: the texts to embed, and its next version where it is cut otherwise."""

    entry: Entry
    texts: Sequence[str]
    cut: Prepared | None = None


@dataclass
class Reindexing:
    """One run. Raises LibraryBusy, HomeReadOnly, and what the model raises; drafts made until then are kept."""

    service: IngestService
    embedder: Embedder
    plan: Plan
    telling: Telling
    unread: list[FileOutcome] = field(default_factory=list)

    def run(self) -> ReindexReport:
        """Draft every document, then swap. Stopped in between, it says so and the drafts wait for the next run."""
        started, library = perf_counter(), self.service.library
        following = NextGeneration(library, self.plan, self._made_of, self._waiting)
        resumed = following.begin()
        before = {entry.key for entry in library.entries()}
        finished = self._draft(following)
        if finished:
            self.telling.tell("", "publishing", len(before), len(before))
            following.publish(self._batches)
        entries = library.entries()
        return ReindexReport(
            documents=len(entries),
            passages=sum(entry.document.passages for entry in entries),
            recut=tuple(entry.document.document_id for entry in entries if finished and entry.key not in before),
            unread=tuple(self.unread),
            model_id=self.plan.model.model_id,
            setting=self.plan.model.setting,
            resumed=resumed,
            finished=finished,
            seconds=perf_counter() - started,
        )

    def _draft(self, following: NextGeneration) -> bool:
        """Draft until nothing is missing; what comes in meanwhile too. False when it was stopped."""
        while missing := following.missing():
            for part in self._batches(missing):
                following.keep(part)
                if self.telling.stopped:
                    return False
        return True

    def _batches(self, entries: Sequence[Entry]) -> Iterator[list[Redone]]:
        """Read and embed these documents, some at a time."""
        batch: list[_Read] = []
        for done, entry in enumerate(entries):
            self.telling.tell(entry.document.path, "reading" if self.plan.recut else "embedding", done, len(entries))
            batch.append(self._read(entry))
            if sum(len(each.texts) for each in batch) >= MAX_PASSAGES or len(batch) >= MAX_DOCUMENTS:
                yield self._embedded(batch, done, len(entries))
                batch = []
        if batch:
            yield self._embedded(batch, len(entries), len(entries))

    def _embedded(self, batch: Sequence[_Read], done: int, total: int) -> list[Redone]:
        import numpy as np

        self.telling.tell(batch[-1].entry.document.path, "embedding", done, total)
        texts = [text for each in batch for text in each.texts]
        empty = np.zeros((0, self.plan.model.dimension), dtype=np.float32)
        vectors = self.embedder.embed_passages(texts) if texts else empty
        made: list[Redone] = []
        start = 0
        for each in batch:
            mine = vectors[start : start + len(each.texts)]
            start += len(each.texts)
            cut = _next_version(each.entry, each.cut, mine) if each.cut else None
            made.append(Redone(each.entry, self._made_of(each.entry), mine, cut))
        return made

    def _made_of(self, entry: Entry) -> str:
        """What a document's draft depends on beyond its version: its title in effect, and how it is cut and read."""
        how = [CUTTING, READER] if self.plan.recut else [CUTTING]
        return hashlib.sha256(json.dumps([entry.document.title, *how]).encode()).hexdigest()

    def _read(self, entry: Entry) -> _Read:
        cut = self._cut(entry) if self.plan.recut else None
        if cut is not None and not self.service.reads_the_same(entry.document, cut):
            said = chosen(self.service.library.registry, [entry.document.document_id])
            title = applied(cut.metadata, said.get(entry.document.document_id, {})).title
            return _Read(entry, [embedded_text(title, passage) for passage in cut.passages], cut)
        passages = [passage for _, passage in self.service.library.registry.passages_of([entry.key])]
        return _Read(entry, [embedded_text(entry.document.title, passage) for passage in passages])

    def _cut(self, entry: Entry) -> Prepared | None:
        """The document cut anew; None when it was never read by us, so that there is nothing to cut."""
        library, document = self.service.library, entry.document
        if entry.suffix is not None:
            original = original_path(library.home, document.sha256, entry.suffix)
            name = Path(document.path.removeprefix(UPLOADS)).name
            row = Row(tuple(layers_of(library.registry, entry.key).manifest.items()))
            try:
                return self.service.prepared(original.read_bytes(), name, row, None)
            except (DocumentError, OSError) as error:
                known = error if isinstance(error, DocumentError) else DocumentError(f"{name!r}: {error}")
                why = reason(known, self.service.language)
                path = document.path.removeprefix(UPLOADS)
                self.unread.append(FileOutcome(path, FileStatus.UNCHANGED, document.document_id, why, document.pages))
        return self._cut_from_pages(entry)

    def _cut_from_pages(self, entry: Entry) -> Prepared | None:
        registry, document = self.service.library.registry, entry.document
        pages = tuple(registry.pages(document.document_id, document.version))
        if not any(page.blocks for page in pages):
            return None
        passages = tuple(chunk(ReadDocument(pages, paged=len(pages) > 1)))
        layers, warnings = layers_of(registry, entry.key), registry.warnings(entry.key)
        metadata = applied(layers.detected, layers.manifest)
        manifest = tuple(layers.manifest.items())
        return Prepared(metadata, pages, passages, warnings, layers.detected, manifest) if passages else None

    def _waiting(self, holder: str, _: float) -> None:
        self.telling.tell(holder, "waiting", 0, 0)


def _next_version(entry: Entry, cut: Prepared, vectors: Vectors) -> NewVersion:
    document = entry.document
    return NewVersion(
        document_id=document.document_id,
        metadata=cut.metadata,
        path=document.path,
        sha256=document.sha256,
        original=None,
        pages=cut.pages,
        passages=cut.passages,
        vectors=vectors,
        warnings=cut.warnings,
        detected=cut.detected,
        manifest=dict(cut.manifest),
    )
