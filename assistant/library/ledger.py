"""The ledger in the registry: rows read once for each version, and what people decided, which outlives versions."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from typing import Any

import sqlalchemy as sa

from assistant.domain import Document, Span, Status
from assistant.errors import HomeReadOnly
from assistant.figures import Figure, FigureDecision, IndicatorName, PersonState
from assistant.library.conversations import now
from assistant.library.ledger_tables import figure_decisions, indicator_names
from assistant.library.registry import Registry, chunks
from assistant.library.registry_tables import ledger, translated, versions


@dataclass(frozen=True, slots=True)
class LedgerStore:
    """Safe to use from several threads and processes."""

    registry: Registry

    def kept(self, document: Document, made_of: str) -> tuple[Figure, ...] | None:
        """The rows of this version read with `made_of`, None when they were never read or read otherwise."""
        mine = sa.select(ledger.c.made_of, ledger.c.rows).join(versions, versions.c.key == ledger.c.version_key)
        found = self.registry.rows(mine.where(*_version(document)))
        if not found or found[0].made_of != made_of:
            return None
        return tuple(_figure(row) for row in json.loads(found[0].rows))

    def keep(self, document: Document, made_of: str, rows: Sequence[Figure]) -> None:
        """Keep the rows of a version in the place of former ones. A folder that cannot be written keeps nothing, and
        a version that is gone meanwhile neither."""
        try:
            self.registry.require_writable()
        except HomeReadOnly:
            return  # they are read anew the next time, which costs a moment and nothing else
        text = json.dumps([_row(row) for row in rows], ensure_ascii=False, separators=(",", ":"))
        with translated(self.registry.home), self.registry.engine.begin() as connection:
            key = connection.execute(sa.select(versions.c.key).where(*_version(document))).scalar_one_or_none()
            if key is None:
                return
            connection.execute(ledger.delete().where(ledger.c.version_key == key))
            connection.execute(ledger.insert(), {"version_key": key, "made_of": made_of, "rows": text})

    def decisions(self, figure_ids: Iterable[str] | None = None) -> dict[str, FigureDecision]:
        """What people said of figures, by id; all of it without `figure_ids`."""
        rows: list[Any] = []
        if figure_ids is None:
            rows += self.registry.rows(sa.select(figure_decisions))
        else:
            for part in chunks(figure_ids):
                rows += self.registry.rows(sa.select(figure_decisions).where(figure_decisions.c.figure_id.in_(part)))
        return {row.figure_id: _decision(row) for row in rows}

    def decide(self, decision: FigureDecision) -> None:
        """Keep a decision in the place of a former one; an empty one is taken back. Raises HomeReadOnly."""
        self.registry.require_writable()
        row = {
            "figure_id": decision.figure_id,
            "state": decision.state.value if decision.state else None,
            "name": decision.name or None,
            "by": decision.by,
            "at": now(),
        }
        with translated(self.registry.home), self.registry.engine.begin() as connection:
            connection.execute(figure_decisions.delete().where(figure_decisions.c.figure_id == decision.figure_id))
            if decision.state or decision.name:
                connection.execute(figure_decisions.insert(), row)

    def names(self) -> dict[str, IndicatorName]:
        """What people said of names, by the name as papers use it."""
        rows = self.registry.rows(sa.select(indicator_names))
        return {row.name: IndicatorName(row.name, row.goes_by, row.by, row.at) for row in rows}

    def name(self, said: Sequence[IndicatorName], forget: Sequence[str] = ()) -> None:
        """Keep what was said of these names, and forget what was said of others, all at once. Raises HomeReadOnly."""
        self.registry.require_writable()
        gone = [*forget, *(each.name for each in said)]
        rows = [{"name": each.name, "goes_by": each.goes_by, "by": each.by, "at": now()} for each in said]
        with translated(self.registry.home), self.registry.engine.begin() as connection:
            for part in chunks(gone):
                connection.execute(indicator_names.delete().where(indicator_names.c.name.in_(part)))
            if rows:
                connection.execute(indicator_names.insert(), rows)


def _version(document: Document) -> tuple[sa.ColumnElement[bool], ...]:
    return versions.c.document_id == document.document_id, versions.c.version == document.version


def _decision(row: Any) -> FigureDecision:
    state = PersonState(row.state) if row.state else None
    return FigureDecision(row.figure_id, state, row.name or "", row.by, row.at)


def _row(figure: Figure) -> dict[str, object]:
    kept = asdict(figure)
    del kept["person_state"], kept["person_named"]
    return {**kept, "spans": [[span.page, span.start, span.end] for span in figure.spans]}


def _figure(row: dict[str, Any]) -> Figure:
    return Figure(
        **{
            **row,
            "spans": tuple(Span(*each) for each in row["spans"]),
            "section": tuple(row["section"]),
            "status": Status(row["status"]),
        }
    )
