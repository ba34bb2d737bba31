"""The whole intake: taking files in, and putting right how they were read.

What a person put right is stored first; then the document is read anew from its kept original, in the same session.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from assistant.access import filter_for
from assistant.curation import Correction
from assistant.domain import FileOutcome, Page, Principal
from assistant.errors import DocumentError, NotFound, UsageError
from ingest.corrections import order_correction, sha256_of_text, text_corrections
from ingest.isolation import picture_bounded
from ingest.manifest import Entry
from ingest.picturing import PictureTask
from ingest.presence import UPLOADS
from ingest.publishing import Item
from ingest.service import IngestService

if TYPE_CHECKING:
    from assistant.library.writer import Writer


class Intake(IngestService):
    """Implements `assistant.ports.DocumentIntake`."""

    def correct_text(self, document_id: str, page: int, block: int, text: str, principal: Principal) -> FileOutcome:
        """Have a block of a page read `text` from now on, and read the document anew. Raises NotFound, UsageError."""
        stored = self.library.page(document_id, page, filter_for(principal))
        if not 0 <= block < len(stored.blocks):
            raise UsageError(f"page {page} has {len(stored.blocks)} blocks, not {block!r}", key="no_such_block")
        made = text_corrections(stored, block, text, self.library.corrections())
        return self._with_corrections(document_id, made, principal)

    def correct_order(
        self, document_id: str, page: int, order: tuple[tuple[int, ...], ...], principal: Principal
    ) -> FileOutcome:
        """Have a page's blocks read in `order`, and read the document anew. Raises NotFound, UsageError."""
        stored = self.library.page(document_id, page, filter_for(principal))
        return self._with_corrections(document_id, (order_correction(stored, order),), principal)

    def take_back_corrections(self, document_id: str, page: int, principal: Principal) -> FileOutcome:
        """Forget the corrections of a page, and read the document anew. Raises NotFound."""
        names = _names(self.library.page(document_id, page, filter_for(principal)))
        known = [each for each in self.library.corrections() if each.page_sha256 in names]

        def forget(writer: Writer) -> None:
            for each in known:
                writer.uncorrect(each.page_sha256, each.block_sha256)

        return self._read_anew(document_id, principal, forget)

    def page_image(self, document_id: str, number: int, principal: Principal) -> bytes | None:
        """The page as it looks, as PNG; None for a file that has no look of its own. Raises NotFound."""
        access = filter_for(principal)
        document = self.library.document(document_id, access)
        try:
            content = self.library.original(document_id, access).read_bytes()
            return picture_bounded(PictureTask(content, Path(document.path).name, number), self.limits)
        except (NotFound, DocumentError):
            return None  # the text as read is there; only its picture is not

    def _with_corrections(self, document_id: str, made: Iterable[Correction], principal: Principal) -> FileOutcome:
        def store(writer: Writer) -> None:
            for each in made:
                writer.correct(replace(each, by=principal.user))

        return self._read_anew(document_id, principal, store)

    def _read_anew(self, document_id: str, principal: Principal, decide: Callable[[Writer], None]) -> FileOutcome:
        access = filter_for(principal)
        document, original = self.library.document(document_id, access), self.library.original(document_id, access)
        name = Path(document.path.removeprefix(UPLOADS)).name
        entry = Entry(tuple(self.manifest_of(document).items()))
        with self.batch(lambda *_: None) as batch:
            # The writing session stays open: nobody else publishes between the correction and its reading.
            decide(batch.writer())
            prepared = self.prepared(original.read_bytes(), name, entry, None)
            item = Item(name, document.path, document.sha256, original, prepared, forced=True, document_id=document_id)
            batch.items.append(item)
            return batch.flush(access)[0]


def _names(page: Page) -> set[str]:
    return {page.as_read, sha256_of_text(page.text)}
