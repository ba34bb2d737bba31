"""The person's own conversations in the sidebar: found, taken up again, exported, forgotten."""

from __future__ import annotations

import streamlit as st

from assistant.errors import ClearwellError
from assistant.ui import conversation
from assistant.ui.session import current_assistant, current_person, language, words
from assistant.ui.widgets import error_card
from assistant.ui.wording import html, plain

SHOWN = 8
SEARCH = "past_search"
_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def show() -> None:
    """Draw them; nothing before there are any."""
    wanted = str(st.session_state.get(SEARCH) or "")
    found = current_assistant().conversations(current_person(), wanted, SHOWN)
    if not found and not wanted:
        return
    with st.sidebar, st.container(key="past"):
        st.html(f'<div class="cw-label">{html(words("past.title"))}</div>')
        st.text_input(words("past.search"), key=SEARCH, placeholder=words("past.search"), label_visibility="collapsed")
        current = st.session_state.get(conversation.KEPT)
        for each in found:
            st.button(
                plain(each.title),
                key=f"past-{each.conversation_id}",
                type="secondary" if each.conversation_id == current else "tertiary",
                width="stretch",
                on_click=_opened,
                args=(each.conversation_id,),
            )
        if not found:
            st.caption(words("past.none"))
        if current and conversation.turns():
            _current(str(current))


def _opened(conversation_id: str) -> None:
    try:
        conversation.open_kept(conversation_id)
    except ClearwellError:  # forgotten in another window; the list that is drawn next is without it
        conversation.start_anew()


def _current(conversation_id: str) -> None:
    with st.popover(words("past.more"), icon=":material/ios_share:", width="stretch"):
        try:
            markdown = current_assistant().export_conversation(conversation_id, current_person(), "md", language())
            word = current_assistant().export_conversation(conversation_id, current_person(), "docx", language())
        except ClearwellError as error:
            error_card(error)
            return
        name = words("past.file")
        st.download_button(words("past.word"), word, f"{name}.docx", _WORD, key="export-docx", width="stretch")
        st.download_button(
            words("past.markdown"), markdown, f"{name}.md", "text/markdown", key="export-md", width="stretch"
        )
        st.button(
            words("past.remove"),
            key="forget",
            icon=":material/delete:",
            width="stretch",
            on_click=_forgotten,
            args=(conversation_id,),
        )


def _forgotten(conversation_id: str) -> None:
    current_assistant().remove_conversation(conversation_id, current_person())
    conversation.start_anew()
