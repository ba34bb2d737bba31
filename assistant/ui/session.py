"""Who is here, in which language, and the assistant that serves them. One place to hand in another assistant."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from assistant.access import LOCAL_PERSON
from assistant.domain import Principal
from assistant.errors import ConfigurationError
from assistant.messages import Language, say

if TYPE_CHECKING:
    from assistant.service import Assistant

ASSISTANT = "assistant"
"""Session key: an assistant put here is used instead of the installed library's."""
LANGUAGE = "language"
LANGUAGE_NAMES: dict[Language, str] = {"zh": "中文", "en": "English"}


@st.cache_resource(show_spinner=False)
def _opened() -> Assistant:
    from assistant.bootstrap import open_assistant

    return open_assistant()


def current_assistant() -> Assistant:
    """The assistant of this process, opened once and shared by all sessions; it notices new documents by itself.

    Raises ClearwellError when the library cannot be opened; the next call tries again.
    """
    given: Assistant | None = st.session_state.get(ASSISTANT)
    return given if given is not None else _opened()


def current_person() -> Principal:
    """The person asking. Never leave it out of a key under which something of theirs is kept."""
    return LOCAL_PERSON


def begin() -> None:
    """Give a new session its language.

    A widget's state is set before its first drawing or in a callback, never in every run: the browser would take a
    run that is under way for the newer word and drop what the person chose meanwhile.
    """
    st.session_state.setdefault(LANGUAGE, _default_language())


def _default_language() -> Language:
    from assistant.settings import load_settings

    try:
        return load_settings().language
    except ConfigurationError:  # opening the library says what is wrong; until then a language is needed to say it in
        return "zh"


def language() -> Language:
    """The session's language."""
    return "en" if st.session_state.get(LANGUAGE) == "en" else "zh"


def words(key: str, **params: object) -> str:
    """The message `ui.KEY` in the session's language."""
    return say(f"ui.{key}", language(), **params)


def show_language_switch() -> None:
    """The switch itself; the choice lasts for the session."""
    st.radio(
        words("language"),
        options=list(LANGUAGE_NAMES),
        format_func=LANGUAGE_NAMES.__getitem__,
        key=LANGUAGE,
        horizontal=True,
    )
