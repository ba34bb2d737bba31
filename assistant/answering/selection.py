"""From scored sentences to the few that answer, or to the reason why none does."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from assistant.answering.candidates import Candidate
from assistant.answering.question import Asks, Question
from assistant.answering.sentence_choice import chances, score
from assistant.answering.statements import Statement, read_statement, same_period
from assistant.domain import PassageKind, Reason, Status
from assistant.text.tokens import language_of

MOST_SENTENCES = 3
MOST_RULES = 8
_SURE = 0.985
"""Further sentences are added until the chance that one of them answers is this."""
_RULE_MARGIN = 4.0
_NEAR_TOPIC = 0.5
"""Below this a figure is about something else."""
_ON_TOPIC = 0.75
"""Share of the topic's weight a sentence (with its heading) must hold to be taken as the figure asked for."""


@dataclass(frozen=True, slots=True)
class Selection:
    """`statements` answer when `reason` is None; else they are what the papers do have.

    `partial`: they answer in part (a plan, the result not being asked for by name), and `reason` says what is missing.
    """

    statements: tuple[Statement, ...]
    reason: Reason | None = None
    by_place: bool = False
    partial: bool = False
    missing: tuple[str, ...] = ()
    """What was asked for and is not there: periods, or places."""


def select(question: Question, candidates: Sequence[Candidate]) -> Selection:
    """Choose among `candidates` (with similarities), best first. Empty input selects nothing."""
    ranked = sorted(candidates, key=lambda each: (-score(each), each.rank, each.start))
    if not ranked:
        return Selection((), Reason.NOTHING_RELEVANT)
    if question.asks is Asks.HOW_MANY and question.periods:
        chosen = _each_period(question, ranked)
        if chosen is not None:
            return chosen
    if ranked[0].hit.passage.kind is PassageKind.CLAUSE:
        return _rules(ranked)
    return _prose(question, ranked)


def by_value(question: Question, selection: Selection) -> bool:
    """True when a plain rule has settled it: the figure of the very period was found on the topic, or figures of other
    periods were. Whether the evidence is enough need not be judged then."""
    if selection.reason is Reason.NO_SUCH_VALUE:
        return True
    return (
        question.asks is Asks.HOW_MANY
        and bool(question.periods and selection.statements)
        and all(
            each.candidate.topic >= _ON_TOPIC and any(same_period(period, each.period) for period in question.periods)
            for each in selection.statements
        )
    )


def _each_period(question: Question, ranked: Sequence[Candidate]) -> Selection | None:
    """A value for every period asked about; what one of several lacks is said, and the others are given."""
    found = [(period, _value_asked(replace(question, periods=(period,)), ranked)) for period in question.periods]
    if len(found) == 1:
        return found[0][1]
    answered = [chosen for _, chosen in found if chosen is not None and chosen.reason is None]
    missing = tuple(period for period, chosen in found if chosen is None or chosen.reason is not None)
    if not answered:
        return found[0][1]
    by_text = {each.candidate.text: each for chosen in answered for each in chosen.statements}
    statements = tuple(by_text.values())
    if not missing:
        return Selection(statements)
    return Selection(statements, Reason.NO_SUCH_VALUE, partial=True, missing=missing)


def _value_asked(question: Question, ranked: Sequence[Candidate]) -> Selection | None:
    """A figure of a period: only a sentence of that very period answers; another period's is told as such.

    None when no sentence on the topic names any period, so that the question is answered as any other.
    """
    on_topic = [read_statement(each) for each in ranked if each.fits and each.topic >= _ON_TOPIC]
    right = [each for each in on_topic if same_period(question.period or "", each.period)]
    if right:
        return _of_the_status(question, sorted(right, key=lambda each: _nearness(question, each)))
    other = [each for each in on_topic if each.period is not None]
    if other and len(other) == len(on_topic):
        return Selection(_one_each_period(other), Reason.NO_SUCH_VALUE)
    if not any(each.topic >= _NEAR_TOPIC or not _same_language(question, each) for each in ranked if each.fits):
        return Selection((), Reason.NOTHING_RELEVANT)
    return None


def _of_the_status(question: Question, right: Sequence[Statement]) -> Selection:
    """The nearest of the status asked for. A plan never stands in for a result: it is shown as what there is."""
    planned = [each for each in right if each.status is Status.PLANNED]
    results = [each for each in right if each.status is not Status.PLANNED]
    if question.status is Status.PLANNED:
        return Selection(((planned or results)[0],))
    if results:
        return Selection((results[0],))
    return Selection(tuple(planned[:1]), Reason.NO_SUCH_VALUE, partial=question.status is None)


def _nearness(question: Question, statement: Statement) -> tuple[float, bool, bool]:
    """Sorts what holds more of the topic first, then papers of the very period, then sentences before table cells."""
    own = statement.candidate.hit.document.metadata.period
    return (-round(statement.candidate.topic, 1), own != question.period, bool(statement.candidate.header))


def _same_language(question: Question, candidate: Candidate) -> bool:
    return language_of(candidate.text) == question.language


def _one_each_period(statements: Sequence[Statement]) -> tuple[Statement, ...]:
    by_period: dict[str | None, Statement] = {}
    for each in statements:
        by_period.setdefault(each.period, each)
    return tuple(list(by_period.values())[:MOST_SENTENCES])


def _rules(ranked: Sequence[Candidate]) -> Selection:
    """One sentence from each regulation that has a rule as near as the best; within one, only the best clause."""
    best = ranked[0]
    near = [each for each in ranked if each.fits >= best.fits and score(best) - score(each) <= _RULE_MARGIN]
    by_document: dict[str, Candidate] = {}
    for each in near:
        if each.hit.passage.kind is PassageKind.CLAUSE:
            by_document.setdefault(each.hit.document.document_id, each)
    places = {each.hit.document.metadata.place for each in by_document.values()}
    if len(by_document) > 1 and len(places) > 1:
        chosen = list(by_document.values())[:MOST_RULES]
        return Selection(tuple(read_statement(each) for each in chosen), by_place=True)
    same = [each for each in near if _same_clause(each, best)][:MOST_SENTENCES]
    return Selection(tuple(read_statement(each) for each in _in_reading_order(same, best)))


def _same_clause(one: Candidate, other: Candidate) -> bool:
    a, b = one.hit.passage, other.hit.passage
    return a.document_id == b.document_id and a.clause == b.clause


def _prose(question: Question, ranked: Sequence[Candidate]) -> Selection:
    # A sentence without a figure answers no 多少, however near its words.
    able = [each for each in ranked if each.fits] if question.asks is Asks.HOW_MANY else list(ranked)
    if not able:
        return Selection((), Reason.NOTHING_RELEVANT)
    near = _until_sure(able)
    statements = tuple(read_statement(each) for each in near)
    if question.asks is not Asks.HOW_MANY or not question.period:
        return Selection(statements)
    # Nor is a figure of another period an answer, whatever else speaks for it.
    right = tuple(each for each in statements if each.period is None or same_period(question.period, each.period))
    return Selection(right) if right else Selection(_one_each_period(statements), Reason.NO_SUCH_VALUE)


def _until_sure(ranked: Sequence[Candidate]) -> list[Candidate]:
    """The first sentences, until one of them answers as good as surely; no words twice."""
    near: list[Candidate] = []
    sure = 0.0
    for each, chance in zip(ranked, chances(ranked), strict=True):
        if sure >= _SURE or len(near) == MOST_SENTENCES:
            break
        sure += chance
        if all(each.text != other.text for other in near):
            near.append(each)
    return near


def _in_reading_order(candidates: Sequence[Candidate], best: Candidate) -> list[Candidate]:
    """The best first, what follows it in its clause after it."""
    rest = sorted((each for each in candidates if each != best), key=lambda each: (each.rank, each.start))
    return [best, *rest]
