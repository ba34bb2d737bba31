"""Which fact is asked next, and as which type: important ones first, spread over clauses; types in their shares."""

from __future__ import annotations

import hashlib
from collections import Counter, defaultdict
from collections.abc import Sequence

from assistant.onboarding.facts import Fact
from assistant.question_items import ItemType

SHARES = {
    ItemType.SHORT: 0.26, ItemType.SINGLE: 0.24, ItemType.TRUE_FALSE: 0.16, ItemType.FILL: 0.12,
    ItemType.SCENARIO: 0.12, ItemType.MULTIPLE: 0.08, ItemType.ORDER: 0.02,
}  # fmt: skip


def in_turn(facts: Sequence[Fact], *, everything: bool) -> list[Fact]:
    """The facts in the order they are offered: the best of every clause first, then the second best, and so on.

    For a set of a certain size the most important clauses come first in each round; for all, order does not choose.
    """
    by_clause: dict[str, list[Fact]] = defaultdict(list)
    for fact in facts:
        by_clause[fact.passage.clause or fact.passage.passage_id].append(fact)
    ranked = [sorted(group, key=lambda fact: -fact.weight) for group in by_clause.values()]
    offered: list[Fact] = []
    # Which of two clauses of the same weight comes first must not follow their order: else the end is never asked of.
    for turn in range(max(map(len, ranked), default=0)):
        round_ = [group[turn] for group in ranked if len(group) > turn]
        offered += round_ if everything else sorted(round_, key=lambda fact: (-fact.weight, _drawn(fact)))
    return offered


def _drawn(fact: Fact) -> str:
    return hashlib.sha256(fact.told.encode()).hexdigest()


def types_for(fact: Fact, made: Counter[ItemType], only: Sequence[ItemType]) -> list[ItemType]:
    """The types a fact may be asked as, the one most wanting first."""
    able = [each for each in fact.types if not only or each in only]
    return sorted(able, key=lambda each: (made[each] + 1) / SHARES[each])
