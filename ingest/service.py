"""Taking files in: folders walked, changed files read, embedded and published, every file one line in the report."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path, PurePosixPath
from tempfile import TemporaryDirectory
from time import perf_counter
from typing import TYPE_CHECKING

from assistant.access import filter_for
from assistant.curation import NearDuplicate
from assistant.domain import Document, FileOutcome, FileStatus, IngestReport, Passage, Principal, ReindexReport
from assistant.embedding.factory import load_embedder
from assistant.errors import AccessDenied, DocumentError, UsageError
from assistant.library.decisions import layers_of
from assistant.library.drafts import Plan
from assistant.library.registry import ModelStamp
from assistant.messages import Language, say
from assistant.ports import Embedder, IngestProgress
from assistant.settings import EmbeddingSettings, ReadingSettings
from ingest.isolation import OnPage, prepare_bounded
from ingest.manifest import Entry
from ingest.preparing import Prepared, Task
from ingest.presence import UPLOADS, is_gone
from ingest.publishing import Batch, Item
from ingest.reindexing import Reindexing, Telling
from ingest.run import Run
from ingest.sketches import near_duplicates
from ingest.stamps import Stamps
from ingest.telling import Options, pages_told
from ingest.walking import Source, roots, sources
from ingest.watching import mirror
from ingest.wording import reason, unchanged

if TYPE_CHECKING:
    from assistant.library.library import Library

Progress = Callable[[IngestProgress], None]


class IngestService:
    """The filling half of `assistant.ports.DocumentIntake`. Safe to call from several threads and processes at once:
    whoever publishes holds the library, the others wait and say so."""

    def __init__(
        self,
        library: Library,
        embedder: Embedder,
        language: Language,
        reading: ReadingSettings | None = None,
        load: Callable[[str], Embedder] | None = None,
    ) -> None:
        """`embedder` is asked for nothing until there is something new to embed; `load` opens another, by
        its setting.
        """
        self._library = library
        self._embedder = embedder
        self._language = language
        self._reading = reading or ReadingSettings()
        self._load = load or (lambda name: load_embedder(EmbeddingSettings(model=name)))

    def ingest(
        self,
        paths: Sequence[Path],
        principal: Principal,
        *,
        sync: bool = False,
        dry_run: bool = False,
        reread: bool = False,
        on_progress: Progress | None = None,
        on_file: Callable[[FileOutcome], None] | None = None,
        should_stop: Callable[[], bool] | None = None,
    ) -> IngestReport:
        """Take in files and folders; with `sync` also remove documents whose file under the given folders is gone.

        A file is known by its path and content, and by its size and time it is known to be unchanged, as `rsync` knows
        it; one found at a new path while its old one is gone keeps its document. A path that is not there any more is
        synchronised, too. With `reread`, files that an earlier version of the readers took in are read again, and
        published anew when that reads otherwise.

        `should_stop` is asked before each file and each page of OCR; what was done stays. A dry run reads and reports,
        and changes nothing. The report's lines stand in the order of the files, removed ones last; `on_file` hears of
        each as it is done. Raises LibraryBusy when another writer does not finish in time, AccessDenied for an unnamed
        person.
        """
        options = Options(roots(paths) if sync else (), dry_run, reread, on_progress, on_file, should_stop)
        return self.take(sources(paths), principal, options)

    def take(self, found: Sequence[Source], principal: Principal, options: Options) -> IngestReport:
        """Take in these files; `ingest` in other words."""
        _require_person(principal)
        started = perf_counter()
        run = Run(self, principal, found, options)
        with run.batch:
            # After a stop, what was not looked at is not gone.
            if run.take_all() and options.roots:
                run.remove_gone()
            run.finish()
        return IngestReport(files=run.report(), seconds=perf_counter() - started)

    def watch(
        self,
        paths: Sequence[Path],
        principal: Principal,
        on_report: Callable[[IngestReport], None],
        *,
        on_progress: Progress | None = None,
        on_file: Callable[[FileOutcome], None] | None = None,
        should_stop: Callable[[], bool] | None = None,
    ) -> None:
        """Mirror these paths, as `ingest` with `sync` does, now and whenever something in them changes.

        A file being written is left until it is at rest, and one that was refused until it changes. Returns when
        `should_stop` says so. `on_report` hears of each look that changed something. While another holds the library
        for long, it is tried again. Raises UsageError for a path that is not there, AccessDenied for an unnamed person.
        """
        _require_person(principal)
        stop = should_stop or (lambda: False)

        def take(found: Sequence[Source], note: Callable[[FileOutcome], None]) -> IngestReport:
            def tell(outcome: FileOutcome) -> None:
                note(outcome)
                if on_file is not None and outcome.status is not FileStatus.UNCHANGED:
                    on_file(outcome)

            options = Options(roots(paths), on_progress=on_progress, on_file=tell, should_stop=stop)
            return self.take(found, principal, options)

        mirror(paths, take, on_report, stop)

    def reindex(
        self,
        principal: Principal,
        *,
        embedding: str | None = None,
        recut: bool = False,
        on_progress: Progress | None = None,
        should_stop: Callable[[], bool] | None = None,
    ) -> ReindexReport:
        """Make the vectors of every document anew, beside those in use, and swap them in one transaction.

        `embedding` names another model, as CLEARWELL_EMBEDDING does; with `recut` documents are also cut anew. Until
        the swap everyone finds with the old ones; when it is interrupted the next run goes on. Raises LibraryBusy,
        ModelUnavailable, AccessDenied for an unnamed person.
        """
        _require_person(principal)
        if embedding is None:
            embedder, model = self._embedder, self._library.configured_model()
        else:
            embedder = self._load(embedding)
            model = ModelStamp(embedder.model_id, embedder.dimension, embedding)
        telling = Telling(on_progress, should_stop)
        return Reindexing(self, embedder, Plan(model, recut), telling).run()

    def near_duplicates(self, document_id: str, principal: Principal) -> tuple[NearDuplicate, ...]:
        """Other documents that say nearly the same, nearest first. Raises NotFound."""
        return near_duplicates(self._library, document_id, filter_for(principal))

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

            def tell(path: str, stage: str, done: int, _: int) -> None:
                if on_progress is not None:
                    on_progress(IngestProgress(path, passages if stage == "publishing" else done, passages, stage))

            with self.batch(tell) as batch:
                batch.items.append(Item(name, key, sha256, original, prepared))
                return batch.flush(filter_for(principal))[0]

    def prepared(self, content: bytes, name: str, entry: Entry, on_page: OnPage | None, former: str = "") -> Prepared:
        """Read one file in a process that may be ended. Whatever goes wrong there is that file's DocumentError.

        `former` is the name of a renamed file before, see `Prepared.name_matters`.
        """
        task = Task(content, name, entry, self._language, self._reading.ocr, former, self._library.corrections())
        return prepare_bounded(task, self._reading, on_page)

    def remove(self, document_id: str, principal: Principal) -> FileOutcome:
        """Take a document out of the library. Raises NotFound, also for one this person may not see."""
        _require_person(principal)
        document = self._library.document(document_id, filter_for(principal))
        with self._library.writing() as writer:
            writer.remove(document_id)
        return FileOutcome(document.path, FileStatus.REMOVED, document_id, pages=document.pages)

    def batch(self, tell: Callable[[str, str, int, int], None]) -> Batch:
        """A new batch that publishes into this library."""
        return Batch(self._library, self._embedder, self._language, tell)

    def known(
        self, key: str, sha256: str, shown: str | None = None, stamps: Stamps | None = None
    ) -> FileOutcome | None:
        """The line of a file that need not be read: stored at this path already, or under another that still exists."""
        shown = shown if shown is not None else key.removeprefix(UPLOADS)
        stored = self._library.find_by_path(key)
        if stored is not None:
            same = stored.sha256 == sha256
            return unchanged(shown, stored) if same else None
        twin = self.twin(sha256)
        if twin is None or is_gone(twin) or (stamps or Stamps(self._library)).overwritten(twin):
            return None
        note = say("ingest.same_content", self._language, path=twin.path)
        return FileOutcome(shown, FileStatus.UNCHANGED, twin.document_id, None, twin.pages, (note,))

    def twin(self, sha256: str) -> Document | None:
        """A document with exactly this content; one whose file is gone comes first, because it may have moved."""
        twins = self._library.find_by_sha256(sha256)
        return next((twin for twin in twins if is_gone(twin)), twins[0] if twins else None)

    def manifest_of(self, document: Document) -> Mapping[str, object]:
        """What the manifest said of a document when it was published."""
        return layers_of(self._library.registry, self._library.held(document.document_id).key).manifest

    def reads_the_same(self, stored: Document, prepared: Prepared) -> bool:
        """Tell whether a file read again gave what is stored: pages, passages and what was found out about it."""
        registry, key = self._library.registry, self._library.held(stored.document_id).key
        pages = registry.pages(stored.document_id, stored.version)
        passages = [passage for _, passage in registry.passages_of([key])]
        return (
            [(page.text, page.read_as) for page in pages] == [(page.text, page.read_as) for page in prepared.pages]
            and [_words(passage) for passage in passages] == [_words(passage) for passage in prepared.passages]
            and layers_of(registry, key).detected == prepared.detected
        )

    @property
    def library(self) -> Library:
        return self._library

    @property
    def language(self) -> Language:
        return self._language

    @property
    def limits(self) -> ReadingSettings:
        return self._reading


def _words(passage: Passage) -> tuple[object, ...]:
    return passage.text, passage.spans, passage.section, passage.clause, passage.clause_path


def _require_person(principal: Principal) -> None:
    if not principal.user:
        raise AccessDenied("an unnamed person takes nothing in")
