"""What people do with onboarding questions: sets they keep, what they said of items, what a workbook brought back.

Frozen types without input or output, as in `domain`. A moment is local time with its offset, to the second.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from assistant.question_items import ItemType, QuestionItem, ReviewState

SIGNED = (ReviewState.APPROVED, ReviewState.EDITED)
"""What a trainer stands for: as it was made, or as they changed it. Newcomers practise with nothing else."""


@dataclass(frozen=True, slots=True)
class KeptSet:
    """Items kept together under a name; `items` are their ids in order."""

    set_id: str
    name: str
    items: tuple[str, ...]
    by: str = ""
    at: str = ""


@dataclass(frozen=True, slots=True)
class ItemEvent:
    """One line of an item's history: who said what of it and when. `item` is what they left, None when unchanged."""

    item_id: str
    state: ReviewState
    by: str
    at: str
    reason: str = ""
    item: QuestionItem | None = None


@dataclass(frozen=True, slots=True)
class Refused:
    """A change that was not taken: the item, each reason as (message key, parameters), and the row of its workbook."""

    item_id: str
    why: tuple[tuple[str, tuple[tuple[str, str], ...]], ...]
    row: int = 0


@dataclass(frozen=True, slots=True)
class ImportReport:
    """What an edited workbook did. `unknown` are (row, id) that no kept item has; `missing` the ids of the kept set
    that the workbook no longer lists: they stay as they are."""

    edited: tuple[str, ...]
    decided: tuple[str, ...]
    unchanged: int
    refused: tuple[Refused, ...]
    unknown: tuple[tuple[int, str], ...]
    missing: tuple[str, ...]


class Grade(StrEnum):
    RIGHT = "right"
    WRONG = "wrong"
    UNSURE = "unsure"
    """Only a person can tell: the learner sees the key and judges."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which kept items. Empty fields restrict nothing; `stale` None takes both."""

    set_id: str = ""
    states: tuple[ReviewState, ...] = ()
    document_ids: tuple[str, ...] = ()
    types: tuple[ItemType, ...] = ()
    topics: tuple[str, ...] = ()
    roles: tuple[str, ...] = ()
    stale: bool | None = None


@dataclass(frozen=True, slots=True)
class Attempt:
    """One answer of a learner. `judged_by` is "program", or "learner" where they judged themselves."""

    learner: str
    item_id: str
    given: tuple[str, ...]
    right: bool
    judged_by: str
    at: str


@dataclass(frozen=True, slots=True)
class Card:
    """An item a learner has answered: `card` is what the spacing remembers, `due` when it comes back, in UTC."""

    item_id: str
    card: str
    due: str


@dataclass(frozen=True, slots=True)
class Graded:
    """What came of an answer. UNSURE is kept only once the learner has judged it; `due` is when the item comes back."""

    grade: Grade
    item: QuestionItem
    due: str = ""


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a learner is: items they answered, those right the first time, those right the last time, answers in
    all, items due again, and the days of the first and the last answer. `topics` are (topic, answered, right last)."""

    learner: str
    items: int
    right_first: int
    right_last: int
    answers: int
    self_judged: int
    due: int
    first: str
    last: str
    topics: tuple[tuple[str, int, int], ...]
    of: int
    """Items a trainer has signed, and that can be practised with."""

    @property
    def complete(self) -> bool:
        """Every item answered, and right the last time."""
        return self.of > 0 and self.right_last >= self.of
