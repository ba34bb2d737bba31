"""Documents whose files are gone: which they are, and taking them out of the library."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from pathlib import Path

from assistant.domain import Document, FileOutcome, FileStatus
from assistant.messages import Language, say
from ingest.presence import is_bare, is_gone
from ingest.publishing import Batch
from ingest.walking import lies_under


def documents_under(roots: Sequence[Path], documents: Sequence[Document]) -> list[Document]:
    """Those whose file lay at one of `roots` or below."""
    return [each for each in documents if lies_under(each.path, roots)] if roots else []


def bare_folders(
    roots: Sequence[Path], stored: Callable[[Sequence[Path]], Sequence[Document]], language: Language
) -> list[FileOutcome]:
    """A line for each folder that holds nothing while documents came from it: its share may not be mounted."""
    lines = []
    for root in roots:
        if is_bare(root) and (missed := stored([root])):
            why = say("ingest.folder_bare", language, count=len(missed))
            lines.append(FileOutcome(str(root), FileStatus.REJECTED, reason=why))
    return lines


def left_of(documents: Sequence[Document], roots: Sequence[Path], here: Collection[str]) -> list[Document]:
    """Those whose file is surely gone. `here` are paths just seen; what lay in a bare folder stays."""
    bare = [root for root in roots if is_bare(root)]
    missing = (document for document in documents if document.path not in here and is_gone(document))
    return [document for document in missing if not lies_under(document.path, bare)]


def take_out(documents: Sequence[Document], batch: Batch) -> None:
    """Remove them, and forget how their files looked."""
    if documents:
        for document in documents:
            batch.writer().remove(document.document_id)
        batch.writer().saw(dict.fromkeys(document.path for document in documents))
