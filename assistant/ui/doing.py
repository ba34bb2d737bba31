"""Carrying out what a person asked for, and telling what came of it when the page is next drawn."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from assistant.domain import FileOutcome, FileStatus
from assistant.errors import ClearwellError
from assistant.ui.session import words
from assistant.ui.widgets import error_card, notice

TOLD = "told"
"""Session key: what to tell, a sentence or the error that took its place."""


def carry_out(action: Callable[[], object], done: str) -> None:
    """Do `action` where a person waits for it, then draw the page anew, with `done` or what went wrong on top."""
    with st.spinner(words("documents.working")):
        keep_result(action, done)
    st.rerun()


def keep_result(action: Callable[[], object], done: str) -> bool:
    """Do `action` and keep what to tell of it. Returns whether it was done."""
    try:
        result = action()
    except ClearwellError as error:
        st.session_state[TOLD] = error
        return False
    if isinstance(result, FileOutcome) and result.status is FileStatus.REJECTED:
        st.session_state[TOLD] = result.reason or words("file.rejected")
        return False
    st.session_state[TOLD] = done
    return True


def tell() -> None:
    """Draw what came of the last thing done, once."""
    told = st.session_state.pop(TOLD, None)
    if isinstance(told, ClearwellError):
        error_card(told)
    elif told:
        notice(told)
