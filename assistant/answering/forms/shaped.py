"""An answer's statements with the form they are told in."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from assistant.answering.evidence import Cited
from assistant.answering.statements import Statement


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a comparison: what it says ("": its claim's own words), and which statement says so (its index); None
    for a heading."""

    text: str
    of: int | None = None


@dataclass(frozen=True, slots=True)
class Shaped:
    """`wordings` say how a statement is told beside its quote, where its own words are hard to read; as many as there
    are statements, or none. `by_line`: one a line. `head` and `rows` make a table; every row holds a citation."""

    statements: tuple[Statement, ...]
    by_line: bool = False
    wordings: tuple[str, ...] = ()
    head: tuple[str, ...] = ()
    rows: tuple[tuple[Cell, ...], ...] = ()


def as_table(shaped: Shaped, cited: Sequence[Cited | None]) -> str:
    """The comparison as a Markdown table; `cited` are the claims by the statements' index, None where one does not
    hold. A cell without support is a dash, a row without any is left out; "" when no row is left."""
    lines = [_line(shaped.head), _line(["---"] * len(shaped.head))]
    for row in shaped.rows:
        cells = [_told(cell, cited) for cell in row]
        if any(cell.of is not None and cited[cell.of] is not None for cell in row):
            lines.append(_line(cells))
    return "\n".join(lines) if len(lines) > 2 else ""


def _told(cell: Cell, cited: Sequence[Cited | None]) -> str:
    if cell.of is None:
        return cell.text
    held = cited[cell.of]
    return f"{cell.text or held.claim.text}[{held.citation.n}]" if held is not None else "—"


def _line(cells: Sequence[str]) -> str:
    plain = (" ".join(cell.split()).replace("|", "¦") for cell in cells)
    return f"| {' | '.join(plain)} |"
