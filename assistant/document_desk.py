"""The half of `Assistant` that minds the papers: what is held, how it was read, what people decide about it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from assistant.access import filter_for
from assistant.audit import AuditLog
from assistant.curation import (
    Decision,
    PageAccount,
    ReadingAccount,
    Replacement,
    StaleDependent,
    Standing,
)
from assistant.domain import (
    Document,
    Facets,
    FileOutcome,
    Filters,
    IngestReport,
    Page,
    Passage,
    Principal,
    ReindexReport,
)
from assistant.ports import DocumentIntake, IngestProgress
from assistant.text import periods

if TYPE_CHECKING:
    from assistant.library.library import Library

EVERYTHING = Filters()


class DocumentDesk:
    """Every method takes the person; nothing is looked up before the filter is made from them."""

    def __init__(self, library: Library, intake: DocumentIntake, audit: AuditLog) -> None:
        self._library = library
        self._intake = intake
        self._audit = audit

    def documents(self, principal: Principal, filters: Filters = EVERYTHING) -> tuple[Document, ...]:
        """The documents this person may see, by title."""
        found = self._library.documents(filter_for(principal), filters)
        return tuple(sorted(found, key=lambda document: document.title))

    def document(self, document_id: str, principal: Principal) -> Document:
        """Raises NotFound, also for a document this person may not see."""
        return self._library.document(document_id, filter_for(principal))

    def page(self, document_id: str, number: int, principal: Principal, version: int | None = None) -> Page:
        """The stored text of one page, the very string that citation offsets count in. Raises NotFound."""
        return self._library.page(document_id, number, filter_for(principal), version)

    def passages(self, document_id: str, principal: Principal) -> tuple[Passage, ...]:
        """All passages of a document in reading order."""
        return tuple(self._library.document_passages(document_id, filter_for(principal)))

    def facets(self, principal: Principal) -> Facets:
        """The years, kinds and places this person can filter by."""
        metadata = [document.metadata for document in self._library.documents(filter_for(principal), EVERYTHING)]
        years = {year for each in metadata for year in periods.years_of(each.period)}
        years |= {each.published.year for each in metadata if each.published and not periods.years_of(each.period)}
        return Facets(
            years=tuple(sorted(years, reverse=True)),
            kinds=tuple(sorted({each.kind for each in metadata if each.kind})),
            places=tuple(sorted({each.place for each in metadata if each.place})),
        )

    def ingest(
        self,
        paths: str | Path | Sequence[str | Path],
        principal: Principal,
        *,
        sync: bool = False,
        dry_run: bool = False,
        reread: bool = False,
        on_progress: Callable[[IngestProgress], None] | None = None,
        on_file: Callable[[FileOutcome], None] | None = None,
        should_stop: Callable[[], bool] | None = None,
    ) -> IngestReport:
        """Take in files and folders, one path or several. One bad file is a line in the report, never the end."""
        given = (paths,) if isinstance(paths, str | Path) else paths
        report = self._intake.ingest(
            tuple(map(Path, given)),
            principal,
            sync=sync,
            dry_run=dry_run,
            reread=reread,
            on_progress=on_progress,
            on_file=on_file,
            should_stop=should_stop,
        )
        self._audit.record("ingest", principal, {"files": len(report.files), "dry_run": dry_run})
        return report

    def watch(
        self,
        paths: str | Path | Sequence[str | Path],
        principal: Principal,
        *,
        on_report: Callable[[IngestReport], None] | None = None,
        on_progress: Callable[[IngestProgress], None] | None = None,
        on_file: Callable[[FileOutcome], None] | None = None,
        should_stop: Callable[[], bool] | None = None,
    ) -> None:
        """Keep files and folders mirrored, until `should_stop` says so or Ctrl-C is pressed.

        `on_file` hears of each change, `on_report` of each look that changed something. Raises UsageError for a path
        that is not there.
        """
        given = (paths,) if isinstance(paths, str | Path) else paths

        def heard(report: IngestReport) -> None:
            self._audit.record("ingest", principal, {"files": len(report.files), "dry_run": False})
            if on_report is not None:
                on_report(report)

        self._intake.watch(
            tuple(map(Path, given)),
            principal,
            heard,
            on_progress=on_progress,
            on_file=on_file,
            should_stop=should_stop,
        )

    def add_upload(
        self,
        name: str,
        content: bytes,
        principal: Principal,
        on_progress: Callable[[IngestProgress], None] | None = None,
    ) -> FileOutcome:
        """Take in one uploaded file. The same name again is a new version of the same document."""
        outcome = self._intake.add_upload(name, content, principal, on_progress)
        self._audit.record("upload", principal, {"name": name, "status": outcome.status.value})
        return outcome

    def reindex(
        self,
        principal: Principal,
        *,
        embedding: str | None = None,
        recut: bool = False,
        on_progress: Callable[[IngestProgress], None] | None = None,
        should_stop: Callable[[], bool] | None = None,
    ) -> ReindexReport:
        """Make every document's vectors anew, with another model (`embedding`) or cut anew (`recut`), and swap at once.

        Everyone goes on with the old ones until then; interrupted, nothing has changed and the next call goes on.
        """
        report = self._intake.reindex(
            principal, embedding=embedding, recut=recut, on_progress=on_progress, should_stop=should_stop
        )
        details = {"model": report.model_id, "recut": recut, "finished": report.finished}
        self._audit.record("reindex", principal, details)
        return report

    def remove(self, document_id: str, principal: Principal) -> FileOutcome:
        """Take a document out of every index. Raises NotFound."""
        self.document(document_id, principal)
        outcome = self._intake.remove(document_id, principal)
        self._audit.record("remove", principal, {"document_id": document_id})
        return outcome

    def reading_account(self, document_id: str, principal: Principal) -> ReadingAccount:
        """How a document was read, page by page, what is known of it and from whom, and what it stands beside.

        Raises NotFound.
        """
        access = filter_for(principal)
        document = self._library.document(document_id, access)
        corrected = {each.page_sha256 for each in self._library.corrections() if each.page_sha256}
        pages = self._library.pages(document_id, access)
        replacements = self._library.replacements(access)
        return ReadingAccount(
            document=document,
            standing=Standing(document.status),
            described=self._library.described(document_id, access),
            pages=tuple(_account(page, corrected) for page in pages),
            warnings=self._library.warnings(document_id, access),
            replacements=tuple(each for each in replacements if document_id in (each.older, each.newer)),
            near_duplicates=self._intake.near_duplicates(document_id, principal),
            dependents=len(self._library.dependents.of_document(document_id)),
        )

    def describe(self, document_id: str, values: Mapping[str, object], principal: Principal) -> Document:
        """Set what is known of a document, by the names of `Metadata`; None takes a person's word back.

        A person's word wins over the text's and the manifest's, and a new edition of the file does not change it.
        Raises NotFound, UsageError for a name or a value that is none.
        """
        self.document(document_id, principal)
        with self._library.writing() as writer:
            done = writer.describe(document_id, values, principal.user)
        self._audit.record("describe", principal, {"document_id": document_id, "names": sorted(values)})
        return done

    def replacements(self, principal: Principal) -> tuple[Replacement, ...]:
        """Which papers took the place of which, and which might have: those wait for a person's decision."""
        return tuple(self._library.replacements(filter_for(principal)))

    def decide(self, older: str, newer: str, state: Decision, principal: Principal) -> None:
        """Say that `newer` replaces `older`, or that it does not. Raises NotFound, UsageError for the same document."""
        self.document(older, principal)
        self.document(newer, principal)
        with self._library.writing() as writer:
            writer.decide(older, newer, state, principal.user)
        details = {"older": older, "newer": newer, "state": state.value}
        self._audit.record("decide", principal, details)

    def correct_text(self, document_id: str, page: int, block: int, text: str, principal: Principal) -> FileOutcome:
        """Have block `block` (from 0) of a page read `text`; empty text leaves it out. The document is read anew.

        The same text confirms numbers that text recognition was unsure of. Raises NotFound, UsageError.
        """
        self.document(document_id, principal)
        outcome = self._intake.correct_text(document_id, page, block, text, principal)
        self._audit.record("correct", principal, {"document_id": document_id, "page": page, "block": block})
        return outcome

    def correct_order(
        self, document_id: str, page: int, order: Sequence[Sequence[int]], principal: Principal
    ) -> FileOutcome:
        """Have a page's blocks read in `order`, as `Page.flow`. Raises NotFound, UsageError."""
        self.document(document_id, principal)
        flow = tuple(map(tuple, order))
        outcome = self._intake.correct_order(document_id, page, flow, principal)
        self._audit.record("correct", principal, {"document_id": document_id, "page": page, "order": True})
        return outcome

    def take_back_corrections(self, document_id: str, page: int, principal: Principal) -> FileOutcome:
        """Read a page as it stands in the file again. Raises NotFound."""
        self.document(document_id, principal)
        outcome = self._intake.take_back_corrections(document_id, page, principal)
        self._audit.record("uncorrect", principal, {"document_id": document_id, "page": page})
        return outcome

    def page_image(self, document_id: str, number: int, principal: Principal) -> bytes | None:
        """The page as it looks, as PNG; None for a file that has no look of its own. Raises NotFound."""
        self.document(document_id, principal)
        return self._intake.page_image(document_id, number, principal)

    def stale(self, principal: Principal) -> tuple[StaleDependent, ...]:
        """What cites a passage that has changed, gone or lost its force since."""
        return tuple(self._library.dependents.stale(filter_for(principal)))


def _account(page: Page, corrected: set[str]) -> PageAccount:
    tables, in_table = 0, False
    for block in page.blocks:
        row = block.kind == "table_row"
        tables += row and not in_table
        in_table = row
    return PageAccount(
        page=page.number,
        read_as=page.read_as.value,
        characters=sum(not character.isspace() for character in page.text),
        tables=tables,
        order_confidence=page.order_confidence,
        doubtful=sum(len(block.doubtful) for block in page.blocks),
        removed=page.removed,
        warnings=page.warnings,
        corrected=page.as_read in corrected,
    )
