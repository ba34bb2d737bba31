"""One call of `ingest`: what is known, what is read ahead, what waits, what has come out, and what is gone."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from assistant.access import filter_for
from assistant.domain import Document, FileOutcome, FileStatus, Filters, Principal
from assistant.errors import DocumentError, HomeReadOnly
from assistant.library.lock import is_held
from assistant.messages import say
from ingest.ahead import WINDOW, Ahead
from ingest.isolation import OnPage
from ingest.leaving import bare_folders, documents_under, left_of, take_out
from ingest.manifest import Entry, entry_in, manifest_over
from ingest.preparing import Prepared
from ingest.presence import fault_said, is_gone
from ingest.publishing import Item
from ingest.stamps import READER, Stamps
from ingest.telling import Options, Telling
from ingest.walking import Source
from ingest.wording import reason, unchanged

if TYPE_CHECKING:
    from ingest.service import IngestService


class Stopped(Exception):
    """The person asked to stop."""


@dataclass(frozen=True, slots=True)
class Looked:
    """What was found out of a file ahead of its turn. `prepared` is None where it need not be read, or not yet."""

    sha256: str
    entry: Entry | None = None
    prepared: Prepared | None = None


@dataclass
class Run:
    """Takes `found` one after another into `service`."""

    service: IngestService
    principal: Principal
    found: Sequence[Source]
    options: Options
    outcomes: list[FileOutcome] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.batch = self.service.batch(self._told)
        self.stamps = Stamps(self.service.library)
        self._planned: set[str] = set()
        self._rehearsed: dict[str, FileOutcome] = {}
        roots = self.options.roots
        self._vanished = {root for root in roots if not root.is_dir() and self._documents_under([root])}
        self._manifest_over = cache(manifest_over)
        self._known = self._unchanged()
        self._ahead = Ahead(self._look, lambda looked: len(looked.prepared.passages) if looked.prepared else 0)
        self._begun = 0
        self._claimed: set[str] = set()
        self._guard = threading.Lock()
        self._sources: dict[str, Source] = {}
        to_read = sum(source.size for source in self.found if source.key not in self._known)
        self._telling = Telling(len(self.found), to_read, self.options.on_progress)

    def _unchanged(self) -> dict[str, FileOutcome]:
        """The lines of the files that are as they were when they were taken in: for each no more than its look."""
        documents = {entry.document.path: entry.document for entry in self.service.library.entries()}
        lines: dict[str, FileOutcome] = {}
        for source in self.found:
            stamp, document = self.stamps.of(source), documents.get(source.key)
            if stamp is None or document is None or document.sha256 != stamp.sha256:
                continue
            if (self.options.reread and stamp.reader != READER) or self._outdated(source, document):
                continue
            lines[source.key] = unchanged(source.shown, document)
        return lines

    def take_all(self) -> bool:
        """Take every file in its turn. Returns False when the person asked to stop; what was begun is published."""
        with self._ahead:
            try:
                for source in self.found:
                    while self._begun < len(self.found) and len(self._ahead) < WINDOW:
                        self._begin(self.found[self._begun])
                        self._begun += 1
                    self.take(source)
            except Stopped:
                self.flush()
                return False
        self.flush()
        return True

    def _begin(self, source: Source) -> None:
        if source.fault is None and source.key not in self._known and source.path not in self._vanished:
            self._ahead.begin(source)

    def take(self, source: Source) -> None:
        """Read one file, or say why not; publish when enough is waiting. Raises Stopped."""
        if self.options.should_stop is not None and self.options.should_stop():
            raise Stopped
        self._telling.tell(source.shown, "reading")
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
            self._report(done, source)
        if self.batch.full:
            self.flush()

    def _look(self, source: Source, on_page: OnPage) -> Looked:
        """Runs ahead of the file's turn, in another thread. Raises DocumentError, OSError."""
        sha256, entry = self.stamps.sha256_of(source), self._entry(source)
        if not self._worth_reading(source, sha256):
            return Looked(sha256)
        content = source.path.read_bytes()
        return Looked(sha256, entry, self.service.prepared(content, source.path.name, entry, on_page))

    def _worth_reading(self, source: Source, sha256: str) -> bool:
        """What has another path here, or the same words as a file before it, is decided when its turn comes."""
        stored = self.service.library.find_by_path(source.key)
        if stored is not None:
            return stored.sha256 != sha256 or self._outdated(source, stored) or self._to_reread(source)
        with self._guard:
            first = sha256 not in self._claimed
            self._claimed.add(sha256)
        return first and self.service.twin(sha256) is None

    def _known_or_prepared(self, source: Source) -> FileOutcome | None:
        service = self.service
        if source.key in self._known:
            return self._known[source.key]
        if source.fault is not None:
            raise source.fault
        waited = source in self._ahead
        looked = self._ahead.take(source, self._on_page(source)) if waited else Looked(self.stamps.sha256_of(source))
        sha256, entry = looked.sha256, self._entry(source)
        if self.batch.holds(sha256, source.key):
            self.flush()  # its twin must be in the library before this one can be told from it
        stored = service.library.find_by_path(source.key)
        outdated = stored is not None and self._outdated(source, stored)
        if stored is None and sha256 in self._rehearsed:
            return self._copy_of(self._rehearsed[sha256], source)
        reread = stored is not None and stored.sha256 == sha256 and self._to_reread(source)
        if not outdated and not reread and (done := service.known(source.key, sha256, source.shown, self.stamps)):
            self.stamps.note(source, sha256, read=False)
            return done
        twin = service.twin(sha256) if stored is None else None
        if twin is not None and is_gone(twin):
            return self._moved(source, twin, entry)
        ready = looked.prepared if looked.entry == entry else None
        prepared = ready if ready is not None else self._prepared(source, entry)
        if reread and not outdated and stored is not None and service.reads_the_same(stored, prepared):
            self.stamps.note(source, sha256)
            return unchanged(source.shown, stored)
        document_id = stored.document_id if stored else None
        item = Item(source.shown, source.key, sha256, source.path, prepared, outdated or reread, document_id)
        return self._waiting(item, source)

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
            return self._waiting(Item(*facts, forced=True, document_id=twin.document_id, notes=(note,)), source)
        done = FileOutcome(source.shown, FileStatus.UNCHANGED, twin.document_id, None, twin.pages, (note,))
        if self.options.dry_run:
            self._rehearsed[twin.sha256] = replace(done, path=source.key)
        else:
            self.batch.writer().move(twin.document_id, source.key)
            self.stamps.note(source, twin.sha256, read=False)
        return done

    def _entry(self, source: Source) -> Entry:
        return entry_in(self._manifest_over(source.path.parent), source.path)

    def _outdated(self, source: Source, stored: Document) -> bool:
        """Tell whether the manifest says something of the file that its document has not heard yet.

        A value that differs may be a person's, which stands above the manifest's and stays.
        """
        entry = self._entry(source)
        if entry.agrees(stored.metadata):
            return False
        return dict(entry.values) != dict(self.service.manifest_of(stored))

    def _to_reread(self, source: Source) -> bool:
        stamp = self.stamps.of(source)
        return self.options.reread and (stamp is None or stamp.reader != READER)

    def _prepared(self, source: Source, entry: Entry, former: str = "") -> Prepared:
        content = source.path.read_bytes()
        return self.service.prepared(content, source.path.name, entry, self._on_page(source), former)

    def _on_page(self, source: Source) -> OnPage:
        def on_page(page: int, pages: int) -> None:
            if self.options.should_stop is not None and self.options.should_stop():
                raise Stopped
            self._telling.tell(source.shown, "ocr", (page, pages), source.size * (page - 1) / max(1, pages))

        return on_page

    def _waiting(self, item: Item, source: Source) -> FileOutcome | None:
        """Have `item` published with the next batch; in a dry run only say what would come of it."""
        if not self.options.dry_run:
            self.batch.items.append(item)
            self._sources[item.key] = source
            return None
        done = item.outcome(FileStatus.REPLACED if item.document_id else FileStatus.ADDED, item.document_id)
        self._rehearsed[item.sha256] = replace(done, path=item.key)
        return done

    def _copy_of(self, first: FileOutcome, source: Source) -> FileOutcome:
        """What a real run says of a file whose content came in just before, at the path of `first`."""
        note = say("ingest.same_content", self.service.language, path=first.path)
        return FileOutcome(source.shown, FileStatus.UNCHANGED, first.document_id, None, first.pages, (note,))

    def flush(self) -> None:
        """Publish what waits, and say what became of it."""
        items = list(self.batch.items)
        for item, outcome in zip(items, self.batch.flush(filter_for(self.principal)), strict=True):
            source = self._sources.pop(item.key)
            if outcome.status is not FileStatus.REJECTED:
                self.stamps.note(source, item.sha256)
            self._report(outcome, source)
        if self.batch.is_open:
            self._store_stamps()

    def finish(self) -> None:
        """Store the stamps that are left, and end what a killed run left, also when this one changed nothing.

        Neither is worth waiting for, and a library that cannot be written goes without.
        """
        library = self.service.library
        if not self.options.dry_run and (self.batch.is_open or not is_held(library.home)):
            with suppress(HomeReadOnly):
                self._store_stamps()
                if library.is_unfinished():
                    self.batch.writer()

    def _store_stamps(self) -> None:
        if self.stamps.news:
            self.batch.writer().saw(self.stamps.news)
            self.stamps.stored()

    def remove_gone(self) -> None:
        """Remove documents whose file under the roots is no longer there; one that only cannot be read stays."""
        roots, language = self.options.roots, self.service.language
        for line in bare_folders(roots, self._documents_under, language):
            self._report(line)
        here = {source.key for source in self.found if source.fault is None}
        left = left_of(self._documents_under(roots), roots, here)
        if not self.options.dry_run:
            take_out(left, self.batch)
        note = say("ingest.file_gone", language)
        for document in left:
            self._report(FileOutcome(document.path, FileStatus.REMOVED, document.document_id, note, document.pages))

    def _documents_under(self, roots: Sequence[Path]) -> list[Document]:
        """The documents whose file lies under `roots` and was not found to have moved."""
        stored = self.service.library.documents(filter_for(self.principal), Filters()) if roots else []
        return [each for each in documents_under(roots, stored) if each.document_id not in self._planned]

    def report(self) -> tuple[FileOutcome, ...]:
        """What has come out, in the order of the files; what no file stands for comes last."""
        place = {source.shown: index for index, source in enumerate(self.found)}
        return tuple(sorted(self.outcomes, key=lambda outcome: place.get(outcome.path, len(place))))

    def _told(self, path: str, stage: str, done: int, total: int) -> None:
        """What the batch tells, as a step of this run."""
        size = sum(source.size for source in self._sources.values())
        self._telling.tell(path, stage, (done, total), size * done / max(1, total) if stage == "embedding" else 0.0)

    def _report(self, outcome: FileOutcome, source: Source | None = None) -> None:
        self.outcomes.append(outcome)
        self._telling.finished(source.size if source is not None and source.key not in self._known else 0)
        if self.options.on_file is not None:
            self.options.on_file(outcome)
