"""Kept reviews in the registry. Every change is a revision of its own: none is ever altered, so nothing is lost."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from assistant.domain import Citation
from assistant.errors import DraftChanged, NotFound
from assistant.kept_drafts import FIRST, DraftRevision
from assistant.library.conversations import new_id, now
from assistant.library.registry import Registry
from assistant.library.registry_tables import dependents, translated
from assistant.library.review_tables import review_draft_revisions as revisions
from assistant.library.review_tables import review_drafts as drafts

HOLDER = "draft"
"""The kind under which a kept draft's citations are recorded as dependents."""


@dataclass(frozen=True, slots=True)
class StoredDraft:
    """A draft's text (as `drafting.record` writes it) with what the registry knows of this revision of it."""

    draft_id: str
    revision: int
    text: str
    made_by: str
    made_at: str
    by: str
    at: str


@dataclass(frozen=True, slots=True)
class Change:
    """What one revision adds: its content, what was done, the revision whose content it has (0: its own)."""

    text: str
    citations: Sequence[Citation]
    what: str
    by: str
    of: int = 0


@dataclass(frozen=True, slots=True)
class ReviewDrafts:
    """Safe to use from several threads and processes."""

    registry: Registry

    def all(self) -> list[StoredDraft]:
        """The newest revision of every draft, last changed first."""
        return [_stored(row) for row in self.registry.rows(_newest().order_by(revisions.c.at.desc(), drafts.c.id))]

    def find(self, draft_id: str, revision: int | None = None) -> StoredDraft | None:
        """One revision, the newest unless named; None where there is none."""
        wanted = _newest() if revision is None else _joined().where(revisions.c.revision == revision)
        rows = self.registry.rows(wanted.where(drafts.c.id == draft_id))
        return _stored(rows[0]) if rows else None

    def revisions_of(self, draft_id: str) -> list[DraftRevision]:
        """All revisions in order, without their content."""
        columns = (revisions.c.revision, revisions.c.what, revisions.c.by, revisions.c.at, revisions.c.of)
        rows = self.registry.rows(
            sa.select(*columns).where(revisions.c.draft == draft_id).order_by(revisions.c.revision)
        )
        return [DraftRevision(row.revision, row.what, row.by, row.at, row.of) for row in rows]

    def begin(self, change: Change) -> str:
        """Keep the first revision of a new draft and return the draft's id. Raises HomeReadOnly."""
        self.registry.require_writable()
        draft_id, moment = new_id(), now()
        with translated(self.registry.home), self.registry.engine.begin() as connection:
            row = {"id": draft_id, "revision": 1, "made_by": change.by, "made_at": moment}
            connection.execute(drafts.insert(), row)
            _write(connection, draft_id, 1, change, moment)
        return draft_id

    def add(self, draft_id: str, based_on: int, change: Change) -> int:
        """Add a revision to the one numbered `based_on` and return its number.

        Raises DraftChanged when that is no longer the newest one, NotFound, HomeReadOnly.
        """
        self.registry.require_writable()
        with translated(self.registry.home), self.registry.engine.begin() as connection:
            # The update is the first thing said, so that of two at once the second waits and then finds no row.
            mine = drafts.c.id == draft_id, drafts.c.revision == based_on
            if not connection.execute(drafts.update().where(*mine).values(revision=based_on + 1)).rowcount:
                raise _overtaken(connection, draft_id, based_on)
            _write(connection, draft_id, based_on + 1, change, now())
        return based_on + 1

    def remove(self, draft_id: str) -> bool:
        """Forget a draft with all its revisions and what it cites. False where there is none. Raises HomeReadOnly."""
        self.registry.require_writable()
        with translated(self.registry.home), self.registry.engine.begin() as connection:
            _forget_citations(connection, draft_id)
            connection.execute(revisions.delete().where(revisions.c.draft == draft_id))
            return bool(connection.execute(drafts.delete().where(drafts.c.id == draft_id)).rowcount)


def _joined() -> sa.Select[Any]:
    return sa.select(drafts.c.id, drafts.c.made_by, drafts.c.made_at, revisions).join(
        revisions, revisions.c.draft == drafts.c.id
    )


def _newest() -> sa.Select[Any]:
    return _joined().where(revisions.c.revision == drafts.c.revision)


def _stored(row: Any) -> StoredDraft:
    return StoredDraft(row.id, row.revision, row.text, row.made_by, row.made_at, row.by, row.at)


def _write(connection: sa.Connection, draft_id: str, revision: int, change: Change, moment: str) -> None:
    """The revision and what it cites, together: a list of stale drafts never speaks of another revision."""
    connection.execute(
        revisions.insert(),
        {
            "draft": draft_id,
            "revision": revision,
            "of": change.of or revision,
            "what": change.what,
            "text": change.text,
            "by": change.by,
            "at": moment,
        },
    )
    if change.what != FIRST:
        _forget_citations(connection, draft_id)
    rows = [
        {
            "kind": HOLDER,
            "holder": draft_id,
            "document_id": each.document_id,
            "version": each.version,
            "passage_id": each.passage_id,
            "quote": each.quote,
        }
        for each in change.citations
    ]
    if rows:
        connection.execute(dependents.insert(), rows)


def _forget_citations(connection: sa.Connection, draft_id: str) -> None:
    connection.execute(dependents.delete().where(dependents.c.kind == HOLDER, dependents.c.holder == draft_id))


def _overtaken(connection: sa.Connection, draft_id: str, based_on: int) -> DraftChanged | NotFound:
    newest = connection.execute(_newest().where(drafts.c.id == draft_id)).first()
    if newest is None:
        return NotFound(f"draft {draft_id!r}", key="no_such_draft", draft_id=draft_id)
    detail = f"draft {draft_id!r} is at revision {newest.revision}, not {based_on}"
    return DraftChanged(detail, by=newest.by, at=newest.at[:16].replace("T", " "), revision=newest.revision)
