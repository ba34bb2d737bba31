"""Going back and forth among revisions, where every step is a revision of its own and none is ever taken away."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from assistant.kept_drafts import REDO, UNDO, DraftRevision


def back(revisions: Sequence[DraftRevision]) -> int | None:
    """The revision whose content an undo brings back, None when there is nothing before."""
    before, _ = _walked(revisions)
    return before[-1] if before else None


def forth(revisions: Sequence[DraftRevision]) -> int | None:
    """The revision whose content a redo brings back, None when nothing was undone."""
    _, after = _walked(revisions)
    return after[-1] if after else None


def _walked(revisions: Sequence[DraftRevision]) -> tuple[list[int], list[int]]:
    """What lies behind the newest revision and what was undone, nearest last, from walking all of them."""
    before: list[int] = []
    after: list[int] = []
    for former, each in pairwise(revisions):
        if each.what == UNDO:
            after.append(former.of)
            before.pop()
        elif each.what == REDO:
            before.append(former.of)
            after.pop()
        else:
            before.append(former.of)
            after.clear()
    return before, after
