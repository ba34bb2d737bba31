"""A list complete: the sentence it hangs on, every item with its label, and what the article says of them all."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from assistant.access import AccessFilter
from assistant.answering.forms.asked import Form
from assistant.answering.forms.cutting import candidate_of, recut, same_passage
from assistant.answering.forms.enumerations import Enumeration, behind_label, enumeration_in
from assistant.answering.forms.subjects import about, held_words, share
from assistant.answering.statements import Statement
from assistant.answering.subject import Subject, sentences_in
from assistant.domain import Passage, PassageKind, SearchHit
from assistant.ports import PassageStore

_ON_SUBJECT = 0.5
"""Share of the question's weight that the list's stem and headings must hold."""
_FIRST = 8
_ALL = 0.99
_GLANCE = 240
"""Characters of an article that is shown whole for a list."""
_TRAILING = 100
"""A sentence behind the list that is longer than this speaks of something else."""


def complete(
    form: Form,
    subject: Subject,
    chosen: Sequence[Statement],
    hits: Sequence[SearchHit],
    store: PassageStore,
    access: AccessFilter,
) -> list[Statement] | None:
    """The whole list that the best statements stand in, when a list is asked for, or the one among the first passages
    whose opening sentence holds every word of the question; None when there is none."""
    if form not in (Form.LIST, Form.STEPS, Form.REMEDY):
        return None
    for each in chosen:
        passage = each.candidate.hit.passage
        found = enumeration_in(passage)
        if found is None or not _belongs(each, found) or not _names(subject, found, each):
            continue
        if form is Form.REMEDY and found.stem is None:
            continue
        start, end = found.start, _with_trailing(passage, found)
        told = [replace(each, candidate=recut(each.candidate, ((start, end),)))]
        return told + _carried_on(each, passage, store, access)
    if form is Form.LIST and chosen and (found_list := _named_list(subject, chosen[0], hits)):
        return found_list + _carried_on(found_list[0], found_list[0].candidate.hit.passage, store, access)
    return [_article(form, subject, chosen[0])] if chosen and _short_article(chosen[0]) else None


def _named_list(subject: Subject, chosen: Statement, hits: Sequence[SearchHit]) -> list[Statement] | None:
    words = about(subject)
    for hit in hits[:_FIRST]:
        found = enumeration_in(hit.passage)
        if found is None or found.stem is None:
            continue
        stem = hit.passage.text[slice(*found.stem)]
        if share(subject, words, held_words(subject, words, stem)) >= _ALL:
            return [replace(chosen, candidate=candidate_of(hit, ((found.start, _with_trailing(hit.passage, found)),)))]
    return None


def _short_article(statement: Statement) -> bool:
    """An article without items that is read at a glance: what it lists may go on in its next sentence."""
    passage = statement.candidate.hit.passage
    return passage.kind is PassageKind.CLAUSE and len(passage.text) <= _GLANCE and enumeration_in(passage) is None


def _article(form: Form, subject: Subject, statement: Statement) -> Statement:
    """From the first sentence that speaks as much of what is asked as the chosen one, to the end of the article; of
    steps, all of it."""
    text, chosen = statement.candidate.hit.passage.text, statement.candidate.parts[0][0]
    begin = behind_label(text)
    starts = [begin, *(at + 1 for at in range(begin, chosen) if text[at] == "。")]
    own = max(start for start in starts if start <= max(chosen, begin))
    words = about(subject)
    least = share(subject, words, held_words(subject, words, _sentence(text, own)))
    start = begin
    if form is not Form.STEPS:
        start = next(
            at for at in starts if share(subject, words, held_words(subject, words, _sentence(text, at))) >= least
        )
    return replace(statement, candidate=recut(statement.candidate, ((start, len(text)),)))


def _sentence(text: str, start: int) -> str:
    return text[start:].split("。", 1)[0]


def merged(chosen: Sequence[Statement]) -> list[Statement]:
    """Items of one list told together: their stem once, then each item, in the order of the paper."""
    told: list[Statement] = []
    for each in chosen:
        parts = each.candidate.parts
        place = next((i for i, one in enumerate(told) if _same_stem(one, each)), None)
        if place is None or each.candidate.header:
            told.append(each)
            continue
        stem, items = parts[0], {*told[place].candidate.parts[1:], *parts[1:]}
        whole = _items_of(each.candidate.hit.passage, sorted(items))
        told[place] = replace(each, candidate=recut(each.candidate, (stem, *whole)))
    return told


def _items_of(passage: Passage, parts: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """The items that `parts` are the words of, with their labels and closing marks: side by side these part them."""
    found = enumeration_in(passage)
    items = found.items if found else ()
    return [next((item for item in items if item[0] <= part[0] < item[1]), part) for part in parts]


def _same_stem(one: Statement, other: Statement) -> bool:
    mine, theirs = one.candidate.parts, other.candidate.parts
    alone = 1 in (len(mine), len(theirs)) and len(mine) != len(theirs)
    listed = len(mine) > 1 and len(theirs) > 1
    return same_passage(one, other) and mine[0] == theirs[0] and (listed or alone)


def _belongs(statement: Statement, found: Enumeration) -> bool:
    start = statement.candidate.parts[0][0]
    return found.start <= start < found.end


def _names(subject: Subject, found: Enumeration, statement: Statement) -> bool:
    """Whether stem and headings speak of what is asked; with nothing but a heading, that heading itself must."""
    hit = statement.candidate.hit
    words = about(subject)
    if found.stem is None:
        heading = hit.passage.section[-1] if hit.passage.section else ""
        return bool(held_words(subject, words, heading)) and _covers(subject, heading, hit.document.title)
    return _covers(subject, hit.passage.text[slice(*found.stem)], *hit.passage.section, hit.document.title)


def _covers(subject: Subject, *texts: str) -> bool:
    words = about(subject)
    return share(subject, words, held_words(subject, words, " ".join(texts))) >= _ON_SUBJECT


def _with_trailing(passage: Passage, found: Enumeration) -> int:
    """The end of the list, or of the one short sentence behind it that closes its article."""
    behind = [(start, end) for start, end in sentences_in(passage.text) if start >= found.end]
    if passage.kind is PassageKind.CLAUSE and len(behind) == 1 and behind[0][1] - behind[0][0] <= _TRAILING:
        return behind[0][1]
    return found.end


def _carried_on(statement: Statement, passage: Passage, store: PassageStore, access: AccessFilter) -> list[Statement]:
    """What a long list has in the passages behind: those of the same article, or under its last item's heading."""
    told = []
    for after in store.document_passages(passage.document_id, access):
        if after.ordinal <= passage.ordinal or after.version != passage.version:
            continue
        if not _continues(passage, after):
            break
        found = enumeration_in(after)
        end = len(after.text) if found is None else found.end
        told.append(replace(statement, candidate=recut(statement.candidate, ((0, end),), after)))
    return told


def _continues(first: Passage, after: Passage) -> bool:
    if after.kind is PassageKind.TABLE or after.kind is not first.kind:
        return False
    if first.clause:
        return after.clause == first.clause
    under = len(first.section)
    return bool(first.section) and after.section[:under] == first.section
