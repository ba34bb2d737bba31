"""A kept review from outside: its line in the list, its revisions, what changed between two of them, what can cite it.

Frozen types without input or output, as in `drafts`.
"""

from __future__ import annotations

from dataclasses import dataclass

from assistant.domain import Citation
from assistant.drafts import Stale
from assistant.verification import QuantityVerdict

FIRST = "kept"
"""What was done to make the first revision of a draft."""
UNDO, REDO, RESTORED = "undone", "redone", "restored"


@dataclass(frozen=True, slots=True)
class KeptDraft:
    """A line of the list of drafts. `to_sign` sections want a signature and `signed` of them have one; `red` sentences
    have no good verdict, `stale` ones rest on a paper that is not what it was.
    """

    draft_id: str
    title: str
    year: int
    outline: str
    language: str
    revision: int
    made_at: str
    made_by: str
    changed_at: str
    changed_by: str
    sentences: int = 0
    red: int = 0
    stale: int = 0
    signed: int = 0
    to_sign: int = 0


@dataclass(frozen=True, slots=True)
class DraftRevision:
    """One state of a draft. `what` names the change (a key of the catalogue), `of` the revision whose content it has:
    itself, except where a person went back or forth.
    """

    revision: int
    what: str
    by: str
    at: str
    of: int


@dataclass(frozen=True, slots=True)
class DraftChange:
    """A difference between two revisions. `kind`: added, removed, changed, moved, cited, state. For a sentence `before`
    and `after` are its words, for a section's state the state's names.
    """

    kind: str
    section: str
    sentence_id: str = ""
    before: str = ""
    after: str = ""


@dataclass(frozen=True, slots=True)
class FoundSource:
    """Words of a paper that support a sentence; `quantities` is how each of its numbers was found there."""

    citation: Citation
    quantities: tuple[QuantityVerdict, ...] = ()


@dataclass(frozen=True, slots=True)
class Fault:
    """Why a section cannot be signed off: a sentence and what is wrong with it.

    `kind`: unsupported, not_checkable, figure, uncited, stale.
    """

    section_id: str
    sentence_id: str
    kind: str
    text: str
    stale: Stale | None = None
