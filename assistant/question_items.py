"""Onboarding questions: items with their answer and source, what reviewers said of them, how newcomers practise.

Frozen types without input or output, as in `domain`.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from assistant.domain import Span


class ItemType(StrEnum):
    SHORT = "short"
    SINGLE = "single"
    MULTIPLE = "multiple"
    TRUE_FALSE = "true_false"
    FILL = "fill"
    ORDER = "order"
    SCENARIO = "scenario"


class Difficulty(StrEnum):
    EASY = "easy"
    MEDIUM = "medium"
    HARD = "hard"


class ReviewState(StrEnum):
    NEW = "new"
    APPROVED = "approved"
    EDITED = "edited"
    REJECTED = "rejected"


@dataclass(frozen=True, slots=True)
class QuestionItem:
    """One question with its answer and the words it rests on.

    `answer` holds one text, for multiple and order several (of order: the right order); of true_false it is 正确/错误
    or True/False in the item's language. `options` are what a choice offers, the key among them; of order the steps
    shuffled; empty otherwise. `quote` equals the spans' texts joined, white space aside. `item_id` rests on document,
    quote, type and question, so that it survives re-ingest. `role` is the duty-holder the rule names, "" for everyone.
    """

    item_id: str
    type: ItemType
    question: str
    answer: tuple[str, ...]
    options: tuple[str, ...]
    explanation: str
    quote: str
    spans: tuple[Span, ...]
    document_id: str
    version: int
    passage_id: str
    title: str
    clause: str | None
    clause_path: str | None
    page: int
    difficulty: Difficulty
    topic: str
    role: str
    language: str = "zh"


@dataclass(frozen=True, slots=True)
class ItemRequest:
    """What to make items of. Empty fields restrict nothing; `count` None: all that the clauses allow."""

    document_ids: tuple[str, ...]
    count: int | None = None
    clauses: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
    roles: tuple[str, ...] = ()
    types: tuple[ItemType, ...] = ()


@dataclass(frozen=True, slots=True)
class ClauseCoverage:
    """A clause that states something to ask of, what it states (duty, limit, amount, step, definition, condition),
    and the items it has."""

    document_id: str
    clause: str
    passage_id: str
    states: tuple[str, ...]
    items: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ItemSet:
    """What was made: the items, which clauses they cover, and how many candidates each gate threw out, by its name."""

    items: tuple[QuestionItem, ...]
    coverage: tuple[ClauseCoverage, ...]
    thrown_out: dict[str, int]
    seconds: float = 0.0

    @property
    def covered(self) -> float:
        """Share of the clauses to ask of that have an item; 1.0 when there are none."""
        return sum(bool(each.items) for each in self.coverage) / len(self.coverage) if self.coverage else 1.0


@dataclass(frozen=True, slots=True)
class Review:
    """A person's word on an item. `item` is the item as they left it, also when edited."""

    item: QuestionItem
    state: ReviewState = ReviewState.NEW
    by: str = ""
    at: str = ""
    reason: str = ""
    stale: str = ""
    now: str = ""
    """Of a stale item: the text that stands in the clause's place now, "" when there is none."""
