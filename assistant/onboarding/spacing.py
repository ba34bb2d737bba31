"""When a question comes back: the one place that uses FSRS."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

_WITHIN_A_ROUND = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class Spaced:
    """What is remembered of a learner's way with one item, and when it is due again. `card` is FSRS's own."""

    card: str
    due: datetime


def spaced(card: str, right: bool, when: datetime) -> Spaced:
    """The same card after an answer; "" is a card never seen. A wrong one is due again at once, a right one later
    each time. The same answers at the same hours give the same days."""
    from fsrs import Card, Rating, Scheduler

    scheduler = Scheduler(learning_steps=[_WITHIN_A_ROUND], relearning_steps=[_WITHIN_A_ROUND], enable_fuzzing=False)
    moment = when.astimezone(UTC)
    held = Card.from_dict(json.loads(card)) if card else Card(card_id=1, due=moment)
    rating = Rating.Good if right else Rating.Again
    after, _ = scheduler.review_card(held, rating, moment)
    return Spaced(json.dumps(after.to_dict()), after.due)
