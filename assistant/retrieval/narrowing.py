"""From what a question says to what is looked in: places, a named paper with its clause, a document's number.

Certain is only what leaves something to look in: a place that some visible paper is from, a number that some paper
has, a clause of a paper that is named or the only one. A person's own choice of papers is never overruled.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from assistant.access import AccessFilter
from assistant.domain import Document, Filters, Hint, Understood
from assistant.ports import PassageStore
from assistant.retrieval.clauses import Clause, named_clauses
from assistant.retrieval.query import NATION, places_named, with_named_places
from assistant.retrieval.shelf_marks import ShelfMarks
from assistant.text.normalise import squeeze


@dataclass(frozen=True, slots=True)
class Narrowed:
    """Where to look, what was understood so far, and which papers' clauses come first."""

    filters: Filters
    understood: Understood
    clauses: tuple[Clause, ...] = ()
    papers: tuple[str, ...] = ()


def without(understood: Understood, removed: frozenset[str]) -> Understood:
    """The same with the hints of these keys among the removed ones."""
    kept = tuple(hint for hint in understood.hints if hint.key not in removed)
    gone = tuple(hint for hint in understood.hints if hint.key in removed)
    return replace(understood, hints=kept, removed=(*understood.removed, *gone))


def narrow(
    question: str, understood: Understood, filters: Filters, within: tuple[PassageStore, ShelfMarks, AccessFilter]
) -> Narrowed:
    """Make filters of what is certain. The filters that come back hold nothing that was removed."""
    store, marks, access = within
    removed, filters = filters.without, replace(filters, without=frozenset())
    known = store.places(access)
    named = () if filters.document_ids or filters.places else places_named(question, known - {NATION})
    understood = without(_with(understood, (Hint("place", each, certain=True) for each in named)), removed)
    gone = {hint.value for hint in understood.removed if hint.kind == "place"}
    filters = with_named_places(question, filters, known - gone)
    if filters.document_ids:
        return _with_clauses(question, Narrowed(filters, understood, papers=filters.document_ids))
    if numbered := _numbered(question, understood, marks, access):
        chosen = tuple(each.document_id for each in numbered)
        understood = _certain(understood, "number")
        return _with_clauses(question, Narrowed(replace(filters, document_ids=chosen), understood, papers=chosen))
    return _by_title(question, Narrowed(filters, understood), (marks, access, removed))


def _numbered(question: str, understood: Understood, marks: ShelfMarks, access: AccessFilter) -> tuple[Document, ...]:
    found = (marks.by_number(question, number, access) for number in understood.values("number"))
    return tuple(dict.fromkeys(document for each in found for document in each))


def _by_title(question: str, narrowed: Narrowed, within: tuple[ShelfMarks, AccessFilter, frozenset[str]]) -> Narrowed:
    """A title alone only lifts its paper, because other papers tell of it; with a clause it is the paper meant."""
    marks, access, removed = within
    quoted, clauses = narrowed.understood.values("title"), narrowed.understood.values("clause")
    if not quoted and not clauses:
        return narrowed
    places = narrowed.filters.places
    named = marks.by_title(question, quoted, access)
    named = tuple(each for each in named if not places or each.metadata.place in places) or named
    understood = without(_titled(narrowed.understood, named), removed)
    named = tuple(each for each in named if each.title in understood.values("title"))
    papers = tuple(each.document_id for each in named)
    if not named or not clauses:
        return replace(narrowed, understood=understood, papers=papers)
    filters = replace(narrowed.filters, document_ids=papers, places=())
    return _with_clauses(question, Narrowed(filters, _certain(understood, "title"), papers=papers))


def _titled(understood: Understood, named: Iterable[Document]) -> Understood:
    """The papers' own titles in the place of the words that named them."""
    hints = tuple(hint for hint in understood.hints if hint.kind != "title")
    return _with(replace(understood, hints=hints), (Hint("title", title) for title in {d.title: 0 for d in named}))


def _with_clauses(question: str, narrowed: Narrowed) -> Narrowed:
    kept = {hint.value for hint in narrowed.understood.hints if hint.kind == "clause"}
    named = named_clauses(question)
    clauses = tuple(clause for words, clause in named if words in kept or squeeze(words) in kept)
    return replace(narrowed, clauses=clauses)


def clauses_of_the_only_paper(question: str, narrowed: Narrowed, papers: Iterable[str]) -> Narrowed:
    """As named, where there is but one paper to look in."""
    only = tuple(papers)
    return _with_clauses(question, replace(narrowed, papers=only)) if len(only) == 1 else narrowed


def _with(understood: Understood, hints: Iterable[Hint]) -> Understood:
    return replace(understood, hints=tuple(dict.fromkeys([*hints, *understood.hints])))


def _certain(understood: Understood, *kinds: str) -> Understood:
    hints = tuple(replace(hint, certain=True) if hint.kind in kinds else hint for hint in understood.hints)
    return replace(understood, hints=hints)
