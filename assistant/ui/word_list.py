"""Words that mean the same, on the Search page: what there is, with a way to add and to take out."""

from __future__ import annotations

import re

import streamlit as st

from assistant.domain import SameWords
from assistant.errors import ClearwellError
from assistant.retrieval.in_words import group_words
from assistant.ui.session import current_assistant, current_person, language, words
from assistant.ui.widgets import error_card
from assistant.ui.wording import html

NEW, FAULT = "synonyms-new", "synonyms_fault"
_BETWEEN = re.compile(r"[=＝,，、;；]+")


def show() -> None:
    """A closed fold: people's own groups first, then the built-in ones and those read in the papers."""
    with st.expander(words("synonyms.title"), icon=":material/swap_horiz:"):
        st.caption(words("synonyms.lead"))
        with st.container(key="synonyms-add", horizontal=True, vertical_alignment="bottom"):
            st.text_input(words("synonyms.new"), key=NEW, placeholder=words("synonyms.placeholder"))
            st.button(words("synonyms.add"), key="synonyms-do-add", on_click=_add)
        if fault := st.session_state.pop(FAULT, None):
            error_card(fault)
        for n, group in enumerate(current_assistant().synonyms(current_person())):
            _row(n, group)


def _row(n: int, group: SameWords) -> None:
    with st.container(key=f"synonyms-row-{n}", horizontal=True, vertical_alignment="center"):
        st.html(f'<span class="cw-group">{html(group_words(group, language()))}</span>', width="content")
        st.button(
            words("synonyms.remove"),
            key=f"synonyms-remove-{n}",
            type="tertiary",
            icon=":material/close:",
            on_click=_remove,
            args=(group.words,),
        )


def _add() -> None:
    given = [each.strip() for each in _BETWEEN.split(st.session_state[NEW]) if each.strip()]
    try:
        current_assistant().add_synonyms(given, current_person())
    except ClearwellError as error:
        st.session_state[FAULT] = error
    else:
        st.session_state[NEW] = ""


def _remove(group: tuple[str, ...]) -> None:
    try:
        current_assistant().remove_synonyms(group, current_person())
    except ClearwellError as error:
        st.session_state[FAULT] = error
