from __future__ import annotations

import pytest

from assistant.access import LOCAL_PERSON
from assistant.domain import Principal
from assistant.errors import NotFound, UsageError
from assistant.item_reviews import Grade, Wanted
from assistant.question_items import ReviewState
from tests.assistant.test_onboarding_desk import TRAINER, assistant, change, items, kept, paper

__all__ = ["assistant", "items", "kept", "paper"]


@pytest.fixture
def signed(assistant, kept):
    assistant.decide_items([each for each in kept.items if each != "q-scenario"], ReviewState.APPROVED, TRAINER)
    return assistant


def ids(items):
    return [item.item_id for item in items]


def answer(assistant, name, *given, **more):
    return assistant.practice_answer(name, given, LOCAL_PERSON, "李新", **more)


def test_newcomers_practise_only_with_what_a_trainer_signed_easy_ones_first(assistant, kept, signed):
    found = ids(signed.practice_round(LOCAL_PERSON, length=20))
    assert found[0] == "q-true-false"
    assert set(found) == set(kept.items) - {"q-scenario"}
    assert len(signed.practice_round(LOCAL_PERSON, length=3)) == 3
    with pytest.raises(NotFound):
        answer(signed, "q-scenario", "x")


def test_nothing_signed_is_nothing_to_practise(assistant, kept):
    assert assistant.practice_round(LOCAL_PERSON) == ()


def test_a_topic_and_a_role_restrict_the_round(signed):
    assert ids(signed.practice_round(LOCAL_PERSON, Wanted(topics=("阀门",)))) == ["q-true-false"]
    assert ids(signed.practice_round(LOCAL_PERSON, Wanted(roles=("班组长",)))) == ["q-true-false"]


def test_what_was_wrong_comes_back_before_what_was_right(signed):
    assert answer(signed, "q-short", "12小时").grade is Grade.WRONG
    assert answer(signed, "q-single", "12小时").grade is Grade.RIGHT
    rest = signed.practice_round(LOCAL_PERSON, length=20, learner="李新")
    assert "q-single" not in ids(rest)
    for item in rest:
        given = item.answer if item.type.value != "multiple" else item.answer[:1]
        answer(signed, item.item_id, *given)
    again = ids(signed.practice_round(LOCAL_PERSON, length=2, learner="李新"))
    assert set(again) == {"q-short", "q-multiple"}


def test_feedback_has_the_clause_and_when_the_item_comes_back(signed):
    told = answer(signed, "q-short", "24小时")
    assert told.item.clause == "第二条"
    assert told.due > "2026"


def test_what_only_a_person_can_tell_is_kept_when_the_learner_has_judged(signed):
    assert answer(signed, "q-fill", "客服部").grade is Grade.UNSURE
    assert signed.practice_progress(LOCAL_PERSON, "李新").answers == 0
    assert answer(signed, "q-fill", "客服部", judged_right=True).grade is Grade.RIGHT
    assert answer(signed, "q-short", "12小时", judged_right=True).grade is Grade.WRONG
    told = signed.practice_progress(LOCAL_PERSON, "李新")
    assert (told.answers, told.self_judged, told.right_last) == (2, 1, 1)


def test_results_are_told_for_each_person_and_complete_when_all_is_right(signed, kept, items):
    for item in items:
        if item.item_id != "q-scenario":
            answer(signed, item.item_id, *item.answer)
    signed.practice_answer("q-short", ["1小时"], LOCAL_PERSON, "王小明")
    signed.practice_answer("q-short", ["24小时"], LOCAL_PERSON, "王小明")
    found = {each.learner: each for each in signed.practice_results(TRAINER)}
    done, other = found["李新"], found["王小明"]
    assert (done.items, done.right_first, done.of, done.complete) == (6, 6, 6, True)
    assert (other.items, other.right_first, other.right_last, other.answers, other.complete) == (1, 0, 1, 2, False)
    assert ("阀门", 1, 1) in done.topics
    assert signed.practice_results(Principal("")) == ()


def test_a_clause_that_changed_is_practised_no_more(signed, paper):
    change(paper, signed, "提前24小时", "提前48小时")
    assert "q-short" not in ids(signed.practice_round(LOCAL_PERSON, length=20))


def test_a_learner_is_forgotten_when_asked_to(signed):
    answer(signed, "q-short", "24小时")
    assert signed.forget_learner("李新", TRAINER) == 1
    assert signed.practice_results(TRAINER) == ()


def test_somebody_must_be_practising(signed):
    with pytest.raises(UsageError):
        signed.practice_round(Principal(""))
