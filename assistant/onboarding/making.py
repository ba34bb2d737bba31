"""From documents to a set of questions: facts, then items that pass every gate, spread over clauses and types."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from time import perf_counter

from assistant.access import AccessFilter
from assistant.domain import Document, Page, SearchHit
from assistant.onboarding.asking import topic_of
from assistant.onboarding.choosing import in_turn
from assistant.onboarding.coverage import coverage_of
from assistant.onboarding.facts import Fact, Paper
from assistant.onboarding.items import Desk, Given
from assistant.onboarding.options import siblings_of
from assistant.onboarding.paper_facts import facts_of_paper
from assistant.onboarding.standing import paper_of
from assistant.onboarding.truth import sentences_of
from assistant.ports import PassageStore
from assistant.question_items import ClauseCoverage, ItemRequest, ItemSet, QuestionItem


@dataclass(frozen=True, slots=True)
class Shelf:
    """What making reads: the store as one person sees it, and the search that a question must come back through."""

    store: PassageStore
    access: AccessFilter
    documents: Sequence[Document]
    find: Callable[[str, int, str], Sequence[SearchHit]]
    """Question, how many, and the id of the only document to look in, "" for all in force."""


def build(request: ItemRequest, chosen: Sequence[Document], shelf: Shelf) -> ItemSet:
    """Make the items that `request` asks for of the `chosen` documents. `request.count` is of all documents together.

    Items come in the order of documents and clauses. What the gates threw out is counted by the gate's name.
    """
    started = perf_counter()
    thrown = Counter[str]()
    items: list[QuestionItem] = []
    covered: list[ClauseCoverage] = []
    left = request.count
    for n, document in enumerate(chosen):
        share = None if left is None else -(-left // (len(chosen) - n))
        made = _of_document(document, request, share, shelf, thrown)
        left = None if left is None else left - len(made)
        items += made
        covered += coverage_of(shelf.store.document_passages(document.document_id, shelf.access), made)
    return ItemSet(tuple(items), tuple(covered), dict(thrown), perf_counter() - started)


def _of_document(
    document: Document, request: ItemRequest, count: int | None, shelf: Shelf, thrown: Counter[str]
) -> list[QuestionItem]:
    passages = shelf.store.document_passages(document.document_id, shelf.access)
    pages = {each.number: each for each in shelf.store.pages(document.document_id, shelf.access)}
    paper = paper_of(document, shelf.documents)
    ruled = [each for each in passages if each.clause]
    facts = [fact for passage in ruled or passages for fact in facts_of_paper(passage, paper)]
    # A paper that is no longer in force is not found beside the others; asked of itself alone, it is.
    only = "" if document.status == "in_force" else document.document_id

    def find(question: str, limit: int) -> Sequence[SearchHit]:
        return shelf.find(question, limit, only)

    given = Given(paper, _texts(pages), siblings_of(facts), sentences_of(passages), find)
    desk = Desk(given, request.types, thrown)
    left = in_turn(list(_wanted(facts, request, paper)), everything=count is None)
    for desk.most in (2, 4):
        left = _offered(desk, left, count)
    order = {passage.passage_id: passage.ordinal for passage in passages}
    return sorted(desk.items, key=lambda item: (order[item.passage_id], item.spans[0].start))


def _offered(desk: Desk, facts: Sequence[Fact], count: int | None) -> list[Fact]:
    """Offer facts until the set is full; those that gave no item come back, for a round that allows more a sentence."""
    left = []
    for fact in facts:
        if count is not None and len(desk.items) >= count:
            return []
        if not desk.offer(fact):
            left.append(fact)
    return left if count is not None else []


def _texts(pages: dict[int, Page]) -> dict[int, str]:
    return {number: page.text for number, page in pages.items()}


def _wanted(facts: Sequence[Fact], request: ItemRequest, paper: Paper) -> Iterator[Fact]:
    """The facts of the clauses, topics and roles asked for."""
    for fact in facts:
        if request.clauses and fact.passage.clause not in request.clauses:
            continue
        topic = topic_of(fact.passage, paper)
        if request.topics and not any(each in topic or each in fact.core for each in request.topics):
            continue
        if request.roles and not any(each in fact.role for each in request.roles):
            continue
        yield fact
