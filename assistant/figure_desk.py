"""The part of the service that minds the ledger: figures of the papers, and what people decide about them."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import replace
from functools import cached_property

from assistant.access import AccessFilter, filter_for
from assistant.curation import Standing
from assistant.document_desk import DocumentDesk
from assistant.domain import Document, Filters, Principal
from assistant.errors import NotFound, UsageError
from assistant.figures import (
    CheckedFigure,
    Conflict,
    Figure,
    FigureDecision,
    IndicatorName,
    PersonState,
    PlanOutcome,
    Wanted,
    YearOverYear,
)
from assistant.ledger import comparing
from assistant.ledger.extraction import RULES, figures_of
from assistant.ledger.grouping import named
from assistant.ledger.selecting import checked, select
from assistant.library.ledger import LedgerStore

ALL_FIGURES = Wanted()


class FigureDesk(DocumentDesk):
    """Every method takes the person; figures of papers they may not see do not exist for them.

    A document's figures are read when they are first asked for, and kept until its text, what is known of it, or the
    rules of reading change. Answering questions reads none.
    """

    @cached_property
    def _ledger(self) -> LedgerStore:
        return LedgerStore(self._library.registry)

    @cached_property
    def _read(self) -> dict[str, tuple[str, tuple[Figure, ...]]]:
        """Document id → what its figures were read from, and they: for this process."""
        return {}

    def figures(self, principal: Principal, wanted: Wanted = ALL_FIGURES) -> tuple[Figure, ...]:
        """The figures of the papers in force and of those that were, by document and place, with the names they go by.

        Doubtful and rejected ones are listed as well, and say so (`usable`).
        """
        return select(self._named(filter_for(principal), wanted.document_ids), wanted)

    def figure(self, figure_id: str, principal: Principal) -> Figure:
        """Raises NotFound."""
        for each in self._named(filter_for(principal), ()):
            if each.figure_id == figure_id:
                return each
        raise NotFound(f"figure {figure_id!r}", what=figure_id)

    def figure_conflicts(self, principal: Principal, wanted: Wanted = ALL_FIGURES) -> tuple[Conflict, ...]:
        """Figures of the same thing, year and status that cannot all be right, with their sources."""
        return comparing.conflicts(self._standing(principal, wanted))

    def plan_outcomes(self, principal: Principal, wanted: Wanted = ALL_FIGURES) -> tuple[PlanOutcome, ...]:
        """Every plan beside what became of it: reached, missed, or not told."""
        return comparing.outcomes(self._standing(principal, replace(wanted, statuses=())))

    def year_over_year(self, principal: Principal, wanted: Wanted = ALL_FIGURES) -> tuple[YearOverYear, ...]:
        """What changed from the year before to each of the wanted years, computed, with both operands."""
        every = self._standing(principal, replace(wanted, years=(), statuses=()))
        years = {str(year) for year in wanted.years}
        return tuple(each for each in comparing.changes(every) if not years or each.after.period in years)

    def _standing(self, principal: Principal, wanted: Wanted) -> tuple[Figure, ...]:
        """The wanted figures of papers that nothing took the place of."""
        documents = self._library.documents(filter_for(principal), Filters(document_ids=wanted.document_ids))
        gone = {each.document_id for each in documents if each.status == Standing.SUPERSEDED}
        return tuple(each for each in self.figures(principal, wanted) if each.document_id not in gone)

    def checked_figures(self, document_ids: Sequence[str], principal: Principal) -> tuple[CheckedFigure, ...]:
        """The figures of these documents for whoever writes from them: each with its spans and whether it is fit.

        Raises NotFound for a document this person may not see.
        """
        access = filter_for(principal)
        texts = {
            document_id: {page.number: page.text for page in self._library.pages(document_id, access)}
            for document_id in dict.fromkeys(document_ids)
        }
        return tuple(checked(each, texts[each.document_id]) for each in self._named(access, tuple(texts)))

    # What people decide

    def decide_figure(self, figure_id: str, state: PersonState | None, principal: Principal) -> Figure:
        """Tick a figure, reject it, or take one's word back (None). Raises NotFound, HomeReadOnly."""
        found = self.figure(figure_id, principal)
        former = self._ledger.decisions([figure_id]).get(figure_id, FigureDecision(figure_id))
        self._ledger.decide(replace(former, state=state, by=principal.user))
        self._audit.record("figure", principal, {"figure": figure_id, "state": state.value if state else None})
        return replace(found, person_state=state)

    def rename_figure(self, figure_id: str, name: str, principal: Principal) -> None:
        """Have one figure go by `name`; "" gives it its own back. Raises NotFound, HomeReadOnly."""
        self.figure(figure_id, principal)
        former = self._ledger.decisions([figure_id]).get(figure_id, FigureDecision(figure_id))
        self._ledger.decide(replace(former, name=name.strip(), by=principal.user))
        self._audit.record("figure", principal, {"figure": figure_id, "name": name.strip()})

    def name_indicator(self, name: str, goes_by: str, principal: Principal) -> tuple[str, ...]:
        """Have every figure that goes by `name` go by `goes_by`: rename an indicator, or merge it into another.

        Returns the names, as papers use them, that go by it now. Raises NotFound for a name no figure has, UsageError
        for an empty one, HomeReadOnly.
        """
        goes_by = goes_by.strip()
        if not goes_by:
            raise UsageError("an indicator needs a name", key="empty_indicator")
        rows = self._named(filter_for(principal), ())
        mine = sorted({each.read_as for each in rows if each.indicator == name})
        if not mine:
            raise NotFound(f"indicator {name!r}", what=name)
        # Whoever is merged into stays where it is, also when a rule would have brought others to it.
        theirs = sorted({each.read_as for each in rows if each.indicator == goes_by} - set(mine))
        self._ledger.name([IndicatorName(each, goes_by, principal.user) for each in (*mine, *theirs)])
        self._audit.record("indicator", principal, {"names": mine, "goes_by": goes_by})
        return tuple(mine)

    def keep_indicator_apart(self, read_as: str, principal: Principal) -> None:
        """Have figures that papers call `read_as` go by that very name, whatever rule or person joined it to others.

        Raises NotFound, HomeReadOnly.
        """
        if not any(each.read_as == read_as for each in self._named(filter_for(principal), ())):
            raise NotFound(f"indicator {read_as!r}", what=read_as)
        self._ledger.name([IndicatorName(read_as, read_as, principal.user)])
        self._audit.record("indicator", principal, {"names": [read_as], "apart": True})

    def forget_indicator(self, read_as: str, principal: Principal) -> None:
        """Take back what was said of a name: the rules decide again. Raises HomeReadOnly."""
        self._ledger.name([], [read_as])
        self._audit.record("indicator", principal, {"names": [read_as], "forgotten": True})

    # Reading

    def _named(self, access: AccessFilter, document_ids: Sequence[str]) -> tuple[Figure, ...]:
        """The visible figures with the names they go by, of all documents or of some. Raises NotFound for one of these
        that may not be seen."""
        for document_id in document_ids:
            self._library.document(document_id, access)
        documents = self._library.documents(access, Filters(document_ids=tuple(document_ids)))
        rows = [figure for document in documents for figure in self._rows(document, access)]
        return named(rows, self._ledger.names(), self._ledger.decisions())

    def _rows(self, document: Document, access: AccessFilter) -> tuple[Figure, ...]:
        made_of = hashlib.sha256(f"{RULES}|{document.version}|{document.metadata!r}".encode()).hexdigest()
        known = self._read.get(document.document_id)
        if known and known[0] == made_of:
            return known[1]
        rows = self._ledger.kept(document, made_of)
        if rows is None:
            pages = {page.number: page for page in self._library.pages(document.document_id, access)}
            rows = figures_of(document, self._library.document_passages(document.document_id, access), pages)
            self._ledger.keep(document, made_of, rows)
        self._read[document.document_id] = (made_of, rows)
        return rows
