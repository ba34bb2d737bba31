from __future__ import annotations

from datetime import date

import pytest

from assistant.domain import Filters
from assistant.errors import LibraryBusy
from tests.assistant.ui.fake_assistant import FakeAssistant


def ask(app, question):
    app.chat_input[0].set_value(question).run()
    assert not app.exception
    return app


def button(app, key):
    return next(each for each in app.button if each.key == key)


def keys_of(app):
    return {each.key for each in app.button}


def test_an_empty_library_leads_to_the_documents_page_and_offers_nothing_to_ask(open_app, text_of):
    app = open_app(FakeAssistant(held=()))
    assert "资料库还是空的" in text_of(app)
    assert "to-documents" in keys_of(app)
    assert not app.chat_input


def test_a_suggestion_is_asked_word_for_word_when_clicked(open_app):
    fake = FakeAssistant(questions=("每户 3*4*5 吨水 $多少$？",))
    app = open_app(fake)
    button(app, "suggestion-0").click().run()
    assert [question for question, _ in fake.asked] == ["每户 3*4*5 吨水 $多少$？"]


def test_each_claim_stands_with_its_own_marks_and_badge(open_app, text_of):
    app = ask(open_app(), "2023年总供水量是多少？")
    assert {"mark-0-0-1", "mark-0-1-2"} <= keys_of(app)
    assert "mark-0-0-2" not in keys_of(app)
    html = text_of(app)
    assert "完成 · 2023年" in html
    assert "计划 · 2024年" in html
    assert "用时 0.2 秒" in html


def test_clicking_a_mark_opens_its_quote_highlighted_in_its_context(open_app, text_of):
    app = ask(open_app(), "2023年总供水量是多少？")
    assert "<mark>2024年计划改造" not in text_of(app)
    button(app, "mark-0-1-2").click().run()
    html = text_of(app)
    assert "<mark>2024年计划改造老旧管网31公里，新建二次供水泵房12座，计划安排投资项目18个。</mark>" in html
    assert "更换水表1.95万户。</span><mark>" in html
    assert "第1页 · 三、管网建设" in html


def test_a_clause_is_named_with_the_quote(open_app, text_of):
    app = ask(open_app(), "二次供水水箱多久清洗一次？")
    assert "第1页 · 第十二条 · 第三章 维护" in text_of(app)


def test_a_closed_quote_is_gone_and_other_turns_keep_theirs(open_app, text_of):
    app = ask(ask(open_app(), "2023年总供水量是多少？"), "二次供水水箱多久清洗一次？")
    button(app, "close-0").click().run()
    html = text_of(app)
    assert "<mark>2023年，公司" not in html
    assert "<mark>二次供水水箱" in html


def test_a_refusal_says_why_what_there_is_and_what_comes_nearest(open_app, text_of):
    app = ask(open_app(), "2022年总供水量是多少？")
    html = text_of(app)
    assert "cw-refusal" in html
    assert "有相关资料，但没有您要的这一项" in html
    assert "现有资料记载的是2023年" in html
    assert "最接近的内容" in html
    assert "<mark>" not in html, "a nearest passage is no evidence and stays closed until asked for"
    button(app, "source-0-1").click().run()
    assert "<mark>2023年，公司全年完成总供水量4218万吨</mark>" in text_of(app)


def test_an_error_is_explained_with_its_hint_and_can_be_tried_again(open_app, text_of):
    fake = FakeAssistant(fails=LibraryBusy(holder="clearwell ingest", seconds=30))
    app = ask(open_app(fake), "2023年总供水量是多少？")
    assert "资料库正由另一个程序写入（clearwell ingest）" in text_of(app)
    assert "请等它结束后再试" in text_of(app)
    fake.fails = None
    button(app, "again-0").click().run()
    assert "mark-0-0-1" in keys_of(app)


def test_an_error_is_explained_in_the_language_chosen_later(open_app, text_of):
    app = ask(open_app(FakeAssistant(fails=LibraryBusy(holder="x", seconds=1))), "问")
    app.radio(key="language").set_value("en").run()
    assert "Another program is writing to the library (x)" in text_of(app)


def test_filters_are_handed_to_the_question_shown_as_active_and_cleared(open_app, text_of):
    fake = FakeAssistant()
    app = open_app(fake)
    app.multiselect(key="filter_years").set_value([2023]).run()
    app.get("button_group")[0].set_value(["policy"]).run()
    assert "只在以下资料中查找：2023年、制度" in text_of(app)
    ask(app, "2022年总供水量是多少？")
    assert fake.asked[-1] == ("2022年总供水量是多少？", Filters(years=(2023,), kinds=("policy",)))
    assert "范围：2023年、制度" in text_of(app)
    button(app, "wider-0").click().run()
    assert fake.asked[-1] == ("2022年总供水量是多少？", Filters())
    assert "只在以下资料中查找" not in text_of(app)


def test_a_chosen_kind_that_no_document_has_any_more_is_dropped(open_app, text_of):
    fake = FakeAssistant()
    app = open_app(fake)
    app.get("button_group")[0].set_value(["plan"]).run()
    fake.held = tuple(each for each in fake.held if each.metadata.kind != "plan")
    app.run()
    assert not app.exception
    assert "只在以下资料中查找" not in text_of(app)


def test_a_question_is_asked_once_however_often_the_page_is_drawn(open_app):
    fake = FakeAssistant()
    app = ask(open_app(fake), "2023年总供水量是多少？")
    app.run().run()
    assert len(fake.asked) == 1


def test_a_new_conversation_begins_with_the_suggestions_again(open_app):
    app = ask(open_app(), "2023年总供水量是多少？")
    button(app, "new").click().run()
    assert "suggestion-0" in keys_of(app)
    assert "mark-0-0-1" not in keys_of(app)


def test_a_quote_whose_document_has_gone_says_so(open_app, text_of):
    fake = FakeAssistant()
    app = ask(open_app(fake), "2023年总供水量是多少？")
    fake.remove("d1", None)
    app.run()
    assert not app.exception
    assert "这段原文现在看不到了" in text_of(app)


def test_hostile_text_from_a_document_is_never_markup(open_app, text_of):
    app = ask(open_app(), "恶意 <img src=x>")
    html = text_of(app)
    for tag in ("<script", "<b>粗", "<img"):
        assert tag not in html
    assert "&lt;script&gt;alert(1)&lt;/script&gt; &lt;b&gt;粗&lt;/b&gt;" in html
    assert "恶意 &lt;img src=x&gt;" in html
    assert not app.markdown
    assert "<script>alert(1)</script>" in app.code[0].value, "copied text is the text itself"


def test_hostile_text_in_a_label_is_escaped(open_app):
    app = open_app(FakeAssistant(questions=("![x](http://evil.invalid/x.png) :smile:",)))
    suggestion = button(app, "suggestion-0").label
    button(ask(app, "恶意"), "close-0").click().run()
    for label in (suggestion, button(app, "source-0-1").label):
        assert "![" not in label
        assert "](" not in label
        assert ":smile:" not in label


@pytest.mark.parametrize(("language", "expected"), [("zh", "2023年"), ("en", "Achieved · 2023")])
def test_copied_text_and_page_follow_the_language(open_app, text_of, language, expected):
    app = ask(open_app(language=language), "2023年总供水量是多少？")
    assert expected in text_of(app)
    copied = app.code[0].value
    assert copied.startswith("问：" if language == "zh" else "Question:")
    assert "同比增长3.1%。[1]" in copied
    assert "[2] " in copied


def test_a_cited_rule_shows_its_standing_and_since_when_it_holds(open_app, text_of):
    app = ask(open_app(), "二次供水水箱多久清洗一次？")
    html = text_of(app)
    assert '<div class="cw-cited "><span class="cw-badge cw-done">现行</span>2022年7月1日起施行</div>' in html
    assert "现行，2022年7月1日" not in html
    button(app, "mark-0-0-2").click().run()
    assert "由《二次供水泵房管理办法（样例）》取代" in text_of(app)


def test_a_sentence_that_rests_on_superseded_papers_alone_says_so(open_app, text_of):
    label = '<span class="cw-badge cw-warn">已被取代</span>'
    app = ask(open_app(), "按旧规定，多久清洗一次？")
    button(app, "close-0").click().run()
    assert label in text_of(app)
    current_too = ask(open_app(), "二次供水水箱多久清洗一次？")
    assert label not in text_of(current_too)


def test_copied_sources_name_their_standing(open_app):
    copied = ask(open_app(), "二次供水水箱多久清洗一次？").code[0].value
    assert "第1页 · 第十二条 · 第三章 维护 · 2022年7月1日起施行: 二次供水水箱" in copied
    assert "由《二次供水泵房管理办法（样例）》取代: 水箱每年清洗一次。" in copied


@pytest.mark.parametrize(
    ("question", "reason", "told"),
    [
        ("水管每年检查几次？", "只有已失效的规定提到这一点", "现行规定没有提到这一点"),
        ("会议纪要说了什么？", "相关文件没有读出文字", "有4页没有读出文字"),
    ],
)
def test_a_refusal_for_old_or_unread_papers_says_which(open_app, text_of, question, reason, told):
    html = text_of(ask(open_app(), question))
    assert reason in html
    assert told in html


def test_a_nearest_passage_that_no_longer_counts_is_labelled(open_app):
    app = ask(open_app(), "水管每年检查几次？")
    assert ":red[已被取代]" in button(app, "source-0-1").label


def test_a_day_is_handed_to_the_question_and_named_and_cleared(open_app, text_of):
    fake = FakeAssistant()
    app = open_app(fake)
    app.date_input(key="filter_as_of").set_value(date(2020, 5, 1)).run()
    assert "截至2020年5月1日" in text_of(app)
    ask(app, "2022年总供水量是多少？")
    assert fake.asked[-1][1] == Filters(as_of=date(2020, 5, 1))
    button(app, "wider-0").click().run()
    assert fake.asked[-1][1] == Filters()
    assert app.date_input(key="filter_as_of").value is None


def test_the_day_chosen_is_kept_in_the_other_language(open_app, text_of):
    app = open_app()
    app.date_input(key="filter_as_of").set_value(date(2020, 5, 1)).run()
    app.radio(key="language").set_value("en").run()
    assert "as of 2020-05-01" in text_of(app)
