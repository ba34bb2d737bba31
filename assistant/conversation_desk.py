"""The part of the service that goes from one question to the next: follow-ups, kept conversations, what people say of
answers.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from functools import cached_property
from typing import Literal

from assistant.access import filter_for
from assistant.asking import cited_in
from assistant.conversations.markdown import to_markdown
from assistant.conversations.rewriting import rewrite
from assistant.conversations.word_file import to_docx
from assistant.document_desk import DocumentDesk
from assistant.domain import Answer, Filters, Principal
from assistant.errors import NotFound
from assistant.exchanges import Conversation, Exchange, Feedback, Judgement, Rewritten
from assistant.library.conversations import HOLDER, Conversations, holder_of, numbered
from assistant.messages import Language

EXPORTS = ("md", "docx")


class ConversationDesk(DocumentDesk):
    """Every method takes the person, and finds what is theirs alone."""

    @cached_property
    def _conversations(self) -> Conversations:
        return Conversations(self._library.registry)

    def follow_up(self, question: str, former: Sequence[str]) -> Rewritten:
        """`question` with what it leaves out taken from `former`, the questions before it as they were asked.

        A question that stands by itself comes back as it is. Nothing is looked up and no model is asked.
        """
        return rewrite(question, former, date.today())

    def keep_turn(
        self,
        principal: Principal,
        conversation_id: str,
        question: Rewritten,
        answer: Answer,
        filters: Filters = Filters(),  # noqa: B008
    ) -> tuple[str, int]:
        """Keep a question and its answer, in a new conversation where the person has none of that id ("" for new).

        Returns the conversation's id and the turn's number. The answer is tied to the passages it rests on. Raises
        HomeReadOnly, NotFound for an unnamed person.
        """
        _known(principal, conversation_id)
        kept, number = self._conversations.add(principal.user, conversation_id, question, filters, answer)
        self._library.dependents.record(HOLDER, holder_of(kept, number), cited_in(answer))
        return kept, number

    def conversations(self, principal: Principal, words: str = "", limit: int = 50) -> tuple[Conversation, ...]:
        """The person's own conversations, last used first; with `words`, those in which all of them stand."""
        return tuple(self._conversations.find(principal.user, words, limit)) if principal.user else ()

    def conversation(self, conversation_id: str, principal: Principal) -> tuple[Exchange, ...]:
        """A conversation as it was, each turn with what has become of its answer's sources since. Raises NotFound."""
        _known(principal, conversation_id)
        turns = self._conversations.turns_of(principal.user, conversation_id)
        if turns is None:
            raise _no_conversation(conversation_id)
        numbers = numbered(turns, conversation_id)
        stale: dict[int, dict[str, None]] = {}
        for each in self._library.dependents.stale(filter_for(principal), HOLDER, numbers):
            cited = each.dependent
            turn = next(turn for turn in turns if turn.number == numbers[cited.holder])
            # What was said to be out of force when it was shown is no news.
            then = {n.standing for n in turn.answer.citations if n.passage_id == cited.passage_id}
            if each.why != "superseded" or then & {"in_force", "not_yet"}:
                stale.setdefault(turn.number, {})[each.why] = None
        return tuple(replace(turn, stale=tuple(stale.get(turn.number, ()))) for turn in turns)

    def remove_conversation(self, conversation_id: str, principal: Principal) -> None:
        """Forget a conversation. Raises NotFound, HomeReadOnly."""
        _known(principal, conversation_id)
        if not self._conversations.remove(principal.user, conversation_id):
            raise _no_conversation(conversation_id)

    def export_conversation(
        self, conversation_id: str, principal: Principal, form: Literal["md", "docx"], language: Language = "zh"
    ) -> bytes:
        """A conversation as Markdown or as a Word file, its citations as footnotes. Raises NotFound."""
        turns = self.conversation(conversation_id, principal)
        title = turns[0].question.text if turns else conversation_id
        if form == "docx":
            return to_docx(title, turns, language)
        return to_markdown(title, turns, language).encode()

    def rate(self, answer: Answer, good: bool, principal: Principal) -> None:
        """Keep a thumb up or down. Raises HomeReadOnly."""
        self._say(answer, Judgement.GOOD if good else Judgement.BAD, (), principal)

    def correct_answer(self, answer: Answer, right: Sequence[str], principal: Principal) -> None:
        """Keep what the answer should have held, as the papers print it; nothing: it should have been refused.

        Raises HomeReadOnly.
        """
        wanted = tuple(text.strip() for text in right if text.strip())
        self._say(answer, Judgement.CORRECTION, wanted, principal)

    def _say(self, answer: Answer, judgement: Judgement, right: tuple[str, ...], principal: Principal) -> None:
        documents = tuple(dict.fromkeys(each.title for each in answer.citations))
        said = Feedback(0, judgement, answer.question, answer.text, right, documents, principal.user)
        self._conversations.say(said)
        self._audit.record("feedback", principal, {"question": answer.question, "judgement": judgement.value})

    def feedback(self, principal: Principal) -> tuple[Feedback, ...]:
        """All that people said of answers, in order."""
        return tuple(self._conversations.said()) if principal.user else ()

    def feedback_cases(self, principal: Principal) -> tuple[dict[str, object], ...]:
        """The corrections as cases that `clearwell eval cases` runs; of one question the last counts."""
        last = {each.question: each for each in self.feedback(principal) if each.judgement is Judgement.CORRECTION}
        return tuple(
            {
                "id": f"feedback-{each.key:04}",
                "question": each.question,
                "answers": list(each.right),
                "document": each.documents[0] if each.documents and each.right else None,
                "clause": None,
                "status": None,
                "answerable": bool(each.right),
            }
            for each in last.values()
        )


def _known(principal: Principal, conversation_id: str) -> None:
    if not principal.user:
        raise _no_conversation(conversation_id)


def _no_conversation(conversation_id: str) -> NotFound:
    detail = f"no conversation {conversation_id!r} of this person"
    return NotFound(detail, key="no_such_conversation", conversation_id=conversation_id)
