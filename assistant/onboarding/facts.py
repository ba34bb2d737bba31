"""What a rule says that can be asked of: a sentence with a gap, the words of the gap, and where they stand."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from assistant.domain import Passage
from assistant.question_items import ItemType

GAP = "\ufffc"
"""Stands in a told sentence where the answer stood: one sentence becomes question, gap text and statement."""


class Kind(StrEnum):
    """What is asked of."""

    FIGURE = "figure"
    HOLDER = "holder"
    ACTION = "action"
    CONTENT = "content"
    LIST = "list"
    DEFINITION = "definition"
    ORDER = "order"
    RULE = "rule"


@dataclass(frozen=True, slots=True)
class Paper:
    """A document as questions speak of it. `name` is how a question calls it, with its marks: 《…》."""

    document_id: str
    version: int
    title: str
    name: str
    place: str
    organisation: str
    language: str


@dataclass(frozen=True, slots=True)
class Fact:
    """One thing a rule says.

    `told` is the rule in words that stand alone, with `GAP` where `answer` stood; `wh` asks for it (多长时间,
    哪个部门). Of a `RULE` there is no gap. `parts` are the half-open offsets of the quote in the passage's text.
    `members` are the single things of a list or the steps of an order. `states` says what it counts as in the coverage.
    """

    kind: Kind
    states: str
    told: str
    wh: str
    answer: str
    passage: Passage
    parts: tuple[tuple[int, int], ...]
    types: tuple[ItemType, ...]
    role: str = ""
    members: tuple[str, ...] = ()
    situation: str = ""
    weight: float = 1.0
    asked: str = ""
    """The question where it is not the told sentence with `wh` in its gap, as in English."""

    @property
    def core(self) -> str:
        """The question without the paper's name and without its mark."""
        return self.asked or self.told.replace(GAP, self.wh)

    def with_answer(self, answer: str) -> str:
        """The statement that `answer` makes of the told sentence."""
        return self.told.replace(GAP, answer)
