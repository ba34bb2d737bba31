from __future__ import annotations

from datetime import date

import pytest

from assistant.curation import Basis, Decision, Replacement
from assistant.errors import LibraryBusy
from tests.assistant.ui.fake_assistant import FakeAssistant


def button(app, key):
    return next(each for each in app.button if each.key == key)


def keys_of(app):
    return {each.key for each in app.button}


def state_of(fake, older, newer):
    return next(each.state for each in fake.pairs if (each.older, each.newer) == (older, newer))


def test_a_pair_that_waits_shows_both_titles_their_dates_and_why(open_documents, text_of):
    html = text_of(open_documents())
    assert "可能已被取代，请您决定（1）" in html
    assert "《2024年重点工作计划（样例）》（2024年1月15日发布）" in html
    assert "《清河市供水有限公司2023年工作回顾（样例）》（2024年2月4日发布）" in html
    assert "名称和内容相近" in html


@pytest.mark.parametrize(
    ("press", "state", "told"),
    [("yes-d7-d1", Decision.IN_EFFECT, "新文件取代旧文件"), ("no-d7-d1", Decision.REJECTED, "两份都有效")],
)
def test_a_person_decides_and_the_pair_waits_no_longer(open_documents, text_of, press, state, told):
    fake = FakeAssistant()
    app = open_documents(fake)
    button(app, press).click().run()
    assert not app.exception
    assert state_of(fake, "d7", "d1") is state
    assert told in text_of(app)
    assert "可能已被取代" not in text_of(app)


def test_a_replacement_in_effect_shows_the_words_it_rests_on_and_can_be_undone(open_documents, text_of):
    fake = FakeAssistant()
    app = open_documents(fake)
    html = text_of(app)
    assert "2016年的规定同时废止。" in html
    assert "新文件写明废止旧文件、2022年7月1日起" in html
    button(app, "no-d3-d2").click().run()
    assert state_of(fake, "d3", "d2") is Decision.REJECTED
    assert "由 local 决定" in text_of(app)
    button(app, "yes-d3-d2").click().run()
    assert state_of(fake, "d3", "d2") is Decision.IN_EFFECT


def test_many_pairs_that_wait_do_not_push_the_papers_away(open_documents):
    pairs = tuple(Replacement(f"d{n}", "d1", Basis.SIMILAR, Decision.SUGGESTED) for n in range(2, 7))
    app = open_documents(FakeAssistant(pairs=pairs))
    assert app.expander[0].label == "另有 3 对"


def test_each_side_can_be_looked_at(open_documents, text_of):
    app = open_documents()
    button(app, "open-older-d7-d1").click().run()
    assert "<h2>2024年重点工作计划（样例）</h2>" in text_of(app)


def test_a_document_shows_its_own_pairs(open_documents, at):
    assert "no-own-d3-d2" in keys_of(at(open_documents(), "d3"))
    assert not [key for key in keys_of(at(open_documents(), "d5")) if "own-" in key]


def test_a_decision_that_fails_is_explained(open_documents, text_of):
    class Busy(FakeAssistant):
        def decide(self, older, newer, state, principal):
            raise LibraryBusy(holder="clearwell ingest", seconds=600)

    app = open_documents(Busy())
    button(app, "yes-d7-d1").click().run()
    assert "等了 600 秒仍未结束" in text_of(app)
    assert "可能已被取代" in text_of(app)


def test_without_pairs_nothing_is_said_of_them(open_documents, text_of):
    html = text_of(open_documents(FakeAssistant(pairs=())))
    assert "取代，请您决定" not in html
    assert "已定的取代关系" not in html


def test_hostile_words_of_a_repeal_are_never_markup(open_documents, text_of):
    each = Replacement("d3", "d2", Basis.REPEAL, Decision.IN_EFFECT, date(2022, 7, 1), quote="<img src=x>")
    assert "<img" not in text_of(open_documents(FakeAssistant(pairs=(each,))))
