"""Which questions come next, and how far a learner is."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from assistant.item_reviews import Attempt, Card, Progress
from assistant.question_items import Difficulty, QuestionItem

_EASY_FIRST = {Difficulty.EASY: 0, Difficulty.MEDIUM: 1, Difficulty.HARD: 2}


def round_of(
    items: Sequence[QuestionItem], cards: Mapping[str, Card], when: datetime, length: int
) -> tuple[QuestionItem, ...]:
    """Those that are due again, longest due first, then new ones, easy ones first; failing both, those due next."""
    seen = sorted((each for each in items if each.item_id in cards), key=lambda each: cards[each.item_id].due)
    due = [each for each in seen if _is_due(cards[each.item_id], when)]
    new = sorted((each for each in items if each.item_id not in cards), key=lambda each: _EASY_FIRST[each.difficulty])
    return tuple((*due, *new)[:length] or seen[:length])


def progress_of(
    learner: str,
    attempts: Sequence[Attempt],
    items: Mapping[str, QuestionItem],
    cards: Mapping[str, Card],
    when: datetime,
) -> Progress:
    """Of the items that can be practised with now; answers to others are history and count no more."""
    mine = [each for each in attempts if each.item_id in items]
    first: dict[str, bool] = {}
    last: dict[str, bool] = {}
    for each in mine:
        first.setdefault(each.item_id, each.right)
        last[each.item_id] = each.right
    topics: dict[str, list[bool]] = {}
    for item_id, right in last.items():
        topics.setdefault(items[item_id].topic, []).append(right)
    return Progress(
        learner=learner,
        items=len(first),
        right_first=sum(first.values()),
        right_last=sum(last.values()),
        answers=len(mine),
        self_judged=sum(each.judged_by == "learner" for each in mine),
        due=sum(item_id in items and _is_due(card, when) for item_id, card in cards.items()),
        first=mine[0].at if mine else "",
        last=mine[-1].at if mine else "",
        topics=tuple((topic, len(rights), sum(rights)) for topic, rights in sorted(topics.items())),
        of=len(items),
    )


def _is_due(card: Card, when: datetime) -> bool:
    return datetime.fromisoformat(card.due) <= when
