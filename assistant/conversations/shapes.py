"""Conversations, what people said, approved answers and gaps as JSON, in the shapes of docs/interfaces.md."""

from __future__ import annotations

from typing import Any

from assistant import shapes
from assistant.exchanges import ApprovedAnswer, Conversation, Exchange, Feedback, Gap, Rewritten

Json = dict[str, Any]


def rewritten(each: Rewritten) -> Json | None:
    """None for a question that was asked as it was typed."""
    return {"typed": each.typed, "text": each.text, "taken_over": list(each.taken_over)} if each.changed else None


def conversation(each: Conversation) -> Json:
    return {
        "id": each.conversation_id,
        "title": each.title,
        "begun": each.begun,
        "changed": each.changed,
        "turns": each.turns,
    }


def exchange(each: Exchange) -> Json:
    return {
        "number": each.number,
        "at": each.at,
        "rewritten": rewritten(each.question),
        "stale": list(each.stale),
        **shapes.answer(each.answer),
    }


def feedback(each: Feedback) -> Json:
    return {
        "judgement": each.judgement.value,
        "question": each.question,
        "shown": each.shown,
        "right": list(each.right),
        "documents": list(each.documents),
        "at": each.at,
    }


def approved(each: ApprovedAnswer) -> Json:
    return {
        "id": each.approved_id,
        "questions": list(each.questions),
        "negative": list(each.negative),
        "state": each.state.value,
        "suspended": list(each.suspended),
        "owner": each.owner,
        "review": each.review.isoformat() if each.review else None,
        "by": each.by,
        "at": each.at,
        "answer": shapes.answer(each.answer),
    }


def gap(each: Gap) -> Json:
    return {
        "id": each.gap_id,
        "questions": list(each.questions),
        "count": each.count,
        "reason": each.reason,
        "first": each.first,
        "last": each.last,
        "documents": list(each.documents),
        "owners": list(each.owners),
        "people": list(each.people),
        "state": each.state.value,
        "said": each.said,
        "by": each.by or None,
    }
