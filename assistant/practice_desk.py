"""The part of the service that newcomers practise with, and that tells a trainer how far they are."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from functools import cached_property

from assistant.domain import Principal
from assistant.errors import NotFound, UsageError
from assistant.item_exchange_desk import ItemExchangeDesk
from assistant.item_reviews import SIGNED, Attempt, Card, Grade, Graded, Progress, Wanted
from assistant.library.conversations import now
from assistant.library.practice import PracticeRecords
from assistant.onboarding.grading import grade
from assistant.onboarding.rounds import progress_of, round_of
from assistant.onboarding.spacing import spaced
from assistant.question_items import QuestionItem, Review

EVERY_ITEM = Wanted()


class PracticeDesk(ItemExchangeDesk):
    """Newcomers see only what a trainer signed and whose clause still stands. `learner` is their name, the person's
    own when it is not given."""

    @cached_property
    def _practice(self) -> PracticeRecords:
        return PracticeRecords(self._library.registry)

    def practice_round(
        self, principal: Principal, wanted: Wanted = EVERY_ITEM, length: int = 10, learner: str = ""
    ) -> tuple[QuestionItem, ...]:
        """The next items to answer: those that are due again, longest due first, then new ones, easy ones first; when
        nothing is due and nothing new, those that would be due next."""
        items = [each.item for each in self._practicable(principal, wanted)]
        return round_of(items, self._practice.cards(_named(learner, principal)), datetime.now(UTC), length)

    def practice_answer(
        self,
        item_id: str,
        given: Sequence[str],
        principal: Principal,
        learner: str = "",
        judged_right: bool | None = None,
    ) -> Graded:
        """Mark an answer and keep it. One that only a person can judge comes back UNSURE and is kept when it is given
        again with `judged_right`; what is certain is never overruled by that.

        Raises NotFound for an item that is not to be practised with, HomeReadOnly.
        """
        name = _named(learner, principal)
        item = next((each.item for each in self._practicable(principal) if each.item.item_id == item_id), None)
        if item is None:
            raise NotFound(f"item {item_id!r}", key="no_such_item", item=item_id)
        found = grade(item, given)
        judged = "program" if found is not Grade.UNSURE else "learner"
        if found is Grade.UNSURE:
            if judged_right is None:
                return Graded(found, item)
            found = Grade.RIGHT if judged_right else Grade.WRONG
        held = self._practice.cards(name).get(item_id)
        after = spaced(held.card if held else "", found is Grade.RIGHT, datetime.now(UTC))
        due = after.due.isoformat(timespec="seconds")
        attempt = Attempt(name, item_id, tuple(given), found is Grade.RIGHT, judged, now())
        self._practice.add(attempt, Card(item_id, after.card, due))
        return Graded(found, item, due)

    def practice_progress(self, principal: Principal, learner: str = "") -> Progress:
        """How far one learner is."""
        name = _named(learner, principal)
        attempts = self._practice.attempts([name])
        items = {each.item.item_id: each.item for each in self._practicable(principal)}
        return progress_of(name, attempts, items, self._practice.cards(name), datetime.now(UTC))

    def practice_results(self, principal: Principal) -> tuple[Progress, ...]:
        """How far everyone is who has answered, by name: for the trainer."""
        if not principal.user:
            return ()
        names = sorted({each.learner for each in self._practice.attempts()})
        return tuple(self.practice_progress(principal, name) for name in names)

    def forget_learner(self, learner: str, principal: Principal) -> int:
        """Remove everything known of a learner's practice; how many answers that were. Raises HomeReadOnly."""
        gone = self._practice.forget(_named(learner, principal))
        self._audit.record("practice", principal, {"forgotten": learner, "answers": gone})
        return gone

    def _practicable(self, principal: Principal, wanted: Wanted = EVERY_ITEM) -> tuple[Review, ...]:
        found = self.item_reviews(principal, wanted)
        return tuple(each for each in found if each.state in SIGNED and not each.stale)


def _named(learner: str, principal: Principal) -> str:
    name = learner.strip() or principal.user
    if not name or not principal.user:
        raise UsageError("nobody is practising", key="no_learner")
    return name[:128]
