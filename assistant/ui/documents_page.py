"""The Documents page: add files, see what is there, look into one, remove it."""

from __future__ import annotations

import streamlit as st

from assistant.domain import Document
from assistant.errors import ClearwellError
from assistant.ui import document_view, uploads
from assistant.ui.document_view import CHOSEN, ROUND, TABLE_ROUND
from assistant.ui.session import current_assistant, current_person, words
from assistant.ui.widgets import error_card, heading, notice
from assistant.ui.wording import named, when_of

ROW_HEIGHT = 38
MOST_ROWS = 14
WIDE = ("title", "kind", "when", "pages", "status")
NARROW = ("title", "kind", "when")
"""The table's columns alone on the page, and beside a document."""


def show() -> None:
    heading(words("documents.title"), words("documents.lead"))
    uploads.show()
    try:
        documents = current_assistant().documents(current_person())
    except ClearwellError as error:
        error_card(error)
        return
    _removal_told()
    if not documents:
        notice(words("documents.none"))
        return
    _chooser(documents)
    chosen = next((each for each in documents if each.document_id == st.session_state.get(CHOSEN)), None)
    if chosen is None:
        _table(documents, WIDE)
        return
    left, right = st.columns([11, 9], gap="large")
    with left:
        _table(documents, NARROW)
    with right:
        document_view.show(chosen)


def _chooser(documents: tuple[Document, ...]) -> None:
    """How many there are, and a box to find one by its title; a row of the table chooses as well."""
    titles = {each.document_id: each.title for each in documents}
    ids = list(titles)
    chosen = st.session_state.get(CHOSEN)
    key = f"chooser-{st.session_state.setdefault(ROUND, 0)}"
    st.selectbox(
        words("documents.count", count=len(documents)),
        ids,
        format_func=titles.__getitem__,
        key=key,
        index=ids.index(chosen) if chosen in titles else None,
        placeholder=words("documents.select"),
        on_change=lambda: document_view.choose(st.session_state[key]),
    )


def _removal_told() -> None:
    outcome = st.session_state.pop(document_view.REMOVAL, None)
    if isinstance(outcome, ClearwellError):
        error_card(outcome)
    elif outcome:
        notice(words("documents.removed", title=outcome))


def _table(documents: tuple[Document, ...], columns: tuple[str, ...]) -> None:
    key = f"documents-{st.session_state.setdefault(TABLE_ROUND, 0)}"

    def choose() -> None:
        # A table that is drawn anew reports an empty selection; that is nobody's wish to look away.
        if cells := st.session_state[key].selection.cells:
            document_view.choose(documents[cells[0][0]].document_id, in_table=True)

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
        column_order=columns,
        column_config={
            "title": st.column_config.TextColumn(words("column.title"), width=250),
            "kind": st.column_config.TextColumn(words("column.kind"), width=90),
            "when": st.column_config.TextColumn(words("column.when"), width=125),
            "pages": st.column_config.NumberColumn(words("column.pages"), width="small"),
            "status": st.column_config.TextColumn(words("column.status"), width="small"),
        },
    )


def _standing(document: Document) -> str:
    """A document nothing of which was read is no help to anyone, whatever its standing: that comes first."""
    return words("documents.unread") if document.passages == 0 else named("standing", document.status)
