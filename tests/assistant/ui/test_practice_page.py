from __future__ import annotations

import pytest
from streamlit.testing.v1 import AppTest

from assistant.access import LOCAL_PERSON
from assistant.question_items import ReviewState
from tests.assistant.test_onboarding_desk import assistant, items, kept, paper
from tests.assistant.ui.test_onboarding_page import press, text_of

__all__ = ["assistant", "items", "kept", "paper"]


def practice_script() -> None:
    from assistant.ui import practice_page, session

    session.begin()
    practice_page.show()


@pytest.fixture
def app(assistant, kept):
    assistant.decide_items(kept.items, ReviewState.APPROVED, LOCAL_PERSON)
    return opened(assistant)


def opened(assistant, language="zh"):
    made = AppTest.from_function(practice_script, default_timeout=60)
    made.session_state["assistant"] = assistant
    made.session_state["language"] = language
    made.run()
    assert not made.exception
    return made


def begin(app, count=5):
    app.text_input("practice-name").set_value("李新").run()
    app.session_state["practice-length"] = count
    return press(app, "practice-start")


def current(app):
    return app.session_state["practice_round"].left[0]


def give(app, item, right=True):
    """Answer the question that is shown."""
    if item.type.value == "order":
        answer = item.answer if right else item.options
        app.multiselect[0].set_value(list(answer)).run()
    elif len(item.answer) > 1:
        for box in app.checkbox:
            if any(each in box.label for each in item.answer[: None if right else 1]):
                box.check()
        app.run()
    elif item.options or item.type.value == "true_false":
        wrong = [each for each in (item.options or ("正确", "错误")) if each not in item.answer]
        app.radio[0].set_value(item.answer[0] if right else wrong[0]).run()
    else:
        app.text_area[0].set_value(item.answer[0] if right else "36小时").run()
    return press(app, "practice-answer")


def test_a_name_is_needed_to_begin(app):
    assert "请先写上姓名" in text_of(press(app, "practice-start"))
    assert "practice_round" not in app.session_state


def test_an_empty_answer_is_not_kept(app, assistant):
    press(begin(app), "practice-answer")
    assert "请先作答" in text_of(app)
    assert assistant.practice_progress(LOCAL_PERSON, "李新").answers == 0


def test_a_right_answer_is_told_with_its_clause_and_the_next_follows(app):
    begin(app)
    item = current(app)
    give(app, item)
    shown = text_of(app)
    assert "答对了" in shown
    assert item.clause in shown
    assert "<mark>" in shown
    press(app, "practice-next")
    assert current(app).item_id != item.item_id


def test_a_wrong_answer_comes_back_before_the_round_ends(app, assistant):
    begin(app)
    first = current(app)
    give(app, first, right=False)
    assert "等会儿再来" in text_of(app)
    press(app, "practice-next")
    seen = []
    for _ in range(5):
        item = current(app)
        seen.append(item.item_id)
        give(app, item)
        press(app, "practice-next")
    assert seen[-1] == first.item_id
    assert "练完了：5 道题，首次答对 4 道" in text_of(app)
    told = assistant.practice_progress(LOCAL_PERSON, "李新")
    assert (told.items, told.right_first, told.right_last, told.answers) == (5, 4, 5, 6)


def test_what_cannot_be_marked_is_left_to_the_learner(app, assistant):
    begin(app, 10)
    while current(app).item_id != "q-fill":
        give(app, current(app))
        press(app, "practice-next")
    app.text_area[0].set_value("客服部").run()
    press(app, "practice-answer")
    assert "自己判断" in text_of(app)
    press(app, "judge_right")
    assert assistant.practice_progress(LOCAL_PERSON, "李新").self_judged == 1


@pytest.mark.parametrize(("language", "told"), [("zh", "还没有可以练习的题目"), ("en", "nothing to practise yet")])
def test_without_signed_questions_it_says_who_has_to_sign(assistant, kept, language, told):
    assert told in text_of(opened(assistant, language))
