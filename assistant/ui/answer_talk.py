"""What is said around an answer: what a question took over, what was left out, and what people say of it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import streamlit as st

from assistant.domain import Answer, AnswerStatus
from assistant.errors import ClearwellError
from assistant.ui import conversation
from assistant.ui.conversation import Turn
from assistant.ui.session import current_assistant, current_person, words
from assistant.ui.widgets import error_card, notice
from assistant.ui.wording import LATEST, html


def show_taken_over(index: int, turn: Turn) -> None:
    """The question as it was asked, where that is not as it was typed, with the way back."""
    if turn.asked is None or not turn.asked.changed:
        return
    with st.container(key=f"taken-{index}", horizontal=True, vertical_alignment="center", gap="small"):
        st.html(
            f'<span class="cw-active">{html(words("ask.asked_as", question=turn.asked.text))}</span>', width="content"
        )
        st.button(
            words("ask.as_typed"),
            key=f"as-typed-{index}",
            type="tertiary",
            icon=":material/undo:",
            on_click=conversation.pose_as_typed,
            args=(index,),
        )


def show_stale(turn: Turn) -> None:
    """That the sources of a kept answer are not what they were, with the way to a new one."""
    if turn.stale:
        why = words("list_separator").join(words(f"stale.{each}") for each in turn.stale)
        notice(words("ask.stale", why=why), words("ask.stale_hint"))


def show_dropped(answer: Answer) -> None:
    """The language model's sentences that are not shown as an answer, for whoever wants to see them."""
    if not answer.dropped:
        return
    with st.expander(words("ask.dropped", count=len(answer.dropped))):
        lines = "".join(
            f"<li>{html(each.text)} <small>{html(words(f'dropped.{each.why}'))}</small></li>" for each in answer.dropped
        )
        st.html(f'<ul class="cw-removed">{lines}</ul>')


def show_judging(index: int, answer: Answer) -> None:
    """Thumbs, a box for what is right, and the way to an approved answer; of a refusal, the way to its owners."""
    thanked = f"thanked-{index}"
    st.button("", icon=":material/thumb_up:", key=f"good-{index}", type="tertiary", help=words("talk.good"),
              on_click=_do, args=(thanked, lambda: _rate(answer, True)))  # fmt: skip
    st.button("", icon=":material/thumb_down:", key=f"bad-{index}", type="tertiary", help=words("talk.bad"),
              on_click=_do, args=(thanked, lambda: _rate(answer, False)))  # fmt: skip
    with st.popover(words("talk.correct"), icon=":material/edit_note:", type="tertiary"):
        _correcting(index, answer, thanked)
    if answer.status is AnswerStatus.REFUSED:
        st.button(
            words("talk.sign"),
            key=f"sign-{index}",
            type="tertiary",
            icon=":material/front_hand:",
            help=words("talk.sign_help"),
            on_click=_do,
            args=(thanked, lambda: current_assistant().sign_gap(answer.question, current_person())),
        )
    elif answer.claims and answer.engine != "approved":
        with st.popover(words("talk.approve"), icon=":material/verified:", type="tertiary"):
            _approving(index, answer, thanked)
    told = st.session_state.pop(thanked, None)
    if isinstance(told, ClearwellError):
        error_card(told)
    elif told:
        st.html(f'<small class="cw-print">{html(words("talk.thanks"))}</small>', width="content")


def _rate(answer: Answer, good: bool) -> None:
    current_assistant().rate(answer, good, current_person())


def _do(thanked: str, action: Callable[[], object]) -> None:
    try:
        action()
    except ClearwellError as error:
        st.session_state[thanked] = error
    else:
        st.session_state[thanked] = True


def _correcting(index: int, answer: Answer, thanked: str) -> None:
    st.caption(words("talk.correct_hint"))
    st.text_area(words("talk.right"), key=f"right-{index}")
    st.checkbox(words("talk.nothing"), key=f"nothing-{index}")
    st.button(
        words("talk.send"), key=f"send-{index}", type="primary", on_click=_corrected, args=(index, answer, thanked)
    )


def _corrected(index: int, answer: Answer, thanked: str) -> None:
    nothing = bool(st.session_state.get(f"nothing-{index}"))
    right = [] if nothing else str(st.session_state.get(f"right-{index}", "")).splitlines()
    if nothing or any(line.strip() for line in right):
        _do(thanked, lambda: current_assistant().correct_answer(answer, right, current_person()))


def _approving(index: int, answer: Answer, thanked: str) -> None:
    st.caption(words("talk.approve_hint"))
    owner = st.text_input(words("approved.owner"), key=f"owner-{index}")
    review = st.date_input(
        words("approved.review"), value=None, min_value=date.today(), max_value=LATEST, key=f"review-{index}"
    )
    st.button(
        words("talk.to_drafts"),
        key=f"draft-{index}",
        type="primary",
        on_click=_do,
        args=(thanked, lambda: current_assistant().draft_approved(answer, current_person(), owner, review)),
    )
