"""Kept onboarding questions in the registry, and what people said of each: the latest word, and every former one."""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from typing import Any

import sqlalchemy as sa

from assistant.domain import Span
from assistant.item_reviews import ItemEvent, KeptSet
from assistant.library.conversations import new_id, now
from assistant.library.question_tables import question_events, question_items, question_sets
from assistant.library.records import texts_from_json, texts_to_json
from assistant.library.registry import Registry, chunks
from assistant.library.registry_tables import translated
from assistant.question_items import Difficulty, ItemType, QuestionItem, Review, ReviewState

HOLDER = "question"
"""The kind under which an item's source is recorded as a dependent."""


@dataclass(frozen=True, slots=True)
class Change:
    """A person's new word on an item; `left` is the item as they leave it, None for as it is."""

    item_id: str
    state: ReviewState
    reason: str = ""
    left: QuestionItem | None = None


@dataclass(frozen=True, slots=True)
class QuestionSets:
    """Safe to use from several threads and processes."""

    registry: Registry

    def sets(self) -> list[KeptSet]:
        """All sets by name."""
        return [_set(row) for row in self.registry.rows(sa.select(question_sets).order_by(question_sets.c.name))]

    def keep(self, name: str, items: Sequence[QuestionItem], by: str) -> KeptSet:
        """Keep these items as the set of this name, in the place of what it held.

        Items are known by their id: what people said of one stays, also when it was made anew. Those that people have
        said something of stay in the set though they were not made again; the others go. Raises HomeReadOnly.
        """
        self.registry.require_writable()
        with translated(self.registry.home), self.registry.engine.begin() as connection:
            row = connection.execute(sa.select(question_sets).where(question_sets.c.name == name)).one_or_none()
            former = _set(row) if row else KeptSet(new_id(), name, ())
            held = _rows_of(connection, {*former.items, *(item.item_id for item in items)})
            fresh = [item for item in items if item.item_id not in held]
            if fresh:
                connection.execute(question_items.insert(), [_new_row(item) for item in fresh])
            for item in items:
                if item.item_id in held:
                    _renew(connection, held[item.item_id], item)
            made = {item.item_id for item in items}
            said = [each for each in former.items if each in held and held[each].state != ReviewState.NEW.value]
            ids = (*dict.fromkeys(item.item_id for item in items), *(each for each in said if each not in made))
            kept = KeptSet(former.set_id, name, ids, by, now())
            connection.execute(question_sets.delete().where(question_sets.c.id == kept.set_id))
            connection.execute(question_sets.insert(), {**_columns(kept)})
            _forget_unused(connection, set(former.items) - set(ids))
        return kept

    def remove(self, set_id: str) -> tuple[str, ...] | None:
        """Remove a set, and of its items those that nobody said anything of and no other set has.

        Returns the ids of the items that are gone, None when there is no such set. Raises HomeReadOnly.
        """
        self.registry.require_writable()
        with translated(self.registry.home), self.registry.engine.begin() as connection:
            row = connection.execute(sa.select(question_sets).where(question_sets.c.id == set_id)).one_or_none()
            if row is None:
                return None
            connection.execute(question_sets.delete().where(question_sets.c.id == set_id))
            return _forget_unused(connection, set(_set(row).items))

    def reviews(self, item_ids: Collection[str] | None = None) -> list[Review]:
        """Items with what people said of them, in the order they were first kept; whether one is stale is not known
        here."""
        if item_ids is None:
            found = self.registry.rows(sa.select(question_items))
        else:
            found = [
                row
                for part in chunks(item_ids)
                for row in self.registry.rows(sa.select(question_items).where(question_items.c.id.in_(part)))
            ]
        return [_review(row) for row in found]

    def published(self) -> dict[str, str]:
        """Item id → the approved answer made of it."""
        rows = self.registry.rows(sa.select(question_items.c.id, question_items.c.published))
        return {row.id: row.published for row in rows if row.published}

    def publish(self, item_id: str, approved_id: str) -> None:
        """Note which approved answer was made of an item. Raises HomeReadOnly."""
        self.registry.require_writable()
        with translated(self.registry.home), self.registry.engine.begin() as connection:
            mine = question_items.update().where(question_items.c.id == item_id)
            connection.execute(mine.values(published=approved_id))

    def change(self, changes: Sequence[Change], by: str) -> None:
        """Keep what a person said of items, all at once, and remember it in their history. Raises HomeReadOnly."""
        self.registry.require_writable()
        moment = now()
        with translated(self.registry.home), self.registry.engine.begin() as connection:
            for each in changes:
                said: dict[str, object] = {"state": each.state.value, "reason": each.reason, "by": by, "at": moment}
                text = {"left": to_text(each.left)} if each.left else {}
                mine = question_items.update().where(question_items.c.id == each.item_id)
                connection.execute(mine.values({**said, **text}))
                line = {"item": each.item_id, "left": None, **said, **text}
                connection.execute(question_events.insert(), line)

    def history(self, item_id: str) -> list[ItemEvent]:
        """Every word on an item, oldest first."""
        mine = sa.select(question_events).where(question_events.c.item == item_id).order_by(question_events.c.key)
        return [
            ItemEvent(row.item, ReviewState(row.state), row.by, row.at, row.reason, from_text(row.left))
            for row in self.registry.rows(mine)
        ]


def _rows_of(connection: sa.Connection, ids: Collection[str]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for part in chunks(ids):
        for row in connection.execute(sa.select(question_items).where(question_items.c.id.in_(part))):
            found[row.id] = row
    return found


def _new_row(item: QuestionItem) -> dict[str, object]:
    said = {"state": ReviewState.NEW.value, "reason": "", "by": "", "at": "", "published": ""}
    return {"id": item.item_id, "made": to_text(item), "left": None, **said}


def _renew(connection: sa.Connection, row: Any, item: QuestionItem) -> None:
    """Made anew, an item's places are those of the paper as it is now; a person's words on it stay.

    What a person moved to other words than those it was made of stays where they put it.
    """
    left = from_text(row.left)
    if left is not None and left.quote == item.quote:
        left = replace(
            left, spans=item.spans, version=item.version, passage_id=item.passage_id, page=item.page, title=item.title
        )
    values = {"made": to_text(item), "left": to_text(left) if left else None}
    connection.execute(question_items.update().where(question_items.c.id == row.id).values(values))


def _forget_unused(connection: sa.Connection, ids: set[str]) -> tuple[str, ...]:
    rows = connection.execute(sa.select(question_sets.c["items"])).scalars().all()
    used = {each for row in rows for each in texts_from_json(row)}
    gone: list[str] = []
    for part in chunks(sorted(ids - used)):
        mine = question_items.c.id.in_(part), question_items.c.state == ReviewState.NEW.value
        gone += connection.execute(sa.select(question_items.c.id).where(*mine)).scalars().all()
        connection.execute(question_items.delete().where(*mine))
    return tuple(gone)


def _columns(kept: KeptSet) -> Mapping[str, str]:
    return {"id": kept.set_id, "name": kept.name, "items": texts_to_json(kept.items), "by": kept.by, "at": kept.at}


def _set(row: Any) -> KeptSet:
    stored = row._mapping
    return KeptSet(stored["id"], stored["name"], texts_from_json(stored["items"]), stored["by"], stored["at"])


def _review(row: Any) -> Review:
    item = from_text(row.left) or from_text(row.made)
    assert item is not None
    return Review(item, ReviewState(row.state), row.by, row.at, row.reason)


def to_text(item: QuestionItem) -> str:
    """JSON of all fields."""
    spans = [[span.page, span.start, span.end] for span in item.spans]
    return json.dumps({**asdict(item), "spans": spans}, ensure_ascii=False, separators=(",", ":"))


def from_text(text: str | None) -> QuestionItem | None:
    """The item of `to_text`, None for None."""
    if text is None:
        return None
    row: dict[str, Any] = json.loads(text)
    known = {
        **row,
        "type": ItemType(row["type"]),
        "difficulty": Difficulty(row["difficulty"]),
        "answer": tuple(row["answer"]),
        "options": tuple(row["options"]),
        "spans": tuple(Span(*each) for each in row["spans"]),
    }
    return QuestionItem(**known)
