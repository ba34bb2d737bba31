"""Correcting how a page was read: a block's words, doubtful numbers, the order of the paragraphs."""

from __future__ import annotations

from collections.abc import Callable
from zlib import crc32

import streamlit as st

from assistant.domain import Document, Page
from assistant.errors import ClearwellError
from assistant.ui import reading
from assistant.ui.doing import carry_out
from assistant.ui.reading import Order
from assistant.ui.session import current_assistant, current_person, words
from assistant.ui.widgets import error_card
from assistant.ui.wording import html

DRAFT = "order_draft"
"""Session key: (document, version, page) and the order a person is making there, until it is saved."""
LABEL = 24


def drafted(document: Document, page: Page) -> Order:
    """The order a person is making of this page, or else the page's own."""
    order: Order = st.session_state[DRAFT][1] if _is_drafted(document, page) else reading.order_of(page)
    return order


def _is_drafted(document: Document, page: Page) -> bool:
    return bool(st.session_state.get(DRAFT, ((), ()))[0] == _where(document, page))


def _where(document: Document, page: Page) -> tuple[str, int, int, str]:
    return document.document_id, document.version, page.number, page.text


def show(document: Document, page: Page) -> None:
    """The editor, under a page whose blocks are numbered. `page.flow` is the order being made."""
    place = f"{document.document_id}-{document.version}-{page.number}"
    with st.container(key="correction", border=True):
        block = st.selectbox(
            words("correct.block"),
            range(len(page.blocks)),
            index=next((i for i, each in enumerate(page.blocks) if each.doubtful), 0),
            format_func=lambda i: f"{i + 1} · {' '.join(_words_of(page, i).split())[:LABEL]}",
            key=f"block-{place}",
        )
        _text(document, page, block, f"{place}-{block}")
        _order(document, page, block)
        _take_back(document, page)


def _words_of(page: Page, block: int) -> str:
    return page.text[page.blocks[block].start : page.blocks[block].end]


def _text(document: Document, page: Page, block: int, key: str) -> None:
    now = _words_of(page, block)
    # Named by the words too: once a block is left out, another one stands at its number.
    text = st.text_area(words("correct.text"), now, key=f"words-{key}-{crc32(now.encode())}", height=120)
    with st.container(horizontal=True):
        save = st.button(words("correct.save"), key="save-text", type="primary")
        confirm = bool(page.blocks[block].doubtful) and st.button(
            words("correct.confirm"), key="confirm-numbers", icon=":material/done_all:"
        )
        leave_out = st.button(words("correct.leave_out"), key="leave-out", type="tertiary", icon=":material/block:")
    if save or confirm or leave_out:
        new = "" if leave_out else now if confirm else text
        told = "correct.left_out" if leave_out else "correct.confirmed" if confirm else "correct.saved"
        assistant, person = current_assistant(), current_person()
        carry_out(lambda: assistant.correct_text(document.document_id, page.number, block, new, person), words(told))


def _order(document: Document, page: Page, block: int) -> None:
    """Moves are tried out on the page first: each save has the whole document read anew."""
    order = page.flow

    def draft(change: Callable[[], Order]) -> None:
        st.session_state[DRAFT] = (_where(document, page), change())

    stitched = reading.is_stitched(order, block)
    moves: list[tuple[str, str, Callable[[], Order], bool]] = [
        ("up", "arrow_upward", lambda: reading.moved(order, block, -1), block not in order[0]),
        ("down", "arrow_downward", lambda: reading.moved(order, block, 1), block not in order[-1]),
        ("join", "link", lambda: reading.joined(order, block), block not in order[0]),
        ("part", "link_off", lambda: reading.parted(order, block), stitched),
    ]
    st.html(f'<div class="cw-label">{html(words("correct.order"))}</div>')
    with st.container(horizontal=True, key="correction-moves"):
        for name, icon, change, possible in moves:
            st.button(
                words(f"move.{name}"),
                key=f"move-{name}",
                icon=f":material/{icon}:",
                on_click=draft,
                args=(change,),
                disabled=not possible,
            )
    if not _is_drafted(document, page):
        return
    with st.container(horizontal=True):
        save = st.button(words("correct.save_order"), key="save-order", type="primary")
        st.button(words("correct.drop_order"), key="drop-order", type="tertiary", on_click=_drop)
    if save:
        assistant, person = current_assistant(), current_person()
        _drop()
        carry_out(
            lambda: assistant.correct_order(document.document_id, page.number, order, person),
            words("correct.order_saved"),
        )


def _drop() -> None:
    st.session_state.pop(DRAFT, None)


def _take_back(document: Document, page: Page) -> None:
    """Only where a person has corrected something on this page."""
    assistant, person = current_assistant(), current_person()
    try:
        account = assistant.reading_account(document.document_id, person)
    except ClearwellError as error:
        error_card(error)
        return
    if not any(each.corrected for each in account.pages if each.page == page.number):
        return
    if st.button(words("correct.take_back"), key="take-back", type="tertiary", icon=":material/undo:"):
        carry_out(
            lambda: assistant.take_back_corrections(document.document_id, page.number, person),
            words("correct.taken_back"),
        )
