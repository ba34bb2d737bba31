"""Taking files in: folders walked, changed files read, embedded and published, every file one line in the report."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from pathlib import Path, PurePosixPath
from tempfile import TemporaryDirectory
from time import perf_counter
from typing import TYPE_CHECKING

from assistant.access import filter_for
from assistant.domain import Document, FileOutcome, FileStatus, IngestReport, Principal
from assistant.errors import AccessDenied, DocumentError, UsageError
from assistant.messages import Language, say
from assistant.ports import Embedder, IngestProgress
from assistant.settings import ReadingSettings
from ingest.isolation import OnPage, Task, prepare_bounded
from ingest.manifest import Entry
from ingest.preparing import Prepared
from ingest.presence import UPLOADS, is_gone
from ingest.publishing import Batch, Item
from ingest.run import Run, Stopped, pages_told
from ingest.walking import roots, sha256_of, sources
from ingest.wording import reason

if TYPE_CHECKING:
    from assistant.library.library import Library

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
        one is gone keeps its document. A path that is not there any more is synchronised, too. `should_stop` is asked
        before each file and each page of OCR; what was done stays. A dry run reads and reports, and changes nothing.
        The report's lines stand in the order of the files, removed ones last; `on_file` hears of each as it is done.
        Raises LibraryBusy when another writer does not finish in time, AccessDenied for an unnamed person.
        """
        _require_person(principal)
        started = perf_counter()
        found = sources(paths)
        searched = roots(paths) if sync else []
        run = Run(self, principal, found, searched, dry_run, on_progress, on_file, should_stop)
        with run.batch:
            try:
                for source in found:
                    run.take(source)
            except Stopped:
                sync = False  # what was not looked at is not gone
            run.flush()
            if sync:
                run.remove_gone()
        return IngestReport(files=run.report(), seconds=perf_counter() - started)

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
                prepared = self.prepared(content, name, Entry(), pages_told(name, 1, 0, on_progress))
            except DocumentError as error:
                return FileOutcome(name, FileStatus.REJECTED, reason=reason(error, self._language))
            passages = len(prepared.passages)

            def tell(path: str, stage: str, part: float) -> None:
                if on_progress is not None:
                    on_progress(IngestProgress(path, round(part * passages), passages, stage))

            with self.batch(tell) as batch:
                batch.items.append(Item(name, key, sha256, original, prepared))
                return batch.flush()[0]

    def prepared(self, content: bytes, name: str, entry: Entry, on_page: OnPage | None, former: str = "") -> Prepared:
        """Read one file in a process that may be ended. Whatever goes wrong there is that file's DocumentError.

        `former` is the name of a renamed file before, see `Prepared.name_matters`.
        """
        task = Task(content, name, entry, self._language, self._reading.ocr, former)
        return prepare_bounded(task, self._reading, on_page)

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
        if twin is None or is_gone(twin) or _overwritten(twin):
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


def _overwritten(document: Document) -> bool:
    """Tell whether a document's file holds other content by now: then its words live on under another name only."""
    if document.path.startswith(UPLOADS):
        return False
    try:
        return sha256_of(Path(document.path)) != document.sha256
    except OSError:
        return False  # what cannot be read now still has its document


def _unchanged(shown: str, stored: Document) -> FileOutcome:
    return FileOutcome(shown, FileStatus.UNCHANGED, stored.document_id, None, stored.pages)


def _require_person(principal: Principal) -> None:
    if not principal.user:
        raise AccessDenied("an unnamed person takes nothing in")
