"""The default engine: sentences of the papers themselves, chosen, cited and checked. No LLM."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from assistant.access import AccessFilter
from assistant.answering import question as questions
from assistant.answering.candidates import Candidate, Shortlist, gather, uncrowded, weigh, with_similarity
from assistant.answering.evidence import Cited, cite
from assistant.answering.forms.asked import Form, form_of
from assistant.answering.forms.comparison import without_comparing
from assistant.answering.forms.conflicts import Conflict, conflict_with
from assistant.answering.forms.fitness import fitting
from assistant.answering.forms.owners import owners_near
from assistant.answering.forms.script import as_the_papers
from assistant.answering.forms.shaped import Shaped, as_table
from assistant.answering.forms.shaping import beside, certain, shaped
from assistant.answering.forms.tellings import told_readably
from assistant.answering.question import Asks, Question
from assistant.answering.selection import Selection, by_value, select
from assistant.answering.sentence_choice import score
from assistant.answering.statements import Statement, read_statement
from assistant.answering.subject import subject_of, told_in
from assistant.answering.sufficiency import enough
from assistant.answering.wording import answer_text, conflict_text, owners_text, refusal_text
from assistant.domain import Answer, AnswerStatus, Filters, Reason, SearchHit, SearchResult, Status
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
        """Answer from `found` in the form the question asks for, or refuse: when nothing is near enough, or when the
        value asked for is not there."""
        answer = self._answer(as_the_papers(question, found.hits), found, access)
        return replace(answer, question=question)

    def _answer(self, question: str, found: SearchResult, access: AccessFilter) -> Answer:
        form = form_of(question)
        plain = without_comparing(question) if form is Form.COMPARISON else question
        asked = questions.read(plain, date.today())
        shortlist = self.shortlist(asked, found, access)
        asked = replace(asked, text=question)
        elsewhere = places_not_held(question, self._store.places(access), shortlist.hits)
        if elsewhere:
            missing = Selection((), Reason.NOTHING_RELEVANT, missing=elsewhere)
            return self._refusal(asked, missing, shortlist, access)
        selection = _done(asked, select(asked, fitting(asked, form, shortlist.candidates)))
        pointed_at = certain(asked, form, shortlist, found.hits, self._store, access)
        if pointed_at is not None:
            answer = self._told(
                asked, Selection(pointed_at.statements), beside(asked, pointed_at, selection), found, access
            )
            if answer is not None:
                return answer
        if not (by_value(asked, selection) or enough(asked, shortlist)):
            return self._refusal(asked, Selection((), Reason.NOTHING_RELEVANT), shortlist, access)
        if selection.reason is not None and not selection.partial:
            return self._refusal(asked, selection, shortlist, access)
        conflict = conflict_with(asked, selection.statements, shortlist.candidates) if not selection.reason else None
        if conflict is not None and (answer := self._disputed(asked, conflict, access)) is not None:
            return answer
        form_found = shaped(asked, form, shortlist, selection, self._store, access)
        return self._told(asked, selection, form_found, found, access) or self._unreadable(
            asked, selection, shortlist, access
        )

    def shortlist(self, asked: Question, found: SearchResult, access: AccessFilter) -> Shortlist:
        """The passages read for this question and their best sentences with all features, unordered."""
        weights = weigh(asked, self._store, self._store.scope(access, Filters()).passages)
        hits = uncrowded(found.hits)
        subject = subject_of(asked.text, weights.terms)
        told = told_in(subject, hits)
        candidates = with_similarity(asked, gather(asked, hits, weights, told), self._embedder)
        return Shortlist(tuple(hits), tuple(candidates), weights, subject, tuple(told))

    def _told(
        self, asked: Question, selection: Selection, form: Shaped, found: SearchResult, access: AccessFilter
    ) -> Answer | None:
        """The answer with every statement that holds, numbered anew; None when none does."""
        by_statement = self._cited(
            asked, form.statements, form.wordings, access, lead=not (form.rows or selection.partial)
        )
        cited = [each for each in by_statement if each is not None]
        if not cited:
            return None
        if form.rows and (table := as_table(form, by_statement)):
            text = table
        elif selection.partial:
            text = refusal_text(asked, cited, selection)
        else:
            documents = {hit.document.document_id: hit.document for hit in found.hits}
            text = answer_text(asked, cited, selection, documents, by_line=form.by_line)
        return Answer(
            question=asked.text,
            status=AnswerStatus.PARTIAL if selection.partial else AnswerStatus.ANSWERED,
            reason=selection.reason,
            text=text,
            claims=tuple(each.claim for each in cited),
            citations=tuple(each.citation for each in cited),
            engine=ENGINE,
        )

    def _cited(
        self,
        asked: Question,
        statements: Sequence[Statement],
        wordings: Sequence[str],
        access: AccessFilter,
        lead: bool = False,
    ) -> list[Cited | None]:
        """Each statement cited and worded, None for one that does not hold; numbers run over those that do."""
        told: list[Cited | None] = []
        held: list[Statement] = []
        for i, (statement, cited) in enumerate(zip(statements, cite(statements, self._store, access), strict=True)):
            if not cited.holds:
                told.append(None)
                continue
            held.append(statement)
            number = len(held)
            renumbered = replace(
                cited,
                claim=replace(cited.claim, citations=(number,)),
                citation=replace(cited.citation, n=number),
            )
            first = lead and number == 1
            told.append(told_readably(asked, statement, renumbered, first, wordings[i] if wordings else ""))
        return told

    def _disputed(self, asked: Question, conflict: Conflict, access: AccessFilter) -> Answer | None:
        """What each paper says, the prevailing first, and why it prevails; None unless both hold."""
        cited = [each for each in self._cited(asked, conflict.statements, (), access) if each is not None]
        if len(cited) < len(conflict.statements):
            return None
        return Answer(
            question=asked.text,
            status=AnswerStatus.PARTIAL,
            reason=Reason.CONFLICT,
            text=conflict_text(asked, cited, conflict.precedence),
            claims=tuple(each.claim for each in cited),
            citations=tuple(each.citation for each in cited),
            engine=ENGINE,
        )

    def _unreadable(self, asked: Question, selection: Selection, shortlist: Shortlist, access: AccessFilter) -> Answer:
        """The refusal when none of what was chosen holds: mostly because its numbers may be misread."""
        doubtful = any(each.doubtful for each in cite(selection.statements, self._store, access))
        why = Reason.UNREADABLE if doubtful else Reason.NOTHING_RELEVANT
        return self._refusal(asked, replace(selection, reason=why), shortlist, access)

    def _refusal(self, asked: Question, selection: Selection, shortlist: Shortlist, access: AccessFilter) -> Answer:
        unreadable = selection.reason is Reason.UNREADABLE
        statements = selection.statements or _nearest(shortlist.candidates)
        cited = [
            told_readably(asked, statement, each, first=False)
            for statement, each in zip(statements, cite(statements, self._store, access), strict=True)
            if each.holds or (unreadable and each.doubtful)
        ]
        owners = owners_near(shortlist.subject, _ranked(shortlist.candidates), self._store, access)
        return Answer(
            question=asked.text,
            status=AnswerStatus.REFUSED,
            reason=selection.reason,
            text="\n".join(filter(None, (refusal_text(asked, cited, selection), owners_text(asked, owners)))),
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


def _done(asked: Question, selection: Selection) -> Selection:
    """How often within a year that is named is a count (2023年开展多少次): what was done answers before any plan."""
    if asked.asks is not Asks.HOW_OFTEN or not asked.periods or asked.status is Status.PLANNED:
        return selection
    done = tuple(each for each in selection.statements if each.status is not Status.PLANNED)
    return replace(selection, statements=done or selection.statements)


def _ranked(candidates: Sequence[Candidate]) -> list[Candidate]:
    return sorted(candidates, key=lambda candidate: -score(candidate))


def _nearest(candidates: Sequence[Candidate]) -> tuple[Statement, ...]:
    """The best sentence of each of the nearest passages, for a person to judge."""
    best: dict[str, Candidate] = {}
    for each in _ranked(candidates):
        best.setdefault(each.hit.passage.passage_id, each)
    return tuple(read_statement(each) for each in list(best.values())[:_NEAREST])
