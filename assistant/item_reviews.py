"""What people do with onboarding questions: sets they keep, what they said of items, what a workbook brought back.

Frozen types without input or output, as in `domain`. A moment is local time with its offset, to the second.
"""

from __future__ import annotations

from dataclasses import dataclass

from assistant.question_items import QuestionItem, ReviewState

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
