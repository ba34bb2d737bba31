"""The Gaps page: what was asked and not answered, for those who answer for the papers."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

import streamlit as st

from assistant.errors import ClearwellError
from assistant.exchanges import Gap, GapState
from assistant.ui.doing import carry_out, tell
from assistant.ui.session import current_assistant, current_person, language, words
from assistant.ui.widgets import badge, error_card, heading, notice
from assistant.ui.wording import html

SHOWN = 30
STATE = "gap_state"
_TONES = {GapState.OPEN: "plan", GapState.ANSWERED: "done", GapState.DECLINED: "quiet"}


def show() -> None:
    """Draw the list of one state, most frequent first."""
    heading(words("gaps.title"), words("gaps.lead"))
    tell()
    try:
        found = current_assistant().gaps(current_person())
        table = current_assistant().gaps_csv(current_person(), language()) if found else b""
    except ClearwellError as error:
        error_card(error)
        return
    if not found:
        notice(words("gaps.none"), words("gaps.none_hint"))
        return
    with st.container(horizontal=True, vertical_alignment="center", key="gap-bar"):
        state = GapState(_chosen(found))
        st.download_button(
            words("gaps.export"), table, f"{words('gaps.file')}.csv", "text/csv", key="gaps-csv",
            icon=":material/download:",
        )  # fmt: skip
    mine = [each for each in found if each.state is state]
    for each in mine[:SHOWN]:
        with st.container(border=True, key=f"gap-{each.gap_id}"):
            _one(each)
    if len(mine) > SHOWN:
        st.caption(words("gaps.more", count=len(mine) - SHOWN))


def _chosen(found: Sequence[Gap]) -> str:
    counts = {state.value: sum(each.state is state for each in found) for state in GapState}
    chosen = st.segmented_control(
        words("gaps.state"),
        [state.value for state in GapState],
        default=GapState.OPEN.value,
        key=STATE,
        format_func=lambda value: f"{words(f'gap.{value}')} {counts[value]}",
        label_visibility="collapsed",
    )
    return chosen or GapState.OPEN.value


def _one(each: Gap) -> None:
    question = each.questions[0] if each.questions else ""
    label = badge(words(f"gap.{each.state.value}"), _TONES[each.state])
    st.html(f"<strong>{html(question)}</strong> {badge(words('gaps.times', count=each.count), 'state')}{label}")
    lines = [words(f"reason.{each.reason}")]
    if each.owners:
        lines.append(words("gaps.owners", owners=words("list_separator").join(each.owners)))
    if len(each.questions) > 1:
        lines.append(words("gaps.also", questions=" / ".join(each.questions[1:4])))
    if each.people:
        lines.append(words("gaps.people", people=words("list_separator").join(each.people)))
    lines.append(words("gaps.last", date=each.last[:10]))
    if each.said:
        lines.append(words("gaps.said", by=each.by, said=each.said))
    st.html('<div class="cw-cited">' + "".join(f"<div>{html(line)}</div>" for line in lines) + "</div>")
    _deciding(each)


def _deciding(each: Gap) -> None:
    if each.state is not GapState.OPEN:
        if st.button(words("gaps.reopen"), key=f"reopen-{each.gap_id}", type="tertiary"):
            carry_out(partial(_decide, each, GapState.OPEN, ""), words("gaps.kept"))
        return
    with st.popover(words("gaps.settle"), icon=":material/task_alt:"):
        said = st.text_input(words("gaps.say"), key=f"said-{each.gap_id}")
        if st.button(words("gaps.answered"), key=f"answered-{each.gap_id}", type="primary"):
            carry_out(partial(_decide, each, GapState.ANSWERED, said), words("gaps.kept"))
        if st.button(words("gaps.decline"), key=f"decline-{each.gap_id}"):
            carry_out(partial(_decide, each, GapState.DECLINED, said), words("gaps.kept"))


def _decide(each: Gap, state: GapState, said: str) -> None:
    current_assistant().decide_gap(each.gap_id, state, said, current_person())
