"""Everything the product can do, one method each: make the access filter, delegate, record, return.

A page or a command calls one of these methods and renders what comes back. Read this file first.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING, Any

from assistant.access import AccessFilter, filter_for
from assistant.answering.suggestions import suggest
from assistant.audit import AuditLog
from assistant.domain import (
    Answer,
    AnswerStatus,
    Check,
    Citation,
    Document,
    Facets,
    FileOutcome,
    Filters,
    IngestReport,
    Page,
    Passage,
    Principal,
    QuoteInContext,
    SearchMode,
    SearchResult,
)
from assistant.errors import UsageError
from assistant.ports import Answerer, DocumentIntake, IngestProgress, Retriever
from assistant.text import periods

if TYPE_CHECKING:
    from langchain_core.messages import AIMessageChunk
    from langchain_core.retrievers import BaseRetriever
    from langchain_core.runnables import Runnable

    from assistant.library.library import Library

EVERYTHING = Filters()
EVIDENCE = 40
"""Passages handed to the answerer. More costs time and adds little: see evals/baselines."""


@dataclass(frozen=True)
class Parts:
    """What bootstrap puts together. The intake comes from the door, so that this package never imports `ingest`."""

    library: Library
    retriever: Retriever
    answerer: Answerer
    intake: DocumentIntake
    audit: AuditLog
    checks: Callable[[], Sequence[Check]]


class Assistant:
    """The product. Every method takes the person; nothing is looked up before the filter is made from them."""

    def __init__(self, parts: Parts) -> None:
        self._parts = parts
        self._library = parts.library
        # Made from what this access filter sees of this generation; another person's or a later one is made anew.
        self._suggested: tuple[tuple[object, ...], tuple[str, ...]] = ((), ())

    def ask(self, question: str, principal: Principal, filters: Filters = EVERYTHING) -> Answer:
        """Answer from the papers, or refuse and say why. A refusal is a result, not an error.

        Raises UsageError for a question that is empty or no text.
        """
        started = perf_counter()
        question = _worded(question)
        access = filter_for(principal)
        found = self._parts.retriever.retrieve(question, access, filters, EVIDENCE, SearchMode.HYBRID)
        answer = self._parts.answerer.answer(question, found, access)
        answer = replace(answer, seconds=perf_counter() - started)
        shown = [citation.passage_id for citation in answer.citations]
        outcome = {"status": answer.status.value, "reason": answer.reason.value if answer.reason else None}
        self._parts.audit.record("ask", principal, {"question": question, **outcome, "shown": shown})
        return answer

    def search(
        self,
        words: str,
        principal: Principal,
        filters: Filters = EVERYTHING,
        *,
        limit: int = 10,
        mode: SearchMode = SearchMode.HYBRID,
    ) -> SearchResult:
        """Find passages, best first, with the score of every leg. Raises UsageError for empty words, a limit below 1
        and a mode that does not exist.
        """
        started = perf_counter()
        words, limit, mode = _worded(words), _counted(limit), _known(mode)
        found = self._parts.retriever.retrieve(words, filter_for(principal), filters, limit, mode)
        return replace(found, seconds=perf_counter() - started)

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

    def quote_in_context(self, citation: Citation, principal: Principal, around: int = 160) -> QuoteInContext:
        """The cited words with up to `around` characters before and after them on their page.

        A stitched quote (several spans) is shown from its first span's page. Raises NotFound.
        """
        first = citation.spans[0]
        text = self.page(citation.document_id, first.page, principal, citation.version).text
        same_page = [span for span in citation.spans if span.page == first.page]
        start, end = min(span.start for span in same_page), max(span.end for span in same_page)
        before, after = text[max(0, start - around) : start], text[end : end + around]
        return QuoteInContext(first.page, before, text[start:end], after)

    def suggestions(self, principal: Principal, count: int = 4) -> tuple[str, ...]:
        """Questions that this library can answer, made from its own sentences."""
        access = filter_for(principal)
        generation = self._library.generation()
        key = (generation, access.labels, count)
        if self._suggested[0] != key:
            found = suggest(self._library, access, count, lambda question: self._answers(question, access))
            self._suggested = (key, found)
        return self._suggested[1]

    def _answers(self, question: str, access: AccessFilter) -> bool:
        found = self._parts.retriever.retrieve(question, access, EVERYTHING, EVIDENCE, SearchMode.HYBRID)
        return self._parts.answerer.answer(question, found, access).status is AnswerStatus.ANSWERED

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
        on_progress: Callable[[IngestProgress], None] | None = None,
        on_file: Callable[[FileOutcome], None] | None = None,
        should_stop: Callable[[], bool] | None = None,
    ) -> IngestReport:
        """Take in files and folders, one path or several. One bad file is a line in the report, never the end."""
        given = (paths,) if isinstance(paths, str | Path) else paths
        report = self._parts.intake.ingest(
            tuple(map(Path, given)),
            principal,
            sync=sync,
            dry_run=dry_run,
            on_progress=on_progress,
            on_file=on_file,
            should_stop=should_stop,
        )
        self._parts.audit.record("ingest", principal, {"files": len(report.files), "dry_run": dry_run})
        return report

    def add_upload(
        self,
        name: str,
        content: bytes,
        principal: Principal,
        on_progress: Callable[[IngestProgress], None] | None = None,
    ) -> FileOutcome:
        """Take in one uploaded file. The same name again is a new version of the same document."""
        outcome = self._parts.intake.add_upload(name, content, principal, on_progress)
        self._parts.audit.record("upload", principal, {"name": name, "status": outcome.status.value})
        return outcome

    def remove(self, document_id: str, principal: Principal) -> FileOutcome:
        """Take a document out of every index. Raises NotFound."""
        self.document(document_id, principal)
        outcome = self._parts.intake.remove(document_id, principal)
        self._parts.audit.record("remove", principal, {"document_id": document_id})
        return outcome

    def as_retriever(self, principal: Principal, limit: int = 10) -> BaseRetriever:
        """The search as a LangChain `BaseRetriever`."""
        from assistant.langchain_doors import ClearwellRetriever

        return ClearwellRetriever(assistant=self, principal=principal, limit=limit)

    def as_chain(self, principal: Principal) -> Runnable[str | dict[str, Any], AIMessageChunk]:
        """The whole product as a LangChain `Runnable` that streams checked sentences; asked with the question, or
        with a dictionary that has "question".
        """
        from assistant.langchain_doors import as_chain

        return as_chain(self, principal)

    def repair(self) -> None:
        """Rebuild every index from the registry and the kept originals. Raises LibraryBusy."""
        self._library.repair()

    def doctor(self) -> tuple[Check, ...]:
        """Check settings, model, registry and indexes; each line says what to do when it is not right."""
        return tuple(self._parts.checks())


def _worded(words: object) -> str:
    """The words without white space around them and without lone surrogates: those come from undecodable bytes, and
    neither the indexes nor the record can hold them.
    """
    if not isinstance(words, str):
        raise UsageError(f"a question is a str, not {words!r}", key="question_not_text", found=repr(words))
    cleaned = words.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "ignore").strip()
    if not cleaned:
        raise UsageError("the question is empty", key="empty_question")
    return cleaned


def _counted(limit: object) -> int:
    if not isinstance(limit, int) or isinstance(limit, bool) or limit < 1:
        raise UsageError(f"limit {limit!r} is not a whole number from 1", key="bad_limit", value=repr(limit))
    return limit


def _known(mode: object) -> SearchMode:
    if mode not in tuple(SearchMode):
        known = ", ".join(SearchMode)
        raise UsageError(f"mode {mode!r} is none of {known}", key="bad_mode", value=str(mode), known=known)
    return SearchMode(str(mode))
