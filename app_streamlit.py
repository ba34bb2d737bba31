"""The app's door: page settings, language, navigation. `clearwell serve` runs it; the pages are in assistant/ui/."""

from __future__ import annotations

import streamlit as st

from assistant.errors import ClearwellError
from assistant.ui import brand, navigation, session, widgets


def main() -> None:
    """Draw one page for one session."""
    session.begin()
    st.set_page_config(page_title=session.words("name"), page_icon=brand.ICON, layout="wide")
    brand.dress()
    page = navigation.choose_page()
    try:
        with st.spinner(session.words("opening")):
            session.current_assistant()
    except ClearwellError as error:
        widgets.error_card(error)
        st.button(session.words("try_again"))
    else:
        page.run()
    with st.sidebar, st.container(key="language-switch"):
        session.show_language_switch()


main()
