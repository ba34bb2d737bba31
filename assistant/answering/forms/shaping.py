"""From what was chosen to what is shown: the form a question asks for, where the papers have it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from assistant.access import AccessFilter
from assistant.answering.candidates import Shortlist
from assistant.answering.forms import comparison, lists, owners, steps
from assistant.answering.forms.asked import Form, form_of
from assistant.answering.forms.cutting import same_passage, whole
from assistant.answering.forms.limits import with_antecedent, with_limits, with_reply
from assistant.answering.forms.rows import rows_near, value_asked
from assistant.answering.forms.shaped import Shaped
from assistant.answering.forms.subjects import about, held_words, share
from assistant.answering.forms.trimming import trimmed
from assistant.answering.question import Asks, Question
from assistant.answering.selection import Selection
from assistant.answering.statements import Statement, read_statement
from assistant.domain import SearchHit
from assistant.ports import PassageStore
from assistant.text.conditions import has_exception

_ALL = 0.99
_SEVERAL = 2


def certain(
    asked: Question,
    form: Form,
    shortlist: Shortlist,
    hits: Sequence[SearchHit],
    store: PassageStore,
    access: AccessFilter,
) -> Shaped | None:
    """An answer that the question's own words point at, row and column, step by step, or by a paper's title: it
    stands whatever the single sentences look like. None when they point at nothing of the kind."""
    subject = shortlist.subject
    if owner := owners.owner_asked(asked.text, hits, store, access):
        return Shaped((owner,))
    if form is Form.COMPARISON and len(asked.periods) < _SEVERAL:
        return comparison.of_two(asked.text, subject, hits, list(rows_near(hits, store, access)))
    if form is Form.STEPS and asked.asks in (Asks.OTHER, Asks.HOW_MANY):
        found = steps.steps(form, subject, shortlist.hits, store, access)
        return Shaped(tuple(found), by_line=True) if found else None
    if form is Form.PLAIN:
        cell = value_asked(asked, subject, list(rows_near(hits, store, access)))
        return Shaped((read_statement(cell),)) if cell else None
    return None


def shaped(
    asked: Question,
    form: Form,
    shortlist: Shortlist,
    selection: Selection,
    store: PassageStore,
    access: AccessFilter,
) -> Shaped:
    """The chosen statements in the form asked for; as they are, made readable alone, where there is no such form."""
    chosen = selection.statements
    if len(asked.periods) > 1 and (found := comparison.of_periods(asked, selection)):
        return found
    if selection.by_place:
        return Shaped(tuple(with_limits(chosen)))
    if form is Form.REMEDY and not _says_all(shortlist, chosen):
        several = steps.steps(form, shortlist.subject, shortlist.hits, store, access)
        if several:
            return Shaped(tuple(several), by_line=True)
    if chosen and (reply := with_reply(chosen[0])):
        return Shaped((reply,))
    if listed := lists.complete(form, shortlist.subject, chosen, shortlist.hits, store, access):
        return Shaped(tuple(listed), by_line=True)
    told = with_limits(lists.merged(chosen))
    return Shaped(tuple(_readable_alone(trimmed(asked, each), told) for each in told))


def _readable_alone(statement: Statement, told: Sequence[Statement]) -> Statement:
    """With the sentence it leans on, unless that one is told anyway."""
    widened = with_antecedent(statement)
    start, end = whole(widened)
    others = (
        each for each in told if each.candidate.parts != statement.candidate.parts and same_passage(each, widened)
    )
    return statement if any(start <= whole(each)[0] < end for each in others) else widened


def beside(asked: Question, row: Shaped, selection: Selection) -> Shaped:
    """A figure of a table, with the sentence chosen when it makes an exception in that very document."""
    if asked.asks is Asks.WHO or form_of(asked.text) is not Form.PLAIN:
        return row
    document = row.statements[0].candidate.hit.document.document_id
    limits = [
        each
        for each in selection.statements[:1]
        if each.candidate.hit.document.document_id == document
        and not each.candidate.header
        and has_exception(each.candidate.text)
    ]
    return replace(row, statements=(*row.statements, *with_limits(limits)))


def _says_all(shortlist: Shortlist, chosen: Sequence[Statement]) -> bool:
    """Whether the best sentence, under its headings, holds every word of what is asked about and is a rule of it."""
    if not chosen:
        return False
    hit, subject = chosen[0].candidate.hit, shortlist.subject
    text = " ".join((hit.document.title, *hit.passage.section, chosen[0].candidate.text))
    words = about(subject)
    return share(subject, words, held_words(subject, words, text)) >= _ALL
