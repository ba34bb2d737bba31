"""One document over the whole page: its standing, how it was read, page beside picture, what is known of it."""

from __future__ import annotations

import streamlit as st

from assistant.domain import Document
from assistant.errors import ClearwellError
from assistant.ui import details_form, overview, page_view
from assistant.ui.doing import keep_result, tell
from assistant.ui.page_view import PAGE
from assistant.ui.replacements import titled
from assistant.ui.session import current_assistant, current_person, words
from assistant.ui.widgets import badge, error_card, has_standing, standing_badge
from assistant.ui.wording import date_name, html, named

CHOSEN = "document"
VIEW = "document_view"
CONFIRMING = "document_confirming"
ROUND = "documents_round"
"""Session keys: the id of the document looked at; which of its views; the id of the one whose removal is being
confirmed; and a counter that has the widgets drawn anew, to show a choice made elsewhere."""
REPORT, PAGES, DETAILS = "report", "pages", "details"


def show(document: Document, documents: tuple[Document, ...]) -> None:
    """Draw `document`, one of `documents`."""
    round_ = st.session_state.setdefault(ROUND, 0)
    with st.container(key="document-card"):
        with st.container(key="document-actions", horizontal=True, horizontal_alignment="distribute"):
            st.button(
                words("documents.back"),
                key="leave",
                icon=":material/arrow_back:",
                type="tertiary",
                on_click=choose,
                args=(None,),
            )
            st.button(
                words("documents.remove"),
                key="remove",
                icon=":material/delete:",
                type="tertiary",
                on_click=_ask_before_removing,
                args=(document.document_id,),
            )
        _head(document)
        tell()
        view = _view(round_)
        if view == PAGES:
            page_view.show(document, round_)
        else:
            _account(document, documents, view)
    if st.session_state.get(CONFIRMING) == document.document_id:
        _confirm_removal(document)


def choose(document_id: str | None, page: int | None = None) -> None:
    """Look at a document, at one of its pages when that is given, or at none."""
    st.session_state[CHOSEN] = document_id
    st.session_state[PAGE] = page or 1
    st.session_state[VIEW] = PAGES if page else REPORT
    draw_anew()


def draw_anew() -> None:
    """Have the widgets that choose a document drawn as new ones, with no memory of a selection."""
    st.session_state[ROUND] = st.session_state.get(ROUND, 0) + 1


def _view(round_: int) -> str:
    chosen = st.segmented_control(
        words("documents.view"),
        (REPORT, PAGES, DETAILS),
        default=st.session_state.setdefault(VIEW, REPORT),
        format_func=lambda each: words(f"view.{each}"),
        key=f"view-{round_}",
        label_visibility="collapsed",
    )
    st.session_state[VIEW] = chosen or REPORT
    return chosen or REPORT


def _account(document: Document, documents: tuple[Document, ...], view: str) -> None:
    try:
        account = current_assistant().reading_account(document.document_id, current_person())
    except ClearwellError as error:
        error_card(error)
        return
    if view == DETAILS:
        details_form.show(account)
    else:
        overview.show(account, {each.document_id: titled(each) for each in documents}, choose)


def _head(document: Document) -> None:
    known = document.metadata
    labels = badge(named("kind", known.kind), "state") if known.kind else ""
    if document.passages == 0:
        labels += badge(words("documents.unread"), "warn")
    if has_standing(document):
        labels += standing_badge(document.status)
    told = [words("standing_since", date=date_name(known.effective_from))] if known.effective_from else []
    if known.effective_to:
        told.append(words("standing_until", date=date_name(known.effective_to)))
    if known.superseded_by:
        told.insert(0, words("standing_by", title=_title_of(known.superseded_by)))
    st.html(
        f'<div class="cw-document"><h2>{html(document.title)}</h2>{labels}'
        f'<span class="cw-standing">{html(words("comma").join(told))}</span></div>'
    )


def _title_of(document_id: str) -> str:
    """The title of another document, or its id when this person may not see it or it is gone."""
    try:
        return current_assistant().document(document_id, current_person()).title
    except ClearwellError:  # the id still says which paper is meant
        return document_id


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
    """Remove it; what came of it is told when the page is next drawn."""
    _ask_before_removing(None)
    assistant, person = current_assistant(), current_person()
    done = words("documents.removed", title=document.title)
    if keep_result(lambda: assistant.remove(document.document_id, person), done):
        choose(None)
