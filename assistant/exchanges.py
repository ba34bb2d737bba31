"""What people asked, what became of it, and what they said about it. Frozen types without input or output.

A moment is local time with its offset, to the second, as `datetime.isoformat` writes it.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from assistant.domain import Answer, Filters


@dataclass(frozen=True, slots=True)
class Rewritten:
    """A question made to stand by itself. `typed` is the person's own; `taken_over` are the former question's words
    that `text` has from it, none for a question that stood by itself already.
    """

    typed: str
    text: str
    taken_over: tuple[str, ...] = ()

    @property
    def changed(self) -> bool:
        return self.text != self.typed


@dataclass(frozen=True, slots=True)
class Exchange:
    """One kept turn. `stale` says of its answer's sources what is no longer so: changed, removed, superseded."""

    number: int
    question: Rewritten
    filters: Filters
    answer: Answer
    at: str
    stale: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Conversation:
    """A conversation in a list: its title is its first question."""

    conversation_id: str
    title: str
    begun: str
    changed: str
    turns: int


class Judgement(StrEnum):
    GOOD = "good"
    BAD = "bad"
    CORRECTION = "correction"


@dataclass(frozen=True, slots=True)
class Feedback:
    """What a person said of an answer. For a correction, `right` holds what the answer must contain; empty means that
    the papers have no answer and the question should be refused. `shown` is the text that was shown, `documents` the
    papers it cited.
    """

    key: int
    judgement: Judgement
    question: str
    shown: str
    right: tuple[str, ...] = ()
    documents: tuple[str, ...] = ()
    by: str = ""
    at: str = ""


class ApprovalState(StrEnum):
    """What people decided. Whether an approved answer is suspended follows from its sources and is not kept."""

    DRAFT = "draft"
    APPROVED = "approved"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True, slots=True)
class ApprovedAnswer:
    """An answer that a person stands for. `answer` is served as it is, to `questions[0]` and whatever is as good as
    one of `questions`, and never to what is nearer to one of `negative`. `suspended` says why it is not served now:
    changed, removed, superseded; `review` is the day by which its owner looks at it again.
    """

    approved_id: str
    questions: tuple[str, ...]
    negative: tuple[str, ...]
    answer: Answer
    owner: str
    state: ApprovalState = ApprovalState.DRAFT
    review: date | None = None
    by: str = ""
    at: str = ""
    suspended: tuple[str, ...] = ()

    def due(self, today: date) -> bool:
        """Whether its review is overdue."""
        return self.review is not None and self.review < today


class GapState(StrEnum):
    OPEN = "open"
    ANSWERED = "answered"
    DECLINED = "declined"


@dataclass(frozen=True, slots=True)
class Gap:
    """Questions as good as the same that got no answer, counted. `questions` are their wordings, most frequent first;
    `documents` the papers that came nearest, `owners` who answers for those (as they say themselves). `people` are the
    askers who allowed to be named. `said` is what an owner put to it: the paper that answers, or why none will.
    """

    gap_id: int
    questions: tuple[str, ...]
    count: int
    reason: str
    first: str
    last: str
    documents: tuple[str, ...] = ()
    owners: tuple[str, ...] = ()
    people: tuple[str, ...] = ()
    state: GapState = GapState.OPEN
    said: str = ""
    by: str = ""
