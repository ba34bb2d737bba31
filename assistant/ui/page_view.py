"""One page of a document: its picture beside the text as it was read."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import streamlit as st

from assistant.domain import Document, Page, Principal, ReadAs
from assistant.errors import ClearwellError
from assistant.ui import correcting
from assistant.ui.page_html import is_rearranged, is_stitched, page_html
from assistant.ui.reading import SURE
from assistant.ui.session import current_assistant, current_person, words
from assistant.ui.widgets import badge, error_card
from assistant.ui.wording import html

if TYPE_CHECKING:
    from assistant.service import Assistant

PAGE = "document_page"
SHOWN = "page_shown"
"""Session keys: the page looked at; whether its picture, its text or both are shown."""
BOTH, PICTURE, TEXT = "both", "picture", "text"
KEPT_PICTURES = 48


def show(document: Document, round_: int) -> None:
    """Draw the page chosen, and the ways to another one. `round_` has the widgets drawn anew."""
    if document.pages < 1:
        return
    with st.container(key="page-bar", horizontal=True, vertical_alignment="bottom"):
        number = _number(document, round_)
        shown = _shown()
        correct = st.toggle(words("correct.toggle"), key="correcting")
    try:
        page = current_assistant().page(document.document_id, number, current_person(), document.version)
    except ClearwellError as error:
        error_card(error)
        return
    picture = None if shown == TEXT else _picture_or_why(document, number)
    if shown == PICTURE and picture and not correct:
        _picture(picture)
    elif picture:
        left, right = st.columns(2, gap="medium")
        with left:
            _picture(picture)
        with right:
            _read(document, page, correct)
    else:
        _read(document, page, correct)


def _number(document: Document, round_: int) -> int:
    number: int = min(max(1, st.session_state.get(PAGE, 1)), document.pages)
    if document.pages > 1:
        label = words("documents.page_label", pages=document.pages)
        key = f"page-{document.document_id}-{round_}"
        number = st.number_input(label, 1, document.pages, value=number, step=1, key=key, width=190)
    st.session_state[PAGE] = number
    return number


def _shown() -> str:
    chosen = st.segmented_control(
        words("pages.shown"),
        (BOTH, PICTURE, TEXT),
        default=st.session_state.setdefault(SHOWN, BOTH),
        format_func=lambda each: words(f"shown.{each}"),
        key="page-shown",
    )
    st.session_state[SHOWN] = chosen or BOTH
    return chosen or BOTH


def _picture_or_why(document: Document, number: int) -> bytes | None:
    """The picture, or a line in its place: the text is shown either way."""
    try:
        picture = page_picture(document, number)
    except ClearwellError as error:
        error_card(error)
        return None
    if picture is None:
        st.caption(words("pages.no_picture"))
    return picture


def page_picture(document: Document, number: int) -> bytes | None:
    """The picture of a page, made once for each person, document, version and page. None: it has no look of its own."""
    person = current_person()
    key = (person.user, document.document_id, document.version, document.sha256)
    return _made_once(key, number, current_assistant(), person)


@st.cache_data(max_entries=KEPT_PICTURES, show_spinner=False)
def _made_once(key: tuple[str, str, int, str], number: int, _assistant: Assistant, _person: Principal) -> bytes | None:
    return _assistant.page_image(key[1], number, _person)


def _picture(picture: bytes) -> None:
    with st.container(key="page-picture"):
        st.image(picture, width="stretch", output_format="PNG")


def _read(document: Document, page: Page, correct: bool) -> None:
    """The text as it was read, with what there is to say about it; in correction, as the person has ordered it."""
    if correct:
        page = replace(page, flow=correcting.drafted(document, page))
    tone = "warn" if page.read_as is ReadAs.NONE else "quiet"
    labels = badge(words(f"read_as.{page.read_as.value}"), tone)
    if page.order_confidence is not None and page.order_confidence < SURE:
        labels += badge(words("pages.unsure_order", share=f"{page.order_confidence:.0%}"), "warn")
    warnings = "".join(f"<p>{html(warning)}</p>" for warning in page.warnings)
    text = page_html(page, numbered=correct) or f"<em>{html(words('documents.page_empty'))}</em>"
    st.html(
        f'<div class="cw-label">{html(words("documents.page_text"))}{labels}</div>'
        f'<div class="cw-warnings">{warnings}</div>{_legend(page)}'
        f'<div class="cw-page" tabindex="0">{text}</div>{_removed(page)}'
    )
    if correct and page.blocks:
        correcting.show(document, page)


def _legend(page: Page) -> str:
    said = []
    if is_stitched(page):
        said.append(words("pages.stitched"))
    elif is_rearranged(page):
        said.append(words("pages.rearranged"))
    if any(block.doubtful for block in page.blocks):
        said.append(words("pages.doubtful"))
    return "".join(f'<p class="cw-legend">{html(each)}</p>' for each in said)


def _removed(page: Page) -> str:
    if not page.removed:
        return ""
    lines = "".join(f"<li>{html(each)}</li>" for each in page.removed)
    return f'<div class="cw-removed"><b>{html(words("pages.removed"))}</b><ul>{lines}</ul></div>'
