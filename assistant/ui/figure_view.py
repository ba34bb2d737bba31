"""One figure for a person: its row, its source on the page, what people may decide about it; conflicts side by side."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

import streamlit as st

from assistant.domain import Citation, Status
from assistant.figures import Conflict, Figure, PersonState
from assistant.messages import say
from assistant.ui.doing import carry_out
from assistant.ui.session import current_assistant, current_person, language, words
from assistant.ui.widgets import AROUND, badge, notice, quote_html
from assistant.ui.wording import html, place_of

_TONES = {Status.ACHIEVED: "done", Status.PLANNED: "plan", Status.STATE: "state"}


def printed(each: Figure) -> str:
    """The number as it stands in the paper, with its unit and the word that hedges it."""
    hedge = "" if each.approx == "exact" else f" ({say(f'figures.approx_{each.approx}', language())})"
    return f"{'-' if each.value < 0 else ''}{each.raw}{each.unit}{hedge}"


def period(each: Figure) -> str:
    return " ".join(filter(None, (each.period, each.within)))


def person(each: Figure) -> str:
    """What people said of it, or that nobody may use it before someone does."""
    said = each.person_state.value if each.person_state else "doubtful" if each.doubtful else "none"
    return say(f"figures.person_{said}", language())


def cells(each: Figure) -> dict[str, str | int]:
    """A row of the table."""
    return {
        "indicator": each.indicator,
        "printed": printed(each),
        "period": period(each),
        "status": say(f"figures.status_{each.status.value}", language()),
        "title": each.title,
        "page": each.page,
        "person": person(each),
    }


def card(each: Figure) -> None:
    """The figure with its source marked on its page, and the buttons to decide."""
    _head(each)
    _source(each)
    _deciding(each)


def _head(each: Figure) -> None:
    labels = badge(say(f"figures.status_{each.status.value}", language()), _TONES[each.status])
    if period(each):
        labels += badge(period(each), "quiet")
    if each.doubtful or each.person_state is PersonState.REJECTED:
        labels += badge(person(each), "warn")
    st.html(f"<strong>{html(each.indicator)}　{html(printed(each))}</strong> {labels}")


def _source(each: Figure) -> None:
    citation = Citation(
        1, each.document_id, each.version, each.passage_id, each.title, each.page, each.clause, each.clause,
        each.section, each.quote, each.spans,
    )  # fmt: skip
    seen = current_assistant().quote_in_context(citation, current_person(), AROUND)
    title = html(words("title_quoted", title=each.title))
    st.html(f'<div class="cw-cited">{title} {html(place_of(citation))}</div>')
    st.html(quote_html(citation, seen))


def _deciding(each: Figure) -> None:
    assistant, someone, name = current_assistant(), current_person(), each.figure_id
    with st.container(horizontal=True, vertical_alignment="bottom", key=f"figure-decide-{name}"):
        for state, key in ((PersonState.TICKED, "tick"), (PersonState.REJECTED, "reject"), (None, "untick")):
            if state is not each.person_state and st.button(words(f"figures.{key}"), key=f"{key}-{name}"):
                carry_out(partial(assistant.decide_figure, name, state, someone), words("figures.kept"))
        with st.popover(words("figures.naming"), icon=":material/label:"):
            st.caption(words("figures.read_as", name=each.read_as))
            called = st.text_input(words("figures.name"), each.indicator, key=f"name-{name}")
            if st.button(words("figures.rename_all"), key=f"merge-{name}", type="primary"):
                carry_out(partial(assistant.name_indicator, each.indicator, called, someone), words("figures.kept"))
            if st.button(words("figures.rename_one"), key=f"rename-{name}"):
                carry_out(partial(assistant.rename_figure, name, called, someone), words("figures.kept"))
            if st.button(words("figures.split"), key=f"split-{name}"):
                carry_out(partial(assistant.keep_indicator_apart, each.read_as, someone), words("figures.kept"))


def conflicts(found: Sequence[Conflict]) -> None:
    """Each conflict with all its figures and their sources side by side."""
    if not found:
        notice(words("figures.no_conflict"))
        return
    st.caption(words("figures.conflict_count", count=len(found)))
    for number, each in enumerate(found):
        with st.container(border=True, key=f"conflict-{number}"):
            st.html(f"<strong>{html(each.indicator)}</strong> {badge(each.period, 'quiet')}")
            for column, figure in zip(st.columns(len(each.figures)), each.figures, strict=True):
                with column:
                    _head(figure)
                    _source(figure)
                    _deciding(figure)
