"""The conversation as the session keeps it: turns in order, and which quote is open beside each."""

from __future__ import annotations

from dataclasses import dataclass, replace

import streamlit as st

from assistant.domain import Answer, Filters
from assistant.errors import ClearwellError
from assistant.ui.session import current_assistant, current_person

TURNS = "turns"
YEARS = "filter_years"
KINDS = "filter_kinds"
AS_OF = "filter_as_of"
"""Session keys: the turns, and the values of the filters' widgets."""


@dataclass(frozen=True)
class Turn:
    """A question with what came of it: nothing yet, an answer, or the error that took its place.

    `opened` is the number of the citation whose quote is shown, or None; `by_hand` tells a person's choice from the
    quote that opens by itself.
    """

    question: str
    filters: Filters
    answer: Answer | None = None
    error: ClearwellError | None = None
    opened: int | None = None
    by_hand: bool = False

    @property
    def waiting(self) -> bool:
        return self.answer is None and self.error is None


def turns() -> list[Turn]:
    """The turns of this session, oldest first. The list is the session's own."""
    kept: list[Turn] = st.session_state.setdefault(TURNS, [])
    return kept


def chosen_filters() -> Filters:
    """What the person restricts questions to, as chosen in the sidebar."""
    years: list[int] = st.session_state.get(YEARS) or []
    kinds: list[str] = st.session_state.get(KINDS) or []
    return Filters(years=tuple(sorted(years)), kinds=tuple(kinds), as_of=st.session_state.get(AS_OF))


def clear_filters() -> None:
    st.session_state[YEARS] = []
    st.session_state[KINDS] = []
    st.session_state[AS_OF] = None


def pose(question: str | None) -> None:
    """Add a question, to be answered when the page is next drawn. White space alone is no question."""
    if question and question.strip():
        turns().append(Turn(question.strip(), chosen_filters()))


def pose_again(index: int) -> None:
    """Ask turn `index` once more in its place, for instance after an error has been mended."""
    turns()[index] = Turn(turns()[index].question, turns()[index].filters)


def pose_everywhere(index: int) -> None:
    """Ask the question of turn `index` again, without filters, as a new turn."""
    clear_filters()
    pose(turns()[index].question)


def answer_waiting(index: int) -> Turn:
    """Ask turn `index`'s question and keep what came of it. The first quote is opened, so that evidence is seen.

    An error of ours is kept as the turn's outcome, to be explained in whichever language is chosen when it is shown.
    """
    turn = turns()[index]
    try:
        answer = current_assistant().ask(turn.question, current_person(), turn.filters)
    except ClearwellError as error:
        turn = replace(turn, error=error)
    else:
        turn = replace(turn, answer=answer, opened=_first_cited(answer))
    turns()[index] = turn
    return turn


def _first_cited(answer: Answer) -> int | None:
    """A refusal's nearest passages stay closed: they are no evidence for anything."""
    return next((n for claim in answer.claims for n in claim.citations), None)


def open_quote(index: int, n: int | None) -> None:
    """Show the quote of citation `n` beside turn `index`, or none."""
    turns()[index] = replace(turns()[index], opened=n, by_hand=True)


def start_anew() -> None:
    st.session_state[TURNS] = []
