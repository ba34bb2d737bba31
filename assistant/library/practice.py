"""How newcomers practise, in the registry: every answer, and when each item comes back to whom."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

import sqlalchemy as sa

from assistant.item_reviews import Attempt, Card
from assistant.library.question_tables import practice_answers, practice_cards
from assistant.library.records import texts_from_json, texts_to_json
from assistant.library.registry import Registry
from assistant.library.registry_tables import translated


@dataclass(frozen=True, slots=True)
class PracticeRecords:
    """Safe to use from several threads and processes."""

    registry: Registry

    def cards(self, learner: str) -> dict[str, Card]:
        """The learner's cards by item."""
        rows = self.registry.rows(sa.select(practice_cards).where(practice_cards.c.learner == learner))
        return {row.item: Card(row.item, row.card, row.due) for row in rows}

    def add(self, attempt: Attempt, card: Card) -> None:
        """Keep an answer, and the card in the place of the former one. Raises HomeReadOnly."""
        self.registry.require_writable()
        row = {
            "learner": attempt.learner,
            "item": attempt.item_id,
            "given": texts_to_json(attempt.given),
            "right": attempt.right,
            "judged_by": attempt.judged_by,
            "at": attempt.at,
        }
        held = practice_cards.c.learner == attempt.learner, practice_cards.c.item == card.item_id
        with translated(self.registry.home), self.registry.engine.begin() as connection:
            connection.execute(practice_answers.insert(), row)
            connection.execute(practice_cards.delete().where(*held))
            new = {"learner": attempt.learner, "item": card.item_id, "card": card.card, "due": card.due}
            connection.execute(practice_cards.insert(), new)

    def attempts(self, learners: Collection[str] | None = None) -> list[Attempt]:
        """Every answer, oldest first; of these learners alone where given."""
        wanted = sa.select(practice_answers).order_by(practice_answers.c.key)
        if learners is not None:
            wanted = wanted.where(practice_answers.c.learner.in_(list(learners)))
        return [
            Attempt(row.learner, row.item, texts_from_json(row.given), row.right, row.judged_by, row.at)
            for row in self.registry.rows(wanted)
        ]

    def forget(self, learner: str) -> int:
        """Remove all that is known of a learner; how many answers that were. Raises HomeReadOnly."""
        self.registry.require_writable()
        with translated(self.registry.home), self.registry.engine.begin() as connection:
            connection.execute(practice_cards.delete().where(practice_cards.c.learner == learner))
            return connection.execute(practice_answers.delete().where(practice_answers.c.learner == learner)).rowcount
