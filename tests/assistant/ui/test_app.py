from __future__ import annotations

import tomllib
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

ROOT = Path(__file__).resolve().parents[3]


def test_the_language_switch_changes_the_whole_page_and_keeps_the_conversation(open_app, text_of):
    app = open_app()
    app.chat_input[0].set_value("2023年总供水量是多少？").run()
    app.radio(key="language").set_value("en").run()
    html = text_of(app)
    assert "Sources" in html
    assert "New conversation" in html
    assert "出处" not in html
    assert "4218万吨" in html


def test_the_language_switch_keeps_the_filters(open_app, text_of):
    app = open_app()
    app.multiselect(key="filter_years").set_value([2023]).run()
    app.get("button_group")[0].set_value(["policy"]).run()
    app.radio(key="language").set_value("en").run()
    assert "Looking only in: 2023, Policy" in text_of(app)
    app.run()
    assert app.multiselect(key="filter_years").value == [2023]


@pytest.mark.parametrize(("setting", "title"), [("zh", "想了解什么？"), ("en", "What would you like to know?")])
def test_the_first_language_comes_from_the_settings(monkeypatch, text_of, setting, title):
    from tests.assistant.ui.fake_assistant import FakeAssistant

    monkeypatch.setenv("CLEARWELL_LANGUAGE", setting)
    app = AppTest.from_file(str(ROOT / "app_streamlit.py"), default_timeout=30)
    app.session_state["assistant"] = FakeAssistant()
    app.run()
    assert title in text_of(app)


def test_a_library_that_cannot_be_opened_is_explained_and_not_a_crash(monkeypatch, text_of):
    monkeypatch.setenv("CLEARWELL_DEPTH", "many")
    app = AppTest.from_file(str(ROOT / "app_streamlit.py"), default_timeout=60).run()
    assert not app.exception
    assert "设置有误：CLEARWELL_DEPTH" in text_of(app)


def test_the_theme_sends_no_statistics_and_names_no_address():
    settings = (ROOT / ".streamlit" / "config.toml").read_text(encoding="utf-8")
    assert tomllib.loads(settings)["browser"]["gatherUsageStats"] is False
    assert "http" not in settings
    assert "url(" not in (ROOT / "assistant" / "ui" / "clearwell.css").read_text(encoding="utf-8")
