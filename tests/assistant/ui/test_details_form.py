from __future__ import annotations

from datetime import date

import pytest

from assistant.domain import Metadata
from assistant.ui.details_form import changed
from tests.assistant.ui.fake_assistant import FakeAssistant


def button(app, key):
    return next(each for each in app.button if each.key == key)


def labelled(widgets, label):
    return next(each for each in widgets if each.label == label)


def form(open_documents, at, fake, document_id="d2", language="zh"):
    return at(open_documents(fake, language), document_id, view="details")


def test_only_what_was_changed_is_saved(open_documents, at, text_of):
    fake = FakeAssistant()
    app = form(open_documents, at, fake)
    labelled(app.text_input, "地区").set_value("清河市")
    labelled(app.date_input, "失效日期").set_value(date(2027, 6, 30))
    labelled(app.selectbox, "类别").set_value("procedure")
    labelled(app.text_area, "取代的文件").set_value("二次供水设施管理规定\n\n 清供水〔2016〕3号 ")
    button(app, "details-save").click().run()
    assert not app.exception
    assert fake.chosen["d2"] == {
        "place": "清河市",
        "effective_to": date(2027, 6, 30),
        "kind": "procedure",
        "replaces": ("二次供水设施管理规定", "清供水〔2016〕3号"),
    }
    assert "已保存" in text_of(app)
    assert labelled(app.text_input, "地区").value == "清河市"


def test_each_field_says_where_its_value_comes_from(open_documents, at, text_of):
    fake = FakeAssistant()
    fake.describe("d2", {"place": "清河市"}, None)
    html = text_of(form(open_documents, at, fake))
    assert "从文件认出" in html
    assert "文件里没有认出" in html
    assert "清单填写（文件里：二次供水科）" in html
    assert "local 填写（原为：无）" in html
    assert "默认" in html, "who may see a paper is not found in it"


def test_a_persons_word_is_taken_back_and_the_detected_value_returns(open_documents, at, text_of):
    fake = FakeAssistant()
    fake.describe("d2", {"published": date(2030, 1, 1), "place": "清河市"}, None)
    app = form(open_documents, at, fake)
    assert {each.key for each in app.button if each.key.startswith("back-")} == {"back-published", "back-place"}
    button(app, "back-published").click().run()
    assert fake.chosen["d2"] == {"place": "清河市"}
    assert labelled(app.date_input, "发布日期").value == date(2022, 5, 18)
    assert "“发布日期”已恢复" in text_of(app)


def test_nothing_changed_is_nothing_saved(open_documents, at):
    fake = FakeAssistant()
    app = form(open_documents, at, fake)
    button(app, "details-save").click().run()
    assert fake.chosen == {}
    assert "没有改动" in [each.value for each in app.caption][-1]


def test_a_value_that_is_none_is_one_sentence(open_documents, at, text_of):
    fake = FakeAssistant()
    app = form(open_documents, at, fake)
    labelled(app.text_input, "标题").set_value("  ")
    button(app, "details-save").click().run()
    assert 'role="alert"' in text_of(app)
    assert fake.held[1].title == "二次供水泵房管理办法（样例）"


@pytest.mark.parametrize(("language", "label"), [("zh", "类别"), ("en", "Kind")])
def test_kinds_are_offered_by_name(open_documents, at, language, label):
    app = form(open_documents, at, FakeAssistant(), language=language)
    assert labelled(app.selectbox, label).value == "policy"
    assert ("制度" if language == "zh" else "Policy") in labelled(app.selectbox, label).options


def test_an_emptied_field_is_the_persons_word_and_not_a_word_taken_back():
    known = Metadata("题", place="清河市", published=date(2022, 5, 18), replaces=("甲",))
    values = {"title": "题", "place": "", "published": None, "replaces": (), "effective_to": None, "period": ""}
    assert changed(values, known) == {"place": "", "published": "", "replaces": ()}
