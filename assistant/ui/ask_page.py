"""The Ask page: a conversation with citations."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from assistant.domain import Facets
from assistant.errors import ClearwellError
from assistant.ui import answer_view, conversation, navigation, past_conversations
from assistant.ui.session import current_assistant, current_person, words
from assistant.ui.widgets import error_card, heading
from assistant.ui.wording import EARLIEST, LATEST, filters_name, html, named, plain


def show() -> None:
    """Draw the page: filters, then the conversation or what stands in its place, then the box to type in."""
    try:
        _filters(current_assistant().facets(current_person()))
        turns = conversation.turns()
        if not turns and not _beginning():
            return
    except ClearwellError as error:
        error_card(error)
        return
    for index in range(len(turns)):
        answer_view.show_turn(index)
    _past()
    _active_filters()
    st.chat_input(words("ask.placeholder"), key="question", on_submit=_submitted)


def _past() -> None:
    """In the sidebar; drawn after the turns, so that one answered just now is among them."""
    try:
        past_conversations.show()
    except ClearwellError as error:
        error_card(error)


def _submitted() -> None:
    conversation.pose(st.session_state["question"])


def _filters(facets: Facets) -> None:
    """The sidebar's choices."""
    _restore(conversation.YEARS, facets.years)
    _restore(conversation.KINDS, facets.kinds)
    with st.sidebar:
        if conversation.turns():
            st.button(
                words("ask.new"),
                icon=":material/add_comment:",
                width="stretch",
                key="new",
                on_click=conversation.start_anew,
            )
        if facets.years or facets.kinds:
            st.html(f'<div class="cw-label">{html(words("filters.title"))}</div>')
        if facets.years:
            st.multiselect(
                words("filters.years"), facets.years, key=conversation.YEARS, placeholder=words("filters.any")
            )
        if facets.kinds:
            st.pills(
                words("filters.kinds"),
                facets.kinds,
                selection_mode="multi",
                key=conversation.KINDS,
                format_func=lambda kind: plain(named("kind", kind)),
            )
        if facets.kinds:
            _as_of()
    for key in (conversation.YEARS, conversation.KINDS, conversation.AS_OF):
        st.session_state[f"last_{key}"] = st.session_state.get(key)


def _as_of() -> None:
    """The day whose rules count; none means today's."""
    if conversation.AS_OF not in st.session_state:
        st.session_state[conversation.AS_OF] = st.session_state.get(f"last_{conversation.AS_OF}")
    st.date_input(
        words("filters.as_of"),
        min_value=EARLIEST,
        max_value=LATEST,
        format="YYYY-MM-DD",
        key=conversation.AS_OF,
        help=words("filters.as_of_help"),
    )


def _restore(key: str, offered: Sequence[object]) -> None:
    """Bring back a choice that went with its widget when the page was left, and drop what no document has any more."""
    chosen = st.session_state.get(key, st.session_state.get(f"last_{key}")) or []
    left = [value for value in chosen if value in offered]
    if left != chosen or (left and key not in st.session_state):
        st.session_state[key] = left


def _active_filters() -> None:
    filters = conversation.chosen_filters()
    if not filters:
        return
    with st.container(key="active-filters", horizontal=True, vertical_alignment="center", gap="small"):
        st.html(
            f'<span class="cw-active">{html(words("ask.only_in", choice=filters_name(filters)))}</span>',
            width="content",
        )
        st.button(
            words("ask.clear_filters"),
            key="clear-filters",
            type="tertiary",
            icon=":material/filter_alt_off:",
            on_click=conversation.clear_filters,
        )


def _beginning() -> bool:
    """Before the first question: what this is, and questions that this library can answer. False: it holds nothing."""
    assistant, person = current_assistant(), current_person()
    suggestions = assistant.suggestions(person)
    if not suggestions and not assistant.documents(person):
        heading(words("empty.title"), words("empty.lead"))
        if st.button(words("empty.action"), type="primary", icon=":material/upload_file:", key="to-documents"):
            navigation.go_to(navigation.DOCUMENTS)
        return False
    heading(words("ask.title"), words("ask.lead"))
    if suggestions:
        with st.container(key="suggestions"):
            st.html(f'<div class="cw-label">{html(words("ask.suggestions"))}</div>')
            for number, question in enumerate(suggestions):
                st.button(
                    plain(question),
                    key=f"suggestion-{number}",
                    width="stretch",
                    on_click=conversation.pose,
                    args=(question,),
                )
    return True
