"""The part of a long sentence of a report that answers: verbatim, without a gap, and never without its exception."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from assistant.answering.forms.cutting import recut
from assistant.answering.forms.figures import asks_figure, figure_asked
from assistant.answering.question import Question
from assistant.answering.statements import Statement
from assistant.domain import PassageKind, Status
from assistant.text import modality, periods
from assistant.text.conditions import has_exception
from assistant.text.indicators import clauses
from assistant.text.tokens import index_terms

_KINDS = ("review", "plan", "summary", "report", "annual_report", "news")
_LONG = {"zh": 70, "en": 220}
"""A sentence of no more characters is read as easily as its part."""


def trimmed(asked: Question, statement: Statement) -> Statement:
    """The statement cut to the clauses that hold the question's words and the figure asked for.

    As it was when it is short, when no single figure is asked for or certain, or when what would be left out makes a
    result of a plan, takes away an exception, or leaves the part without its own year.
    """
    candidate = statement.candidate
    if (
        not asks_figure(asked)
        or candidate.header
        or len(candidate.parts) != 1
        or candidate.hit.passage.kind is PassageKind.CLAUSE
        or candidate.hit.document.metadata.kind not in _KINDS
        or len(candidate.text) <= _LONG[asked.language]
    ):
        return statement
    figure = figure_asked(asked, statement)
    kept = _range(asked, candidate.text, figure) if figure else None
    if kept is None or kept == (0, len(candidate.text)) or _says_other(statement, *kept):
        return statement
    start = candidate.parts[0][0]
    cut = recut(candidate, ((start + kept[0], start + kept[1]),))
    trial = replace(statement, candidate=cut)
    return trial if figure_asked(asked, trial) == figure else statement


def _range(asked: Question, text: str, figure: str) -> tuple[int, int] | None:
    """From the first clause of the figure's own part (between semicolons) that holds a word asked about, to the
    figure's clause."""
    parts = clauses(text)
    at = next((i for i, (a, b) in enumerate(parts) if figure in text[a:b]), None)
    if at is None:
        return None
    first = at
    while first and text[parts[first - 1][1] - 1] not in "；;：:" and not _covers(asked, text, parts[first : at + 1]):
        first -= 1
    if not _covers(asked, text, parts[first : at + 1]):
        return None
    end = parts[at][1]
    while end > parts[at][0] and text[end - 1] in "，,；;、：: ":
        end -= 1
    return parts[first][0], end


def _covers(asked: Question, text: str, parts: Sequence[tuple[int, int]]) -> bool:
    """Whether these clauses hold as many of the question's words as the whole sentence does."""
    held = set(index_terms(text[parts[0][0] : parts[-1][1]]))
    of_all = set(index_terms(text))
    wanted = [term for term in asked.topic if term in of_all]
    return all(term in held for term in wanted)


def _says_other(statement: Statement, start: int, end: int) -> bool:
    text = statement.candidate.text
    kept, left = text[start:end], text[:start] + text[end:]
    if has_exception(left):
        return True
    if statement.status is Status.PLANNED and modality.plan_word(kept) is None:
        return True
    published = statement.candidate.hit.document.metadata.published
    told = {each.value for each in periods.find(kept, published)}
    return bool(told) and statement.period not in told
