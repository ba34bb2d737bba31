"""Taking files in: folders walked, changed files read, embedded and published, every file one line in the report."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from tempfile import TemporaryDirectory
from time import perf_counter
from typing import TYPE_CHECKING

from assistant.access import filter_for
from assistant.domain import Document, FileOutcome, FileStatus, Filters, IngestReport, Principal
from assistant.errors import AccessDenied, DocumentError, UsageError
from assistant.messages import Language, say
from assistant.ports import Embedder, IngestProgress
from assistant.settings import ReadingSettings
from ingest.isolation import OnPage, Task, prepare_bounded
from ingest.manifest import Entry, entry_for
from ingest.preparing import Prepared
from ingest.publishing import Batch, Item
from ingest.walking import Source, folders, lies_under, sha256_of, sources
from ingest.wording import reason

if TYPE_CHECKING:
    from assistant.library.library import Library

UPLOADS = "upload/"

Progress = Callable[[IngestProgress], None]


class IngestService:
    """Implements `assistant.ports.DocumentIntake`. Safe to call from several threads and processes at once:
    whoever publishes holds the library, the others wait and say so."""

    def __init__(
        self, library: Library, embedder: Embedder, language: Language, reading: ReadingSettings | None = None
    ) -> None:
        """`embedder` is asked for nothing until there is something new to embed."""
        self._library = library
        self._embedder = embedder
        self._language = language
        self._reading = reading or ReadingSettings()

    def ingest(
        self,
        paths: Sequence[Path],
        principal: Principal,
        *,
        sync: bool = False,
        dry_run: bool = False,
        on_progress: Progress | None = None,
        on_file: Callable[[FileOutcome], None] | None = None,
        should_stop: Callable[[], bool] | None = None,
    ) -> IngestReport:
        """Take in files and folders; with `sync` also remove documents whose file under the given folders is gone.

        A file is known by its content and path: unchanged ones are only hashed, one found at a new path while its old
        one is gone keeps its document. `should_stop` is asked before each file and each page of OCR; what was done
        stays. A dry run reads and reports, and changes nothing. Raises LibraryBusy when another writer does not finish
        in time, AccessDenied for an unnamed person.
        """
        _require_person(principal)
        started = perf_counter()
        found = sources(paths)
        run = _Run(self, principal, found, dry_run, on_progress, on_file, should_stop)
        with run.batch:
            try:
                for source in found:
                    run.take(source)
            except _Stopped:
                sync = False  # what was not looked at is not gone
            run.flush()
            if sync:
                run.remove_gone(folders(paths))
        return IngestReport(files=tuple(run.outcomes), seconds=perf_counter() - started)

    def add_upload(
        self, name: str, content: bytes, principal: Principal, on_progress: Progress | None = None
    ) -> FileOutcome:
        """Take in one uploaded file; the same name again is a new version. Progress counts passages here."""
        _require_person(principal)
        name = PurePosixPath(name.replace("\\", "/")).name.strip()
        if name in ("", ".", ".."):
            raise UsageError("an upload needs a file name")
        key = UPLOADS + name
        sha256 = hashlib.sha256(content).hexdigest()
        known = self.known(key, sha256)
        if known is not None:
            return known
        with TemporaryDirectory(prefix="clearwell-") as folder:
            original = Path(folder) / ("upload" + Path(name).suffix)
            original.write_bytes(content)
            try:
                prepared = self.prepared(content, name, Entry(), _pages_told(name, 1, 0, on_progress))
            except DocumentError as error:
                return FileOutcome(name, FileStatus.REJECTED, reason=reason(error, self._language))
            passages = len(prepared.passages)

            def tell(path: str, stage: str, part: float) -> None:
                if on_progress is not None:
                    on_progress(IngestProgress(path, round(part * passages), passages, stage))

            with self.batch(tell) as batch:
                batch.items.append(Item(name, key, sha256, original, prepared))
                return batch.flush()[0]

    def prepared(self, content: bytes, name: str, entry: Entry, on_page: OnPage | None) -> Prepared:
        """Read one file in a process that may be ended. Whatever goes wrong there is that file's DocumentError."""
        return prepare_bounded(Task(content, name, entry, self._language, self._reading.ocr), self._reading, on_page)

    def remove(self, document_id: str, principal: Principal) -> FileOutcome:
        """Take a document out of the library. Raises NotFound, also for one this person may not see."""
        _require_person(principal)
        document = self._library.document(document_id, filter_for(principal))
        with self._library.writing() as writer:
            writer.remove(document_id)
        return FileOutcome(document.path, FileStatus.REMOVED, document_id, pages=document.pages)

    def batch(self, tell: Callable[[str, str, float], None]) -> Batch:
        """A new batch that publishes into this library."""
        return Batch(self._library, self._embedder, self._language, tell)

    def known(self, key: str, sha256: str, shown: str | None = None) -> FileOutcome | None:
        """The line of a file that need not be read: stored at this path already, or under another that still exists."""
        shown = shown if shown is not None else key.removeprefix(UPLOADS)
        stored = self._library.find_by_path(key)
        if stored is not None:
            same = stored.sha256 == sha256
            return _unchanged(shown, stored) if same else None
        twin = self.twin(sha256)
        if twin is None or is_gone(twin):
            return None
        note = say("ingest.same_content", self._language, path=twin.path)
        return FileOutcome(shown, FileStatus.UNCHANGED, twin.document_id, None, twin.pages, (note,))

    def twin(self, sha256: str) -> Document | None:
        """A document with exactly this content; one whose file is gone comes first, because it may have moved."""
        twins = self._library.find_by_sha256(sha256)
        return next((twin for twin in twins if is_gone(twin)), twins[0] if twins else None)

    @property
    def library(self) -> Library:
        return self._library

    @property
    def language(self) -> Language:
        return self._language


@dataclass
class _Run:
    """One call of `ingest`: what is waiting, what has come out."""

    service: IngestService
    principal: Principal
    found: Sequence[Source]
    dry_run: bool
    on_progress: Progress | None
    on_file: Callable[[FileOutcome], None] | None
    should_stop: Callable[[], bool] | None = None
    outcomes: list[FileOutcome] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.batch = self.service.batch(lambda path, stage, _: self._tell(path, stage))
        self._planned: set[str] = set()

    def take(self, source: Source) -> None:
        """Read one file, or say why not; publish when enough is waiting. Raises _Stopped."""
        self._stop_when_asked()
        self._tell(source.shown, "reading")
        try:
            done = self._known_or_prepared(source)
        except DocumentError as error:
            done = FileOutcome(source.shown, FileStatus.REJECTED, reason=reason(error, self.service.language))
        except OSError as error:
            why = say("ingest.not_readable", self.service.language, detail=error.strerror or type(error).__name__)
            done = FileOutcome(source.shown, FileStatus.REJECTED, reason=why)
        if done is not None:
            self._report(done)
        if self.batch.full:
            self.flush()

    def _known_or_prepared(self, source: Source) -> FileOutcome | None:
        service = self.service
        if source.missing:
            why = say("ingest.no_such_path", service.language)
            return FileOutcome(source.shown, FileStatus.REJECTED, reason=why)
        sha256 = sha256_of(source.path)
        if self.batch.holds(sha256, source.key):
            self.flush()  # its twin must be in the library before this one can be told from it
        entry = entry_for(source.path)
        stored = service.library.find_by_path(source.key)
        outdated = stored is not None and not entry.agrees(stored.metadata)
        if not outdated:
            done = service.known(source.key, sha256, source.shown) or self._moved(source, sha256)
            if done is not None:
                return done
        prepared = service.prepared(source.path.read_bytes(), source.path.name, entry, self._on_page(source))
        item = Item(source.shown, source.key, sha256, source.path, prepared, forced=outdated)
        if not self.dry_run:
            self.batch.items.append(item)
            return None
        status = FileStatus.REPLACED if stored else FileStatus.ADDED
        return item.outcome(status, stored.document_id if stored else None)

    def _moved(self, source: Source, sha256: str) -> FileOutcome | None:
        """A document whose file is gone, and whose content is here: the same document at a new path."""
        service = self.service
        twin = service.twin(sha256)
        if twin is None or service.library.find_by_path(source.key) is not None:
            return None
        if not self.dry_run:
            self.batch.writer().move(twin.document_id, source.key)
        self._planned.add(twin.document_id)
        note = say("ingest.moved", service.language, path=twin.path)
        return FileOutcome(source.shown, FileStatus.UNCHANGED, twin.document_id, None, twin.pages, (note,))

    def flush(self) -> None:
        for outcome in self.batch.flush():
            self._report(outcome)

    def remove_gone(self, roots: Sequence[Path]) -> None:
        """Remove documents whose file under `roots` is no longer there."""
        service = self.service
        present = {source.key for source in self.found}
        access = filter_for(self.principal)
        gone = [
            document
            for document in service.library.documents(access, Filters())
            if lies_under(document.path, roots)
            and document.path not in present
            and document.document_id not in self._planned
        ]
        if gone and not self.dry_run:
            for document in gone:
                self.batch.writer().remove(document.document_id)
        note = say("ingest.file_gone", service.language)
        for document in gone:
            self._report(FileOutcome(document.path, FileStatus.REMOVED, document.document_id, note, document.pages))

    def _on_page(self, source: Source) -> OnPage:
        tell = _pages_told(source.shown, len(self.found), len(self.outcomes), self.on_progress)

        def on_page(page: int, pages: int) -> None:
            self._stop_when_asked()
            tell(page, pages)

        return on_page

    def _stop_when_asked(self) -> None:
        if self.should_stop is not None and self.should_stop():
            raise _Stopped

    def _tell(self, path: str, stage: str) -> None:
        if self.on_progress is not None:
            self.on_progress(IngestProgress(path, len(self.outcomes), len(self.found), stage))

    def _report(self, outcome: FileOutcome) -> None:
        self.outcomes.append(outcome)
        if self.on_file is not None:
            self.on_file(outcome)


def is_gone(document: Document) -> bool:
    """Tell whether a document's file has left its place. An upload never had one."""
    return not document.path.startswith(UPLOADS) and not Path(document.path).is_file()


def _pages_told(path: str, total: int, done: int, on_progress: Progress | None) -> OnPage:
    def tell(page: int, pages: int) -> None:
        if on_progress is not None:
            on_progress(IngestProgress(path, done, total, "ocr", page, pages))

    return tell


class _Stopped(Exception):
    """The person asked to stop."""


def _unchanged(shown: str, stored: Document) -> FileOutcome:
    return FileOutcome(shown, FileStatus.UNCHANGED, stored.document_id, None, stored.pages)


def _require_person(principal: Principal) -> None:
    if not principal.user:
        raise AccessDenied("an unnamed person takes nothing in")
