"""Two things side by side: a small table of what the papers say of each, from rows of a table or from sentences."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeAlias

from assistant.answering.forms.cutting import candidate_of
from assistant.answering.forms.enumerations import enumeration_in
from assistant.answering.forms.figures import figure_asked
from assistant.answering.forms.rows import PIECES, Row
from assistant.answering.forms.shaped import Cell, Shaped
from assistant.answering.forms.subjects import about, held_words, share
from assistant.answering.period_names import period_name
from assistant.answering.question import Question
from assistant.answering.selection import Selection
from assistant.answering.statements import Statement, read_statement, same_period
from assistant.answering.subject import Subject, sentences_in
from assistant.domain import SearchHit
from assistant.messages import say
from assistant.text.normalise import fold
from assistant.text.periods import find

_WORDS = (
    r"之间|相比较?|相对比|对比|比较|有(?:什么|何|哪些|啥)?(?:区别|不同|差别|差异|变化)|的?(?:区别|不同|差别|差异)"
    r"|有什么不一样|不一样"
)
_PAIR = re.compile(
    rf"^(?:请问|比较一?下?|对比一?下?)?(?P<a>.{{2,20}}?)(?:和|与|跟|同|及|、)(?P<b>.{{2,24}}?)(?:{_WORDS}|[?？。]?$)"
)
_PAIR_EN = re.compile(
    r"(?:difference between|compare[sd]?|differ)\s+(?:the )?(?P<a>.+?)\s+(?:and|with|to|from|vs\.?|versus)\s+"
    r"(?:the )?(?P<b>.+?)[?.]?$",
    re.IGNORECASE,
)
_COMPARED = re.compile(rf"(?:{_WORDS})|(?:情况|变化)?(?:怎么样|如何|怎样)|[?？。]")
_ALIKE = 0.5
_UNIT = re.compile(r"[（(][^（()）]+[）)]")
_LABEL = 3
"""Characters of a label that a longer name may begin with (东汀水厂 of 东汀水厂供水量)."""


def without_comparing(question: str) -> str:
    """A comparison of periods asked as for a figure (2022年与2023年管网漏损率相比 → …管网漏损率是多少); any other
    question as it stands."""
    if len({each.value for each in find(question)}) < 2 or re.search(r"[a-zA-Z]{4}", question):
        return question
    plain = _COMPARED.sub("", question).strip()
    return f"{plain}是多少？"


def of_periods(asked: Question, selection: Selection) -> Shaped | None:
    """What each period has, the earlier first; None when fewer than two have anything."""
    found: list[tuple[str, Statement]] = []
    for period in sorted(asked.periods):
        held = next((each for each in selection.statements if same_period(period, each.period)), None)
        if held is not None:
            found.append((period, held))
    if len(found) < 2:
        return None
    rows = []
    for i, (period, each) in enumerate(found):
        value = _last_words(each) if each.candidate.header else figure_asked(asked, each)
        rows.append((Cell(period_name(period, asked.language)), Cell(value or "—"), Cell("", i)))
    head = tuple(say(f"answer.compare_{name}", asked.language) for name in ("period", "value", "words"))
    return Shaped(tuple(each for _, each in found), head=head, rows=tuple(rows))


def _last_words(statement: Statement) -> str:
    start, end = statement.candidate.parts[-1]
    return statement.candidate.hit.passage.text[start:end]


def of_two(question: str, subject: Subject, hits: Sequence[SearchHit], rows: Sequence[Row]) -> Shaped | None:
    """What the papers say of two things a question names; None when it names no two, or one of them is not found."""
    names = _two(question)
    if names is None:
        return None
    words = about(subject)
    statements: list[Statement] = []
    table: list[tuple[Cell, ...]] = []
    wordings: list[str] = []
    head = tuple(name.full for name in names)
    for said in (_said(subject, words, hits, names), _rows_of(subject, words, rows, names)):
        if said is None:
            continue
        first = len(statements)
        head = tuple(label or name for label, name in zip(said.head, head, strict=True)) if said.head else head
        statements += said.statements
        wordings += said.wordings
        table += [
            tuple(Cell(cell.text, None if cell.of is None else cell.of + first) for cell in row) for row in said.rows
        ]
    if not statements:
        return None
    return Shaped(tuple(statements), wordings=tuple(wordings), head=("", *head), rows=tuple(table))


@dataclass(frozen=True, slots=True)
class _Name:
    """One of two things: as the question has it, and without the end that both names share (一级 of 一级抢修)."""

    full: str
    short: str

    def labels(self, row: Row) -> bool:
        pieces = PIECES.split(fold(row.label_text))
        full = fold(self.full)
        return fold(self.short) in pieces or any(
            piece == full or (len(piece) >= _LABEL and full.startswith(piece)) for piece in pieces
        )


_Names: TypeAlias = tuple[_Name, _Name]


def _two(question: str) -> _Names | None:
    for period in reversed(find(question)):
        question = question[: period.start] + question[period.end :]
    match = _PAIR.search(question) or _PAIR_EN.search(question)
    if match is None:
        return None
    one, other = match["a"].strip(), match["b"].strip().removesuffix("的")
    other = other.split("的")[0] if "的" in other and "的" not in one else other
    if not one or not other or one == other:
        return None
    tail = 0
    while min(len(one), len(other)) - tail > 2 and one[-1 - tail :] == other[-1 - tail :]:
        tail += 1
    return _Name(one, one[: len(one) - tail]), _Name(other, other[: len(other) - tail])


def _rows_of(subject: Subject, words: frozenset[str], rows: Sequence[Row], names: _Names) -> Shaped | None:
    """The two rows of one table that bear the names."""
    asked = " ".join(name.full for name in names)
    near = [
        row
        for row in rows
        if share(subject, words, held_words(subject, words, f"{row.label_text} {row.context} {asked}")) >= _ALIKE
    ]
    named = [[row for row in near if name.labels(row)] for name in names]
    for one in named[0]:
        for other in named[1]:
            if _of_one_table(one, other):
                return _beside(one, other)
    return None


def _of_one_table(one: Row, other: Row) -> bool:
    mine, theirs = one.hit.passage, other.hit.passage
    return (
        mine.document_id == theirs.document_id
        and mine.section == theirs.section
        and mine.passage_id != theirs.passage_id
        and len(one.cells) == len(other.cells)
    )


def _beside(one: Row, other: Row) -> Shaped:
    pairs = [
        (one.header(a), one.text(a.value), other.text(b.value))
        for a, b in zip(one.cells, other.cells, strict=True)
        if a.value != one.label and a.headers and one.header(a) == other.header(b)
    ]
    statements, wordings = [], []
    for row in (one, other):
        statements.append(read_statement(candidate_of(row.hit, ((0, len(row.hit.passage.text)),))))
        told = [f"{row.header(cell)} {row.text(cell.value)}" for cell in row.cells if cell.value != row.label]
        wordings.append(f"{row.label_text}：{'；'.join(told)}")
    rows = tuple((Cell(header), Cell(a, 0), Cell(b, 1)) for header, a, b in pairs)
    head = tuple(row.label_text if _UNIT.search(row.label_text) else "" for row in (one, other))
    return Shaped(tuple(statements), wordings=tuple(wordings), head=head, rows=rows)


def _said(subject: Subject, words: frozenset[str], hits: Sequence[SearchHit], names: _Names) -> Shaped | None:
    """A sentence or an item of a list for each of the names, of one paper, that speaks of it and not of the other."""
    for hit in hits:
        spoken = _about_each(hit, names)
        if spoken is None:
            continue
        text = " ".join((hit.document.title, *hit.passage.section, hit.passage.text))
        if share(subject, words, held_words(subject, words, text)) < _ALIKE:
            continue
        told = [read_statement(candidate_of(hit, parts)) for parts in spoken]
        texts = [hit.passage.text[slice(*parts[-1])] for parts in spoken]
        row = (Cell(hit.passage.clause or ""), *(Cell(text, i) for i, text in enumerate(texts)))
        return Shaped(tuple(told), wordings=("", ""), rows=(row,))
    return None


def _about_each(hit: SearchHit, names: _Names) -> list[tuple[tuple[int, int], ...]] | None:
    text = hit.passage.text
    found = enumeration_in(hit.passage)
    pieces: list[tuple[tuple[int, int], ...]]
    if found is not None:
        pieces = [((found.stem, item) if found.stem else (item,)) for item in found.items]
    else:
        pieces = [(sentence,) for sentence in sentences_in(text)]
    told = []
    for name, other in (names, names[::-1]):
        # Of two names one may be part of the other (低保户, 低保边缘户): only the head of a piece tells which it is.
        mine = [parts for parts in pieces if _heads(text[slice(*parts[-1])], name, other)]
        if not mine:
            return None
        told.append(mine[0])
    return told


_HEAD = re.compile(
    r"^\s*(?:第[一二三四五六七八九十百零〇\d]+条|[（(][一二三四五六七八九十\d]+[）)]|\d+[、.．])?[\s\u3000]*"
)


def _heads(text: str, name: _Name, other: _Name) -> bool:
    """True when a piece begins with `name`, and not with the other where that is the longer one."""
    head = fold(_HEAD.sub("", text))
    if head.startswith(fold(other.full)) and len(other.full) > len(name.full):
        return False
    return head.startswith((fold(name.full), fold(name.short)))
