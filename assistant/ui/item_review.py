"""Reviewing: one question after another with a key each, or many at once in the table."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

import streamlit as st

from assistant.errors import ClearwellError
from assistant.item_reviews import SIGNED, Wanted
from assistant.question_items import ItemType, Review, ReviewState
from assistant.ui import item_editing
from assistant.ui.doing import TOLD, carry_out
from assistant.ui.item_view import asked, item_word, key_html, labels, show_source
from assistant.ui.session import current_assistant, current_person, words
from assistant.ui.widgets import notice
from assistant.ui.wording import html

SHOWN = "review_item"
REJECTING, EDITING = "review_rejecting", "review_editing"
ONE, TABLE = "one", "table"
_REASONS = ("easy", "unclear", "off_topic", "wrong")


def show(set_id: str) -> None:
    """The filter, then one item or the table."""
    with st.container(horizontal=True, vertical_alignment="bottom", key="review-filters"):
        states = st.multiselect(
            words("onboarding.state"), list(ReviewState), key="review-states", placeholder=words("figures.all"),
            format_func=lambda each: item_word(f"state_{each.value}"), default=[ReviewState.NEW],
        )  # fmt: skip
        types = st.multiselect(
            words("onboarding.types"), list(ItemType), key="review-types", placeholder=words("figures.all"),
            format_func=lambda each: item_word(f"type_{each.value}"),
        )  # fmt: skip
        how = st.segmented_control(
            words("onboarding.how"), [ONE, TABLE], default=ONE, key="review-how", required=True,
            format_func=lambda name: words(f"onboarding.how_{name}"), label_visibility="collapsed",
        )  # fmt: skip
    every = current_assistant().item_reviews(current_person(), Wanted(set_id=set_id))
    found = [each for each in every if (not states or each.state in states) and (not types or each.item.type in types)]
    done = sum(each.state is not ReviewState.NEW for each in every)
    st.progress(done / max(1, len(every)), words("onboarding.reviewed", done=done, count=len(every)))
    if not found:
        if every and done == len(every):
            notice(words("onboarding.all_reviewed"), words("onboarding.all_reviewed_hint"))
        else:
            notice(words("onboarding.none_left"))
    elif how == TABLE:
        _table(found)
    else:
        _one_by_one(found)


def _one_by_one(found: Sequence[Review]) -> None:
    ids = [each.item.item_id for each in found]
    at = ids.index(st.session_state[SHOWN]) if st.session_state.get(SHOWN) in ids else _next_place(ids)
    each = found[at]
    st.session_state[SHOWN] = each.item.item_id
    st.session_state["review_places"] = ids
    with st.container(border=True, key="review-card"):
        st.html(
            f'<div class="cw-label"><span>{html(words("onboarding.place", at=at + 1, count=len(found)))}</span>'
            f"{labels(each)}</div>"
        )
        st.html(asked(each.item, key=True) + key_html(each.item))
        show_source(each.item)
        if each.reason:
            st.caption(words("onboarding.said", by=each.by, reason=each.reason))
        _deciding(each, ids, at)
    if st.session_state.get(REJECTING) == each.item.item_id:
        _rejecting(each)
    if st.session_state.get(EDITING) == each.item.item_id:
        with st.container(border=True, key="review-edit"):
            item_editing.form(each, on_done=_close)
    _history(each)


def _next_place(ids: Sequence[str]) -> int:
    """Where the item that was shown last is no longer listed, the one that followed it; else the first."""
    former = st.session_state.get("review_places", [])
    if st.session_state.get(SHOWN) in former:
        for name in former[former.index(st.session_state[SHOWN]) :]:
            if name in ids:
                return ids.index(name)
    return 0


def _deciding(each: Review, ids: Sequence[str], at: int) -> None:
    name = each.item.item_id
    with st.container(horizontal=True, key="review-keys"):
        st.button(
            words("onboarding.approve"), key="approve", type="primary", shortcut="A", on_click=_approve, args=(each,),
            disabled=bool(each.stale) or each.state in SIGNED,
        )  # fmt: skip
        st.button(words("onboarding.edit"), key="edit", shortcut="E", on_click=_open, args=(EDITING, name))
        st.button(
            words("onboarding.reject"), key="reject", shortcut="X", on_click=_open, args=(REJECTING, name),
            disabled=each.state is ReviewState.REJECTED,
        )  # fmt: skip
        if each.state is not ReviewState.NEW:
            st.button(words("onboarding.reopen"), key="reopen", on_click=_reopen, args=(each,))
        st.button(
            words("onboarding.back"), key="back", shortcut="P", on_click=_look, args=(ids[max(0, at - 1)],),
            disabled=at == 0,
        )  # fmt: skip
        st.button(
            words("onboarding.next"), key="next", shortcut="N", on_click=_look,
            args=(ids[min(len(ids) - 1, at + 1)],), disabled=at + 1 == len(ids),
        )  # fmt: skip


def _open(what: str, name: str) -> None:
    _close()
    st.session_state[what] = name


def _close() -> None:
    for what in (REJECTING, EDITING):
        st.session_state.pop(what, None)


def _look(name: str) -> None:
    _close()
    st.session_state[SHOWN] = name


def _approve(each: Review) -> None:
    _decide([each.item.item_id], ReviewState.APPROVED)


def _reopen(each: Review) -> None:
    _decide([each.item.item_id], ReviewState.NEW)


def _decide(ids: Sequence[str], state: ReviewState, reason: str = "") -> None:
    """From a callback: what goes wrong is told when the page is drawn."""
    _close()
    try:
        current_assistant().decide_items(ids, state, current_person(), reason)
    except ClearwellError as error:
        st.session_state[TOLD] = error


def _rejecting(each: Review) -> None:
    name = each.item.item_id
    with st.container(border=True, key="review-reasons"):
        st.caption(words("onboarding.why"))
        with st.container(horizontal=True, key="review-reason-keys"):
            for number, key in enumerate(_REASONS, 1):
                reason = words(f"onboarding.reason_{key}")
                st.button(
                    reason, key=f"reason-{key}", shortcut=str(number), on_click=_decide,
                    args=([name], ReviewState.REJECTED, reason),
                )  # fmt: skip
        with st.form(f"reason-{name}", border=False):
            told = st.text_input(words("onboarding.other_reason"), key=f"reason-text-{name}")
            if st.form_submit_button(words("onboarding.reject_plain")):
                _decide([name], ReviewState.REJECTED, told)
                st.rerun()


def _history(each: Review) -> None:
    history = current_assistant().item_history(each.item.item_id, current_person())
    if not history:
        return
    with st.expander(words("onboarding.history", count=len(history))):
        lines = "".join(
            f"<li>{html(one.at[:16].replace('T', ' '))} {html(one.by)} {html(item_word(f'state_{one.state.value}'))} "
            f"{html(one.reason)}</li>"
            for one in history
        )
        st.html(f'<ul class="cw-removed">{lines}</ul>')


def _table(found: Sequence[Review]) -> None:
    columns = ("state", "type", "question", "answer", "clause", "title")
    picked = st.dataframe(
        [_cells(each) for each in found], key="review-table", hide_index=True, on_select="rerun",
        selection_mode="multi-row", column_config={name: item_word(f"column_{name}") for name in columns},
    )  # fmt: skip
    rows = [found[row] for row in picked["selection"]["rows"] if row < len(found)]
    if not rows:
        st.caption(words("onboarding.pick"))
        return
    ids = [each.item.item_id for each in rows]
    assistant, person = current_assistant(), current_person()
    with st.container(horizontal=True, vertical_alignment="bottom", key="review-batch"):
        if st.button(words("onboarding.approve_many", count=len(ids)), key="approve-many", type="primary"):
            carry_out(partial(assistant.decide_items, ids, ReviewState.APPROVED, person), words("onboarding.decided"))
        reason = st.text_input(words("onboarding.why"), key="reason-many")
        if st.button(words("onboarding.reject_many", count=len(ids)), key="reject-many", disabled=not reason.strip()):
            carry_out(
                partial(assistant.decide_items, ids, ReviewState.REJECTED, person, reason), words("onboarding.decided")
            )
        if st.button(words("onboarding.publish_many", count=len(ids)), key="publish-many"):
            carry_out(partial(assistant.publish_items, ids, person), words("onboarding.published"))
    if len(rows) == 1:
        with st.container(border=True, key="review-picked"):
            st.html(f'<div class="cw-label">{labels(rows[0])}</div>')
            st.html(asked(rows[0].item, key=True) + key_html(rows[0].item))
            show_source(rows[0].item)


def _cells(each: Review) -> dict[str, str]:
    item = each.item
    return {
        "state": item_word(f"state_{each.state.value}"),
        "type": item_word(f"type_{item.type.value}"),
        "question": item.question,
        "answer": "；".join(item.answer),
        "clause": item.clause_path or item.clause or "",
        "title": item.title,
    }
