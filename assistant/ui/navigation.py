"""Which pages there are, and how one leads to another."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from assistant.ui.session import LANGUAGE, language, words

if TYPE_CHECKING:
    from streamlit.navigation.page import StreamlitPage

PAGES = "pages"
ASK, SEARCH, DOCUMENTS = "ask", "search", "documents"
APPROVED, GAPS = "approved", "gaps"
FIGURES = "figures"
ONBOARDING, PRACTICE = "onboarding", "practice"


def choose_page() -> StreamlitPage:
    """Draw the navigation and return the page to run."""
    from assistant.ui import approved_page, ask_page, documents_page, figures_page, gaps_page, search_page

    pages = {
        ASK: st.Page(ask_page.show, title=words("ask.nav"), icon=":material/forum:", url_path=ASK, default=True),
        SEARCH: st.Page(search_page.show, title=words("search.nav"), icon=":material/search:", url_path=SEARCH),
        DOCUMENTS: st.Page(
            documents_page.show, title=words("documents.nav"), icon=":material/folder_open:", url_path=DOCUMENTS
        ),
    }
    pages[FIGURES] = st.Page(
        figures_page.show, title=words("figures.nav"), icon=":material/monitoring:", url_path=FIGURES
    )
    pages |= {
        APPROVED: st.Page(
            approved_page.show, title=words("approved.nav"), icon=":material/verified:", url_path=APPROVED
        ),
        GAPS: st.Page(gaps_page.show, title=words("gaps.nav"), icon=":material/help_center:", url_path=GAPS),
    }
    pages |= _learning()
    st.session_state[PAGES] = pages
    return st.navigation(list(pages.values()))


def _learning() -> dict[str, StreamlitPage]:
    from assistant.ui import onboarding_page, practice_page

    return {
        ONBOARDING: st.Page(
            onboarding_page.show, title=words("onboarding.nav"), icon=":material/school:", url_path=ONBOARDING
        ),
        PRACTICE: st.Page(
            practice_page.show, title=words("practice.nav"), icon=":material/exercise:", url_path=PRACTICE
        ),
    }


def go_to(name: str) -> None:
    """Switch to a page. Not from a callback: Streamlit switches only while a page is drawn."""
    pages: dict[str, StreamlitPage] = st.session_state.get(PAGES, {})
    if name in pages:
        # The switch stands below every page and is not drawn in a run that ends here: its choice would be lost.
        st.session_state[LANGUAGE] = language()
        st.switch_page(pages[name])
