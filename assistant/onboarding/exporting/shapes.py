"""Items and what was said of them as JSON, in the shapes of docs/interfaces.md."""

from __future__ import annotations

from typing import Any

from assistant.item_reviews import ImportReport, ItemEvent, KeptSet, Progress
from assistant.question_items import ItemType, QuestionItem, Review

Json = dict[str, Any]


def question(item: QuestionItem) -> Json:
    """The contract's shape of an item. `answer` is a list for multiple and order, a string otherwise."""
    several = item.type in (ItemType.MULTIPLE, ItemType.ORDER) or len(item.answer) > 1
    return {
        "id": item.item_id,
        "type": item.type.value,
        "question": item.question,
        "answer": list(item.answer) if several else "".join(item.answer),
        "options": list(item.options) or None,
        "explanation": item.explanation,
        "quote": item.quote,
        "spans": [{"page": span.page, "start": span.start, "end": span.end} for span in item.spans],
        "document_id": item.document_id,
        "version": item.version,
        "passage_id": item.passage_id,
        "title": item.title,
        "clause": item.clause,
        "clause_path": item.clause_path,
        "page": item.page,
        "difficulty": item.difficulty.value,
        "topic": item.topic,
        "role": item.role,
        "language": item.language,
    }


def review(each: Review) -> Json:
    """An item with what people said of it."""
    said = {"state": each.state.value, "by": each.by or None, "at": each.at or None, "reason": each.reason}
    return {**question(each.item), **said, "stale": each.stale or None, "now": each.now or None}


def event(each: ItemEvent) -> Json:
    return {
        "state": each.state.value,
        "by": each.by,
        "at": each.at,
        "reason": each.reason,
        "item": question(each.item) if each.item else None,
    }


def kept_set(each: KeptSet) -> Json:
    return {"id": each.set_id, "name": each.name, "items": list(each.items), "by": each.by, "at": each.at}


def report(each: ImportReport, refused: list[Json]) -> Json:
    """What an import did; `refused` are its refusals in words."""
    return {
        "edited": list(each.edited),
        "decided": list(each.decided),
        "unchanged": each.unchanged,
        "refused": refused,
        "unknown": [{"row": row, "id": item_id} for row, item_id in each.unknown],
        "missing": list(each.missing),
    }


def progress(each: Progress) -> Json:
    return {
        "learner": each.learner,
        "items": each.items,
        "of": each.of,
        "right_first": each.right_first,
        "right_last": each.right_last,
        "answers": each.answers,
        "self_judged": each.self_judged,
        "due": each.due,
        "complete": each.complete,
        "first": each.first or None,
        "last": each.last or None,
        "topics": [{"topic": topic, "answered": count, "right": right} for topic, count, right in each.topics],
    }
