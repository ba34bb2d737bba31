"""A value that stands in a table: the cell of the row and the column that a question names between them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from assistant.access import AccessFilter
from assistant.answering.candidates import Candidate
from assistant.answering.forms.cutting import candidate_of
from assistant.answering.forms.subjects import about, held_words, share
from assistant.answering.question import Asks, Question
from assistant.answering.subject import Subject
from assistant.domain import Passage, PassageKind, SearchHit
from assistant.ports import PassageStore
from assistant.table_rows import Cell, Part, cells
from assistant.text.normalise import fold

_ALL = 0.99
_UNIT = re.compile(r"(?:计量)?单位|unit", re.IGNORECASE)
_POINTS_AT_TABLE = re.compile(r"下表|附表|表所列|表中|如表")
_EMPTY = re.compile(r"[\s—\-–/无]*")
PIECES = re.compile(r"或者|[、，,（）()/／和及或\s]+")
"""What parts the things that one label names (低保户、特困人员家庭)."""
#: What a column is called that holds the kind of thing asked for.
_HEADERS: dict[Asks, re.Pattern[str]] = {
    Asks.HOW_LONG: re.compile(r"时限|期限|时间|时长|天数|年限|有效期|\b(?:time|days|hours|period|deadline)", re.I),
    Asks.HOW_OFTEN: re.compile(r"频次|频率|次数|周期|复核|\b(?:frequency|interval|how often)", re.I),
    Asks.WHO: re.compile(r"人$|负责|指挥|部门|单位|责任|审核|审批|批准|\b(?:who|person|unit|by)\b", re.I),
    Asks.WHEN: re.compile(r"时间|日期|时限|\b(?:date|when|time)", re.I),
}
_HOLDS: dict[Asks, re.Pattern[str]] = {
    Asks.HOW_LONG: re.compile(
        r"\d+\s*个?(?:工作日|小时|分钟|日|天|个月|月|年|周|hours?|days?|minutes?|months?|years?)"
    ),
    Asks.HOW_MANY: re.compile(r"\d"),
}
_ASKED_BY_HEADER = (Asks.HOW_MANY, Asks.OTHER)


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a table with what stands around it."""

    hit: SearchHit
    label: Part
    label_text: str
    cells: tuple[Cell, ...]
    context: str

    def text(self, part: Part) -> str:
        return self.hit.passage.text[slice(*part)]

    def header(self, cell: Cell) -> str:
        return " ".join(self.text(each) for each in cell.headers)

    @property
    def unit(self) -> Part | None:
        """The cell that says the unit of the others, where the table has a column of units."""
        return next(
            (each.value for each in self.cells if _UNIT.fullmatch(self.header(each)) and self.text(each.value) != "—"),
            None,
        )


def rows_near(hits: Sequence[SearchHit], store: PassageStore, access: AccessFilter) -> Iterator[Row]:
    """Every table row among the passages found, and those that an article found points at (按照下表执行)."""
    seen: set[str] = set()
    for hit in hits:
        if hit.passage.kind is PassageKind.TABLE:
            fresh = hit.passage.passage_id not in seen
            seen.add(hit.passage.passage_id)
            if fresh and (row := _row(hit, "")):
                yield row
        elif _POINTS_AT_TABLE.search(hit.passage.text):
            for passage in _table_behind(hit.passage, store, access):
                if passage.passage_id in seen:
                    continue
                seen.add(passage.passage_id)
                if row := _row(SearchHit(passage, hit.document, hit.score), hit.passage.text):
                    yield row


def value_asked(question: Question, subject: Subject, rows: Sequence[Row]) -> Candidate | None:
    """The one cell that the question's words name, row and column; None when they name none or several.

    A figure of a period is not looked for here: which period a column tells needs more than its words.
    """
    if question.periods or question.asks is Asks.WHERE:
        return None
    words = about(subject)
    found: list[tuple[float, Row, Cell]] = []
    for row in rows:
        in_label = _named(question, words, row)
        if not in_label:
            continue
        for cell in row.cells:
            if cell.value == row.label or not cell.headers or _EMPTY.fullmatch(row.text(cell.value)):
                continue
            fit = _fit(question, subject, words, row, cell, in_label)
            if fit:
                found.append((fit, row, cell))
    best = max((fit for fit, _, _ in found), default=0.0)
    first = [(row, cell) for fit, row, cell in found if fit == best]
    return _cut(*first[0]) if len(first) == 1 else None


def _named(question: Question, words: frozenset[str], row: Row) -> frozenset[str]:
    """The question's words that name this row by its label; empty when it is another row's."""
    asked = fold(question.text)
    named = {word for word in words if word in fold(row.label_text)}
    named |= {piece for piece in PIECES.split(fold(row.label_text)) if len(piece) > 1 and piece in asked}
    return frozenset(named)


def _fit(
    question: Question, subject: Subject, words: frozenset[str], row: Row, cell: Cell, in_label: frozenset[str]
) -> float:
    """How well the column is named, 0 when it is not; more for each word its header holds itself."""
    header, value = row.header(cell), row.text(cell.value)
    if _UNIT.fullmatch(header) or (question.asks in _HOLDS and not _HOLDS[question.asks].search(value)):
        return 0.0
    in_header = held_words(subject, words, header)
    kind = _HEADERS.get(question.asks)
    if not (in_header - in_label or (kind is not None and kind.search(header))):
        return 0.0
    known = held_words(subject, words, " ".join((row.label_text, header, row.context, value)))
    known |= {word for word in words for each in in_label if word in each or each in word}
    if kind is not None and kind.search(header):
        known |= {word for word in words if kind.search(word)}
    if share(subject, words, known) < _ALL:
        return 0.0
    by_kind = 2.0 if kind is not None and kind.search(header) else 0.0
    return 1.0 + by_kind + share(subject, words, in_header) + share(subject, words, in_label)


def _cut(row: Row, cell: Cell) -> Candidate:
    parts = (row.label, *cell.headers, cell.value, *([row.unit] if row.unit and row.unit != cell.value else []))
    header = row.header(cell)
    return candidate_of(row.hit, parts, header)


def _row(hit: SearchHit, prose: str) -> Row | None:
    found = tuple(cells(hit.passage))
    text = hit.passage.text
    label = next((each for each in found if not re.fullmatch(r"[\d.,，%％\s/-]+", text[slice(*each.value)])), None)
    if label is None or len(found) < 2:
        return None
    context = " ".join((hit.document.title, *hit.passage.section, prose, *(text[slice(*h)] for h in label.headers)))
    return Row(hit, label.value, text[slice(*label.value)], found, context)


def _table_behind(passage: Passage, store: PassageStore, access: AccessFilter) -> Iterator[Passage]:
    """The rows right behind an article."""
    for after in store.document_passages(passage.document_id, access):
        if after.ordinal <= passage.ordinal or after.version != passage.version:
            continue
        if after.kind is not PassageKind.TABLE:
            return
        yield after
