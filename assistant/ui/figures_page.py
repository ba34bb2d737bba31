"""The Figures page: the ledger with filters and sources, plans and outcomes, trends, and what contradicts itself."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import streamlit as st

from assistant.domain import Status
from assistant.errors import ClearwellError
from assistant.figures import Figure, Wanted
from assistant.messages import say
from assistant.ui import figure_charts, figure_view
from assistant.ui.doing import tell
from assistant.ui.session import current_assistant, current_person, language, words
from assistant.ui.widgets import error_card, heading, notice
from assistant.ui.wording import plain

SHOWN = 2000
"""More rows than this are not drawn; the exports hold them all."""
VIEW = "figures_view"
CHOSEN = "figure_chosen"
TABLE, OUTCOMES, TREND, CONFLICTS = "table", "outcomes", "trend", "conflicts"
COLUMNS = ("indicator", "printed", "period", "status", "title", "page", "person")


def show() -> None:
    """Draw the filters and one of the views over what they leave."""
    heading(words("figures.title"), words("figures.lead"))
    tell()
    try:
        with st.spinner(words("figures.reading")):
            every = current_assistant().figures(current_person())
        if not every:
            notice(words("figures.none"), words("figures.none_hint"))
            return
        wanted = _wanted(every)
        view = st.segmented_control(
            words("figures.view"), [TABLE, OUTCOMES, TREND, CONFLICTS], default=TABLE, key=VIEW,
            format_func=lambda name: words(f"figures.view_{name}"), label_visibility="collapsed",
        )  # fmt: skip
        if view == OUTCOMES:
            figure_charts.outcomes(current_assistant().plan_outcomes(current_person(), wanted))
        elif view == TREND:
            # A trend needs all years, whatever year the table is filtered by.
            figure_charts.trend(
                current_assistant().figures(current_person(), replace(wanted, years=())),
                current_assistant().year_over_year(current_person(), wanted),
            )
        elif view == CONFLICTS:
            figure_view.conflicts(current_assistant().figure_conflicts(current_person(), wanted))
        else:
            _table(current_assistant().figures(current_person(), wanted))
    except ClearwellError as error:
        error_card(error)


def _wanted(every: Sequence[Figure]) -> Wanted:
    """The filters, each offering only what some figure has."""
    titles = {each.document_id: each.title for each in every}
    with st.container(horizontal=True, vertical_alignment="bottom", key="figure-filters"):
        indicator = st.text_input(words("figures.indicator"), key="figure-indicator")
        years = st.multiselect(
            words("figures.years"), sorted({each.period for each in every if each.period}, reverse=True),
            key="figure-years", placeholder=words("figures.all"),
        )  # fmt: skip
        statuses = st.multiselect(
            words("figures.status"), [each.value for each in Status], key="figure-statuses",
            placeholder=words("figures.all"),
            format_func=lambda value: say(f"figures.status_{value}", language()),
        )  # fmt: skip
        documents = st.multiselect(
            words("figures.documents"), sorted(titles, key=lambda name: titles[name]), key="figure-documents",
            placeholder=words("figures.all"),
            format_func=lambda name: plain(titles[name]),
        )  # fmt: skip
    return Wanted(
        document_ids=tuple(documents),
        years=tuple(int(year) for year in years),
        statuses=tuple(Status(each) for each in statuses),
        indicator=indicator,
    )


def _table(found: Sequence[Figure]) -> None:
    if not found:
        notice(words("figures.nothing_left"))
        return
    _exports(found)
    shown = found[:SHOWN]
    chosen = st.dataframe(
        [figure_view.cells(each) for each in shown],
        key="figure-table",
        hide_index=True,
        on_select="rerun",
        selection_mode="single-row",
        column_config={name: say(f"figures.column_{name}", language()) for name in COLUMNS},
    )
    if len(found) > SHOWN:
        st.caption(words("figures.more", count=len(found) - SHOWN))
    rows = chosen["selection"]["rows"]
    if rows and rows[0] < len(shown):
        st.session_state[CHOSEN] = shown[rows[0]].figure_id
    picked = next((each for each in found if each.figure_id == st.session_state.get(CHOSEN)), None)
    if picked is None:
        st.caption(words("figures.pick"))
    else:
        with st.container(border=True, key="figure-card"):
            figure_view.card(picked)


def _exports(found: Sequence[Figure]) -> None:
    from assistant.ledger.tables import to_csv
    from assistant.ledger.workbook import to_xlsx

    name = words("figures.file")
    with st.container(horizontal=True, vertical_alignment="center", key="figure-bar"):
        st.caption(words("figures.count", count=len(found)))
        st.download_button(
            words("figures.csv"), lambda: to_csv(found, language()), f"{name}.csv", "text/csv", key="figures-csv",
            icon=":material/download:", on_click="ignore",
        )  # fmt: skip
        st.download_button(
            words("figures.xlsx"), lambda: to_xlsx(found, language()), f"{name}.xlsx",
            "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", key="figures-xlsx",
            icon=":material/table:", on_click="ignore",
        )  # fmt: skip
