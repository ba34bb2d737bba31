"""The part of the service that makes onboarding questions from the papers, and tells which clauses have none yet."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.access import AccessFilter, filter_for
from assistant.document_desk import EVERYTHING, DocumentDesk
from assistant.domain import Document, Filters, Principal, SearchHit, SearchMode
from assistant.errors import UsageError
from assistant.onboarding.making import Shelf, build
from assistant.ports import Retriever
from assistant.question_items import ClauseCoverage, ItemRequest, ItemSet


class ItemDesk(DocumentDesk):
    """Every method takes the person; papers they may not see do not exist for them, as a source or as a distractor."""

    _retriever: Retriever

    def build_questions(self, request: ItemRequest, principal: Principal) -> ItemSet:
        """Make questions from the rules of the papers asked for; of every visible paper when none is named.

        Nothing is kept. Every item has passed the gates: its quote stands in the paper word for word, its answer
        follows from the quote, the question stands alone, and asked of this library it leads back to its clause.
        Raises NotFound for a paper this person may not see, UsageError for a count below 1.
        """
        if request.count is not None and request.count < 1:
            raise UsageError(f"count {request.count!r}", key="bad_count", value=repr(request.count))
        access = filter_for(principal)
        made = build(request, self._chosen(request.document_ids, access), self._shelf(access))
        self._audit.record("questions", principal, {"documents": list(request.document_ids), "made": len(made.items)})
        return made

    def clause_coverage(self, document_ids: Sequence[str], principal: Principal) -> tuple[ClauseCoverage, ...]:
        """Every clause that states something to ask of, with the items that all of it gives. Raises NotFound."""
        return self.build_questions(ItemRequest(tuple(document_ids)), principal).coverage

    def _chosen(self, document_ids: Sequence[str], access: AccessFilter) -> list[Document]:
        if not document_ids:
            return sorted(self._library.documents(access, EVERYTHING), key=lambda each: each.title)
        return [self._library.document(each, access) for each in dict.fromkeys(document_ids)]

    def _shelf(self, access: AccessFilter) -> Shelf:
        def find(question: str, limit: int, only: str) -> tuple[SearchHit, ...]:
            filters = Filters(document_ids=(only,)) if only else EVERYTHING
            return self._retriever.retrieve(question, access, filters, limit, SearchMode.HYBRID).hits

        return Shelf(self._library, access, self._library.documents(access, EVERYTHING), find)
