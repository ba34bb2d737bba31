"""One question from its words to an answer: first what is in force; then, if that says nothing, what no longer is."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from assistant.access import AccessFilter
from assistant.domain import Answer, AnswerPiece, AnswerStatus, Citation, Filters, Reason, SearchMode
from assistant.messages import Language, say
from assistant.ports import Answerer, PassageStore, Retriever, StreamingAnswerer
from assistant.text.tokens import language_of

EVIDENCE = 40
"""Passages handed to the answerer. More costs time and adds little: see evals/baselines."""
_OUT_OF_FORCE = ("superseded", "ended")


@dataclass(frozen=True, slots=True)
class Asking:
    """What answers a question."""

    store: PassageStore
    retriever: Retriever
    answerer: Answerer

    def ask(self, question: str, access: AccessFilter, filters: Filters) -> Answer:
        """Answer from the papers in force, or as of a day, or from those named.

        A paper out of force never answers by itself: when only such a paper says something, that is a refusal with the
        reason `superseded_only`, its words cited, and what took its place named. An answer from one that was named
        says so.
        """
        return self._finished(self._answered(question, access, filters), access, filters)

    def stream(
        self, question: str, access: AccessFilter, filters: Filters, approved: Answer | None = None
    ) -> Iterator[AnswerPiece]:
        """As `ask`, in pieces as they are checked; their texts joined are the answer's, which the last piece has.

        An `approved` answer comes in one piece, and nothing is looked up.
        """
        if approved is not None:
            yield AnswerPiece(approved.text, citations=approved.citations, answer=approved)
            return
        told = ""
        for piece in self._pieces(question, access, filters):
            if piece.answer is None:
                told += piece.text
                yield piece
            else:
                answer = self._finished(piece.answer, access, filters)
                yield AnswerPiece(answer.text.removeprefix(told), answer=answer)

    def _pieces(self, question: str, access: AccessFilter, filters: Filters) -> Iterator[AnswerPiece]:
        if not isinstance(self.answerer, StreamingAnswerer):
            answer = self._answered(question, access, filters)
            yield AnswerPiece(answer.text, answer=answer)
            return
        found = self.retriever.retrieve(question, access, filters, EVIDENCE, SearchMode.HYBRID)
        yield from self.answerer.stream(question, found, access)

    def _finished(self, answer: Answer, access: AccessFilter, filters: Filters) -> Answer:
        """With what the standing of its papers makes of it: a warning at its end, or another refusal."""
        question = answer.question
        if filters.as_of:
            return answer  # what was in force that day is what was asked for
        if filters.document_ids:
            return _with_warning(answer)
        if answer.status is not AnswerStatus.REFUSED or answer.reason is not Reason.NOTHING_RELEVANT:
            return answer
        old = self._answered_by_the_old(question, access, filters)
        return replace(old, question=answer.question) if old else answer

    def _answered(self, question: str, access: AccessFilter, filters: Filters) -> Answer:
        found = self.retriever.retrieve(question, access, filters, EVIDENCE, SearchMode.HYBRID)
        return self.answerer.answer(question, found, access)

    def _answered_by_the_old(self, question: str, access: AccessFilter, filters: Filters) -> Answer | None:
        """The refusal that shows what papers out of force say, None when they do not answer either."""
        held = self.store.documents(access, filters)
        old = tuple(each.document_id for each in held if each.status in _OUT_OF_FORCE)
        if not old:
            return None
        answer = self._answered(question, access, replace(filters, document_ids=old))
        if answer.status is AnswerStatus.REFUSED:
            return None
        return replace(
            answer,
            status=AnswerStatus.REFUSED,
            reason=Reason.SUPERSEDED_ONLY,
            text=_only_superseded(answer),
            claims=(),
        )


def _only_superseded(answer: Answer) -> str:
    language = language_of(answer.question)
    told = "\n".join(
        say("answer.out_of_force_says", language, text=f"{claim.text}[{claim.citations[0]}]", standing=standing)
        for claim in answer.claims
        for standing in [standing_said(answer.citations[claim.citations[0] - 1], language)]
    )
    return say("answer.superseded_only", language, told=told)


def _with_warning(answer: Answer) -> Answer:
    """The answer, with a line for each cited paper that is not in force."""
    language = language_of(answer.question)
    lines = {
        say("answer.not_in_force", language, title=each.title, standing=standing_said(each, language))
        for each in cited_in(answer)
        if each.standing != "in_force"
    }
    return replace(answer, text="\n".join([answer.text, *sorted(lines)])) if lines else answer


def cited_in(answer: Answer) -> Sequence[Citation]:
    """The citations that claims of `answer` rest on."""
    used = {n for claim in answer.claims for n in claim.citations}
    return [each for each in answer.citations if each.n in used]


def standing_said(citation: Citation, language: Language) -> str:
    """Whether the cited paper is in force, in words: 已被《…》取代."""
    key = "superseded_by" if citation.standing == "superseded" and citation.superseded_by else citation.standing
    return say(f"answer.standing_{key}", language, title=citation.superseded_by)
