"""Which part of the Onboarding page is shown, of which set."""

from __future__ import annotations

import streamlit as st

VIEW, SET = "onboarding_view", "onboarding_set"
MAKE, REVIEW, COVERAGE, STALE, FILES, RESULTS = "make", "review", "coverage", "stale", "files", "results"
VIEWS = (MAKE, REVIEW, COVERAGE, STALE, FILES, RESULTS)
_NEXT = "onboarding_next"


def go_to(view: str, set_id: str | None = None) -> None:
    """Draw the page anew with another part, and another set when one is given.

    A widget's value can be set only before it is drawn: what is to come is kept until then.
    """
    st.session_state[_NEXT] = (view, set_id)
    st.rerun()


def arrive() -> None:
    """Take over what `go_to` asked for; to be called before the page's widgets are drawn."""
    view, set_id = st.session_state.pop(_NEXT, (None, None))
    if view is not None:
        st.session_state[VIEW] = view
    if set_id is not None:
        st.session_state[SET] = set_id
