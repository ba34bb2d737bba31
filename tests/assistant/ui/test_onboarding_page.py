from __future__ import annotations

import pytest
from streamlit.testing.v1 import AppTest

from assistant import open_assistant
from assistant.access import LOCAL_PERSON
from assistant.item_reviews import Wanted
from assistant.question_items import ItemRequest, ReviewState
from tests.assistant.onboarding.sample_items import RULE


def onboarding_script() -> None:
    from assistant.ui import onboarding_page, session

    session.begin()
    onboarding_page.show()


@pytest.fixture
def folder(tmp_path):
    made = tmp_path / "papers"
    made.mkdir()
    (made / "停水通知管理办法.txt").write_text(RULE, encoding="utf-8")
    return made


@pytest.fixture
def assistant(folder, tmp_path):
    made = open_assistant(tmp_path / "home")
    made.ingest([folder], LOCAL_PERSON)
    return made


@pytest.fixture
def kept(assistant):
    made = assistant.build_questions(ItemRequest(()), LOCAL_PERSON)
    return assistant.keep_questions("停水", made.items, LOCAL_PERSON)


def opened(assistant, language="zh", **state):
    app = AppTest.from_function(onboarding_script, default_timeout=120)
    app.session_state["assistant"] = assistant
    app.session_state["language"] = language
    for name, value in state.items():
        app.session_state[name] = value
    app.run()
    assert not app.exception
    return app


def press(app, key):
    app.button(key).click().run()
    assert not app.exception
    return app


def text_of(app):
    found = [str(each.value) for kind in ("html", "caption", "markdown", "code") for each in app.get(kind)]
    return "\n".join([*found, *(each.label for each in app.button)])


def states(assistant):
    return [each.state for each in assistant.item_reviews(LOCAL_PERSON)]


def test_questions_are_made_of_the_chosen_paper_and_then_reviewed(assistant):
    app = opened(assistant)
    [document] = assistant.documents(LOCAL_PERSON)
    app.multiselect("making-documents").set_value([document.document_id]).run()
    app.number_input("making-count").set_value(3).run()
    press(app, "make")
    [kept] = assistant.question_sets(LOCAL_PERSON)
    assert (kept.name, len(kept.items)) == (document.title, 3)
    shown = text_of(app)
    assert "第 1 题，共 3 题" in shown
    assert "<mark>" in shown


def test_one_press_approves_and_shows_the_next(assistant, kept):
    app = opened(assistant)
    first = app.session_state["review_item"]
    press(app, "approve")
    assert assistant.item_review(first, LOCAL_PERSON).state is ReviewState.APPROVED
    assert app.session_state["review_item"] != first


def test_a_rejection_is_two_presses_and_keeps_its_reason(assistant, kept):
    app = opened(assistant)
    name = app.session_state["review_item"]
    press(press(app, "reject"), "reason-easy")
    held = assistant.item_review(name, LOCAL_PERSON)
    assert (held.state, held.reason) == (ReviewState.REJECTED, "太容易")


def test_going_through_a_set_reviews_every_item_once(assistant, kept):
    app = opened(assistant)
    for _ in kept.items:
        press(app, "approve")
    assert set(states(assistant)) == {ReviewState.APPROVED}
    assert "全部审核完了" in text_of(app)


def test_an_edit_is_refused_with_its_reasons_and_taken_when_the_source_holds_it(assistant, kept):
    short = next(
        each.item
        for each in assistant.item_reviews(LOCAL_PERSON)
        if not each.item.options and each.item.type != "true_false"
    )
    app = opened(assistant, review_item=short.item_id)
    press(app, "edit")
    app.text_input(f"item-answer-{short.item_id}").set_value("没有这样的话")
    save = next(each for each in app.button if each.label == "保存并通过")
    save.click().run()
    assert "在依据原文中找不到" in text_of(app)
    assert assistant.item_review(short.item_id, LOCAL_PERSON).state is ReviewState.NEW
    app.text_input(f"item-answer-{short.item_id}").set_value(short.answer[0])
    app.text_input(f"item-topic-{short.item_id}").set_value("停水管理")
    next(each for each in app.button if each.label == "保存并通过").click().run()
    held = assistant.item_review(short.item_id, LOCAL_PERSON)
    assert (held.state, held.item.topic) == (ReviewState.EDITED, "停水管理")


def test_the_map_shows_which_clauses_have_no_question(assistant, kept):
    items = [each.item for each in assistant.item_reviews(LOCAL_PERSON)]
    full = text_of(opened(assistant, onboarding_view="coverage"))
    assert 'class="cw-done"' in full
    gone = [each.item_id for each in items if each.clause == "第二条"]
    assistant.decide_items(gone, ReviewState.REJECTED, LOCAL_PERSON, "不用")
    shown = text_of(opened(assistant, onboarding_view="coverage"))
    assert "第二条 · 0 题" in shown


def test_stale_questions_show_both_texts_with_the_difference_marked(assistant, kept, folder):
    changed = RULE.replace("提前24小时", "提前48小时")
    (folder / "停水通知管理办法.txt").write_text(changed, encoding="utf-8")
    assistant.ingest([folder], LOCAL_PERSON)
    app = opened(assistant, onboarding_view="stale")
    shown = text_of(app)
    assert "<mark>24</mark>小时" in shown
    assert "<mark>48</mark>小时" in shown
    stale = assistant.item_reviews(LOCAL_PERSON, Wanted(stale=True))
    press(app, f"retire-{stale[0].item.item_id}")
    assert assistant.item_review(stale[0].item.item_id, LOCAL_PERSON).state is ReviewState.REJECTED


def test_every_format_is_offered_and_without_answers_only_those_that_can(assistant, kept):
    app = opened(assistant, onboarding_view="files", **{"files-signed": False})
    offered = [each.label for each in app.get("download_button")]
    assert {"Excel 题库", "试卷 Word", "Moodle（GIFT）", "Anki 卡片"} <= set(offered)
    app.toggle("files-answers").set_value(False).run()
    assert "Anki 卡片" not in [each.label for each in app.get("download_button")]


def test_results_have_a_line_for_the_record(assistant, kept):
    assistant.decide_items(kept.items, ReviewState.APPROVED, LOCAL_PERSON)
    for each in assistant.item_reviews(LOCAL_PERSON):
        assistant.practice_answer(each.item.item_id, each.item.answer, LOCAL_PERSON, "李新")
    assert f"全部 {len(kept.items)} 道题" in text_of(opened(assistant, onboarding_view="results"))


@pytest.mark.parametrize("view", ["make", "review", "coverage", "stale", "files", "results"])
@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_part_is_drawn_over_a_set(assistant, kept, view, language):
    assert "cw-heading" in text_of(opened(assistant, language, onboarding_view=view))


@pytest.mark.parametrize("view", ["make", "review", "coverage", "stale", "files", "results"])
@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_part_says_what_to_do_when_there_is_nothing(tmp_path, view, language):
    shown = text_of(opened(open_assistant(tmp_path / "empty"), language, onboarding_view=view))
    assert "cw-heading" in shown
