"""From an item a trainer signed to an answer that people get when they ask."""

from __future__ import annotations

import re

from assistant.domain import Answer, AnswerStatus, Citation, Claim, Status, Verdict
from assistant.item_reviews import SIGNED
from assistant.question_items import ItemType, QuestionItem, Review

_NEEDS_OPTIONS = re.compile(r"下列|以下|哪一?项|（多选）|which of the following|choose all", re.IGNORECASE)
_ASKED = (ItemType.SHORT, ItemType.SINGLE, ItemType.MULTIPLE, ItemType.SCENARIO)


def why_not(each: Review) -> str:
    """Why an item cannot become an approved answer, as the end of a message key of requests.toml; "" when it can."""
    if each.state not in SIGNED:
        return "not_publishable_unsigned"
    if each.stale:
        return "not_publishable_stale"
    if each.item.type not in _ASKED or _NEEDS_OPTIONS.search(each.item.question):
        return "not_publishable_type"
    return ""


def citation_of(item: QuestionItem) -> Citation:
    """Where the item's words stand."""
    return Citation(
        1, item.document_id, item.version, item.passage_id, item.title, item.page, item.clause, item.clause_path, (),
        item.quote, item.spans,
    )  # fmt: skip


def answer_of(item: QuestionItem) -> Answer:
    """The source's own words as the answer to the item's question: nothing that was worded by anyone else."""
    claim = Claim(item.quote, (1,), Verdict.SUPPORTED, Status.STATE)
    return Answer(
        item.question, AnswerStatus.ANSWERED, None, f"{item.quote}[1]", (claim,), (citation_of(item),), "items"
    )
