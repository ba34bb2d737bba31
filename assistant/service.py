"""Everything the product can do, one method each: make the access filter, delegate, record, return.

A page or a command calls one of these methods and renders what comes back. Read this file first.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from time import perf_counter
from typing import TYPE_CHECKING, Any

from assistant.access import AccessFilter, filter_for
from assistant.answering.suggestions import suggest
from assistant.asking import Asking
from assistant.audit import AuditLog
from assistant.document_desk import EVERYTHING
from assistant.domain import (
    Answer,
    AnswerPiece,
    AnswerStatus,
    Check,
    Citation,
    Filters,
    Principal,
    QuoteInContext,
    SameWords,
    SearchMode,
    SearchResult,
)
from assistant.errors import UsageError
from assistant.ports import Answerer, DocumentIntake, Embedder, Retriever
from assistant.practice_desk import PracticeDesk
from assistant.retrieval.definitions import Definitions
from assistant.retrieval.synonyms import SynonymList
from assistant.review_desk import ReviewDesk
from assistant.verification import Source, Verification, verify

if TYPE_CHECKING:
    from langchain_core.messages import AIMessageChunk
    from langchain_core.retrievers import BaseRetriever
    from langchain_core.runnables import Runnable

    from assistant.library.library import Library


@dataclass(frozen=True)
class Parts:
    """What bootstrap puts together. The intake comes from the door, so that this package never imports `ingest`."""

    library: Library
    retriever: Retriever
    answerer: Answerer
    intake: DocumentIntake
    audit: AuditLog
    checks: Callable[[], Sequence[Check]]
    trier: Answerer | None = None
    """Answers questions that nobody asked, to see whether they have an answer; the answerer itself when None."""
    embedder: Embedder | None = None
    """Tells how near a question is to those with an approved answer; None: only the very question gets it."""


class Assistant(PracticeDesk, ReviewDesk):
    """The product. Every method takes the person; nothing is looked up before the filter is made from them."""

    def __init__(self, parts: Parts) -> None:
        super().__init__(parts.library, parts.intake, parts.audit)
        self._embedder = parts.embedder
        self._retriever = parts.retriever
        self._parts = parts
        self._asking = Asking(parts.library, parts.retriever, parts.answerer)
        self._trying = replace(self._asking, answerer=parts.trier or parts.answerer)
        # Made from what this access filter sees of this generation; another person's or a later one is made anew.
        self._suggested: tuple[tuple[object, ...], tuple[str, ...]] = ((), ())

    def ask(self, question: str, principal: Principal, filters: Filters = EVERYTHING) -> Answer:
        """Answer from the papers, or refuse and say why. A refusal is a result, not an error.

        A question with an approved answer gets that. What is refused is counted among the gaps. Raises UsageError for
        a question that is empty or no text.
        """
        started = perf_counter()
        question = _worded(question)
        access = filter_for(principal)
        found = self._approved_answer(question, access, filters) or self._asking.ask(question, access, filters)
        answer = replace(found, seconds=perf_counter() - started)
        self._record_answer(question, principal, answer, answer.citations)
        self._note_gap(question, principal, answer, filters)
        return answer

    def ask_in_pieces(
        self, question: str, principal: Principal, filters: Filters = EVERYTHING
    ) -> Iterator[AnswerPiece]:
        """As `ask`, sentence by sentence as they are checked. The texts joined are the answer's text; the last piece
        has the answer. What was shown is recorded also when the reader leaves before the end.
        """
        started = perf_counter()
        question = _worded(question)
        shown: list[Citation] = []
        answer: Answer | None = None
        try:
            access = filter_for(principal)
            for piece in self._asking.stream(
                question, access, filters, self._approved_answer(question, access, filters)
            ):
                if piece.answer is not None:
                    answer = replace(piece.answer, seconds=perf_counter() - started)
                    piece = replace(piece, answer=answer)
                shown += piece.citations
                yield piece
        finally:
            self._record_answer(question, principal, answer, answer.citations if answer else shown)
            if answer is not None:
                self._note_gap(question, principal, answer, filters)

    def _record_answer(
        self, question: str, principal: Principal, answer: Answer | None, shown: Sequence[Citation]
    ) -> None:
        outcome = {
            "status": answer.status.value if answer else None,
            "reason": answer.reason.value if answer and answer.reason else None,
        }
        passages = list(dict.fromkeys(citation.passage_id for citation in shown))
        self._parts.audit.record("ask", principal, {"question": question, **outcome, "shown": passages})

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

    def synonyms(self, principal: Principal) -> tuple[SameWords, ...]:
        """Words that mean the same when something is looked for: people's, those that come along, the papers' own."""
        mined = Definitions(self._library).known_to(filter_for(principal))
        return SynonymList(self._library.home).groups(mined)

    def add_synonyms(self, words: Sequence[str], principal: Principal) -> SameWords:
        """Have `words` mean the same from the next question on. Raises UsageError for fewer than two words."""
        added = SynonymList(self._library.home).add(words)
        self._parts.audit.record("synonyms", principal, {"added": list(added.words)})
        return added

    def remove_synonyms(self, words: Sequence[str], principal: Principal) -> tuple[SameWords, ...]:
        """No longer use the groups that hold all of `words`, wherever they are from. Raises UsageError for none."""
        mined = Definitions(self._library).known_to(filter_for(principal))
        removed = SynonymList(self._library.home).remove(words, mined)
        self._parts.audit.record("synonyms", principal, {"removed": [list(each.words) for each in removed]})
        return removed

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

    def verify(self, claim: str, sources: Sequence[Source]) -> Verification:
        """Check a sentence against the quotes it rests on, number by number. Nothing is looked up."""
        return verify(claim, sources)

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
        return self._trying.ask(question, access, EVERYTHING).status is AnswerStatus.ANSWERED

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
