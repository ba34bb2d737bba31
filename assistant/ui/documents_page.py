"""The Documents page: add files, see what is there, decide what replaces what, look into one."""

from __future__ import annotations

import streamlit as st

from assistant.domain import Document
from assistant.errors import ClearwellError
from assistant.ui import document_view, replacements, uploads
from assistant.ui.document_view import CHOSEN, ROUND
from assistant.ui.doing import tell
from assistant.ui.session import current_assistant, current_person, words
from assistant.ui.widgets import error_card, has_standing, heading, notice
from assistant.ui.wording import named, when_of

ROW_HEIGHT = 38
MOST_ROWS = 14


def show() -> None:
    """Draw the list, or in its place the document that was chosen from it."""
    try:
        documents = current_assistant().documents(current_person())
    except ClearwellError as error:
        error_card(error)
        return
    chosen = next((each for each in documents if each.document_id == st.session_state.get(CHOSEN)), None)
    if chosen is not None:
        document_view.show(chosen, documents)
        return
    heading(words("documents.title"), words("documents.lead"))
    uploads.show()
    tell()
    if not documents:
        notice(words("documents.none"))
        return
    replacements.show(documents, document_view.choose)
    _chooser(documents)
    _table(documents)


def _chooser(documents: tuple[Document, ...]) -> None:
    """How many there are, and a box to find one by its title; a row of the table chooses as well."""
    titles = {each.document_id: each.title for each in documents}
    key = f"chooser-{st.session_state.setdefault(ROUND, 0)}"
    st.selectbox(
        words("documents.count", count=len(documents)),
        list(titles),
        format_func=titles.__getitem__,
        key=key,
        index=None,
        placeholder=words("documents.select"),
        on_change=lambda: document_view.choose(st.session_state[key]),
    )


def _table(documents: tuple[Document, ...]) -> None:
    key = f"documents-{st.session_state.setdefault(ROUND, 0)}"

    def choose() -> None:
        # A table that is drawn anew reports an empty selection; that is nobody's wish to look away.
        if cells := st.session_state[key].selection.cells:
            document_view.choose(documents[cells[0][0]].document_id)

    st.dataframe(
        {
            "title": [each.title for each in documents],
            "kind": [named("kind", each.metadata.kind) if each.metadata.kind else "" for each in documents],
            "when": [when_of(each) for each in documents],
            "pages": [each.pages for each in documents],
            "status": [_standing(each) for each in documents],
        },
        key=key,
        on_select=choose,
        selection_mode="single-cell",
        hide_index=True,
        row_height=ROW_HEIGHT,
        height=ROW_HEIGHT * (min(len(documents), MOST_ROWS) + 1) + 3,
        column_config={
            "title": st.column_config.TextColumn(words("column.title"), width="large"),
            "kind": st.column_config.TextColumn(words("column.kind"), width="small"),
            "when": st.column_config.TextColumn(words("column.when"), width="small"),
            "pages": st.column_config.NumberColumn(words("column.pages"), width="small"),
            "status": st.column_config.TextColumn(words("column.status"), width="small"),
        },
    )


def _standing(document: Document) -> str:
    """A document nothing of which was read is no help to anyone, whatever its standing: that comes first."""
    if document.passages == 0:
        return words("documents.unread")
    return named("standing", document.status) if has_standing(document) else ""
