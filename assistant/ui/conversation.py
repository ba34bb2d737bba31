"""The conversation as the session keeps it: turns in order, and which quote is open beside each."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

import streamlit as st

from assistant.domain import Answer, Filters
from assistant.errors import ClearwellError, HomeReadOnly
from assistant.exchanges import Rewritten
from assistant.ui.session import current_assistant, current_person

TURNS = "turns"
KEPT = "conversation"
YEARS = "filter_years"
KINDS = "filter_kinds"
AS_OF = "filter_as_of"
"""Session keys: the turns, the id under which they are kept, and the values of the filters' widgets."""


@dataclass(frozen=True)
class Turn:
    """A question with what came of it: nothing yet, an answer, or the error that took its place.

    `opened` is the number of the citation whose quote is shown, or None; `by_hand` tells a person's choice from the
    quote that opens by itself. `asked` is the question as it went out, None before; with `as_typed` nothing is taken
    over from former questions. `stale` says of a kept answer what is no longer so of its sources.
    """

    question: str
    filters: Filters
    answer: Answer | None = None
    error: ClearwellError | None = None
    opened: int | None = None
    by_hand: bool = False
    asked: Rewritten | None = None
    as_typed: bool = False
    stale: tuple[str, ...] = ()

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


def pose_as_typed(index: int) -> None:
    """Ask turn `index` again in its place, word for word, with nothing taken over from former questions."""
    turns()[index] = Turn(turns()[index].question, turns()[index].filters, as_typed=True)


def answer_waiting(index: int, on_text: Callable[[str], None]) -> Turn:
    """Ask turn `index`'s question and keep what came of it. The first quote is opened, so that evidence is seen.

    `on_text` hears the answer so far, as often as a checked sentence comes. An error of ours is kept as the turn's
    outcome, to be explained in whichever language is chosen when it is shown.
    """
    turn = turns()[index]
    try:
        asked = _asked(index, turn)
        turn = replace(turn, asked=asked)
        answer = _answered(asked.text, turn.filters, on_text)
    except ClearwellError as error:
        turn = replace(turn, error=error)
    else:
        turn = replace(turn, answer=answer, opened=_first_cited(answer))
        _keep(turn, asked, answer)
    turns()[index] = turn
    return turn


def _asked(index: int, turn: Turn) -> Rewritten:
    former = [] if turn.as_typed else [each.asked.text for each in turns()[:index] if each.asked]
    return current_assistant().follow_up(turn.question, former)


def _answered(question: str, filters: Filters, on_text: Callable[[str], None]) -> Answer:
    told = ""
    for piece in current_assistant().ask_in_pieces(question, current_person(), filters):
        if piece.answer is not None:
            return piece.answer
        told += piece.text
        on_text(told)
    raise ClearwellError("an answer ended without its last piece")


def _keep(turn: Turn, asked: Rewritten, answer: Answer) -> None:
    try:
        kept = current_assistant().keep_turn(
            current_person(), st.session_state.get(KEPT, ""), asked, answer, turn.filters
        )
    except HomeReadOnly:  # where nothing can be written, a conversation lasts as long as its page
        return
    st.session_state[KEPT] = kept[0]


def open_kept(conversation_id: str) -> None:
    """Take up a kept conversation where it ended."""
    held = current_assistant().conversation(conversation_id, current_person())
    st.session_state[TURNS] = [
        Turn(
            each.question.typed,
            each.filters,
            each.answer,
            opened=_first_cited(each.answer) if each is held[-1] else None,
            asked=each.question,
            stale=each.stale,
        )
        for each in held
    ]
    st.session_state[KEPT] = conversation_id


def _first_cited(answer: Answer) -> int | None:
    """A refusal's nearest passages stay closed: they are no evidence for anything."""
    return next((n for claim in answer.claims for n in claim.citations), None)


def open_quote(index: int, n: int | None) -> None:
    """Show the quote of citation `n` beside turn `index`, or none."""
    turns()[index] = replace(turns()[index], opened=n, by_hand=True)


def start_anew() -> None:
    st.session_state[TURNS] = []
    st.session_state[KEPT] = ""
