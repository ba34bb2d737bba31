"""Papers that disagree: another value for the same thing, period and place, or another rule for the same matter."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.answering.candidates import Candidate
from assistant.answering.forms.figures import quantity_asked
from assistant.answering.forms.precedence import Precedence, Rank, precedence, rank_of
from assistant.answering.question import Asks, Question
from assistant.answering.statements import Statement, read_statement
from assistant.domain import Document, Status
from assistant.text import quantities, units
from assistant.text.compare import compare
from assistant.text.indicators import agreement, clauses, core
from assistant.text.quantities import Quantity, is_figure

_ON_TOPIC = 0.75
_SAME_THING = 0.8
_SAME_MATTER = 0.6
_UNIT_IN_LABEL = re.compile(r"[（(](?P<unit>[^（()）]{1,10})[）)]")
_ASKS = (Asks.HOW_MANY, Asks.HOW_LONG, Asks.HOW_OFTEN)


@dataclass(frozen=True, slots=True)
class Conflict:
    """`statements` disagree, the prevailing one first where `precedence` could be told."""

    statements: tuple[Statement, ...]
    precedence: Precedence | None


@dataclass(frozen=True, slots=True)
class _Value:
    """A figure and the words that say what it counts."""

    statement: Statement
    figure: Quantity
    of: str

    @property
    def document(self) -> Document:
        return self.statement.candidate.hit.document


def conflict_with(asked: Question, chosen: Sequence[Statement], candidates: Sequence[Candidate]) -> Conflict | None:
    """The first paper whose value for the same thing is another than the chosen one's; None when none disagrees.

    Only values that can be compared count: converted or rounded ones agree, and what is not surely the same thing,
    period and place is no conflict.
    """
    if asked.asks not in _ASKS or asked.change or not chosen:
        return None
    mine = _value(asked, chosen[0])
    if mine is None:
        return None
    least = min(_ON_TOPIC, chosen[0].candidate.topic)
    for each in candidates:
        if each.topic < least or not each.fits:
            continue
        if each.hit.document.document_id == mine.document.document_id:
            continue
        theirs = _value(asked, read_statement(each))
        if theirs is not None and _same_thing(mine, theirs) and _disagree(mine.figure, theirs.figure):
            return _told(mine, theirs)
    return None


def _told(mine: _Value, theirs: _Value) -> Conflict:
    ruling = precedence(mine.document, theirs.document)
    first, second = mine.statement, theirs.statement
    if ruling is not None and ruling.prevailing.document_id == theirs.document.document_id:
        first, second = second, first
    return Conflict((first, second), ruling)


def _value(asked: Question, statement: Statement) -> _Value | None:
    candidate = statement.candidate
    if candidate.header:
        return _value_of_row(statement)
    figure = quantity_asked(asked, statement)
    if figure is None:
        return None
    text = candidate.text
    start = next((a for a, b in clauses(text) if a <= figure.start < b), 0)
    return _Value(statement, figure, text[start : figure.start])


def _value_of_row(statement: Statement) -> _Value | None:
    candidate = statement.candidate
    label = candidate.hit.passage.text[slice(*candidate.parts[0])]
    value = candidate.hit.passage.text[slice(*candidate.parts[-1])]
    unit = _UNIT_IN_LABEL.search(candidate.header) or _UNIT_IN_LABEL.search(label)
    found = [each for each in quantities.find(value + (unit["unit"] if unit else "")) if is_figure(each)]
    of = _UNIT_IN_LABEL.sub("", label + candidate.header)
    return _Value(statement, found[0], of) if len(found) == 1 and found[0].unit else None


def _same_thing(one: _Value, other: _Value) -> bool:
    first, second = one.statement, other.statement
    ranks = rank_of(one.document), rank_of(other.document)
    if ranks == (None, None):
        if first.period is None or first.period != second.period or Status.PLANNED in (first.status, second.status):
            return False
        return _same_place(one, other) and _alike(core(one.of), core(other.of), _SAME_THING)
    if None in ranks:
        return False
    nationwide = Rank.NATIONAL in ranks
    return (nationwide or _same_place(one, other)) and _alike(core(one.of), core(other.of), _SAME_MATTER)


def _same_place(one: _Value, other: _Value) -> bool:
    places = {one.document.metadata.place, other.document.metadata.place} - {""}
    houses = {one.document.metadata.organisation, other.document.metadata.organisation} - {""}
    return len(places) < 2 and len(houses) < 2


def _alike(one: str, other: str, least: float) -> bool:
    if not one or not other:
        return False
    shares = agreement(one, other), agreement(other, one)
    return all(share is not None and share >= least for share in shares)


def _disagree(one: Quantity, other: Quantity) -> bool:
    if units.convert(1.0, other.unit, one.unit) is None and one.unit != other.unit:
        return False
    return not compare(one, other).holds and not compare(other, one).holds
