"""Charts of the ledger: a trend over the years, a plan beside its outcome. Drawn from the ledger alone."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from assistant.domain import Status
from assistant.figures import Figure, PlanOutcome, Reached, YearOverYear
from assistant.ledger.comparing import worth
from assistant.messages import say
from assistant.ui.figure_view import printed
from assistant.ui.session import language, words
from assistant.ui.widgets import badge, notice
from assistant.ui.wording import html, plain

_TONES = {Reached.REACHED: "done", Reached.MISSED: "warn", Reached.NO_OUTCOME: "quiet"}
_BARS = 12
"""More pairs of bars cannot be told apart."""


def outcomes(found: Sequence[PlanOutcome]) -> None:
    """Plans beside outcomes: counts, how far each was fulfilled as bars, and every pair with its papers."""
    if not found:
        notice(words("figures.no_plan"))
        return
    counts = "".join(
        badge(f"{say(f'figures.reached_{state.value}', language())} {sum(x.reached is state for x in found)}", tone)
        for state, tone in _TONES.items()
    )
    st.html(f"<div>{counts}</div>")
    _bars(found)
    st.dataframe(
        [
            {
                "indicator": each.indicator,
                "period": each.period,
                "plan": printed(each.plan),
                "outcome": printed(each.outcome) if each.outcome else "—",
                "reached": say(f"figures.reached_{each.reached.value}", language()),
                "plan_source": each.plan.title,
                "outcome_source": each.outcome.title if each.outcome else "",
            }
            for each in found
        ],
        hide_index=True,
        key="outcome-table",
        column_config={
            name: say(f"figures.column_{name}", language())
            for name in ("indicator", "period", "plan", "outcome", "reached", "plan_source", "outcome_source")
        },
    )


def _bars(found: Sequence[PlanOutcome]) -> None:
    """How far the first plans with an outcome were fulfilled."""
    told = [each for each in found if each.outcome is not None and each.plan.value]
    if told:
        share, indicator = words("figures.fulfilled"), words("figures.indicator")
        rows = [
            {
                indicator: f"{each.indicator} {each.period}",
                share: round(worth(each.outcome) / worth(each.plan) * 100, 1),
            }
            for each in told[:_BARS]
            if each.outcome is not None
        ]
        st.bar_chart(rows, x=indicator, y=share, horizontal=True)


def trend(figures: Sequence[Figure], changes: Sequence[YearOverYear]) -> None:
    """One indicator's results over the years, and what changed from each year to the next with both operands."""
    series = _series(figures)
    if not series:
        notice(words("figures.no_trend"))
        return
    chosen = st.selectbox(words("figures.indicator"), list(series), key="trend-indicator", format_func=plain)
    year = words("figures.years")
    rows = [{year: each.period, chosen: each.value} for each in series[chosen]]
    st.line_chart(rows, x=year, y=chosen)
    st.html(f'<div class="cw-cited">{"".join(f"<div>{html(line)}</div>" for line in _sources(series[chosen]))}</div>')
    mine = [each for each in changes if each.indicator == chosen]
    for each in mine:
        rate = "" if each.rate is None else f"{each.rate:+.2f}%"
        line = say(
            "figures.change_line", language(), indicator=each.indicator, before=_told(each.before),
            after=_told(each.after), difference=f"{each.difference:+.10g}", rate=rate,
        )  # fmt: skip
        st.html(f'<p class="cw-claim">{html(line)}</p>')


def _series(figures: Sequence[Figure]) -> dict[str, list[Figure]]:
    """Indicators with usable results of whole years in two years or more, one figure a year, oldest first."""
    found: dict[str, dict[str, Figure]] = {}
    for each in figures:
        if each.usable and each.status is Status.ACHIEVED and each.period and not each.within and each.indicator:
            years = found.setdefault(each.indicator, {})
            if each.approx == "exact" or each.period not in years:
                years.setdefault(each.period, each)
    return {
        name: [years[year] for year in sorted(years)]
        for name, years in sorted(found.items())
        if len(years) > 1 and len({each.unit for each in years.values()}) == 1
    }


def _told(each: Figure) -> str:
    return f"{printed(each)} ({each.period})"


def _sources(series: Sequence[Figure]) -> list[str]:
    return [
        f"{_told(each)} {words('title_quoted', title=each.title)} {words('page', page=each.page)}" for each in series
    ]
