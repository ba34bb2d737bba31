from __future__ import annotations

from dataclasses import replace

import pytest

from assistant import open_assistant
from assistant.access import LOCAL_PERSON
from assistant.domain import Principal
from assistant.errors import NotFound, UsageError
from assistant.exchanges import ApprovalState
from assistant.item_reviews import Wanted
from assistant.question_items import ItemType, ReviewState
from tests.assistant.onboarding.sample_items import ITEMS, RULE

NOBODY = Principal("")
TRAINER = Principal("训练员")


@pytest.fixture
def paper(tmp_path):
    made = tmp_path / "papers" / "停水通知管理办法.txt"
    made.parent.mkdir()
    made.write_text(RULE, encoding="utf-8")
    return made


@pytest.fixture
def assistant(paper, tmp_path):
    made = open_assistant(tmp_path / "home")
    made.ingest([paper.parent], LOCAL_PERSON)
    return made


@pytest.fixture
def items(assistant):
    """The sample items as if made of the paper that was taken in."""
    [document] = assistant.documents(LOCAL_PERSON)
    passages = {each.clause: each for each in assistant.passages(document.document_id, LOCAL_PERSON)}
    text = assistant.page(document.document_id, 1, LOCAL_PERSON).text
    made = []
    for item in ITEMS:
        start = text.index(item.quote)
        spans = (replace(item.spans[0], start=start, end=start + len(item.quote)),)
        passage = passages[item.clause]
        made.append(
            replace(
                item,
                document_id=document.document_id,
                version=document.version,
                passage_id=passage.passage_id,
                spans=spans,
            )
        )
    return tuple(made)


@pytest.fixture
def kept(assistant, items):
    return assistant.keep_questions("停水", items, TRAINER)


def states(assistant):
    return {each.item.item_id: each.state for each in assistant.item_reviews(LOCAL_PERSON)}


def of(assistant, name):
    return assistant.item_review(name, LOCAL_PERSON)


def change(paper, assistant, old, new):
    paper.write_text(RULE.replace(old, new), encoding="utf-8")
    assistant.ingest([paper.parent], LOCAL_PERSON)


def test_a_kept_set_is_there_with_all_items_to_review(assistant, kept, items):
    assert [(each.name, len(each.items)) for each in assistant.question_sets(LOCAL_PERSON)] == [("停水", len(items))]
    assert set(states(assistant).values()) == {ReviewState.NEW}
    assert assistant.question_sets(NOBODY) == ()
    assert assistant.item_reviews(NOBODY) == ()


def test_items_are_approved_and_rejected_together_and_remember_who_did(assistant, kept):
    assistant.decide_items(["q-short", "q-fill"], ReviewState.APPROVED, TRAINER)
    assistant.decide_items(["q-single"], ReviewState.REJECTED, TRAINER, "选项太容易")
    assistant.decide_items(["q-fill"], ReviewState.NEW, LOCAL_PERSON)
    found = states(assistant)
    assert (found["q-short"], found["q-single"], found["q-fill"]) == (
        ReviewState.APPROVED, ReviewState.REJECTED, ReviewState.NEW,
    )  # fmt: skip
    assert (of(assistant, "q-single").by, of(assistant, "q-single").reason) == ("训练员", "选项太容易")
    assert [each.state for each in assistant.item_history("q-fill", LOCAL_PERSON)] == [
        ReviewState.APPROVED, ReviewState.NEW,
    ]  # fmt: skip


def test_a_rejection_needs_a_reason_and_an_unknown_item_changes_nothing(assistant, kept):
    with pytest.raises(UsageError) as caught:
        assistant.decide_items(["q-short"], ReviewState.REJECTED, TRAINER, " ")
    assert caught.value.key == "edit_needs_reason"
    with pytest.raises(NotFound):
        assistant.decide_items(["q-short", "q-none"], ReviewState.APPROVED, TRAINER)
    assert set(states(assistant).values()) == {ReviewState.NEW}


def test_filters_leave_what_was_asked_for(assistant, kept):
    assistant.decide_items(["q-short"], ReviewState.APPROVED, TRAINER)
    wanted = Wanted(set_id="停水", states=(ReviewState.NEW,), types=(ItemType.SHORT, ItemType.FILL))
    assert [each.item.item_id for each in assistant.item_reviews(LOCAL_PERSON, wanted)] == ["q-fill"]
    everyone = assistant.item_reviews(LOCAL_PERSON, Wanted(roles=("班组长",)))
    assert [each.item.item_id for each in everyone] == ["q-true-false"]
    with pytest.raises(NotFound):
        assistant.item_reviews(LOCAL_PERSON, Wanted(set_id="没有的"))


def test_an_edit_is_kept_with_its_signature_and_its_source_stays(assistant, kept):
    before = of(assistant, "q-short").item
    changed = replace(before, question="计划停水，供水企业提前多久通知用户？", quote="别的话", page=9)
    found = assistant.edit_item(changed, TRAINER, "更顺口")
    assert (found.state, found.by, found.reason) == (ReviewState.EDITED, "训练员", "更顺口")
    assert found.item == replace(before, question="计划停水，供水企业提前多久通知用户？")


@pytest.mark.parametrize(
    ("name", "change", "why"),
    [
        ("q-short", {"answer": ("48小时",)}, "edit_answer_not_held"),
        ("q-short", {"question": " "}, "edit_no_question"),
        ("q-short", {"question": "本条规定应当提前多长时间通知用户？"}, "edit_points_elsewhere"),
        ("q-short", {"explanation": "应当提前36小时通知。"}, "edit_figure_not_held"),
        ("q-single", {"answer": ("18小时",)}, "edit_answer_not_held"),
        ("q-single", {"options": ("6小时", "24小时", "48小时")}, "edit_key_not_option"),
        ("q-single", {"options": ("12小时", "12 小时", "6小时")}, "edit_same_options"),
        ("q-multiple", {"options": ("生产运行部", "管网运维部", "客户服务部")}, "edit_option_true"),
        ("q-true-false", {"answer": ("正确",)}, "edit_statement_not_held"),
        ("q-true-false", {"question": "任何单位和个人不得擅自启闭公共供水阀门。"}, "edit_statement_held"),
        ("q-true-false", {"answer": ("也许",)}, "edit_true_or_false"),
        ("q-order", {"answer": ("开挖", "关闭阀门", "更换管段", "冲洗消毒")}, "edit_other_order"),
        ("q-order", {"answer": ("关闭阀门", "开挖")}, "edit_steps_differ"),
    ],
)
def test_an_edit_that_its_source_does_not_hold_is_refused(assistant, kept, name, change, why):
    before = of(assistant, name)
    assert why in [each.key for each in assistant.item_problems(replace(before.item, **change), TRAINER)]
    with pytest.raises(UsageError):
        assistant.edit_item(replace(before.item, **change), TRAINER)
    assert of(assistant, name) == before


def test_a_changed_clause_makes_its_items_stale_with_both_texts(assistant, kept, paper):
    assistant.decide_items(["q-short", "q-single"], ReviewState.APPROVED, TRAINER)
    change(paper, assistant, "提前24小时", "提前48小时")
    [stale] = assistant.item_reviews(LOCAL_PERSON, Wanted(stale=True))
    assert (stale.item.item_id, stale.stale) == ("q-short", "changed")
    assert "24小时" in stale.item.quote
    assert "48小时" in stale.now
    with pytest.raises(UsageError) as caught:
        assistant.decide_items(["q-short"], ReviewState.APPROVED, TRAINER)
    assert caught.value.key == "edit_stale"


def test_a_stale_item_is_put_right_over_the_new_text(assistant, kept, paper):
    change(paper, assistant, "提前24小时", "提前48小时")
    before = of(assistant, "q-short")
    told = "第二条规定，计划停水的应当提前48小时通知用户。"
    unfit = assistant.item_problems(replace(before.item, explanation=told), TRAINER)
    assert [each.key for each in unfit] == ["edit_answer_not_held"]
    mended = assistant.edit_item(replace(before.item, answer=("48小时",), explanation=told), TRAINER)
    assert (mended.stale, mended.state) == ("", ReviewState.EDITED)
    assert "48小时" in mended.item.quote


def test_an_item_whose_paper_is_gone_says_so_and_stays(assistant, kept, items):
    assistant.remove(items[0].document_id, LOCAL_PERSON)
    found = assistant.item_reviews(LOCAL_PERSON)
    assert len(found) == len(items)
    assert {each.stale for each in found} == {"removed"}
    [first, *_] = found
    assert [each.key for each in assistant.item_problems(replace(first.item, topic="新"), TRAINER)] == ["edit_stale"]


def test_a_set_is_removed_and_what_people_signed_stays(assistant, kept):
    assistant.decide_items(["q-short"], ReviewState.APPROVED, TRAINER)
    assistant.remove_question_set(kept.set_id, TRAINER)
    assert list(states(assistant)) == ["q-short"]
    with pytest.raises(NotFound):
        assistant.remove_question_set(kept.set_id, TRAINER)


def test_a_signed_item_becomes_an_approved_answer_in_the_papers_own_words(assistant, kept, items):
    assistant.decide_items(["q-short"], ReviewState.APPROVED, TRAINER)
    [made] = assistant.publish_items(["q-short"], TRAINER, "客户服务部")
    assert (made.state, made.owner) == (ApprovalState.APPROVED, "客户服务部")
    answer = assistant.ask(items[0].question, LOCAL_PERSON)
    assert (answer.engine, answer.claims[0].text) == ("approved", items[0].quote)
    assistant.edit_item(replace(items[0], question="计划停水提前多久通知用户？"), TRAINER)
    [again] = assistant.publish_items(["q-short"], TRAINER)
    assert again.approved_id == made.approved_id
    assert again.questions[0] == "计划停水提前多久通知用户？"


@pytest.mark.parametrize(
    ("name", "state", "why"),
    [
        ("q-short", ReviewState.NEW, "not_publishable_unsigned"),
        ("q-fill", ReviewState.APPROVED, "not_publishable_type"),
        ("q-true-false", ReviewState.APPROVED, "not_publishable_type"),
    ],
)
def test_what_is_not_signed_or_no_question_is_not_published(assistant, kept, name, state, why):
    assistant.decide_items([name], state, TRAINER)
    with pytest.raises(UsageError) as caught:
        assistant.publish_items([name], TRAINER)
    assert caught.value.key == why
    assert assistant.approved_answers(LOCAL_PERSON) == ()


def test_coverage_counts_kept_items_and_not_rejected_or_stale_ones_also_after_the_file_came_anew(
    assistant, kept, items, paper
):
    def covered():
        return {each.clause: len(each.items) for each in assistant.kept_coverage([items[0].document_id], LOCAL_PERSON)}

    first = covered()
    assert first["第三条"] == 2
    assistant.decide_items(["q-single"], ReviewState.REJECTED, TRAINER, "不用")
    assert covered()["第三条"] == 1
    change(paper, assistant, "提前24小时", "提前48小时")
    assert (covered()["第三条"], covered()["第二条"]) == (1, 0)
