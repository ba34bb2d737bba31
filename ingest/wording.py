"""Notices and errors as sentences in the person's language."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from assistant.domain import Document, FileOutcome, FileStatus, Page, ReadAs
from assistant.errors import DocumentError, UnsupportedFormat
from assistant.messages import Language, explain, say
from ingest.readers.document import Notice, ReadDocument

_SHOWN_PAGES = 12
REFUSALS = ("bomb", "too_deep", "too_slow", "too_much_memory", "reader_died")
"""Kinds of UnreadableDocument that have a sentence of their own in `catalogues/ingest.toml`."""


def reason(error: DocumentError, language: Language) -> str:
    """Return why a file was rejected and what to do, in one line."""
    kind = error.params.get("kind")
    if kind in REFUSALS:
        return say(f"ingest.{kind}", language)
    if isinstance(error, UnsupportedFormat) and kind:
        error.params["found"] = say(f"ingest.found_{kind}", language)
    return " ".join(part for part in explain(error, language) if part)


def unchanged(shown: str, stored: Document) -> FileOutcome:
    """The line of a file whose document is as it was."""
    return FileOutcome(shown, FileStatus.UNCHANGED, stored.document_id, None, stored.pages)


def warnings_of(document: ReadDocument, language: Language) -> tuple[str, ...]:
    """Return the document's warnings; the same notice for many pages is one line that lists them."""
    lines: list[str] = []
    if all(page.read_as is ReadAs.NONE for page in document.pages):
        lines.append(say("ingest.nothing_read", language))
    grouped: dict[str, list[Notice]] = {}
    for item in document.notices:
        grouped.setdefault(item.key if not item.params else repr(item), []).append(item)
    for items in grouped.values():
        lines.append(sentence(items, language))
    return tuple(lines)


def annotated(document: ReadDocument, language: Language) -> tuple[Page, ...]:
    """Return the document's pages, each with what is to be known of it and with what was taken out of it."""
    warnings, removed = _by_page(document.notices, language), _by_page(document.removed, language)
    return tuple(
        replace(
            page,
            warnings=(*page.warnings, *warnings.get(page.number, ())),
            removed=(*page.removed, *removed.get(page.number, ())),
        )
        for page in document.pages
    )


def _by_page(notices: Sequence[Notice], language: Language) -> dict[int, list[str]]:
    sentences: dict[int, list[str]] = {}
    for item in notices:
        if item.page is not None:
            sentences.setdefault(item.page, []).append(sentence([item], language))
    return sentences


def sentence(items: Sequence[Notice], language: Language) -> str:
    """Return one line for notices that differ in their page only."""
    numbers = [item.page for item in items if item.page is not None]
    pages = _ranges(numbers)
    mark = "、" if language == "zh" else ", "
    shown = mark.join(pages[:_SHOWN_PAGES]) + ("…" if len(pages) > _SHOWN_PAGES else "")
    return say(f"ingest.{items[0].key}", language, pages=shown, **dict(items[0].params))


def _ranges(numbers: Sequence[int]) -> list[str]:
    """1, 2, 3, 7 → 1-3, 7."""
    runs: list[list[int]] = []
    for number in sorted(set(numbers)):
        if runs and number == runs[-1][-1] + 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    return [f"{run[0]}-{run[-1]}" if len(run) > 1 else str(run[0]) for run in runs]
