"""Choosing what to make questions of, and making them: one document after another, until done or stopped."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

import streamlit as st

from assistant.domain import Document
from assistant.errors import ClearwellError
from assistant.question_items import ItemRequest, ItemType, QuestionItem
from assistant.ui import onboarding_state as state
from assistant.ui.doing import TOLD
from assistant.ui.item_view import item_word
from assistant.ui.session import current_assistant, current_person, words
from assistant.ui.widgets import error_card, notice
from assistant.ui.wording import plain

MAKING = "making_items"
MOST = 500


@dataclass
class Making:
    """What is being made: the requests that are left, one a document, and the items so far."""

    name: str
    left: list[ItemRequest]
    count: int | None
    documents: int
    items: list[QuestionItem] = field(default_factory=list)
    stopped: bool = False


def show() -> None:
    """The form, or the progress of what it began."""
    making: Making | None = st.session_state.get(MAKING)
    if making is not None:
        _go_on(making)
        return
    documents = current_assistant().documents(current_person())
    if not documents:
        notice(words("onboarding.no_papers"), words("onboarding.no_papers_hint"))
        return
    _form(documents)


def _form(documents: Sequence[Document]) -> None:
    titles = {each.document_id: each.title for each in documents}
    chosen = st.multiselect(
        words("onboarding.documents"), list(titles), key="making-documents",
        format_func=lambda name: plain(titles[name]), placeholder=words("onboarding.choose_documents"),
    )  # fmt: skip
    with st.container(horizontal=True, vertical_alignment="bottom", key="making-how"):
        everything = st.toggle(words("onboarding.everything"), key="making-everything")
        count = st.number_input(words("onboarding.count"), 1, MOST, 20, key="making-count", disabled=everything)
        name = st.text_input(words("onboarding.set_name"), key="making-name", placeholder=_usual_name(titles, chosen))
    types = st.pills(
        words("onboarding.types"), list(ItemType), selection_mode="multi", key="making-types",
        format_func=lambda each: item_word(f"type_{each.value}"), help=words("onboarding.types_help"),
    )  # fmt: skip
    clauses, topics, roles = _narrower(chosen)
    if st.button(words("onboarding.make"), type="primary", key="make", disabled=not chosen):
        wanted = ItemRequest((), None, tuple(clauses), tuple(topics), tuple(roles), tuple(types))
        left = [replace(wanted, document_ids=(each,)) for each in chosen]
        limit = None if everything else int(count)
        st.session_state[MAKING] = Making(name or _usual_name(titles, chosen), left, limit, len(chosen))
        st.rerun()


def _usual_name(titles: dict[str, str], chosen: Sequence[str]) -> str:
    if not chosen:
        return words("onboarding.usual_name")
    return titles[chosen[0]] if len(chosen) == 1 else words("onboarding.several", title=titles[chosen[0]])


def _narrower(chosen: Sequence[str]) -> tuple[list[str], list[str], list[str]]:
    """Clauses, topics and roles to keep to. What a paper has is offered; a role can be any word."""
    passages = [each for name in chosen for each in current_assistant().passages(name, current_person())]
    clauses = list(dict.fromkeys(each.clause for each in passages if each.clause))
    topics = list(dict.fromkeys(each.section[-1] for each in passages if each.section))
    known = sorted({each.item.role for each in current_assistant().item_reviews(current_person()) if each.item.role})
    with st.expander(words("onboarding.narrower")):
        return (
            st.multiselect(words("onboarding.clauses"), clauses, key="making-clauses",
                           placeholder=words("figures.all"), format_func=plain),
            st.multiselect(words("onboarding.topics"), topics, key="making-topics",
                           placeholder=words("figures.all"), format_func=plain),
            st.multiselect(words("onboarding.roles"), known, key="making-roles", accept_new_options=True,
                           placeholder=words("onboarding.any_role"), format_func=plain),
        )  # fmt: skip


def _stop() -> None:
    making: Making | None = st.session_state.get(MAKING)
    if making is not None:
        making.stopped = True


def _go_on(making: Making) -> None:
    """Make what is left. A press of the button ends this run at the next drawing; what was made until then is kept."""
    bar = st.progress(0.0)
    st.button(words("onboarding.stop"), key="making-stop", on_click=_stop)
    try:
        while making.left and not making.stopped:
            done = making.documents - len(making.left)
            text = words("onboarding.making", done=done + 1, documents=making.documents, items=len(making.items))
            bar.progress(done / making.documents, text)
            share = None if making.count is None else -(-(making.count - len(making.items)) // len(making.left))
            if share is None or share > 0:
                request = replace(making.left[0], count=share)
                making.items += current_assistant().build_questions(request, current_person()).items
            making.left.pop(0)
        _finish(making)
    except ClearwellError as error:
        del st.session_state[MAKING]
        error_card(error)


def _finish(making: Making) -> None:
    del st.session_state[MAKING]
    if not making.items:
        st.session_state[TOLD] = words("onboarding.made_none")
        st.rerun()
    kept = current_assistant().keep_questions(making.name, making.items, current_person())
    key = "onboarding.made_stopped" if making.stopped else "onboarding.made"
    st.session_state[TOLD] = words(key, count=len(making.items), name=kept.name)
    state.go_to(state.REVIEW, kept.set_id)
