"""Which pages there are, and how one leads to another."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from assistant.ui.session import words

if TYPE_CHECKING:
    from streamlit.navigation.page import StreamlitPage

PAGES = "pages"
ASK, DOCUMENTS = "ask", "documents"


def choose_page() -> StreamlitPage:
    """Draw the navigation and return the page to run."""
    from assistant.ui import ask_page, documents_page

    pages = {
        ASK: st.Page(ask_page.show, title=words("ask.nav"), icon=":material/forum:", url_path=ASK, default=True),
        DOCUMENTS: st.Page(
            documents_page.show, title=words("documents.nav"), icon=":material/folder_open:", url_path=DOCUMENTS
        ),
    }
    st.session_state[PAGES] = pages
    return st.navigation(list(pages.values()))


def go_to(name: str) -> None:
    """Switch to a page. Not from a callback: Streamlit switches only while a page is drawn."""
    pages: dict[str, StreamlitPage] = st.session_state.get(PAGES, {})
    if name in pages:
        st.switch_page(pages[name])
