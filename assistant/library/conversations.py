"""Conversations in the registry, each with the person whose it is: nobody else finds it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import uuid4

import sqlalchemy as sa

from assistant.domain import Answer, Filters
from assistant.exchanges import Conversation, Exchange, Feedback, Judgement, Rewritten
from assistant.library.exchange_records import answer_from, filters_from, to_text
from assistant.library.exchange_tables import conversations, feedback, turns
from assistant.library.records import texts_from_json, texts_to_json
from assistant.library.registry import Registry
from assistant.library.registry_tables import dependents, translated

HOLDER = "answer"
"""The kind under which a kept answer's citations are recorded as dependents."""
_TITLE = 80


def now() -> str:
    return datetime.now().astimezone().isoformat(timespec="seconds")


def new_id() -> str:
    return uuid4().hex[:16]


def holder_of(conversation_id: str, number: int) -> str:
    """The id of a kept answer among the dependents."""
    return f"{conversation_id}.{number}"


@dataclass(frozen=True, slots=True)
class Conversations:
    """Every look is at one person's own conversations. Safe to use from several threads."""

    registry: Registry

    def find(self, user: str, words: str = "", limit: int = 50) -> list[Conversation]:
        """The person's conversations, last used first; with `words`, those in which all of them stand."""
        count = sa.select(sa.func.count()).where(turns.c.conversation == conversations.c.id).scalar_subquery()
        wanted = sa.select(conversations, count.label("count")).where(conversations.c.user == user)
        for word in words.casefold().split():
            held = sa.select(turns.c.conversation).where(turns.c.words.contains(word, autoescape=True))
            wanted = wanted.where(conversations.c.id.in_(held))
        rows = self.registry.rows(wanted.order_by(conversations.c.changed.desc()).limit(limit))
        return [Conversation(row.id, row.title, row.begun, row.changed, row.count) for row in rows]

    def turns_of(self, user: str, conversation_id: str) -> list[Exchange] | None:
        """The turns in order, None when this person has no such conversation."""
        mine = sa.select(conversations.c.id).where(conversations.c.id == conversation_id, conversations.c.user == user)
        if not self.registry.rows(mine):
            return None
        found = sa.select(turns).where(turns.c.conversation == conversation_id).order_by(turns.c.number)
        return [_exchange(row) for row in self.registry.rows(found)]

    def add(
        self, user: str, conversation_id: str, question: Rewritten, filters: Filters, answer: Answer
    ) -> tuple[str, int]:
        """Add a turn, to a new conversation where the person has none of that id; returns its id and the turn's number.

        Raises HomeReadOnly.
        """
        self.registry.require_writable()
        moment = now()
        with translated(self.registry.home), self.registry.engine.begin() as connection:
            mine = conversations.c.id == conversation_id, conversations.c.user == user
            known = connection.execute(conversations.update().where(*mine).values(changed=moment)).rowcount
            if not known:
                conversation_id = new_id()
                title = " ".join(question.text.split())[:_TITLE]
                row = {"id": conversation_id, "user": user, "title": title, "begun": moment, "changed": moment}
                connection.execute(conversations.insert(), row)
            last = sa.select(sa.func.max(turns.c.number)).where(turns.c.conversation == conversation_id)
            number = (connection.execute(last).scalar_one() or 0) + 1
            connection.execute(turns.insert(), _row(conversation_id, number, question, filters, answer, moment))
        return conversation_id, number

    def remove(self, user: str, conversation_id: str) -> bool:
        """Forget a conversation with everything it cites. False when this person has no such conversation."""
        held = self.turns_of(user, conversation_id)
        if held is None:
            return False
        self.registry.require_writable()
        holders = [holder_of(conversation_id, each.number) for each in held]
        with translated(self.registry.home), self.registry.engine.begin() as connection:
            connection.execute(dependents.delete().where(dependents.c.kind == HOLDER, dependents.c.holder.in_(holders)))
            connection.execute(turns.delete().where(turns.c.conversation == conversation_id))
            connection.execute(conversations.delete().where(conversations.c.id == conversation_id))
        return True

    def say(self, said: Feedback) -> None:
        """Keep what a person said of an answer. Raises HomeReadOnly."""
        self.registry.require_writable()
        row = {
            "judgement": said.judgement.value,
            "question": said.question,
            "shown": said.shown,
            "right": texts_to_json(said.right),
            "documents": texts_to_json(said.documents),
            "by": said.by,
            "at": now(),
        }
        with translated(self.registry.home), self.registry.engine.begin() as connection:
            connection.execute(feedback.insert(), row)

    def said(self) -> list[Feedback]:
        """All that people said of answers, in order."""
        return [_feedback(row) for row in self.registry.rows(sa.select(feedback).order_by(feedback.c.key))]


def _row(
    conversation_id: str, number: int, question: Rewritten, filters: Filters, answer: Answer, moment: str
) -> dict[str, object]:
    return {
        "conversation": conversation_id,
        "number": number,
        "typed": question.typed,
        "asked": question.text,
        "taken_over": texts_to_json(question.taken_over),
        "filters": to_text(filters),
        "answer": to_text(answer),
        "words": _searched(question.typed, question.text, answer.text),
        "at": moment,
    }


def _searched(*texts: str) -> str:
    return "\n".join(dict.fromkeys(text.casefold() for text in texts))


def _exchange(row: Any) -> Exchange:
    question = Rewritten(row.typed, row.asked, texts_from_json(row.taken_over))
    return Exchange(row.number, question, filters_from(row.filters), answer_from(row.answer), row.at)


def _feedback(row: Any) -> Feedback:
    right, documents = texts_from_json(row.right), texts_from_json(row.documents)
    return Feedback(row.key, Judgement(row.judgement), row.question, row.shown, right, documents, row.by, row.at)


def numbered(exchanges: Sequence[Exchange], conversation_id: str) -> dict[str, int]:
    """Holder → number of the turn, for what `Dependents.stale` finds."""
    return {holder_of(conversation_id, each.number): each.number for each in exchanges}
