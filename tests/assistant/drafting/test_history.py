from __future__ import annotations

from assistant.drafting.history import back, forth
from assistant.kept_drafts import FIRST, REDO, UNDO, DraftRevision


def revisions(*steps):
    made = []
    for number, (what, of) in enumerate(steps, 1):
        made.append(DraftRevision(number, what, "li", "2024", of or number))
    return made


def test_a_new_draft_has_nothing_to_undo_or_redo():
    first = revisions((FIRST, 0))
    assert back(first) is None
    assert forth(first) is None


def test_undo_goes_back_change_by_change_though_it_adds_revisions():
    steps = [(FIRST, 0), ("changed", 0), ("moved", 0)]
    assert back(revisions(*steps)) == 2
    steps.append((UNDO, 2))
    assert back(revisions(*steps)) == 1
    steps.append((UNDO, 1))
    assert back(revisions(*steps)) is None


def test_redo_brings_back_what_was_undone_in_order():
    steps = [(FIRST, 0), ("changed", 0), ("moved", 0), (UNDO, 2), (UNDO, 1)]
    assert forth(revisions(*steps)) == 2
    assert forth(revisions(*steps, (REDO, 2))) == 3
    assert back(revisions(*steps, (REDO, 2))) == 1


def test_a_change_after_an_undo_leaves_nothing_to_redo():
    steps = revisions((FIRST, 0), ("changed", 0), (UNDO, 1), ("deleted", 0))
    assert forth(steps) is None
    assert back(steps) == 1
