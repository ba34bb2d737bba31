"""The figures of one passage of prose: each with its clause, its name, its year and its status."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from assistant.domain import Document, Status
from assistant.ledger.counting import counted
from assistant.ledger.naming import names_of
from assistant.ledger.parts import Part
from assistant.ledger.telling import status_of
from assistant.ledger.timing import period_of
from assistant.text import modality
from assistant.text.indicators import clauses, core
from assistant.text.quantities import Quantity
from assistant.text.reading import Reading, read
from assistant.text.sentences import split


@dataclass(frozen=True, slots=True)
class Found:
    """A figure in a passage: half-open offsets `quote` and `number` are into the passage's text."""

    quantity: Quantity
    quote: tuple[tuple[int, int], ...]
    number: tuple[int, int]
    indicator: str
    period: str | None
    within: str
    status: Status


def figures_in(text: str, part: Part, document: Document) -> Iterator[Found]:
    """Yield the figures of a passage's `text`, which stands in `part` of `document`, in reading order."""
    for start, end in split(text):
        reading = read(text[start:end], lend=True)
        pieces = clauses(reading.text)
        names = names_of(reading)
        for quantity in _with_shared_units(reading):
            if counted(reading.text, quantity):
                found = _found(reading, pieces, quantity, part, (document, start))
                yield replace(found, indicator=names.get(quantity.start, ""))


def _with_shared_units(reading: Reading) -> list[Quantity]:
    """The numbers of a sentence; in 分别提高11.1、11.2个百分点 the first has the unit of the second."""
    found = list(reading.found)
    for i in range(len(found) - 2, -1, -1):
        here, behind = found[i], found[i + 1]
        joined = re.fullmatch(r"\s?(?:、|和|与|及)\s?", reading.text[here.unit_end : behind.start])
        if joined and not here.unit and not here.scale and behind.kind in {"percent", "percentage_point"}:
            found[i] = replace(here, unit=behind.unit, kind=behind.kind)
    return found


def _found(
    reading: Reading, pieces: list[tuple[int, int]], quantity: Quantity, part: Part, place: tuple[Document, int]
) -> Found:
    document, offset = place
    at = next(i for i, (a, b) in enumerate(pieces) if a <= quantity.start < b)
    clause = pieces[at]
    published = document.metadata.published
    status = status_of(reading.text, clause, quantity, part, document)
    year, within, named = period_of(reading.text, quantity, clause, part, published)
    if (
        status is Status.PLANNED
        and part.status is Status.PLANNED
        and _told_of_the_past(reading.text, clause, year, part, named)
    ):
        status = Status.ACHIEVED
    if status is Status.STATE and not (named and year):
        year, within = None, ""
    quote = _quote(reading, pieces, at, quantity)
    return Found(
        quantity=quantity,
        quote=((offset + quote[0], offset + quote[1]),),
        number=(offset + quantity.start, offset + quantity.end),
        indicator="",
        period=year,
        within=within,
        status=status,
    )


def _told_of_the_past(sentence: str, clause: tuple[int, int], year: str | None, part: Part, named: bool) -> bool:
    """True for a result told among the tasks: its sentence names an earlier year, and its clause plans nothing."""
    if not named or not year or not part.year or int(year) >= part.year:
        return False
    return modality.plan_word(sentence[clause[0] : clause[1]]) is None


def _quote(reading: Reading, pieces: list[tuple[int, int]], at: int, quantity: Quantity) -> tuple[int, int]:
    """The clause of a number, from the clause on that says what it counts."""
    start, end = pieces[at]
    words = reading.text[start : quantity.start]
    first = at
    if "分别" in words and len(core(words.split("分别")[0])) < 2:
        figures = sum(start <= each.start < end for each in reading.figures)
        first = at
        seen = 0
        while first and seen < figures:
            first -= 1
            seen += sum(pieces[first][0] <= each.start < pieces[first][1] for each in reading.figures)
    elif len(core(reading.text[start:end].replace(quantity.raw + quantity.unit, ""))) < 3 and at:
        first = at - 1
    low = pieces[first][0]
    while low < end and reading.text[low].isspace():
        low += 1
    while end > quantity.unit_end and reading.text[end - 1] in "，。；！？：:;,!? \n\t.":
        end -= 1
    return low, end
