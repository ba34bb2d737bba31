from __future__ import annotations

import pytest

from assistant.exchanges import ApprovalState, GapState
from tests.assistant.ui.fake_assistant import FakeAssistant


def ask(app, question):
    app.chat_input[0].set_value(question).run()
    assert not app.exception
    return app


def press(app, key):
    next(each for each in app.button if each.key == key).click().run()
    assert not app.exception
    return app


def keys_of(app):
    return {each.key for each in app.button}


def test_a_follow_up_is_shown_as_it_was_asked_and_can_be_asked_as_typed(open_app, text_of):
    fake = FakeAssistant()
    app = ask(ask(open_app(fake), "2023年总供水量是多少？"), "那2022年呢？")
    assert fake.asked[-1][0] == "2022年总供水量是多少？"
    assert "已按上文理解为：2022年总供水量是多少？" in text_of(app)
    assert "as-typed-0" not in keys_of(app)
    press(app, "as-typed-1")
    assert fake.asked[-1][0] == "那2022年呢？"
    assert "已按上文理解为" not in text_of(app)


def test_thumbs_and_corrections_are_kept_with_the_question(open_app, text_of):
    fake = FakeAssistant()
    app = press(ask(open_app(fake), "2023年总供水量是多少？"), "good-0")
    assert "已记下" in text_of(app)
    press(app, "send-0")
    app.text_area(key="right-0").set_value("4218万吨\n3790万吨").run()
    press(app, "send-0")
    app.checkbox(key="nothing-0").set_value(True).run()
    press(app, "send-0")
    question = "2023年总供水量是多少？"
    assert fake.judged == [(question, True), (question, ("4218万吨", "3790万吨")), (question, ())]


def test_a_refusal_is_signed_only_when_the_person_says_so(open_app):
    fake = FakeAssistant()
    app = ask(open_app(fake), "2022年总供水量是多少？")
    assert fake.judged == []
    press(app, "sign-0")
    assert fake.judged == [("2022年总供水量是多少？", "signed")]
    assert "draft-0" not in keys_of(app)


def test_a_conversation_is_kept_found_and_taken_up_again_with_a_warning_when_its_sources_changed(open_app, text_of):
    fake = FakeAssistant()
    app = press(ask(open_app(fake), "2023年总供水量是多少？"), "new")
    ask(app, "二次供水水箱多久清洗一次？")
    assert {"past-c1", "past-c2"} <= keys_of(app)
    app.text_input(key="past_search").set_value("总供水量").run()
    assert "past-c2" not in keys_of(app)
    fake.stale = ("changed",)
    press(app, "past-c1")
    html = text_of(app)
    assert "4218万吨" in html
    assert "此后已改动" in html
    asked = len(fake.asked)
    ask(app, "那2022年呢？")
    assert [each[0] for each in fake.asked[asked:]] == ["2022年总供水量是多少？"]
    assert [len(turns) for turns in fake.kept.values()] == [2, 1]


def test_a_conversation_is_forgotten_when_told_to(open_app):
    fake = FakeAssistant()
    app = press(ask(open_app(fake), "2023年总供水量是多少？"), "forget")
    assert fake.kept == {}
    assert "suggestion-0" in keys_of(app)


def approved_script() -> None:
    from assistant.ui import approved_page, session

    session.begin()
    approved_page.show()


def gaps_script() -> None:
    from assistant.ui import gaps_page, session

    session.begin()
    gaps_page.show()


def open_page(script, fake, language="zh"):
    from streamlit.testing.v1 import AppTest

    app = AppTest.from_function(script, default_timeout=30)
    app.session_state["assistant"] = fake
    app.session_state["language"] = language
    app.run()
    assert not app.exception
    return app


def test_a_draft_is_made_from_an_answer_approved_on_its_page_and_withdrawn(open_app, text_of):
    fake = FakeAssistant()
    press(ask(open_app(fake), "2023年总供水量是多少？"), "draft-0")
    app = open_page(approved_script, fake)
    assert "待审定" in text_of(app)
    press(app, "approve-a1")
    assert fake.approved["a1"].state is ApprovalState.APPROVED
    press(app, "withdraw-a1")
    assert fake.approved["a1"].state is ApprovalState.WITHDRAWN


def test_a_suspended_answer_says_why_and_offers_a_new_answer_and_no_approval(open_app, text_of):
    from dataclasses import replace

    fake = FakeAssistant()
    press(ask(open_app(fake), "2023年总供水量是多少？"), "draft-0")
    fake.approved["a1"] = replace(fake.approved["a1"], state=ApprovalState.APPROVED, suspended=("superseded",))
    app = open_page(approved_script, fake)
    assert "已暂停：资料已被取代或失效" in text_of(app)
    assert "approve-a1" not in keys_of(app)
    press(app, "renew-a1")
    assert fake.approved["a1"].suspended == ()


@pytest.mark.parametrize(
    ("language", "expected"), [("zh", "最接近的资料归：清河市供水"), ("en", "Nearest papers are those of")]
)
def test_gaps_are_listed_with_owner_and_settled_with_words(open_app, text_of, language, expected):
    fake = FakeAssistant()
    ask(open_app(fake), "2022年总供水量是多少？")
    app = open_page(gaps_script, fake, language)
    assert expected in text_of(app)
    app.text_input(key="said-1").set_value("《2022年度回顾》").run()
    press(app, "answered-1")
    assert (fake.gap_list[0].state, fake.gap_list[0].said) == (GapState.ANSWERED, "《2022年度回顾》")


def test_what_a_language_models_part_came_to_is_shown(open_app, text_of):
    from dataclasses import replace

    from assistant.domain import Dropped, Usage

    class Worded(FakeAssistant):
        def ask(self, *asked):
            dropped = (Dropped("供水量为9999万吨 <b>。", "unsupported"),)
            return replace(
                super().ask(*asked), note="模型没有答完。", dropped=dropped, usage=Usage(321, 45), engine="qwen3"
            )

    app = ask(open_app(Worded()), "2023年总供水量是多少？")
    html = text_of(app)
    assert "模型没有答完。" in html
    assert "qwen3" in html
    assert "模型读 321、写 45 词元" in html
    assert app.expander[0].label == "模型写的 1 句没有采用"
    assert "供水量为9999万吨 &lt;b&gt;。" in html
