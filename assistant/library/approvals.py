"""Approved answers and gaps in the registry."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

import sqlalchemy as sa

from assistant.exchanges import ApprovalState, ApprovedAnswer, Gap, GapState
from assistant.library import registry_writing as write
from assistant.library.conversations import now
from assistant.library.exchange_records import answer_from, to_text
from assistant.library.exchange_tables import approved_answers, gap_questions, gaps
from assistant.library.records import texts_from_json, texts_to_json
from assistant.library.registry import Registry
from assistant.library.registry_tables import meta, translated

HOLDER = "approved_answer"
"""The kind under which an approved answer's citations are recorded as dependents."""
_REVISION = "approved_revision"
_KEPT_DOCUMENTS = 5


@dataclass(frozen=True, slots=True)
class Approvals:
    """Answers that people stand for. Safe to use from several threads."""

    registry: Registry

    def revision(self) -> int:
        """A number that grows with every change, in whatever process: one indexed row."""
        return int(self.registry.meta(_REVISION).get(_REVISION, "0"))

    def all(self) -> list[ApprovedAnswer]:
        """All of them, withdrawn ones too, last changed first; whether one is suspended is not known here."""
        rows = self.registry.rows(sa.select(approved_answers).order_by(approved_answers.c.at.desc()))
        return [_approved(row) for row in rows]

    def put(self, each: ApprovedAnswer) -> None:
        """Keep an answer in the place of the one with its id. Raises HomeReadOnly."""
        self.registry.require_writable()
        row = {
            "id": each.approved_id,
            "questions": texts_to_json(each.questions),
            "negative": texts_to_json(each.negative),
            "answer": to_text(each.answer),
            "owner": each.owner,
            "state": each.state.value,
            "review": each.review.isoformat() if each.review else None,
            "by": each.by,
            "at": now(),
        }
        with translated(self.registry.home), self.registry.engine.begin() as connection:
            connection.execute(approved_answers.delete().where(approved_answers.c.id == each.approved_id))
            connection.execute(approved_answers.insert(), row)
            held = connection.execute(sa.select(meta.c.value).where(meta.c.key == _REVISION)).scalar_one_or_none()
            write.put(connection, {_REVISION: str(int(held or 0) + 1)})


def _approved(row: Any) -> ApprovedAnswer:
    return ApprovedAnswer(
        approved_id=row.id,
        questions=texts_from_json(row.questions),
        negative=texts_from_json(row.negative),
        answer=answer_from(row.answer),
        owner=row.owner,
        state=ApprovalState(row.state),
        review=date.fromisoformat(row.review) if row.review else None,
        by=row.by,
        at=row.at,
    )


@dataclass(frozen=True, slots=True)
class Gaps:
    """Questions without an answer. Safe to use from several threads."""

    registry: Registry

    def all(self) -> list[Gap]:
        """All of them, most frequent first; `owners` are not known here."""
        asked: dict[int, list[tuple[int, str]]] = {}
        for row in self.registry.rows(sa.select(gap_questions)):
            asked.setdefault(row.gap, []).append((-row.count, row.question))
        found = [_gap(row, sorted(asked.get(row.id, []))) for row in self.registry.rows(sa.select(gaps))]
        return sorted(found, key=lambda gap: (-gap.count, gap.gap_id))

    def note(self, question: str, reason: str, documents: tuple[str, ...], alike: Callable[[str, str], bool]) -> int:
        """Count a question that got no answer, with those as good as the same; returns the gap's id.

        One that was said to be answered is open again. Raises HomeReadOnly.
        """
        self.registry.require_writable()
        gap_id = self._of(question, alike)
        moment = now()
        with translated(self.registry.home), self.registry.engine.begin() as connection:
            if gap_id is None:
                row = {
                    "reason": reason,
                    "documents": texts_to_json(documents[:_KEPT_DOCUMENTS]),
                    "people": "[]",
                    "state": GapState.OPEN.value,
                    "said": "",
                    "by": "",
                    "first": moment,
                    "last": moment,
                }
                gap_id = int(connection.execute(gaps.insert().values(row)).inserted_primary_key[0])  # type: ignore[index]
            else:
                known = {"reason": reason, "documents": texts_to_json(documents[:_KEPT_DOCUMENTS]), "last": moment}
                connection.execute(gaps.update().where(gaps.c.id == gap_id).values(known))
                answered = gaps.c.id == gap_id, gaps.c.state == GapState.ANSWERED.value
                connection.execute(gaps.update().where(*answered).values(state=GapState.OPEN.value))
            mine = gap_questions.c.gap == gap_id, gap_questions.c.question == question
            more = gap_questions.update().where(*mine).values(count=gap_questions.c.count + 1)
            if not connection.execute(more).rowcount:
                connection.execute(gap_questions.insert(), {"gap": gap_id, "question": question, "count": 1})
        return gap_id

    def _of(self, question: str, alike: Callable[[str, str], bool]) -> int | None:
        rows = self.registry.rows(sa.select(gap_questions.c.gap, gap_questions.c.question))
        exact = next((row.gap for row in rows if row.question == question), None)
        found = exact if exact is not None else next((row.gap for row in rows if alike(row.question, question)), None)
        return None if found is None else int(found)

    def decide(self, gap_id: int, state: GapState, said: str, by: str) -> bool:
        """Keep what an owner decided; False when there is no such gap. Raises HomeReadOnly."""
        self.registry.require_writable()
        values = {"state": state.value, "said": said, "by": by}
        with translated(self.registry.home), self.registry.engine.begin() as connection:
            return bool(connection.execute(gaps.update().where(gaps.c.id == gap_id).values(values)).rowcount)

    def sign(self, gap_id: int, user: str) -> None:
        """Name a person who asked and allows it. Raises HomeReadOnly."""
        self.registry.require_writable()
        with translated(self.registry.home), self.registry.engine.begin() as connection:
            held = connection.execute(sa.select(gaps.c.people).where(gaps.c.id == gap_id)).scalar_one_or_none()
            if held is not None:
                people = texts_to_json(tuple(dict.fromkeys((*texts_from_json(held), user))))
                connection.execute(gaps.update().where(gaps.c.id == gap_id).values(people=people))


def _gap(row: Any, asked: list[tuple[int, str]]) -> Gap:
    return Gap(
        gap_id=row.id,
        questions=tuple(question for _, question in asked),
        count=-sum(count for count, _ in asked),
        reason=row.reason,
        first=row.first,
        last=row.last,
        documents=texts_from_json(row.documents),
        people=texts_from_json(row.people),
        state=GapState(row.state),
        said=row.said,
        by=row.by,
    )
