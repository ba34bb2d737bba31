"""One call of `ingest`: what is waiting, what has come out, and what is gone."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from assistant.access import filter_for
from assistant.domain import Document, FileOutcome, FileStatus, Filters, Principal
from assistant.errors import DocumentError
from assistant.messages import say
from assistant.ports import IngestProgress
from ingest.isolation import OnPage
from ingest.manifest import Entry, entry_for
from ingest.preparing import Prepared
from ingest.presence import fault_said, is_bare, is_gone
from ingest.publishing import Item
from ingest.walking import Source, lies_under, sha256_of
from ingest.wording import reason

if TYPE_CHECKING:
    from ingest.service import IngestService


class Stopped(Exception):
    """The person asked to stop."""


@dataclass
class Run:
    """Takes `found` one after another into `service`. `roots` are where documents may have gone; none without sync."""

    service: IngestService
    principal: Principal
    found: Sequence[Source]
    roots: Sequence[Path]
    dry_run: bool
    on_progress: Callable[[IngestProgress], None] | None
    on_file: Callable[[FileOutcome], None] | None
    should_stop: Callable[[], bool] | None = None
    outcomes: list[FileOutcome] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.batch = self.service.batch(lambda path, stage, _: self._tell(path, stage))
        self._planned: set[str] = set()
        self._rehearsed: dict[str, FileOutcome] = {}
        self._vanished = {root for root in self.roots if not root.is_dir() and self._documents_under([root])}

    def take(self, source: Source) -> None:
        """Read one file, or say why not; publish when enough is waiting. Raises Stopped."""
        if self.should_stop is not None and self.should_stop():
            raise Stopped
        self._tell(source.shown, "reading")
        if source.path in self._vanished:
            return  # its documents are `remove_gone`'s
        try:
            done = self._known_or_prepared(source)
        except DocumentError as error:
            done = FileOutcome(source.shown, FileStatus.REJECTED, reason=reason(error, self.service.language))
        except OSError as error:
            why = fault_said(error, source.path, self.service.language)
            done = FileOutcome(source.shown, FileStatus.REJECTED, reason=why)
        if done is not None:
            self._report(done)
        if self.batch.full:
            self.flush()

    def _known_or_prepared(self, source: Source) -> FileOutcome | None:
        service = self.service
        if source.fault is not None:
            raise source.fault
        sha256 = sha256_of(source.path)
        if self.batch.holds(sha256, source.key):
            self.flush()  # its twin must be in the library before this one can be told from it
        entry = entry_for(source.path)
        stored = service.library.find_by_path(source.key)
        outdated = stored is not None and not entry.agrees(stored.metadata)
        if stored is None and sha256 in self._rehearsed:
            return self._copy_of(self._rehearsed[sha256], source)
        if not outdated and (done := service.known(source.key, sha256, source.shown)):
            return done
        twin = service.twin(sha256) if stored is None else None
        if twin is not None and is_gone(twin):
            return self._moved(source, twin, entry)
        prepared = self._prepared(source, entry)
        document_id = stored.document_id if stored else None
        return self._waiting(Item(source.shown, source.key, sha256, source.path, prepared, outdated, document_id))

    def _moved(self, source: Source, twin: Document, entry: Entry) -> FileOutcome | None:
        """A document whose file is gone, and whose content is here: the same document at a new path.

        It is published anew when its new name or place gives it another title or date.
        """
        service = self.service
        self._planned.add(twin.document_id)
        note = say("ingest.moved", service.language, path=twin.path)
        outdated, former = not entry.agrees(twin.metadata), Path(twin.path).name
        prepared = self._prepared(source, entry, former) if outdated or former != source.path.name else None
        if prepared is not None and (outdated or prepared.name_matters):
            facts = (source.shown, source.key, twin.sha256, source.path, prepared)
            return self._waiting(Item(*facts, forced=True, document_id=twin.document_id, notes=(note,)))
        done = FileOutcome(source.shown, FileStatus.UNCHANGED, twin.document_id, None, twin.pages, (note,))
        if self.dry_run:
            self._rehearsed[twin.sha256] = replace(done, path=source.key)
        else:
            self.batch.writer().move(twin.document_id, source.key)
        return done

    def _prepared(self, source: Source, entry: Entry, former: str = "") -> Prepared:
        tell = pages_told(source.shown, len(self.found), len(self.outcomes), self.on_progress)

        def on_page(page: int, pages: int) -> None:
            if self.should_stop is not None and self.should_stop():
                raise Stopped
            tell(page, pages)

        return self.service.prepared(source.path.read_bytes(), source.path.name, entry, on_page, former)

    def _waiting(self, item: Item) -> FileOutcome | None:
        """Have `item` published with the next batch; in a dry run only say what would come of it."""
        if not self.dry_run:
            self.batch.items.append(item)
            return None
        done = item.outcome(FileStatus.REPLACED if item.document_id else FileStatus.ADDED, item.document_id)
        self._rehearsed[item.sha256] = replace(done, path=item.key)
        return done

    def _copy_of(self, first: FileOutcome, source: Source) -> FileOutcome:
        """What a real run says of a file whose content came in just before, at the path of `first`."""
        note = say("ingest.same_content", self.service.language, path=first.path)
        return FileOutcome(source.shown, FileStatus.UNCHANGED, first.document_id, None, first.pages, (note,))

    def flush(self) -> None:
        for outcome in self.batch.flush():
            self._report(outcome)

    def remove_gone(self) -> None:
        """Remove documents whose file under `roots` is no longer there; one that only cannot be read stays."""
        service = self.service
        bare = [root for root in self.roots if is_bare(root)]
        for root in bare:
            if missed := self._documents_under([root]):
                why = say("ingest.folder_bare", service.language, count=len(missed))
                self._report(FileOutcome(str(root), FileStatus.REJECTED, reason=why))
        documents = self._documents_under(self.roots)
        left = [document for document in documents if is_gone(document) and not lies_under(document.path, bare)]
        if left and not self.dry_run:
            for document in left:
                self.batch.writer().remove(document.document_id)
        note = say("ingest.file_gone", service.language)
        for document in left:
            self._report(FileOutcome(document.path, FileStatus.REMOVED, document.document_id, note, document.pages))

    def _documents_under(self, roots: Sequence[Path]) -> list[Document]:
        """The documents whose file lies under `roots` and was not found to have moved."""
        if not roots:
            return []
        stored = self.service.library.documents(filter_for(self.principal), Filters())
        return [each for each in stored if lies_under(each.path, roots) and each.document_id not in self._planned]

    def report(self) -> tuple[FileOutcome, ...]:
        """What has come out, in the order of the files; what no file stands for comes last."""
        place = {source.shown: index for index, source in enumerate(self.found)}
        return tuple(sorted(self.outcomes, key=lambda outcome: place.get(outcome.path, len(place))))

    def _tell(self, path: str, stage: str) -> None:
        if self.on_progress is not None:
            self.on_progress(IngestProgress(path, len(self.outcomes), len(self.found), stage))

    def _report(self, outcome: FileOutcome) -> None:
        self.outcomes.append(outcome)
        if self.on_file is not None:
            self.on_file(outcome)


def pages_told(path: str, total: int, done: int, on_progress: Callable[[IngestProgress], None] | None) -> OnPage:
    """Return what reports the pages of one file that are read by OCR."""

    def tell(page: int, pages: int) -> None:
        if on_progress is not None:
            on_progress(IngestProgress(path, done, total, "ocr", page, pages))

    return tell
