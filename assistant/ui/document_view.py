"""One document: what is known of it, each page as it was read, and the way to remove it."""

from __future__ import annotations

from pathlib import PurePath

import streamlit as st

from assistant.domain import Document, ReadAs
from assistant.errors import ClearwellError
from assistant.ui.session import current_assistant, current_person, words
from assistant.ui.widgets import badge, error_card
from assistant.ui.wording import date_name, html, named, period_name

CHOSEN = "document"
CONFIRMING = "document_confirming"
PAGE = "document_page"
REMOVAL = "document_removal"
ROUND = "documents_round"
TABLE_ROUND = "table_round"
"""Session keys: the id of the document looked at; of the one whose removal is being confirmed; the page shown; what
came of a removal (its title, or the error); and counters that have the chooser and the table drawn anew."""


def show(document: Document) -> None:
    """Draw `document` as a card."""
    with st.container(key="document-card", border=True):
        _head(document)
        _facts(document)
        _page(document)
        with st.container(key="document-actions", horizontal=True):
            st.button(
                words("documents.remove"),
                key="remove",
                icon=":material/delete:",
                type="tertiary",
                on_click=_ask_before_removing,
                args=(document.document_id,),
            )
            st.button(
                words("ask.close"), key="leave", icon=":material/close:", type="tertiary", on_click=choose, args=(None,)
            )
    if st.session_state.get(CONFIRMING) == document.document_id:
        _confirm_removal(document)


def choose(document_id: str | None, page: int = 1, *, in_table: bool = False) -> None:
    """Look at a document from `page` on, or at none. What did not choose is drawn anew, to show the same choice."""
    st.session_state[CHOSEN] = document_id
    st.session_state[PAGE] = page
    st.session_state[ROUND] = st.session_state.get(ROUND, 0) + 1
    if not in_table:
        fresh_table()


def fresh_table() -> None:
    """Have the table drawn as a new one, with no memory of a selection."""
    st.session_state[TABLE_ROUND] = st.session_state.get(TABLE_ROUND, 0) + 1


def _head(document: Document) -> None:
    labels = [badge(named("kind", document.metadata.kind), "state")] if document.metadata.kind else []
    if document.passages == 0:
        labels.append(badge(words("documents.unread"), "warn"))
    labels.append(badge(named("standing", document.status), "done" if document.status == "in_force" else "quiet"))
    st.html(f'<div class="cw-document"><h2>{html(document.title)}</h2>{"".join(labels)}</div>')


def _facts(document: Document) -> None:
    known = document.metadata
    facts = {
        "period": period_name(known.period) if known.period else "",
        "published": date_name(known.published) if known.published else "",
        "effective": date_name(known.effective_from) if known.effective_from else "",
        "until": date_name(known.effective_to) if known.effective_to else "",
        "organisation": known.organisation,
        "department": known.department,
        "place": known.place,
        "doc_number": known.doc_number,
        "superseded_by": _title_of(known.superseded_by) if known.superseded_by else "",
        "file": "/".join(PurePath(document.path).parts[-2:]),
        "version": words("field.version_value", version=document.version),
        "passages": str(document.passages),
        "sha256": document.sha256,
    }
    whole = {"file": document.path}
    rows = "".join(
        f"<dt>{html(words(f'field.{name}'))}</dt>"
        f'<dd class="cw-{name}" title="{html(whole.get(name, ""))}">{html(value)}</dd>'
        for name, value in facts.items()
        if value
    )
    st.html(f'<dl class="cw-facts">{rows}</dl>')


def _title_of(document_id: str) -> str:
    """The title of another document, or its id when this person may not see it or it is gone."""
    try:
        return current_assistant().document(document_id, current_person()).title
    except ClearwellError:  # the id still says which paper is meant
        return document_id


def _page(document: Document) -> None:
    if document.pages < 1:
        return
    number = min(max(1, st.session_state.get(PAGE, 1)), document.pages)
    if document.pages > 1:
        label = words("documents.page_label", pages=document.pages)
        key = f"page-{document.document_id}-{st.session_state.get(ROUND, 0)}"
        number = st.number_input(label, 1, document.pages, value=number, step=1, key=key)
    try:
        page = current_assistant().page(document.document_id, number, current_person(), document.version)
    except ClearwellError as error:
        error_card(error)
        return
    tone = "warn" if page.read_as is ReadAs.NONE else "quiet"
    notes = "".join(f"<p>{html(warning)}</p>" for warning in page.warnings)
    text = html(page.text) or f"<em>{html(words('documents.page_empty'))}</em>"
    st.html(
        f'<div class="cw-label">{html(words("documents.page_text"))}'
        f"{badge(words(f'read_as.{page.read_as.value}'), tone)}</div>"
        f'<div class="cw-warnings">{notes}</div><div class="cw-text cw-page" tabindex="0">{text}</div>'
    )


def _ask_before_removing(document_id: str | None) -> None:
    st.session_state[CONFIRMING] = document_id


def _confirm_removal(document: Document) -> None:
    """The question, asked for as long as it is open, also when the page behind it is drawn again."""

    @st.dialog(words("documents.remove_title"), on_dismiss=lambda: _ask_before_removing(None))
    def confirm() -> None:
        st.html(f"<p>{html(words('documents.remove_question', title=document.title))}</p>")
        with st.container(horizontal=True, horizontal_alignment="right"):
            stay = st.button(words("documents.remove_no"), key="remove-no", on_click=_ask_before_removing, args=(None,))
            go = st.button(
                words("documents.remove_yes"), key="remove-yes", type="primary", on_click=_remove, args=(document,)
            )
        if stay or go:
            st.rerun()

    confirm()


def _remove(document: Document) -> None:
    """Remove it, and keep what came of it for the page to tell when it is next drawn."""
    _ask_before_removing(None)
    try:
        current_assistant().remove(document.document_id, current_person())
    except ClearwellError as error:
        st.session_state[REMOVAL] = error
    else:
        st.session_state[REMOVAL] = document.title
        choose(None)
