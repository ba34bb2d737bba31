"""The Onboarding page: make questions from the papers, review them, see what is missing or stale, hand them on."""

from __future__ import annotations

import streamlit as st

from assistant.errors import ClearwellError
from assistant.ui import item_coverage, item_files, item_making, item_review
from assistant.ui import onboarding_state as state
from assistant.ui.doing import tell
from assistant.ui.session import current_assistant, current_person, words
from assistant.ui.widgets import error_card, heading, notice
from assistant.ui.wording import plain

_OF_A_SET = (state.REVIEW, state.STALE, state.FILES)


def show() -> None:
    """Draw the chosen part; a library without questions begins with making some."""
    heading(words("onboarding.title"), words("onboarding.lead"))
    tell()
    state.arrive()
    try:
        sets = current_assistant().question_sets(current_person())
        st.session_state.setdefault(state.VIEW, state.REVIEW if sets else state.MAKE)
        view = st.segmented_control(
            words("onboarding.view"), state.VIEWS, key=state.VIEW, required=True, label_visibility="collapsed",
            format_func=lambda name: words(f"onboarding.view_{name}"), disabled=item_making.MAKING in st.session_state,
        )  # fmt: skip
        chosen = ""
        if view in _OF_A_SET:
            if not sets:
                notice(words("onboarding.no_sets"), words("onboarding.no_sets_hint"))
                return
            chosen = _set({each.set_id: each.name for each in sets})
        if view == state.MAKE or item_making.MAKING in st.session_state:
            item_making.show()
        elif view == state.COVERAGE:
            item_coverage.show_map()
        elif view == state.STALE:
            item_coverage.show_stale(chosen)
        elif view == state.FILES:
            item_files.show(chosen)
        elif view == state.RESULTS:
            item_files.show_results()
        else:
            item_review.show(chosen)
    except ClearwellError as error:
        error_card(error)


def _set(names: dict[str, str]) -> str:
    if st.session_state.get(state.SET) not in names:
        st.session_state[state.SET] = next(iter(names))
    if len(names) == 1:
        return next(iter(names))
    chosen: str = st.selectbox(
        words("onboarding.set"), list(names), key=state.SET, format_func=lambda name: plain(names[name])
    )
    return chosen
