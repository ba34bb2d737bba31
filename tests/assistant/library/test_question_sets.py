from __future__ import annotations

from dataclasses import replace

import pytest

from assistant.item_reviews import SIGNED
from assistant.library.question_sets import Change, QuestionSets, from_text, to_text
from assistant.question_items import ReviewState
from tests.assistant.library.papers import open_library
from tests.assistant.onboarding.sample_items import FILL, ITEMS, ORDER, SHORT, SINGLE


@pytest.fixture
def kept(tmp_path):
    return QuestionSets(open_library(tmp_path / "home").registry)


def ids(items):
    return tuple(item.item_id for item in items)


@pytest.mark.parametrize("item", ITEMS, ids=lambda item: item.type.value)
def test_an_item_comes_back_as_it_went_in(item):
    assert from_text(to_text(item)) == item


def test_a_set_holds_its_items_in_order_under_its_name(kept):
    made = kept.keep("停水", ITEMS, "训练员")
    assert [(each.set_id, each.items, each.by) for each in kept.sets()] == [(made.set_id, ids(ITEMS), "训练员")]
    assert {each.item for each in kept.reviews(made.items)} == set(ITEMS)
    assert {each.state for each in kept.reviews()} == {ReviewState.NEW}


def test_what_a_person_said_stays_when_the_set_is_built_again(kept):
    made = kept.keep("停水", [SHORT, SINGLE, FILL], "甲")
    edited = replace(SINGLE, explanation="改过的解析")
    kept.change([Change(SHORT.item_id, ReviewState.REJECTED, "太容易")], "乙")
    kept.change([Change(SINGLE.item_id, ReviewState.EDITED, left=edited)], "乙")
    moved = replace(SINGLE, version=2, passage_id="p-new", page=3)
    again = kept.keep("停水", [moved, ORDER], "甲")
    assert again.set_id == made.set_id
    assert again.items == (SINGLE.item_id, ORDER.item_id, SHORT.item_id)
    held = {each.item.item_id: each for each in kept.reviews()}
    assert FILL.item_id not in held
    assert held[SHORT.item_id].reason == "太容易"
    assert held[SINGLE.item_id].item == replace(edited, version=2, passage_id="p-new", page=3)
    assert held[SINGLE.item_id].state in SIGNED


def test_every_word_on_an_item_is_remembered_with_who_said_it(kept):
    kept.keep("停水", [SHORT], "甲")
    kept.change([Change(SHORT.item_id, ReviewState.REJECTED, "不清楚")], "乙")
    changed = replace(SHORT, question="计划停水应当提前多久通知用户？")
    kept.change([Change(SHORT.item_id, ReviewState.EDITED, left=changed)], "丙")
    first, second = kept.history(SHORT.item_id)
    assert (first.state, first.by, first.reason, first.item) == (ReviewState.REJECTED, "乙", "不清楚", None)
    assert (second.state, second.by, second.item) == (ReviewState.EDITED, "丙", changed)
    assert kept.reviews([SHORT.item_id])[0].by == "丙"


def test_removing_a_set_leaves_what_people_said_and_what_other_sets_have(kept):
    one, _ = kept.keep("一", [SHORT, SINGLE, FILL], "甲"), kept.keep("二", [FILL], "甲")
    kept.change([Change(SINGLE.item_id, ReviewState.APPROVED)], "甲")
    assert kept.remove(one.set_id) == (SHORT.item_id,)
    assert {each.item.item_id for each in kept.reviews()} == {SINGLE.item_id, FILL.item_id}
    assert kept.remove(one.set_id) is None


def test_the_answer_made_of_an_item_is_known(kept):
    kept.keep("停水", [SHORT, SINGLE], "甲")
    kept.publish(SHORT.item_id, "a1")
    assert kept.published() == {SHORT.item_id: "a1"}
