from __future__ import annotations

from dataclasses import dataclass, field

import pytest
from streamlit.testing.v1 import AppTest

from assistant.domain import (
    Facets,
    Filters,
    Hint,
    Passage,
    SameWords,
    SearchHit,
    SearchMode,
    SearchResult,
    Span,
    Understood,
)
from assistant.errors import UsageError
from tests.assistant.ui.fake_assistant import DOCUMENTS, HOSTILE, FakeAssistant

TANKS = "第十二条 二次供水水箱每半年清洗一次。"


def search_script() -> None:
    from assistant.ui import search_page, session

    session.begin()
    search_page.show()


def hit(number: int, text: str) -> SearchHit:
    passage = Passage(
        f"d2.1.{number}", "d2", 1, number, text, (Span(1, 0, len(text)),), section=("第三章",), clause="第十二条"
    )
    return SearchHit(passage, DOCUMENTS[1], 0.91, {"dense": 0.9, "keyword": 4.2, "keyword_part": 0.01}, (DOCUMENTS[2],))


@dataclass
class Searching(FakeAssistant):
    """Understands a place and a year, and finds `texts`."""

    texts: tuple[str, ...] = (TANKS,)
    groups: list[SameWords] = field(default_factory=lambda: [SameWords(("二供", "二次供水"), "shipped")])
    sought: list[tuple[str, Filters]] = field(default_factory=list)

    def facets(self, principal):
        return Facets((2023,), ("policy",), ("东营市",))

    def search(self, words, principal, filters, *, limit=10, mode=SearchMode.HYBRID):
        self.sought.append((words, filters))
        if self.fails is not None:
            raise self.fails
        hints = (Hint("place", "东营市", certain=True), Hint("year", "2023", words="去年"))
        understood = Understood(
            "zh",
            tuple(each for each in hints if each.key not in filters.without),
            tuple(each for each in hints if each.key in filters.without),
        )
        found = tuple(hit(n, text) for n, text in enumerate(self.texts))[:limit]
        return SearchResult(words, found, filters, mode, understood=understood)

    def synonyms(self, principal):
        return tuple(self.groups)

    def add_synonyms(self, words, principal):
        if len(words) < 2:
            raise UsageError("too few", key="synonyms_too_few")
        self.groups.insert(0, SameWords(tuple(words), "person"))

    def remove_synonyms(self, words, principal):
        self.groups = [each for each in self.groups if each.words != tuple(words)]


@pytest.fixture
def open_search():
    def opened(assistant=None, language="zh"):
        app = AppTest.from_function(search_script, default_timeout=30)
        app.session_state["assistant"] = assistant or Searching()
        app.session_state["language"] = language
        app.run()
        assert not app.exception
        return app

    return opened


def look_for(app, words):
    app.text_input(key="search-box").set_value(words)
    next(each for each in app.button if "search-form" in str(each.key)).click().run()
    assert not app.exception
    return app


def press(app, key):
    next(each for each in app.button if each.key == key).click().run()
    assert not app.exception


def keys_of(app):
    return {each.key for each in app.button}


def test_a_result_says_where_it_stands_and_why_with_the_words_marked(open_search, text_of):
    html = text_of(look_for(open_search(), "水箱清洗"))
    assert "二次供水泵房管理办法（样例）" in html
    assert "第十二条 · 第三章" in html
    assert "<mark>水箱</mark>" in html
    assert "意思相近" in html
    assert "用词相同" in html
    assert "同样的文字也在：《二次供水设施管理规定（2016，样例）》" in html


def test_what_was_understood_is_taken_back_with_a_click_and_had_again_with_another(open_search, text_of):
    fake = Searching()
    app = look_for(open_search(fake), "去年东营水箱")
    assert "只看 地区：东营市" in text_of(app)
    assert "优先 年份：2023（去年）" in text_of(app)
    press(app, "hint-0")
    assert fake.sought[-1][1].without == {"place:东营市"}
    assert "已不考虑 地区：东营市" in text_of(app)
    press(app, "gone-0")
    assert fake.sought[-1][1].without == frozenset()


def test_a_new_search_begins_with_nothing_taken_back(open_search):
    fake = Searching()
    app = look_for(open_search(fake), "去年东营水箱")
    press(app, "hint-0")
    look_for(app, "水压")
    assert fake.sought[-1][0] == "水压"
    assert fake.sought[-1][1].without == frozenset()


def test_filters_restrict_the_search(open_search):
    fake = Searching()
    app = open_search(fake)
    app.multiselect(key="search_years-zh").set_value(["2023"])
    app.multiselect(key="search_places-zh").set_value(["东营市"]).run()
    look_for(app, "水箱")
    assert (fake.sought[-1][1].years, fake.sought[-1][1].places) == ((2023,), ("东营市",))


def test_more_results_are_shown_on_request_only(open_search):
    app = look_for(open_search(Searching(texts=tuple(f"水箱{n}" for n in range(14)))), "水箱")
    assert "open-9" in keys_of(app)
    assert "open-10" not in keys_of(app)
    press(app, "search-more")
    assert "open-13" in keys_of(app)
    assert "search-more" not in keys_of(app)


def test_the_score_is_shown_as_the_sum_that_it_is(open_search, text_of):
    html = text_of(look_for(open_search(), "水箱"))
    assert "<dt>关键词</dt><dd>+0.0100</dd>" in html
    assert "<dd><strong>0.9100</strong></dd>" in html


def test_nothing_found_is_said(open_search, text_of):
    assert "没有找到" in text_of(look_for(open_search(Searching(texts=())), "水箱"))


def test_an_error_is_explained(open_search, text_of):
    fake = Searching(fails=UsageError("no", key="empty_question"))
    assert "cw-error" in text_of(look_for(open_search(fake), "水箱"))


def test_a_hostile_text_is_never_markup(open_search, text_of):
    html = text_of(look_for(open_search(Searching(texts=(HOSTILE,))), "<script>alert(1)</script>"))
    assert "<script>" not in html.replace("&lt;script&gt;", "")


def test_the_page_speaks_english(open_search, text_of):
    html = text_of(look_for(open_search(language="en"), "tank"))
    assert "Only place" in html
    assert "its meaning" in html
    assert "意思相近" not in html


def test_synonyms_are_listed_added_and_taken_out(open_search, text_of):
    fake = Searching()
    app = open_search(fake)
    assert "二供 = 二次供水（自带）" in text_of(app)
    app.text_input(key="synonyms-new").set_value("水司＝供水公司").run()
    press(app, "synonyms-do-add")
    assert fake.groups[0].words == ("水司", "供水公司")
    press(app, "synonyms-remove-1")
    assert [each.words for each in fake.groups] == [("水司", "供水公司")]


def test_one_word_is_no_group_and_that_is_said(open_search, text_of):
    app = open_search()
    app.text_input(key="synonyms-new").set_value("水司").run()
    press(app, "synonyms-do-add")
    assert "至少要两个不同的词" in text_of(app)
