"""The part of the service that minds answers people stand for, and questions without an answer."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from functools import cached_property

from assistant.access import AccessFilter, filter_for
from assistant.approved_matching import Match, match
from assistant.conversation_desk import ConversationDesk
from assistant.conversations.gap_list import to_csv
from assistant.conversations.sameness import alike
from assistant.domain import Answer, AnswerStatus, Citation, Claim, Filters, Principal, Reason, Verdict
from assistant.errors import ClearwellError, NotFound, UsageError
from assistant.exchanges import ApprovalState, ApprovedAnswer, Gap, GapState
from assistant.library.approvals import HOLDER, Approvals, Gaps
from assistant.library.conversations import new_id
from assistant.messages import Language, say
from assistant.ports import Embedder
from assistant.text.tokens import language_of
from assistant.verification import Source, verify

APPROVED = "approved"
"""The engine of an answer that a person stands for."""
_log = logging.getLogger("clearwell")


class AnswerDesk(ConversationDesk):
    """Every method takes the person; an approved answer is served only to whoever may see all that it cites."""

    _embedder: Embedder | None = None
    _served: tuple[tuple[object, ...], tuple[ApprovedAnswer, ...]] = ((), ())
    _gap_warned = False

    @cached_property
    def _approvals(self) -> Approvals:
        return Approvals(self._library.registry)

    @cached_property
    def _gaps(self) -> Gaps:
        return Gaps(self._library.registry)

    # Approved answers

    def approved_answers(self, principal: Principal) -> tuple[ApprovedAnswer, ...]:
        """All whose sources this person may see, last changed first, each with why it is suspended, if it is."""
        return self._seen(filter_for(principal))

    def _seen(self, access: AccessFilter) -> tuple[ApprovedAnswer, ...]:
        held = self._approvals.all()
        if not held:
            return ()
        why: dict[str, dict[str, None]] = {}
        for each in self._library.dependents.stale(access, HOLDER):
            why.setdefault(each.dependent.holder, {})[each.why] = None
        visible = {each.document_id for each in self._library.documents(access, Filters())}
        # A paper that is gone hides nothing; one that is there and not visible does.
        return tuple(
            replace(each, suspended=tuple(why.get(each.approved_id, ())))
            for each in held
            if all(n.document_id in visible or self._gone(n.document_id) for n in each.answer.citations)
            and access.labels
        )

    def _gone(self, document_id: str) -> bool:
        return self._library.current(document_id) is None

    def draft_approved(
        self, answer: Answer, principal: Principal, owner: str = "", review: date | None = None
    ) -> ApprovedAnswer:
        """Make a draft of an answer that was given; nobody gets it before it is approved. Its owner is the person
        unless named. Raises UsageError for an answer without claims, HomeReadOnly.
        """
        if not answer.claims or answer.status is AnswerStatus.REFUSED:
            raise UsageError("a refusal cannot be approved", key="not_to_approve")
        made = ApprovedAnswer(
            approved_id=new_id(),
            questions=(answer.question,),
            negative=(),
            answer=replace(answer, note="", dropped=(), usage=None),
            owner=owner.strip() or principal.user,
            review=review,
            by=principal.user,
        )
        return self._put(made, principal)

    def change_approved(self, changed: ApprovedAnswer, principal: Principal) -> ApprovedAnswer:
        """Keep `changed` in the place of the one with its id; its words are a draft's again until it is approved.

        Raises NotFound, UsageError for an empty question or owner and for a sentence its sources do not support.
        """
        known = self._approved(changed.approved_id, principal)
        questions, negative = _lines(changed.questions), _lines(changed.negative)
        if not questions:
            raise UsageError("an approved answer needs a question", key="empty_question")
        if not changed.owner.strip():
            raise UsageError("an approved answer needs an owner", key="no_owner")
        answer = known.answer if changed.answer == known.answer else supported(changed.answer)
        same = (questions, negative, answer) == (known.questions, known.negative, known.answer)
        state = known.state if same else ApprovalState.DRAFT
        new = replace(changed, questions=questions, negative=negative, answer=answer, state=state, by=principal.user)
        return self._put(replace(new, owner=changed.owner.strip()), principal)

    def decide_approved(self, approved_id: str, state: ApprovalState, principal: Principal) -> ApprovedAnswer:
        """Approve, withdraw, or make a draft again. Raises NotFound, UsageError for one whose sources have changed."""
        known = self._approved(approved_id, principal)
        if state is ApprovalState.APPROVED and known.suspended:
            why = say("exchanges.comma", "zh").join(say(f"exchanges.stale_{each}", "zh") for each in known.suspended)
            raise UsageError(f"its sources: {known.suspended}", key="approved_suspended", why=why)
        return self._put(replace(known, state=state, by=principal.user), principal)

    def renew_approved(self, approved_id: str, answer: Answer, principal: Principal) -> ApprovedAnswer:
        """Put a new answer in the place of one whose sources have changed, as a draft. Raises NotFound, UsageError."""
        known = self._approved(approved_id, principal)
        if not answer.claims or answer.status is AnswerStatus.REFUSED:
            raise UsageError("a refusal cannot be approved", key="not_to_approve")
        new = replace(answer, note="", dropped=(), usage=None)
        return self._put(replace(known, answer=new, state=ApprovalState.DRAFT, by=principal.user), principal)

    def _approved(self, approved_id: str, principal: Principal) -> ApprovedAnswer:
        for each in self.approved_answers(principal):
            if each.approved_id == approved_id:
                return each
        raise NotFound(f"approved answer {approved_id!r}", key="no_such_approved", approved_id=approved_id)

    def _put(self, each: ApprovedAnswer, principal: Principal) -> ApprovedAnswer:
        self._approvals.put(each)
        self._library.dependents.record(HOLDER, each.approved_id, each.answer.citations)
        details = {"id": each.approved_id, "state": each.state.value, "question": each.questions[0]}
        self._audit.record("approve", principal, details)
        return self._approved(each.approved_id, principal)

    def _approved_answer(self, question: str, access: AccessFilter, filters: Filters) -> Answer | None:
        """What is served instead of a new answer. Nothing where the person restricts the question."""
        if filters or not access.labels:
            return None
        revision = self._approvals.revision()
        if not revision:
            return None
        key = (revision, self._library.generation(), access.labels, date.today())
        if self._served[0] != key:
            seen = self._seen(access)
            good = [each for each in seen if each.state is ApprovalState.APPROVED and not each.suspended]
            self._served = (key, tuple(good))
        found = match(question, self._served[1], self._embedder)
        return _served(question, found) if found else None

    # Gaps

    def _note_gap(self, question: str, principal: Principal, answer: Answer, filters: Filters) -> None:
        """Count what was refused. A question within limits says nothing about the papers as a whole."""
        if answer.status is not AnswerStatus.REFUSED or filters or not principal.user:
            return
        reason = answer.reason or Reason.NOTHING_RELEVANT
        shown = () if reason is Reason.NO_ACCESS else answer.citations
        documents = tuple(dict.fromkeys(each.document_id for each in shown))
        try:
            self._gaps.note(question, reason.value, documents, alike)
        except ClearwellError as error:  # an answer is not withheld because counting it failed
            if not self._gap_warned:
                self._gap_warned = True
                _log.warning("questions without an answer are not being counted: %s", error)

    def gaps(self, principal: Principal) -> tuple[Gap, ...]:
        """Questions without an answer, most frequent first, with who answers for the nearest papers."""
        if not principal.user:
            return ()
        held = {each.document_id: each for each in self._library.documents(filter_for(principal), Filters())}
        found = []
        for gap in self._gaps.all():
            known = [held[each].metadata for each in gap.documents if each in held]
            owners = dict.fromkeys(" ".join(filter(None, (each.organisation, each.department))) for each in known)
            documents = tuple(each for each in gap.documents if each in held)
            found.append(replace(gap, documents=documents, owners=tuple(filter(None, owners))))
        return tuple(found)

    def decide_gap(self, gap_id: int, state: GapState, said: str, principal: Principal) -> None:
        """Say which paper answers a gap, that none will, or that it is open after all.

        Raises NotFound, HomeReadOnly, UsageError where neither paper nor reason is said.
        """
        if state is not GapState.OPEN and not said.strip():
            raise UsageError("say which paper answers, or why none will", key="gap_needs_words")
        if not principal.user or not self._gaps.decide(gap_id, state, said.strip(), principal.user):
            raise NotFound(f"gap {gap_id!r}", key="no_such_gap", gap_id=gap_id)
        self._audit.record("gap", principal, {"id": gap_id, "state": state.value})

    def sign_gap(self, question: str, principal: Principal) -> None:
        """Let the owners know that this person asked `question`. Raises NotFound where it is no gap."""
        for gap in self._gaps.all():
            if question in gap.questions and principal.user:
                self._gaps.sign(gap.gap_id, principal.user)
                return
        raise NotFound(f"no gap {question!r}", key="no_such_gap", gap_id=question)

    def gaps_csv(self, principal: Principal, language: Language = "zh") -> bytes:
        """The list of gaps for a spreadsheet."""
        return to_csv(self.gaps(principal), language)


def _lines(texts: Sequence[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(text.strip() for text in texts if text.strip()))


def supported(answer: Answer) -> Answer:
    """`answer` with every claim checked against all that it cites, and citing what supports it; its text made anew.

    Raises UsageError for a claim that nothing cited supports, and for an answer without claims.
    """
    if not answer.claims:
        raise UsageError("an approved answer needs a sentence", key="not_to_approve")
    claims = tuple(_supported(claim, answer.citations) for claim in answer.claims)
    text = "\n".join(claim.text + "".join(f"[{n}]" for n in claim.citations) for claim in claims)
    return replace(answer, claims=claims, text=text)


def _supported(claim: Claim, citations: Sequence[Citation]) -> Claim:
    wanted = sorted(citations, key=lambda each: each.n not in claim.citations)
    for each in wanted:
        source = Source(each.quote, period=claim.period, status=claim.status, title=each.title, clause=each.clause)
        if verify(claim.text, [source]).verdict is Verdict.SUPPORTED:
            return replace(claim, citations=(each.n,), verdict=Verdict.SUPPORTED)
    raise UsageError(f"not supported: {claim.text!r}", key="sentence_unsupported", sentence=claim.text)


def _served(question: str, found: Match) -> Answer:
    language = language_of(question)
    key = "approved_note" if found.exact else "approved_note_close"
    note = say(f"exchanges.{key}", language, owner=found.approved.owner, question=found.question)
    return replace(found.approved.answer, question=question, engine=APPROVED, note=note, dropped=(), usage=None)
