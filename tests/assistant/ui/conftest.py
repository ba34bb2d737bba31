from __future__ import annotations

from collections.abc import Callable
from itertools import count
from pathlib import Path

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from tests.assistant.ui.fake_assistant import FakeAssistant

ROOT = Path(__file__).resolve().parents[3]


def documents_script() -> None:
    from assistant.ui import documents_page, session

    session.begin()
    documents_page.show()


@pytest.fixture
def open_app() -> Callable[..., AppTest]:
    """Open the whole app (its Ask page) over an assistant, in a language."""

    def opened(assistant: FakeAssistant | None = None, language: str = "zh") -> AppTest:
        app = AppTest.from_file(str(ROOT / "app_streamlit.py"), default_timeout=30)
        return _started(app, assistant, language)

    return opened


@pytest.fixture
def open_documents() -> Callable[..., AppTest]:
    """Open the Documents page alone."""

    def opened(assistant: FakeAssistant | None = None, language: str = "zh") -> AppTest:
        return _started(AppTest.from_function(documents_script, default_timeout=30), assistant, language)

    return opened


@pytest.fixture
def at() -> Callable[..., AppTest]:
    """Look at a document of the Documents page, in one of its views."""
    rounds = count(1)

    def looked(app: AppTest, document_id: str, view: str = "report", page: int = 1) -> AppTest:
        app.session_state["document"] = document_id
        app.session_state["document_view"] = view
        app.session_state["document_page"] = page
        app.session_state["documents_round"] = next(rounds)  # the widgets of an earlier choice are not these
        app.run()
        assert not app.exception
        return app

    return looked


@pytest.fixture(autouse=True)
def _no_pictures_kept() -> None:
    """Pictures are kept for the whole process; a test begins without another's."""
    st.cache_data.clear()


@pytest.fixture
def text_of() -> Callable[[AppTest], str]:
    """All HTML, headings, labels and markdown that stand on the page, as sent to the browser."""

    def text(app: AppTest) -> str:
        return "\n".join([*(each.value for each in app.get("html")), *(each.label for each in app.button)])

    return text


def _started(app: AppTest, assistant: FakeAssistant | None, language: str) -> AppTest:
    app.session_state["assistant"] = assistant or FakeAssistant()
    app.session_state["language"] = language
    app.run()
    assert not app.exception
    return app
