from __future__ import annotations

import threading

import pytest

from assistant.errors import DraftChanged, NotFound
from assistant.kept_drafts import FIRST
from assistant.library.review_drafts import Change, ReviewDrafts
from tests.assistant.library.papers import open_library
from tests.support.drafts import cite


@pytest.fixture
def library(tmp_path):
    return open_library(tmp_path)


@pytest.fixture
def kept(library):
    return ReviewDrafts(library.registry)


def change(text, what="changed", by="li", *citations):
    return Change(text, citations, what, by)


def test_every_change_is_a_revision_and_the_former_ones_stay(kept):
    name = kept.begin(change("一", FIRST))
    assert kept.add(name, 1, change("二")) == 2
    assert kept.add(name, 2, Change("一", (), "undone", "wang", 1)) == 3
    assert [(kept.find(name, n).text, kept.find(name, n).by) for n in (1, 2, 3)] == [
        ("一", "li"),
        ("二", "li"),
        ("一", "wang"),
    ]
    assert kept.find(name).revision == 3
    assert [(each.what, each.of) for each in kept.revisions_of(name)] == [(FIRST, 1), ("changed", 2), ("undone", 1)]


def test_a_change_of_an_old_revision_is_refused_and_says_who_was_faster(kept):
    name = kept.begin(change("一", FIRST))
    kept.add(name, 1, change("李的", by="li"))
    with pytest.raises(DraftChanged) as refused:
        kept.add(name, 1, change("王的", by="wang"))
    assert (refused.value.params["by"], refused.value.params["revision"]) == ("li", 2)
    assert kept.find(name).text == "李的"


def test_of_two_at_once_one_is_written_and_the_other_told(kept):
    name = kept.begin(change("零", FIRST))
    outcomes = []

    def write(text):
        try:
            outcomes.append(kept.add(name, 1, change(text)))
        except DraftChanged:
            outcomes.append("told")

    threads = [threading.Thread(target=write, args=(str(n),)) for n in range(6)]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    assert sorted(map(str, outcomes)) == ["2", *["told"] * 5]
    assert len(kept.revisions_of(name)) == 2


def test_what_it_cites_is_that_of_its_newest_revision_and_gone_with_the_draft(kept, library):
    name = kept.begin(change("一", FIRST, "li", cite(1, "甲"), cite(2, "乙")))
    kept.add(name, 1, change("二", "changed", "li", cite(1, "乙")))
    assert [(each.kind, each.holder, each.quote) for each in library.dependents.of_document("d1")] == [
        ("draft", name, "乙")
    ]
    assert kept.remove(name)
    assert library.dependents.of_document("d1") == []
    assert kept.find(name) is None
    assert not kept.remove(name)


def test_a_change_of_a_draft_that_is_gone_is_not_found(kept):
    with pytest.raises(NotFound):
        kept.add("none", 1, change("一"))


def test_the_last_changed_draft_comes_first(kept):
    first, second = kept.begin(change("一", FIRST)), kept.begin(change("二", FIRST))
    assert {each.draft_id for each in kept.all()} == {first, second}
    assert [each.text for each in kept.all() if each.draft_id == first] == ["一"]
