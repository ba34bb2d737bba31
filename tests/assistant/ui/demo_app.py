"""The app over the invented assistant: `streamlit run tests/assistant/ui/demo_app.py`, from the project's folder."""

from __future__ import annotations

import os
import runpy
import sys
from pathlib import Path

import streamlit as st

ROOT = Path(__file__).resolve().parents[3]
sys.path.insert(0, str(ROOT))

from tests.assistant.ui.fake_assistant import FakeAssistant  # noqa: E402


@st.cache_resource(show_spinner=False)
def one_for_all() -> FakeAssistant:
    return FakeAssistant(held=()) if os.environ.get("DEMO_EMPTY") else FakeAssistant(pause=0.4)


st.session_state["assistant"] = one_for_all()
runpy.run_path(str(ROOT / "app_streamlit.py"))
