"""The one record of what rests on which passage, and what of it must be looked at again.

Each write is one short transaction of its own, outside the writer's lock: saving an answer never waits for an
ingestion, only, for a moment, for the database itself.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa

from assistant.access import AccessFilter
from assistant.curation import Dependent, StaleDependent, Standing
from assistant.domain import Citation, Passage
from assistant.library.registry import Registry, chunks
from assistant.library.registry_tables import dependents, translated
from assistant.text.normalise import squeeze

if TYPE_CHECKING:
    from assistant.library.library import Library
    from assistant.library.shelf import Entry

_LEAST = 0.3
"""Of a quote's character pairs, at least this share stands in the passage that takes the place of the cited one."""


class Dependents:
    """`Library.dependents`. Safe to use from several threads."""

    def __init__(self, library: Library) -> None:
        self._library = library
        self._registry = library.registry

    def record(self, kind: str, holder: str, citations: Iterable[Citation]) -> None:
        """Note what the holder cites, in the place of what it cited before. Raises HomeReadOnly."""
        self.record_all(kind, {holder: citations})

    def record_all(self, kind: str, cited: Mapping[str, Iterable[Citation]]) -> None:
        """As `record` for many holders at once, in one transaction. Raises HomeReadOnly."""
        self._registry.require_writable()
        rows = [_row(kind, holder, each) for holder, citations in cited.items() for each in citations]
        with translated(self._registry.home), self._registry.engine.begin() as connection:
            for part in chunks(cited):
                mine = dependents.c.kind == kind, dependents.c.holder.in_(part)
                connection.execute(dependents.delete().where(*mine))
            if rows:
                connection.execute(dependents.insert(), rows)

    def release(self, kind: str, holder: str) -> None:
        """Forget what the holder cites: it is gone. Raises HomeReadOnly."""
        self.record(kind, holder, ())

    def of_document(self, document_id: str) -> list[Dependent]:
        """Everything that cites a document, in whatever version, also one removed, in the order it was recorded."""
        mine = sa.select(dependents).where(dependents.c.document_id == document_id)
        return [_dependent(row) for row in self._registry.rows(mine.order_by(dependents.c.key))]

    def stale(
        self, access: AccessFilter, kind: str | None = None, holders: Collection[str] | None = None
    ) -> list[StaleDependent]:
        """Dependents whose source is not what it was, in the order they were recorded; where given, of this kind and
        these holders alone.

        A quote that the current version still has word for word is not stale, wherever it stands there now. What cites
        a document that this person may not see is left out.
        """
        self._library.refresh()
        by_document: dict[str, list[tuple[int, Dependent]]] = {}
        for place, row in enumerate(self._registry.rows(_wanted(kind, holders))):
            by_document.setdefault(row.document_id, []).append((place, _dependent(row)))
        found: list[tuple[int, StaleDependent]] = []
        for document_id, mine in by_document.items():
            entry = self._library.current(document_id)
            if entry is None:
                found += [(place, StaleDependent(each, "removed")) for place, each in mine]
            elif access.allows(entry.document.metadata.access_label):
                found += _stale_of(self._registry, entry, mine)
        return [each for _, each in sorted(found, key=lambda item: item[0])]


def _row(kind: str, holder: str, each: Citation) -> dict[str, object]:
    return {
        "kind": kind,
        "holder": holder,
        "document_id": each.document_id,
        "version": each.version,
        "passage_id": each.passage_id,
        "quote": each.quote,
    }


def _wanted(kind: str | None, holders: Collection[str] | None) -> sa.Select[Any]:
    wanted = sa.select(dependents).order_by(dependents.c.key)
    if kind is not None:
        wanted = wanted.where(dependents.c.kind == kind)
    return wanted if holders is None else wanted.where(dependents.c.holder.in_(list(holders)))


def _dependent(row: Any) -> Dependent:
    return Dependent(row.kind, row.holder, row.document_id, row.version, row.passage_id, row.quote)


def _stale_of(
    registry: Registry, entry: Entry, mine: Sequence[tuple[int, Dependent]]
) -> list[tuple[int, StaleDependent]]:
    lost = entry.document.status in (Standing.SUPERSEDED, Standing.ENDED)
    older = [each for _, each in mine if each.version != entry.document.version]
    if not older and not lost:
        return []
    passages = [passage for _, passage in registry.passages_of([entry.key])]
    text = squeeze("".join(passage.text for passage in passages))
    cited = registry.passages({each.passage_id for each in older})
    found: list[tuple[int, StaleDependent]] = []
    for place, each in mine:
        changed = each.version != entry.document.version and squeeze(each.quote) not in text
        if changed or lost:
            now = in_place_of(each, cited.get(each.passage_id), passages)
            found.append((place, StaleDependent(each, "changed" if changed else "superseded", now)))
    return found


def in_place_of(each: Dependent, cited: Passage | None, passages: Sequence[Passage]) -> Passage | None:
    """The one of `passages` that stands where the cited passage stood.

    The same passage or the one with the very quote; else that of the same clause; else the one that has most of the
    quote; None when none has much of it.
    """
    quote = squeeze(each.quote)
    for passage in passages:
        if passage.passage_id == each.passage_id or quote in squeeze(passage.text):
            return passage
    if cited is not None and cited.clause:
        alike = [passage for passage in passages if passage.clause == cited.clause]
        exact = [passage for passage in alike if passage.clause_path == cited.clause_path]
        if alike:
            return max(exact or alike, key=lambda passage: _share(quote, passage))
    best = max(passages, key=lambda passage: _share(quote, passage), default=None)
    return best if best is not None and _share(quote, best) >= _LEAST else None


def _share(quote: str, passage: Passage) -> float:
    """Which part of the quote's character pairs the passage has."""
    wanted, held = _pairs(quote), _pairs(squeeze(passage.text))
    return (wanted & held).total() / max(wanted.total(), 1)


def _pairs(text: str) -> Counter[str]:
    return Counter(text[at : at + 2] for at in range(max(len(text) - 1, 1)))
