"""The default engine: sentences of the papers themselves, chosen, cited and checked. No LLM."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from assistant.access import AccessFilter
from assistant.answering import question as questions
from assistant.answering.candidates import Candidate, Shortlist, gather, uncrowded, weigh, with_similarity
from assistant.answering.evidence import cite
from assistant.answering.question import Question
from assistant.answering.selection import Selection, by_value, select
from assistant.answering.sentence_choice import score
from assistant.answering.statements import Statement, read_statement
from assistant.answering.subject import subject_of, told_in
from assistant.answering.sufficiency import enough
from assistant.answering.wording import answer_text, refusal_text
from assistant.domain import Answer, AnswerStatus, Filters, Reason, SearchHit, SearchResult
from assistant.ports import Embedder, PassageStore
from assistant.text.places import named_places

ENGINE = "extractive"
_NEAREST = 3


class ExtractiveAnswerer:
    """Implements `ports.Answerer`."""

    def __init__(self, store: PassageStore, embedder: Embedder) -> None:
        self._store = store
        self._embedder = embedder

    def answer(self, question: str, found: SearchResult, access: AccessFilter) -> Answer:
        """Answer from `found`, or refuse: when nothing is near enough, or when the value asked for is not there."""
        asked = questions.read(question, date.today())
        shortlist = self.shortlist(asked, found, access)
        elsewhere = places_not_held(question, self._store.places(access), shortlist.hits)
        if elsewhere:
            missing = Selection((), Reason.NOTHING_RELEVANT, missing=elsewhere)
            return self._refusal(asked, missing, shortlist, access)
        selection = select(asked, shortlist.candidates)
        if not (by_value(asked, selection) or enough(asked, shortlist)):
            return self._refusal(asked, Selection((), Reason.NOTHING_RELEVANT), shortlist, access)
        if selection.reason is not None and not selection.partial:
            return self._refusal(asked, selection, shortlist, access)
        found_cited = cite(selection.statements, self._store, access)
        cited = [each for each in found_cited if each.holds]
        if not cited:
            why = Reason.UNREADABLE if any(each.doubtful for each in found_cited) else Reason.NOTHING_RELEVANT
            return self._refusal(asked, replace(selection, reason=why), shortlist, access)
        documents = {hit.document.document_id: hit.document for hit in found.hits}
        return Answer(
            question=question,
            status=AnswerStatus.PARTIAL if selection.partial else AnswerStatus.ANSWERED,
            reason=selection.reason,
            text=refusal_text(asked, cited, selection)
            if selection.partial
            else answer_text(asked, cited, selection, documents),
            claims=tuple(each.claim for each in cited),
            citations=tuple(each.citation for each in cited),
            engine=ENGINE,
        )

    def shortlist(self, asked: Question, found: SearchResult, access: AccessFilter) -> Shortlist:
        """The passages read for this question and their best sentences with all features, unordered."""
        weights = weigh(asked, self._store, self._store.scope(access, Filters()).passages)
        hits = uncrowded(found.hits)
        subject = subject_of(asked.text, weights.terms)
        told = told_in(subject, hits)
        candidates = with_similarity(asked, gather(asked, hits, weights, told), self._embedder)
        return Shortlist(tuple(hits), tuple(candidates), weights, subject, tuple(told))

    def _refusal(self, asked: Question, selection: Selection, shortlist: Shortlist, access: AccessFilter) -> Answer:
        unreadable = selection.reason is Reason.UNREADABLE
        statements = selection.statements or _nearest(shortlist.candidates)
        cited = [each for each in cite(statements, self._store, access) if each.holds or (unreadable and each.doubtful)]
        return Answer(
            question=asked.text,
            status=AnswerStatus.REFUSED,
            reason=selection.reason,
            text=refusal_text(asked, cited, selection),
            claims=(),
            citations=tuple(each.citation for each in cited),
            engine=ENGINE,
        )


def places_not_held(question: str, held: frozenset[str], hits: Sequence[SearchHit]) -> tuple[str, ...]:
    """The places a question names when none of them is held: no paper is from there and no passage found says so.

    Another city's rule would be a wrong answer. A library whose papers are from nowhere is never asked this.
    """
    named = named_places(question)
    if not held or not named:
        return ()
    told = " ".join((*held, *(f"{hit.document.title} {hit.passage.text}" for hit in hits)))
    return named if not any(place in told for place in named) else ()


def _nearest(candidates: Sequence[Candidate]) -> tuple[Statement, ...]:
    """The best sentence of each of the nearest passages, for a person to judge."""
    best: dict[str, Candidate] = {}
    for each in sorted(candidates, key=lambda candidate: -score(candidate)):
        best.setdefault(each.hit.passage.passage_id, each)
    return tuple(read_statement(each) for each in list(best.values())[:_NEAREST])
